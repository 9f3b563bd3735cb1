package effects

import (
	"go/types"
	"strconv"
	"strings"
)

// invoke is a call of a method of an interface: of each type that the value may have.
func (f *frame) invoke(s site, recv value, static types.Type, m methodRef, args []value, w Witness) (result value) {
	if f.light {
		return f.anything(args)
	}
	if static != nil && f.p.marked(static) {
		return f.anything(append(args[:len(args):len(args)], recv))
	}
	open := false
	for _, r := range recv {
		if r.path != "" {
			continue
		}
		n := f.all[r.node]
		inner := s.inner("m" + strconv.Itoa(int(r.node)))
		switch {
		case n.kind == typeKind:
			result = join(result, f.tagged(inner, n, recv, m, args, w))
		case n.kind == unknownKind || !r.open && n.kind != globalKind:
			if n.kind == unknownKind {
				result = join(result, f.anything(args))
			}
		case n.kind == plainKind, n.kind == globalKind && m.optional:
		case m.obj != nil && f.p.roots.Resolver().ClosedAt(static, m.obj):
			open = true
		case n.kind == globalKind && f.sealedElsewhere(static, m) == nil:
			result = join(result, f.invokeGlobal(inner, n.obj, m, args, w))
		case f.sealedElsewhere(static, m) != nil:
			result = join(result, f.applyImported(inner, f.sealedElsewhere(static, m), m.name, append([]value{recv}, args...), nil))
		default:
			result = join(result, f.ask(inner, ask{fn: r.node, typeParam: -1, method: m, args: args, witness: w}))
		}
	}
	if open {
		result = join(result, f.closed(s, recv, static, m, args))
	}
	return result
}

// sealedElsewhere is what a method of a sealed interface of another package does, or nil for another interface.
func (f *frame) sealedElsewhere(static types.Type, m methodRef) *Summary {
	named, ok := types.Unalias(static).(*types.Named)
	if static == nil || !ok || named.Obj().Pkg() == nil || named.Obj().Pkg() == f.p.pkg {
		return nil
	}
	name := named.Origin().Obj()
	f.p.methodsOf(name)
	return f.p.funcs[methodName(name, m.name)]
}

// implementersMax bounds how many implementers of a method are told apart by what they make.
const implementersMax = 4

// closed is a call of a method that only types of this package have: of each of them.
func (f *frame) closed(s site, recv value, static types.Type, m methodRef, args []value) (result value) {
	all := f.reachable(recv)
	before := f.heap
	f.owned = false
	after := before
	if static == nil {
		static = m.obj.Signature().Recv().Type()
	}
	implementers := f.p.roots.Resolver().ImplementersAt(static, m.obj)
	for i, fn := range implementers {
		inner := s.inner("c" + strconv.Itoa(i))
		if len(implementers) > implementersMax {
			inner.part = strings.Repeat("c", partMax) // what they make is one
		}
		f.heap, f.owned = before, false
		result = join(result, f.callFunction(inner, fn, nil, append([]value{all}, args...), nil))
		after = f.joinHeaps(after, f.heap)
	}
	f.heap, f.owned = after, false
	return result
}

// tagged is a call of a method of an interface whose dynamic type is known.
func (f *frame) tagged(s site, n node, recv value, m methodRef, args []value, w Witness) value {
	if n.typ == nil {
		sum, ok := f.p.named("(" + n.name + ")." + m.name)
		if !ok {
			return f.unknownCall(s, w, args)
		}
		return f.applyImported(s, sum, m.name, append([]value{recv}, args...), nil)
	}
	return f.method(s, n.typ, f.unboxed(recv, n.typ), m, args, w)
}

// method is a call of a method of a type that is known.
func (f *frame) method(s site, t types.Type, recv value, m methodRef, args []value, w Witness) value {
	sel := f.p.lookup(t, m)
	if sel == nil {
		return nil // it is no implementer: a value of another type that was mixed in
	}
	all := append([]value{recv}, args...)
	if fn := f.p.ssa.Prog.MethodValue(sel); fn != nil {
		return f.callFunction(s, fn, nil, all, nil)
	}
	obj := sel.Obj().(*types.Func).Origin()
	if len(sel.Index()) > 1 {
		return f.unknownCall(s, w, all)
	}
	if fn := f.p.ssa.Prog.FuncValue(obj); fn != nil {
		return f.callFunction(s, fn, typeArgs(t), all, nil)
	}
	return f.callObject(s, obj, typeArgs(t), all)
}

func typeArgs(t types.Type) (targs []types.Type) {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		for arg := range named.TypeArgs().Types() {
			targs = append(targs, arg)
		}
	}
	return targs
}

// ask leaves a call to the callers. What it returns is known only there.
func (f *frame) ask(s site, a ask) value {
	if f.p.ignored(kindPure, s.pos, f.fn) {
		if !a.method.optional {
			f.add(Effect{Kind: KindUnknown, Witness: a.witness}) // for the evidence
		}
		return f.anything(a.args)
	}
	if f.all[a.fn].kind == answerKind {
		// What was returned by what is not known is not known, for good: there would be no end to it.
		if !a.method.optional {
			f.add(Effect{Kind: KindUnknown, Witness: a.witness})
		}
		return value{{node: a.fn, open: true}}
	}
	key := askKey{a.fn, strconv.Itoa(a.typeParam) + a.method.name}
	at, seen := f.asked[key]
	if !seen && len(f.asks) == asksMax {
		f.tangled = true
		f.effect(KindUnknown, tooMany, f.fn.Pos())
		return f.anything(a.args)
	}
	if !seen {
		at = len(f.asks)
		f.asked[key] = at
		f.asks = append(f.asks, a)
	} else {
		old := &f.asks[at]
		if f.p.shorter(a.witness, old.witness) {
			old.witness = a.witness
		}
		old.recv = join(old.recv, a.recv)
		for i := range old.args {
			if i < len(a.args) {
				old.args[i] = join(old.args[i], a.args[i])
			}
		}
	}
	n := node{nodeKey: nodeKey{kind: answerKind, index: at}, several: true}
	return value{{node: f.get(n), open: true}}
}

// unknownCall is a call of which nothing is known.
func (f *frame) unknownCall(s site, w Witness, args []value) value {
	f.add(Effect{Kind: KindUnknown, Witness: w})
	return f.anything(args)
}

// anything is what an unknown function may return: what it was given, or what is nobody's.
func (f *frame) anything(args []value) value {
	v := value{{node: f.get(node{nodeKey: nodeKey{kind: unknownKind}, several: true}), open: true}}
	for _, arg := range args {
		v = join(v, f.reachable(arg))
	}
	return v
}
