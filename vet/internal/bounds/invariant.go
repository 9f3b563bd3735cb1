package bounds

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// survey finds bounds that hold of the integer phis of a function wherever they are used: that they are not negative, far from where
// they would wrap, and never below or never above the values that they begin with. All of them are assumed at first, of what the phis
// were before; those that do not follow from this are taken out until the rest does (Houdini: Flanagan and Leino, 2001).
func (p *Prover) survey(fn *ssa.Function) {
	if p.surveyed[fn] {
		return
	}
	p.surveyed[fn] = true
	if fn.Parent() != nil {
		p.survey(fn.Parent())
	}
	var phis []*ssa.Phi
	for _, b := range fn.DomPreorder() {
		for _, instr := range b.Instrs {
			phi, ok := instr.(*ssa.Phi)
			if !ok {
				break
			}
			if isInt(phi.Type()) {
				phis = append(phis, phi)
				p.bounds[p.Term(phi)] = p.candidates(phi)
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, phi := range phis {
			t := p.Term(phi)
			kept := slices.DeleteFunc(slices.Clone(p.bounds[t]), func(c Constraint) bool {
				p.budget = 12
				return !p.overEdges(c, phi.Block(), nil, 2)
			})
			if len(kept) != len(p.bounds[t]) {
				p.bounds[t], changed = kept, true
			}
		}
	}
}

func (p *Prover) candidates(phi *ssa.Phi) []Constraint {
	t := p.Term(phi)
	all := []Constraint{AtMost(t, Zero, lengthMax*2), AtLeast(t, Zero, -1), AtLeast(t, Zero, 0)}
	for i, edge := range phi.Edges {
		made, isInstr := edge.(ssa.Instruction)
		if isInstr && !made.Block().Dominates(phi.Block()) {
			continue // it is not there on the other ways
		}
		if start := p.Term(edge); !phi.Block().Dominates(phi.Block().Preds[i]) {
			all = append(all, AtLeast(t, start, 0), AtMost(t, start, 0))
		}
	}
	return all
}
