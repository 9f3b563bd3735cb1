package effects

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// expression is the value of an instruction that computes one and does nothing else.
func (f *frame) expression(instr ssa.Value) value {
	switch i := instr.(type) {
	case *ssa.UnOp:
		return f.unary(i)
	case *ssa.FieldAddr:
		return f.moved(f.valueOf(i.X), stepField(i.Field))
	case *ssa.IndexAddr:
		if _, slice := underlying(i.X.Type()).(*types.Slice); slice {
			return f.moved(f.valueOf(i.X), "")
		}
		return f.moved(f.valueOf(i.X), stepElem)
	case *ssa.Field:
		return f.within(f.valueOf(i.X), stepField(i.Field))
	case *ssa.Index:
		return f.within(f.valueOf(i.X), stepElem)
	case *ssa.Extract:
		return f.within(f.valueOf(i.Tuple), stepField(i.Index))
	case *ssa.Lookup:
		return f.lookup(i)
	case *ssa.Slice:
		return f.slice(i)
	case *ssa.MakeMap:
		return value{{node: f.fresh(i, "", "map")}}
	case *ssa.MakeSlice:
		id := f.fresh(i, "", "slice")
		f.all[id].several = true
		return value{{node: id}}
	case *ssa.MakeChan:
		f.effect(KindSync, "makes a channel", i.Pos())
		return value{{node: f.fresh(i, "", "channel")}}
	case *ssa.MakeClosure:
		return f.closure(i)
	case *ssa.MakeInterface:
		return f.boxed(i.X.Type(), f.valueOf(i.X))
	case *ssa.TypeAssert:
		return f.asserted(i)
	case *ssa.Range:
		f.keys(i, i.X)
		return f.valueOf(i.X)
	case *ssa.Next:
		if i.IsString {
			return nil
		}
		content := f.load(f.valueOf(i.Iter))
		return join(under(f.within(content, stepKey), stepField(1)), under(f.within(content, stepValue), stepField(2)))
	case *ssa.Convert:
		return f.converted(i, i.X)
	case *ssa.MultiConvert:
		return f.converted(i, i.X)
	case *ssa.ChangeType:
		return f.valueOf(i.X)
	case *ssa.ChangeInterface:
		return f.valueOf(i.X)
	case *ssa.SliceToArrayPointer:
		return f.valueOf(i.X)
	}
	return nil // an operation on what holds no references
}

func (f *frame) unary(i *ssa.UnOp) value {
	switch i.Op {
	case token.MUL:
		addr := f.valueOf(i.X)
		f.reads(i, addr)
		return f.load(addr)
	case token.ARROW:
		f.effect(KindSync, "receives from a channel", i.Pos())
		v := f.load(f.valueOf(i.X))
		if i.CommaOk {
			return under(v, stepField(0))
		}
		return v
	}
	return nil
}

// moved is a pointer to a place within what a reference leads to.
func (f *frame) moved(v value, by path) value {
	var out value
	for _, r := range v {
		if r.path == "" && f.all[r.node].kind != typeKind {
			out = append(out, ref{node: r.node, off: r.off + by})
		}
	}
	return normal(out)
}

func (f *frame) lookup(i *ssa.Lookup) value {
	if _, ok := underlying(i.X.Type()).(*types.Map); !ok {
		return nil // a byte of a string
	}
	f.keys(i, i.X)
	v := f.within(f.load(f.valueOf(i.X)), stepValue)
	if i.CommaOk {
		return under(v, stepField(0))
	}
	return v
}

// keys notes a map of an argument whose keys are pointers: which of them are the same is not the same in a copy.
func (f *frame) keys(instr ssa.Instruction, m ssa.Value) {
	t, ok := underlying(m.Type()).(*types.Map)
	if !ok {
		return
	}
	switch t.Key().Underlying().(type) {
	case *types.Pointer, *types.Chan:
		for _, r := range f.valueOf(m) {
			if r.path == "" {
				f.touches(r.node, KindAddress, Witness{What: "goes by the addresses that are the keys of", Site: f.posOf(instr), Off: r.off})
			}
		}
	}
}

// slice is a slice of a slice, of what a pointer to an array leads to, or of a string.
func (f *frame) slice(i *ssa.Slice) value {
	switch u := underlying(i.X.Type()).(type) {
	case *types.Pointer:
		v := f.moved(f.valueOf(i.X), stepElem)
		for at := range v {
			v[at].clipped = i.High == nil && i.Max == nil || exactly(i)
		}
		return normal(v)
	case *types.Slice:
		v := slices.Clone(f.valueOf(i.X))
		for at := range v {
			v[at].clipped = exactly(i) || i.Max == nil && i.High == nil && v[at].clipped
		}
		return normal(v)
	case *types.Basic:
		_ = u
		return nil
	}
	return f.valueOf(i.X)
}

// exactly says whether a slice expression leaves no spare capacity: s[:n:n].
func exactly(i *ssa.Slice) bool { return i.Max != nil && i.High != nil && same(i.High, i.Max) }

