package bounds

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// overlap says what a write to a location does to another.
func (p *Prover) overlap(l, to loc) versionKind {
	if l == to {
		return wroteThis
	}
	a, b := p.steps(l), p.steps(to)
	if a[0] != b[0] {
		if a[0].kind == rootVar && b[0].kind == rootVar || p.isLocal(a[0]) || p.isLocal(b[0]) || !p.mayMeet(a, b) {
			return unknown
		}
		return touched
	}
	for i := 1; i < len(a) && i < len(b); i++ {
		switch {
		case a[i].t == b[i].t && a[i].kind == b[i].kind:
		case a[i].kind == fieldStep || b[i].kind == fieldStep || p.differ(a[i].t, b[i].t):
			return unknown
		default:
			return touched
		}
	}
	if len(b) <= len(a) {
		return wroteThis
	}
	return touched
}

// differ says whether two indices or keys are never the same: two constants, or one a constant more than the other.
func (p *Prover) differ(a, b Term) bool {
	x, k := p.apart(a)
	y, l := p.apart(b)
	return x == y && k != l || p.nodes[a].op == opText && p.nodes[b].op == opText && a != b
}

// apart is a term as a base and a constant. It is used where one that wraps makes no difference.
func (p *Prover) apart(t Term) (base Term, k int64) {
	n := p.nodes[t]
	switch {
	case n.op == opConst:
		return Zero, n.k
	case n.op == opBin && n.tok == token.ADD && p.nodes[n.b].op == opConst:
		return n.a, p.nodes[n.b].k
	}
	return t, 0
}

// mayMeet says whether types allow two locations with different roots to be one.
func (p *Prover) mayMeet(a, b []locNode) bool {
	x, inMapX := p.cell(a)
	y, inMapY := p.cell(b)
	switch {
	case inMapX != inMapY:
		return false
	case x == nil || y == nil || isAggregate(x) || isAggregate(y) || isTypeParam(x) || isTypeParam(y):
		return true
	}
	return types.Identical(x, y)
}

// cell is the type of what a location holds, and whether it is within a map.
func (p *Prover) cell(steps []locNode) (t types.Type, inMap bool) {
	for _, s := range steps {
		switch s.kind {
		case rootVar:
			t = elemOf(s.val.Type())
		case rootTerm:
			t = p.nodes[s.t].typ
			if pointer, ok := t.Underlying().(*types.Pointer); ok {
				t = pointer.Elem()
			}
		case fieldStep:
			of, ok := t.Underlying().(*types.Struct)
			if !ok {
				return nil, inMap
			}
			t = of.Field(int(s.t)).Type()
		case elemStep:
			switch of := t.Underlying().(type) {
			case *types.Slice:
				t = of.Elem()
			case *types.Array:
				t = of.Elem()
			case *types.Map:
				t, inMap = of.Elem(), true
			default:
				return nil, inMap
			}
		}
	}
	return t, inMap
}

// shared says whether code outside the function may reach a location.
func (p *Prover) shared(l loc) bool { return !p.isLocal(p.steps(l)[0]) }

// isLocal says whether a root is a variable whose address stays within the function, or goes to closures that only read it.
func (p *Prover) isLocal(root locNode) bool {
	alloc, ok := root.val.(*ssa.Alloc)
	if root.kind != rootVar || !ok {
		return false
	}
	local, known := p.local[alloc]
	if !known {
		p.local[alloc] = false // an alloc that is its own alias
		local = onlyRead(alloc, true)
		p.local[alloc] = local
	}
	return local
}

// onlyRead says whether an address is used for reading alone, or for writes to it as well.
func onlyRead(address ssa.Value, writes bool) bool {
	if address.Referrers() == nil {
		return false
	}
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if user.Op != token.MUL {
				return false
			}
		case *ssa.Store:
			if user.Val == address || !writes {
				return false
			}
		case *ssa.FieldAddr:
			if !onlyRead(user, writes) {
				return false
			}
		case *ssa.IndexAddr:
			if !onlyRead(user, writes) {
				return false
			}
		case *ssa.MakeClosure:
			fn := user.Fn.(*ssa.Function)
			for i, binding := range user.Bindings {
				if binding == address && (i >= len(fn.FreeVars) || !onlyRead(fn.FreeVars[i], false)) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// maker is the one instruction that makes a closure.
func (p *Prover) maker(fn *ssa.Function) *ssa.MakeClosure {
	if fn.Parent() == nil {
		return nil
	}
	if mc, ok := p.makers[fn]; ok {
		return mc
	}
	var only *ssa.MakeClosure
	found := 0
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == fn {
				only = mc
				found++
			}
		}
	}
	if found != 1 {
		only = nil
	}
	p.makers[fn] = only
	return only
}

// captured is the variable behind a captured one, and the point from which on it does not change while the closure lives: it is
// written once, before the closure is made, or the closure is called and forgotten by a function that is known for that.
func (p *Prover) captured(v *ssa.FreeVar) (outer ssa.Value, at point, ok bool) {
	fn := v.Parent()
	mc := p.maker(fn)
	if mc == nil || !onlyRead(v, false) {
		return nil, point{}, false
	}
	for i, free := range fn.FreeVars {
		if free == v && i < len(mc.Bindings) {
			outer = mc.Bindings[i]
		}
	}
	call := synchronous(mc)
	switch variable := outer.(type) {
	case *ssa.Alloc:
		if p.writtenOnce(variable, mc) {
			return outer, p.before(mc), true
		}
		if call != nil && p.isLocal(locNode{kind: rootVar, val: variable}) {
			return outer, p.before(call), true
		}
	case *ssa.FreeVar:
		_, _, ok = p.captured(variable)
	}
	return outer, p.before(mc), ok
}

// writtenOnce says whether the only write of a local variable comes before an instruction.
func (p *Prover) writtenOnce(v *ssa.Alloc, before ssa.Instruction) bool {
	if !p.isLocal(locNode{kind: rootVar, val: v}) {
		return false
	}
	var only *ssa.Store
	for _, user := range *v.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if only != nil {
				return false
			}
			only = user
		case *ssa.FieldAddr:
			if !onlyRead(user, false) {
				return false
			}
		case *ssa.IndexAddr:
			if !onlyRead(user, false) {
				return false
			}
		}
	}
	if only == nil {
		return true // it is zero for good
	}
	if only.Block() == before.Block() {
		return p.before(only).i < p.before(before).i
	}
	return only.Block().Dominates(before.Block())
}

// synchronous is the call that alone uses a closure, if it is of a function that calls it and forgets it.
func synchronous(mc *ssa.MakeClosure) *ssa.Call {
	users := *mc.Referrers()
	if len(users) != 1 {
		return nil
	}
	call, ok := users[0].(*ssa.Call)
	if !ok {
		return nil
	}
	if strings.Contains(mc.Fn.(*ssa.Function).Synthetic, "range-over-func") {
		return call
	}
	name := CalleeName(&call.Call)
	for _, prefix := range []string{"slices.", "sort.", "strings.", "bytes.", "maps.DeleteFunc"} {
		if strings.HasPrefix(name, prefix) {
			return call
		}
	}
	return nil
}
