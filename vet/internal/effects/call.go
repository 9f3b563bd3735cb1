package effects

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/roots"
)

// An edge says that a function calls another of the package.
type edge struct {
	callee *ssa.Function
	pos    token.Pos
	via    string // other packages' functions through which it is called
}

// askKey is what makes two asks of a function the same: all calls of one thing are asked at once.
type askKey struct {
	node nodeID
	name string
}

// ask is a call that a caller will know more of. See Ask.
type ask struct {
	fn        nodeID
	typeParam int
	method    methodRef
	recv      value
	args      []value
	witness   Witness
}

// A methodRef names a method; obj is nil where only its name is known.
type methodRef struct {
	obj  *types.Func
	name string
	pkg  string // of one that is not exported
	// optional is a method that is called where there is one, as fmt calls String.
	optional bool
}

// activation is the call of a closure that is under way, with all arguments that it was given in it.
type activation struct {
	args   []value
	result value
	again  bool
}

// call interprets a call.
func (f *frame) call(instr ssa.CallInstruction, c *ssa.CallCommon) value {
	s := site{at: instr, pos: f.posOf(instr)}
	args := make([]value, len(c.Args))
	for i, arg := range c.Args {
		args[i] = f.valueOf(arg)
	}
	if c.IsInvoke() {
		recv := f.valueOf(c.Value)
		m := methodRef{obj: c.Method, name: c.Method.Name()}
		w := Witness{What: "calls " + callText(c), Site: s.pos}
		at, ok := f.p.typeParam(f.fn, c.Value.Type())
		switch {
		case ok && f.p.roots.Resolver().Closed(c.Method):
			return f.closed(s, recv, m, args)
		case ok && !f.p.marked(c.Value.Type()):
			return f.ask(s, ask{typeParam: at, method: m, recv: recv, args: args, witness: w})
		}
		return f.invoke(s, recv, c.Value.Type(), m, args, w)
	}
	switch callee := c.Value.(type) {
	case *ssa.Builtin:
		return f.builtin(s, callee, c, args)
	case *ssa.Function:
		return f.callFunction(s, callee, nil, args, nil)
	}
	return f.callValue(s, f.valueOf(c.Value), args, Witness{What: "calls " + callText(c), Site: s.pos})
}

// callText is what a dynamic call calls, for messages.
func callText(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.Name() + " of " + types.TypeString(c.Value.Type(), func(p *types.Package) string { return p.Name() })
	}
	switch v := c.Value.(type) {
	case *ssa.UnOp:
		if field, ok := v.X.(*ssa.FieldAddr); ok {
			return fieldName(field.X.Type(), field.Field)
		}
		if global, ok := v.X.(*ssa.Global); ok {
			return global.Name()
		}
	case *ssa.Field:
		return fieldName(v.X.Type(), v.Field)
	case *ssa.Parameter:
		return v.Name()
	}
	return "a function value"
}

func fieldName(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return "a field"
}

// callFunction is a call of a function that is known. captured is what a closure captured, as a value with one place for each
// variable.
func (f *frame) callFunction(s site, fn *ssa.Function, targs []types.Type, args []value, captured value) value {
	if fn.Origin() != nil {
		fn, targs = fn.Origin(), fn.TypeArgs()
	}
	if len(fn.Blocks) > 0 {
		for i := range fn.FreeVars {
			args = append(args[:len(args):len(args)], f.within(captured, stepField(i)))
		}
		f.edges[edge{fn, s.pos, s.via}] = true
		sum := f.p.summary(fn, f.fn)
		return f.apply(s, sum, f.chainName(fn), false, args, targs)
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return f.unknownCall(s, Witness{What: "calls " + fn.Name() + ", which has no body", Site: s.pos}, args)
	}
	return f.callObject(s, obj.Origin(), targs, args)
}

// chainName is a function as a chain names it: not at all where it is a function within this one.
func (f *frame) chainName(fn *ssa.Function) string {
	if fn.Parent() == f.fn || fn.Synthetic != "" && fn.Parent() == nil {
		return ""
	}
	return roots.Name(fn)
}

// callObject is a call of a function without a body here: of another package, or written in another language.
func (f *frame) callObject(s site, obj *types.Func, targs []types.Type, args []value) value {
	if f.p.standard(obj.Pkg()) {
		return f.standardCall(s, obj, args, targs)
	}
	if obj.Pkg() == f.p.pkg {
		f.effect(KindUnsafe, "calls "+obj.Name()+", which is not written in Go", s.pos)
		return f.anything(args)
	}
	sum, ok := f.p.imported(obj)
	name := obj.Pkg().Name() + "." + obj.Name()
	if !ok {
		return f.unknownCall(s, Witness{What: "calls " + name + ", of which nothing is known", Site: s.pos}, args)
	}
	return f.applyImported(s, sum, name, args, targs)
}

