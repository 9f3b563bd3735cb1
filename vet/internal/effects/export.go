package effects

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// exporter makes the facts of a package.
type exporter struct {
	*program
	kinds  map[*ssa.Function][]Exported
	orders *orders
}

// export makes the facts of this package and of its types.
func (p *program) export(r *Result, kinds map[*ssa.Function][]Exported) {
	x := exporter{p, kinds, r.order}
	out := known{Funcs: map[string]*Summary{}, Written: map[string]string{}, Globals: map[string]GlobalFact{}, Started: map[string]Start{}}
	for v, start := range r.started {
		if v.Exported() {
			out.Started[v.Name()] = start
		}
	}
	for v, w := range r.written {
		if v.Pkg() == p.pkg {
			out.Written[v.Name()] = place(p.pass.Fset, w.Site)
		}
	}
	types := map[*types.TypeName]*known{}
	for _, fn := range p.source {
		if fn.Parent() != nil || fn.Object() == nil || !fn.Object().Exported() {
			continue
		}
		if name := receiverName(fn); name == nil {
			x.add(&out, fn, fn.RelString(nil))
		} else {
			if types[name] == nil {
				types[name] = &known{Funcs: map[string]*Summary{}}
			}
			x.add(types[name], fn, fn.RelString(nil))
		}
	}
	x.sealed(types)
	for v, held := range p.globals() {
		if v.Exported() {
			out.Globals[v.Name()] = x.global(&out, held)
		}
	}
	for name, k := range types {
		if name.Parent() == p.pkg.Scope() {
			p.pass.ExportObjectFact(name, &TypeFact{Data: k.encode()})
		}
	}
	p.pass.ExportPackageFact(&PackageFact{Data: out.encode()})
}

// sealed adds what the methods of sealed interfaces do: whatever one of the implementers does, which all lie here.
func (x exporter) sealed(to map[*types.TypeName]*known) {
	resolver := x.roots.Resolver()
	for _, n := range x.pkg.Scope().Names() {
		name, ok := x.pkg.Scope().Lookup(n).(*types.TypeName)
		if !ok || name.IsAlias() {
			continue
		}
		iface, ok := name.Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for m := range iface.Methods() {
			if !m.Exported() || !resolver.ClosedAt(name.Type(), m) {
				continue
			}
			if to[name] == nil {
				to[name] = &known{Funcs: map[string]*Summary{}}
			}
			x.any(to[name], resolver.ImplementersAt(name.Type(), m), methodName(name, m.Name()))
		}
	}
}

// any adds, under one name, what any of several functions does.
func (x exporter) any(to *known, fns []*ssa.Function, name string) {
	sum := &Summary{}
	var kinds []Exported
	for _, fn := range fns {
		x.add(to, fn, fn.RelString(nil))
		sum = widen(sum, x.summary(fn, nil))
		kinds = append(kinds, x.kindsOf(fn)...)
	}
	to.Funcs[name] = x.outward(sum, kinds)
}

// methodName is the full name of a method of an interface.
func methodName(iface *types.TypeName, method string) string {
	return "(" + iface.Pkg().Path() + "." + iface.Name() + ")." + method
}

