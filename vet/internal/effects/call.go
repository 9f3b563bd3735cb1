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
		case ok && f.p.roots.Resolver().ClosedAt(c.Value.Type(), c.Method):
			return f.closed(s, recv, c.Value.Type(), m, args)
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
	if name, ok := strings.CutPrefix(fn.Name(), "_Cfunc_"); ok {
		f.effect(KindUnsafe, "calls C."+name+", which is not written in Go", s.pos)
		return f.anything(args)
	}
	if len(fn.Blocks) > 0 {
		args = f.closing(args, captured, len(fn.Params), len(fn.FreeVars))
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

// closing are the inputs of a closure: as many arguments as it has parameters, and what it captured behind them. The standard library
// gives more, since the table does not say how many its functions give: what is beyond the parameters must not be taken for what the
// closure captured, and may write (testdata/good/iterators.go).
func (f *frame) closing(args []value, captured value, params, free int) []value {
	inputs := make([]value, params, params+free)
	copy(inputs, args)
	for i := range free {
		inputs = append(inputs, f.within(captured, stepField(i)))
	}
	return inputs
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
	args = f.closing(args, captured, sum.Params, max(0, sum.inputs()-sum.Params))
	return f.applyImported(s, sum, shortName(n.name), args, n.targs)
}