func (f *frame) applyImported(s site, sum *Summary, name string, args []value, targs []types.Type) value {
	for _, e := range sum.Effects {
		if e.Kind == KindReadGlobal || e.Kind == KindWriteGlobal {
			e.Witness.Outside = true
		}
		w := e.Witness
		w.Site, w.Outside = s.pos, true
		f.add(Effect{Kind: e.Kind, Witness: w.through(name).from(s.via)})
	}
	return f.apply(s, sum, name, true, args, targs)
}

// callValue is a call of a function value: of each function that it may be.
func (f *frame) callValue(s site, fn value, args []value, w Witness) (result value) {
	if f.light {
		return f.anything(args)
	}
	for _, r := range fn {
		if r.path != "" {
			continue
		}
		n := f.all[r.node]
		s := s.inner("f" + strconv.Itoa(int(r.node)))
		switch n.kind {
		case funcKind:
			result = join(result, f.activate(s, r.node, args))
		case inputKind, answerKind:
			result = join(result, f.ask(s, ask{fn: r.node, typeParam: -1, args: args, witness: w}))
		case iterKind:
			result = join(result, f.iterate(s, r.node, args, w))
		case globalKind:
			result = join(result, f.callGlobal(s, n.obj, args, w))
		case sinkKind:
			f.own()
			for _, arg := range args {
				f.heap[r.node] = join(f.content(r.node), arg)
			}
		case unknownKind:
			result = join(result, f.anything(args))
		}
	}
	return result
}

// activate calls a closure. One that calls itself is called again with all arguments that it was given, until these settle.
func (f *frame) activate(s site, id nodeID, args []value) value {
	if act := f.active[id]; act != nil {
		for i := range args {
			if i < len(act.args) {
				if joined := join(act.args[i], args[i]); !slices.Equal(joined, act.args[i]) {
					act.args[i], act.again = joined, true
				}
			}
		}
		return act.result
	}
	act := &activation{args: slices.Clone(args)}
	f.active[id], f.called[id] = act, true
	defer delete(f.active, id)
	n := f.all[id]
	for range 4 {
		act.again = false
		var result value
		if n.fn != nil {
			result = f.callFunction(s, n.fn, n.targs, act.args, f.content(id))
		} else {
			result = f.callNamed(s, n, act.args, f.content(id))
		}
		if joined := join(act.result, result); !slices.Equal(joined, act.result) {
			act.result = joined
			act.again = act.again || len(joined) > 0
		}
		if !act.again {
			break
		}
	}
	return act.result
}

// escapes calls the closures that were made and not called, with arguments of which nothing is known: they may be called later, with
// what they captured.
func (f *frame) escapes() {
	if f.exit == nil || !f.p.held[f.fn] {
		return
	}
	f.heap, f.owned = f.exit, false
	for id := nodeID(1); int(id) < len(f.all); id++ {
		n := f.all[id]
		closure, ok := n.at.(*ssa.MakeClosure)
		if n.kind != funcKind || !ok || f.called[id] || closure.Parent() != f.fn || n.fn == nil || len(n.fn.Blocks) == 0 {
			continue
		}
		anything := value{{node: f.get(node{nodeKey: nodeKey{kind: unknownKind}, several: true}), open: true}}
		args := make([]value, len(n.fn.Params))
		for i := range args {
			args[i] = anything
		}
		f.activate(site{at: closure, part: "escaped", pos: closure.Pos()}, id, args)
	}
}

// callNamed calls a function of another package that is known by its name.
func (f *frame) callNamed(s site, n node, args []value, captured value) value {
	sum, ok := f.p.named(n.name)
	if !ok {
		return f.unknownCall(s, Witness{What: "calls " + n.name + ", of which nothing is known", Site: s.pos}, args)
	}
	for i := 0; len(args) < sum.inputs(); i++ {
		args = append(args[:len(args):len(args)], f.within(captured, stepField(i)))
	}
	return f.applyImported(s, sum, shortName(n.name), args, n.targs)
}

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
		case m.obj != nil && f.p.roots.Resolver().Closed(m.obj):
			open = true
		case n.kind == globalKind:
			result = join(result, f.invokeGlobal(inner, n.obj, m, args, w))
		default:
			result = join(result, f.ask(inner, ask{fn: r.node, typeParam: -1, method: m, args: args, witness: w}))
		}
	}
	if open {
		result = join(result, f.closed(s, recv, m, args))
	}
	return result
}

// implementersMax bounds how many implementers of a method are told apart by what they make.
const implementersMax = 4

// closed is a call of a method that only types of this package have: of each of them.
func (f *frame) closed(s site, recv value, m methodRef, args []value) (result value) {
	all := f.reachable(recv)
	before := f.heap
	f.owned = false
	after := before
	implementers := f.p.roots.Resolver().Implementers(m.obj)
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
