package bounds

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// HasType says whether an assertion holds by how the interface was made, or by a branch before it that asked the same.
func (p *Prover) HasType(v *ssa.TypeAssert) bool {
	if made, ok := v.X.(*ssa.MakeInterface); ok && types.AssignableTo(made.X.Type(), v.AssertedType) {
		return types.IsInterface(v.AssertedType) || types.Identical(made.X.Type(), v.AssertedType)
	}
	x := p.Term(v.X)
	for _, t := range p.at(place{point: p.before(v)}).truths {
		extract, ok := t.cond.(*ssa.Extract)
		if !ok || !t.is || extract.Index != 1 {
			continue
		}
		asked, ok := extract.Tuple.(*ssa.TypeAssert)
		if ok && p.Term(asked.X) == x && types.AssignableTo(asked.AssertedType, v.AssertedType) {
			return true
		}
	}
	return p.prove(place{point: p.before(v)}, AtLeast(Zero, Zero, 1)) // never reached
}

// IsTrue says whether a condition is known to have a value before an instruction.
func (p *Prover) IsTrue(before ssa.Instruction, cond ssa.Value) (is, known bool) {
	for _, t := range p.at(place{point: p.before(before)}).truths {
		if t.cond == cond {
			return t.is, true
		}
		if not, ok := t.cond.(*ssa.UnOp); ok && not.Op == token.NOT && not.X == cond {
			return !t.is, true
		}
	}
	return false, false
}