// same says whether two registers of one expression hold the same number.
func same(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	switch a := a.(type) {
	case *ssa.Const:
		b, ok := b.(*ssa.Const)
		return ok && a.Value != nil && b.Value != nil && a.Int64() == b.Int64()
	case *ssa.Call:
		b, ok := b.(*ssa.Call)
		return ok && isLen(a) && isLen(b) && same(a.Call.Args[0], b.Call.Args[0])
	case *ssa.UnOp:
		b, ok := b.(*ssa.UnOp)
		return ok && a.Op == b.Op && same(a.X, b.X) && a.Block() == b.Block()
	case *ssa.FieldAddr:
		b, ok := b.(*ssa.FieldAddr)
		return ok && a.Field == b.Field && same(a.X, b.X)
	case *ssa.Field:
		b, ok := b.(*ssa.Field)
		return ok && a.Field == b.Field && same(a.X, b.X)
	case *ssa.BinOp:
		b, ok := b.(*ssa.BinOp)
		return ok && a.Op == b.Op && same(a.X, b.X) && same(a.Y, b.Y)
	}
	return false
}

func isLen(c *ssa.Call) bool {
	b, ok := c.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "len"
}

func (f *frame) closure(i *ssa.MakeClosure) value {
	fn := i.Fn.(*ssa.Function)
	id := f.get(node{nodeKey: nodeKey{kind: funcKind, at: i, fn: fn}, several: f.cyclic[i.Block()]})
	var captured value
	for at, binding := range i.Bindings {
		captured = join(captured, under(f.valueOf(binding), stepField(at)))
	}
	f.own()
	if f.all[id].several {
		captured = join(f.heap[id], captured)
	}
	f.heap[id] = captured
	return value{{node: id}}
}

// boxed is a value as what an interface holds.
func (f *frame) boxed(t types.Type, v value) value {
	if types.IsInterface(t) {
		return v
	}
	return join(v, value{{node: f.typeTag(t)}})
}

func (f *frame) typeTag(t types.Type) nodeID {
	return f.get(node{nodeKey: nodeKey{kind: typeKind, name: typeName(t)}, typ: t})
}

// asserted is what is inside of an interface, as a type that it has.
func (f *frame) asserted(i *ssa.TypeAssert) value {
	v := f.valueOf(i.X)
	if !types.IsInterface(i.AssertedType) || isTypeParam(i.AssertedType) {
		v = f.unboxed(v, i.AssertedType)
	}
	if i.CommaOk {
		return under(v, stepField(0))
	}
	return v
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// unboxed is an interface's value as one of a type: what is not known of it is opened up at the leaves of the type, and what can not
// lie in a value of the type is left out.
func (f *frame) unboxed(v value, t types.Type) (out value) {
	all := f.p.leaves.of(t)
	for _, r := range v {
		switch {
		case r.path == "" && f.all[r.node].kind == typeKind && !isTypeParam(t):
		case r.open:
			for _, l := range all {
				if len(l.path) >= len(r.path) && l.path[:len(r.path)] == r.path {
					in := f.opened(r, l.path[len(r.path):], l)
					in.path = l.path
					out = append(out, in)
				}
			}
		default:
			if slices.ContainsFunc(all, func(l leaf) bool { return len(r.path) >= len(l.path) && r.path[:len(l.path)] == l.path }) {
				out = append(out, r)
			}
		}
	}
	return normal(out)
}

// opened is where an open reference leads to at a leaf of a type.
func (f *frame) opened(r ref, at path, l leaf) ref {
	n := f.all[r.node]
	if n.kind != inputKind && n.kind != answerKind || len(n.path) > 0 && n.path[len(n.path)-1:] == stepBelow || r.off != "" {
		r.path, r.open = "", l.open
		return r
	}
	c := node{nodeKey: n.nodeKey, typ: l.typ, several: true}
	c.path = inside(c.path, at)
	if strings.HasSuffix(c.path, stepBelow) {
		c.typ = nil
	}
	if at == "" && !l.open {
		c.part = "as " + typeName(l.typ) // the same place, as a reference of a known type
	}
	return ref{node: f.get(c), open: l.open}
}

// converted is a conversion. Texts and their bytes share nothing.
func (f *frame) converted(i ssa.Value, from ssa.Value) value {
	to := underlying(i.Type())
	unsafePointer := func(t types.Type) bool {
		b, ok := t.Underlying().(*types.Basic)
		return ok && b.Kind() == types.UnsafePointer
	}
	if unsafePointer(i.Type()) || unsafePointer(from.Type()) {
		f.effect(KindUnsafe, "converts an unsafe pointer", f.posOf(i.(ssa.Instruction)))
		return f.valueOf(from)
	}
	if _, ok := to.(*types.Slice); ok {
		if _, ok := underlying(from.Type()).(*types.Slice); ok {
			return f.valueOf(from)
		}
		id := f.fresh(i.(ssa.Instruction), "", "slice")
		f.all[id].several = true
		return value{{node: id}}
	}
	return f.valueOf(from)
}