// receiverName is the name of the type that a function is a method of, or nil.
func receiverName(fn *ssa.Function) *types.TypeName {
	recv := fn.Signature.Recv()
	if recv == nil {
		return nil
	}
	t := types.Unalias(recv.Type())
	if pointer, ok := t.(*types.Pointer); ok {
		t = types.Unalias(pointer.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Origin().Obj()
	}
	return nil
}

func (x exporter) global(to *known, h held) (fact GlobalFact) {
	fact.Plain = h.plain
	for _, fn := range h.funcs {
		x.add(to, fn, fn.RelString(nil))
		fact.Funcs = append(fact.Funcs, fn.RelString(nil))
	}
	for _, name := range h.names {
		x.passOn(to, name)
		fact.Funcs = append(fact.Funcs, name)
	}
	for _, t := range h.types {
		x.methods(to, t)
		fact.Types = append(fact.Types, typeName(t))
	}
	slices.Sort(fact.Funcs)
	slices.Sort(fact.Types)
	return fact
}

// add adds a function, and those that its summary leads to.
func (x exporter) add(to *known, fn *ssa.Function, name string) {
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	sum := x.sums[fn]
	if to.Funcs[name] != nil || sum == nil {
		return
	}
	out := x.outward(sum, x.kindsOf(fn))
	out.Unordered = x.unordered(fn)
	to.Funcs[name] = out
	for _, n := range sum.Nodes {
		switch {
		case n.fn != nil:
			x.add(to, n.fn, n.fn.RelString(nil))
		case n.Kind == funcKind:
			x.passOn(to, n.Name)
		case n.Kind == typeKind && n.typ != nil:
			x.methods(to, n.typ)
		}
	}
}

// kindsOf are the effects of a function: of a wrapper that was made for a fact, those of what it wraps.
func (x exporter) kindsOf(fn *ssa.Function) []Exported {
	if kinds, ok := x.kinds[fn]; ok {
		return kinds
	}
	var all []Exported
	for _, e := range x.edgesOf(fn) {
		all = append(all, x.kinds[e.callee]...)
	}
	return all
}

func (x exporter) unordered(fn *ssa.Function) (all []Unordered) {
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return nil
	}
	for at := range obj.Type().(*types.Signature).Results().Len() {
		if w, ok := x.orders.unordered[resultOf{obj, at}]; ok {
			all = append(all, Unordered{at, x.outwardWitness(w)})
		}
	}
	return all
}

// passOn passes on a function of another package that a summary names.
func (x exporter) passOn(to *known, name string) {
	sum, ok := x.named(name)
	if !ok || to.Funcs[name] != nil {
		return
	}
	to.Funcs[name] = sum
	for _, n := range sum.Nodes {
		if n.Kind == funcKind {
			x.passOn(to, n.Name)
		}
	}
}

// methods adds the methods of a type of this package that an interface may hold.
func (x exporter) methods(to *known, t types.Type) {
	elem := types.Unalias(t)
	if pointer, ok := elem.(*types.Pointer); ok {
		elem = types.Unalias(pointer.Elem())
	}
	named, ok := elem.(*types.Named)
	if !ok || named.Obj().Pkg() != x.pkg || named.TypeArgs().Len() > 0 {
		return
	}
	set := x.ssa.Prog.MethodSets.MethodSet(t)
	for i := range set.Len() {
		sel := set.At(i)
		if !sel.Obj().Exported() {
			continue
		}
		if fn := x.ssa.Prog.MethodValue(sel); fn != nil {
			x.summary(fn, nil)
			x.add(to, fn, "("+typeName(t)+")."+fn.Name())
		}
	}
}

// outward is a summary as other packages have it: by names alone, with positions as texts.
func (p *program) outward(sum *Summary, effects []Exported) *Summary {
	out := &Summary{Params: sum.Params, Result: sum.Result, Effects: effects, Light: sum.Light}
	for _, n := range sum.Nodes {
		switch {
		case n.fn != nil:
			n.Name = n.fn.RelString(nil)
		case n.Kind == globalKind && n.obj != nil && n.obj.Pkg() != nil:
			n.Name = n.obj.Pkg().Path() + "." + n.obj.Name()
		}
		out.Nodes = append(out.Nodes, n)
	}
	for _, w := range sum.Writes {
		w.Witness = p.outwardWitness(w.Witness)
		out.Writes = append(out.Writes, w)
	}
	for _, a := range sum.Asks {
		a.Witness = p.outwardWitness(a.Witness)
		out.Asks = append(out.Asks, a)
	}
	return out
}

func (p *program) outwardWitness(w Witness) Witness {
	if w.Place == "" {
		w.Place = place(p.pass.Fset, w.Site)
	}
	w.Site, w.Outside = token.NoPos, true
	return w
}
