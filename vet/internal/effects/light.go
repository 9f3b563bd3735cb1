package effects

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/std"
)

// findLight finds the functions that are followed lightly: those that plainly do something to the world, or call one that does, and to
// which no root of the package leads. A caller that is held to purity is at fault for that alone, so that nobody needs to know what
// they do with what they are given.
func (p *program) findLight() {
	callers := map[*ssa.Function][]*ssa.Function{}
	p.light = map[*ssa.Function]bool{}
	var queue []*ssa.Function
	for _, fn := range p.source {
		found := false
		p.calls(fn, func(kind Kind, at token.Pos, callee *ssa.Function) {
			switch {
			case callee != nil:
				callers[callee] = append(callers[callee], fn)
			case !found && !p.ignored(kind.analyzer(), at, fn):
				found = true
				queue = append(queue, fn)
			}
		})
	}
	p.held = map[*ssa.Function]bool{}
	for _, reached := range p.roots.Reached() {
		p.held[reached.Fn] = true
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		if p.light[fn] {
			continue
		}
		p.light[fn] = true
		queue = append(queue, callers[fn]...)
	}
	for fn := range p.held {
		delete(p.light, fn)
	}
}

// calls goes over what a function plainly does: its effects on the world, with the place, and the functions of the package that it
// calls.
func (p *program) calls(fn *ssa.Function, yield func(kind Kind, at token.Pos, callee *ssa.Function)) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch i := instr.(type) {
			case *ssa.Go, *ssa.Send, *ssa.Select, *ssa.MakeChan:
				yield(KindSync, instr.Pos(), nil)
			case *ssa.UnOp:
				if i.Op == token.ARROW {
					yield(KindSync, i.Pos(), nil)
				}
			}
			if call, ok := instr.(ssa.CallInstruction); ok {
				p.calledPlainly(call, yield)
			}
		}
	}
}

func (p *program) calledPlainly(call ssa.CallInstruction, yield func(kind Kind, at token.Pos, callee *ssa.Function)) {
	callee := call.Common().StaticCallee()
	if callee == nil {
		return
	}
	if callee.Origin() != nil {
		callee = callee.Origin()
	}
	if len(callee.Blocks) > 0 {
		yield(0, call.Pos(), callee)
		return
	}
	obj, ok := callee.Object().(*types.Func)
	if !ok {
		return
	}
	if obj = obj.Origin(); p.standard(obj.Pkg()) {
		entry, ok := std.Lookup(obj)
		if !ok {
			yield(KindUnknown, call.Pos(), nil)
		}
		for _, effect := range entry.Effects {
			yield(standardKinds[effect].kind, call.Pos(), nil)
		}
		return
	}
	if sum, ok := p.imported(obj); ok {
		for _, e := range sum.Effects {
			yield(e.Kind, call.Pos(), nil)
		}
	}
}

// lightly makes what is known of a function that is followed lightly of its frame: it may return anything.
func (f *frame) lightly() *Summary {
	s := &Summary{Params: len(f.fn.Params), Light: true, Nodes: []Node{{Kind: unknownKind, Several: true}}, Result: []Ref{{Node: 0, Open: true}}}
	for i := range f.inputs {
		s.Nodes = append(s.Nodes, Node{Kind: inputKind, Index: i, Path: stepBelow, Several: true})
		s.Result = append(s.Result, Ref{Node: i + 1, Open: true})
	}
	index := map[nodeName]int{}
	for _, key := range slices.SortedFunc(maps.Keys(f.writes), touchKey.compare) {
		n := f.all[key.node]
		if n.kind != inputKind || key.kind != KindWriteInput || f.p.ignored(kindPure, f.writes[key].Site, f.fn) {
			continue
		}
		out := Node{Kind: inputKind, Index: n.index, Path: n.path, Several: true}
		at, ok := index[out.id()]
		if !ok {
			at = len(s.Nodes)
			index[out.id()] = at
			s.Nodes = append(s.Nodes, out)
		}
		s.wrote(at, f.writes[key], f.p)
	}
	return s
}

// wrote notes a write to a node, the better of two.
func (s *Summary) wrote(node int, w Witness, p *program) {
	for i := range s.Writes {
		if s.Writes[i].Node == node {
			if p.shorter(w, s.Writes[i].Witness) {
				s.Writes[i].Witness = w
			}
			return
		}
	}
	s.Writes = append(s.Writes, Write{Node: node, Kind: KindWriteInput, Witness: w})
}
