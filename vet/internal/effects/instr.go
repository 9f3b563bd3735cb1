package effects

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// valueOf is what an operand may refer to.
func (f *frame) valueOf(v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Const, *ssa.Builtin:
		return nil
	case *ssa.Global:
		return value{{node: f.global(v)}}
	case *ssa.Function:
		return value{{node: f.function(v)}}
	}
	return f.env[v]
}

// define sets what a register may refer to.
func (f *frame) define(v ssa.Value, to value) {
	if !slices.Equal(f.env[v], to) {
		f.env[v], f.changed = to, true
	}
}

func (f *frame) global(g *ssa.Global) nodeID {
	obj, _ := g.Object().(*types.Var)
	if obj == nil { // a variable of the builder, such as init$guard
		return f.get(node{nodeKey: nodeKey{kind: plainKind, name: g.Name()}})
	}
	return f.globalVar(obj)
}

func (f *frame) globalVar(obj *types.Var) nodeID {
	return f.get(node{nodeKey: nodeKey{kind: globalKind, obj: obj}, several: true})
}

// function is the node of a function that captures nothing.
func (f *frame) function(fn *ssa.Function) nodeID {
	return f.get(node{nodeKey: nodeKey{kind: funcKind, fn: fn}, several: true})
}

// fresh is the node of what an instruction makes. In a loop what it made in earlier rounds becomes old.
func (f *frame) fresh(at ssa.Instruction, part, made string) nodeID {
	n := node{nodeKey: nodeKey{kind: freshKind, at: at, part: part}, made: made}
	id := f.get(n)
	f.own()
	switch {
	case f.all[id].part == "rest":
		f.heap[id] = join(f.heap[id], nil)
		return id
	case f.cyclic[at.Block()]:
		f.age(at, id)
	}
	f.heap[id] = nil
	return id
}

// age makes what a node stood for so far an old one, so that the node is again the one place that was made last.
func (f *frame) age(at ssa.Instruction, id nodeID) {
	before, made := f.heap[id]
	if !made {
		return
	}
	n := f.all[id]
	n.old, n.several = true, true
	old := f.get(n)
	f.heap[old] = join(f.heap[old], before)
	for other, v := range f.heap {
		if holds(v, id) {
			f.heap[other] = replaced(v, id, old)
		}
	}
	for reg, v := range f.env {
		if holds(v, id) && !holds(v, old) && !definedAfter(reg, at) {
			f.env[reg] = join(v, replaced(v, id, old))
		}
	}
}

// definedAfter says whether a register is defined anew after each time that an instruction runs, before it is used.
func definedAfter(reg ssa.Value, at ssa.Instruction) bool {
	instr, ok := reg.(ssa.Instruction)
	if !ok {
		return false
	}
	if instr.Block() != at.Block() {
		return at.Block().Dominates(instr.Block())
	}
	return slices.Index(at.Block().Instrs, instr) >= slices.Index(at.Block().Instrs, at)
}

func holds(v value, id nodeID) bool {
	return slices.ContainsFunc(v, func(r ref) bool { return r.node == id })
}

func replaced(v value, id, by nodeID) value {
	out := slices.Clone(v)
	for i := range out {
		if out[i].node == id {
			out[i].node = by
		}
	}
	return normal(out)
}

// instruction interprets one instruction.
func (f *frame) instruction(instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.Alloc:
		f.define(i, value{{node: f.alloc(i)}})
	case *ssa.Phi:
		var v value
		for _, edge := range i.Edges {
			v = join(v, f.valueOf(edge))
		}
		f.define(i, join(f.env[i], v)) // what it held in earlier rounds may have become old (see age)
	case *ssa.Call:
		f.define(i, f.call(i, &i.Call))
	case *ssa.Defer:
		if !slices.Contains(f.defers, i) {
			f.defers = append(f.defers, i)
		}
	case *ssa.Go:
		f.effect(KindSync, "starts a goroutine", i.Pos())
		f.call(i, &i.Call)
	case *ssa.RunDefers:
		f.runDefers()
	case *ssa.Store:
		f.store(i, f.valueOf(i.Addr), "", f.valueOf(i.Val), "writes")
	case *ssa.MapUpdate:
		f.keys(i, i.Map)
		v := join(under(f.valueOf(i.Key), stepKey), under(f.valueOf(i.Value), stepValue))
		f.store(i, f.valueOf(i.Map), "*", v, "writes")
	case *ssa.Send:
		f.effect(KindSync, "sends on a channel", i.Pos())
		f.store(i, f.valueOf(i.Chan), "*", f.valueOf(i.X), "sends to")
	case *ssa.Select:
		f.selects(i)
	case *ssa.Return:
		f.returns(i)
	case ssa.Value:
		f.define(i, f.expression(i))
	}
}

func (f *frame) alloc(i *ssa.Alloc) nodeID {
	if i.Heap {
		return f.fresh(i, "", i.Comment)
	}
	// Its address goes nowhere, so that there is one at a time.
	id := f.get(node{nodeKey: nodeKey{kind: freshKind, at: i}, made: i.Comment})
	f.own()
	if f.all[id].part != "rest" {
		f.heap[id] = nil
	}
	return id
}

func (f *frame) selects(i *ssa.Select) {
	f.effect(KindSync, "selects among channels", i.Pos())
	var v value
	at := 2
	for _, state := range i.States {
		if state.Dir == types.RecvOnly {
			v = join(v, under(f.load(f.valueOf(state.Chan)), stepField(at)))
			at++
		} else {
			f.store(i, f.valueOf(state.Chan), "*", f.valueOf(state.Send), "sends to")
		}
	}
	f.define(i, v)
}

func (f *frame) returns(i *ssa.Return) {
	var v value
	for at, result := range i.Results {
		if len(i.Results) == 1 {
			v = f.valueOf(result)
		} else {
			v = join(v, under(f.valueOf(result), stepField(at)))
		}
	}
	f.result = join(f.result, v)
	f.exit, f.owned = f.joinHeaps(f.exit, f.heap), false
}

// runDefers runs what was deferred, of which any may not have been.
func (f *frame) runDefers() {
	for _, d := range slices.Backward(f.defers) {
		before := f.heap
		f.owned = false
		f.call(d, &d.Call)
		f.heap, f.owned = f.joinHeaps(before, f.heap), false
	}
}
