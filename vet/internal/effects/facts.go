package effects

import (
	"bytes"
	"encoding/gob"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// PackageFact is what other packages know of the functions and variables of one. It is decoded when the package is first asked for.
type PackageFact struct{ Data []byte }

// AFact makes PackageFact a fact.
func (*PackageFact) AFact() {}

func (*PackageFact) String() string { return "effects" }

// TypeFact is what other packages know of the methods of a type. Facts about types reach packages that import them indirectly, which
// those about packages do not.
type TypeFact struct{ Data []byte }

// AFact makes TypeFact a fact.
func (*TypeFact) AFact() {}

func (*TypeFact) String() string { return "effects of methods" }

// known is what a fact holds.
type known struct {
	// Funcs are the functions that may be called from elsewhere, by their full names.
	Funcs map[string]*Summary
	// Written are the package variables that are written outside init, with where.
	Written map[string]string
	// Globals are the functions and types that a package variable held after init.
	Globals map[string]GlobalFact
}

// wire is known as it is encoded: sorted, so that the same package gives the same bytes.
type wire struct {
	FuncNames    []string
	Funcs        []*Summary
	WrittenNames []string
	Written      []string
	GlobalNames  []string
	Globals      []GlobalFact
}

func (k *known) encode() []byte {
	var w wire
	w.FuncNames, w.Funcs = sortedPairs(k.Funcs)
	w.WrittenNames, w.Written = sortedPairs(k.Written)
	w.GlobalNames, w.Globals = sortedPairs(k.Globals)
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(w); err != nil {
		panic("effects: a fact cannot be encoded: " + err.Error())
	}
	return data.Bytes()
}

func sortedPairs[V any](m map[string]V) (keys []string, values []V) {
	keys = slices.Sorted(maps.Keys(m))
	for _, key := range keys {
		values = append(values, m[key])
	}
	return keys, values
}

func pairs[V any](keys []string, values []V) map[string]V {
	m := map[string]V{}
	for i, key := range keys {
		m[key] = values[i]
	}
	return m
}

// decode is what was encoded; of data of another version of the tool nothing is known.
func decode(data []byte) *known {
	var w wire
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&w); err != nil {
		return &known{}
	}
	return &known{Funcs: pairs(w.FuncNames, w.Funcs), Written: pairs(w.WrittenNames, w.Written), Globals: pairs(w.GlobalNames, w.Globals)}
}

// GlobalFact is what a package variable holds after init, as far as it can be called.
type GlobalFact struct {
	Funcs, Types []string
	Plain        bool // it may hold what the standard library made
}

func (p *program) hasFact(pkg *types.Package) bool {
	_, ok := p.packageFact(pkg)
	return ok
}

func (p *program) packageFact(pkg *types.Package) (*PackageFact, bool) {
	if fact, ok := p.facts[pkg]; ok {
		return fact, fact != nil
	}
	fact := new(PackageFact)
	if !p.pass.ImportPackageFact(pkg, fact) {
		fact = nil
	}
	p.facts[pkg] = fact
	return fact, fact != nil
}

// knownOf is what is known of another package.
func (p *program) knownOf(pkg *types.Package) *known {
	if k, ok := p.decoded[pkg]; ok {
		return k
	}
	k := &known{}
	if fact, ok := p.packageFact(pkg); ok {
		k = decode(fact.Data)
	}
	p.decoded[pkg] = k
	p.learn(k)
	return k
}

// imported is the summary of a function of another package.
func (p *program) imported(fn *types.Func) (*Summary, bool) {
	if recv := fn.Type().(*types.Signature).Recv(); recv != nil {
		t := types.Unalias(recv.Type())
		if pointer, ok := t.(*types.Pointer); ok {
			t = types.Unalias(pointer.Elem())
		}
		if named, ok := t.(*types.Named); ok {
			p.methodsOf(named.Origin().Obj())
		}
	} else {
		p.knownOf(fn.Pkg())
	}
	sum, ok := p.funcs[fn.FullName()]
	return sum, ok
}

// methodsOf learns what is known of the methods of a type.
func (p *program) methodsOf(name *types.TypeName) {
	if p.learnt[name] {
		return
	}
	p.learnt[name] = true
	fact := new(TypeFact)
	if p.pass.ImportObjectFact(name, fact) {
		p.learn(decode(fact.Data))
	}
}

func (p *program) learn(k *known) {
	for name, sum := range k.Funcs {
		if p.funcs[name] == nil {
			p.funcs[name] = sum
		}
	}
}

// named is the summary of a function of another package that is known by its full name: pkg.F, (*pkg.T).M, pkg.F$1. A fact that names
// one holds it too.
func (p *program) named(name string) (*Summary, bool) {
	sum, ok := p.funcs[name]
	return sum, ok
}

// pathOf is the path of the package in a full name.
func pathOf(name string) string {
	name = strings.TrimLeft(name, "(*")
	slash := strings.LastIndexByte(name, '/') + 1
	if cut := strings.IndexByte(name, '['); cut >= 0 && cut < slash {
		slash = strings.LastIndexByte(name[:cut], '/') + 1
	}
	dot := strings.IndexByte(name[slash:], '.')
	if dot < 0 {
		return ""
	}
	return name[:slash+dot]
}

// shortName is a full name as messages have it.
func shortName(name string) string {
	path := pathOf(name)
	return strings.Replace(name, path, path[strings.LastIndexByte(path, '/')+1:], 1)
}

// packageNamed is a package that this one imports, directly or not.
func (p *program) packageNamed(path string) *types.Package {
	if p.packages == nil {
		p.packages = map[string]*types.Package{}
		var visit func(pkg *types.Package)
		visit = func(pkg *types.Package) {
			if p.packages[pkg.Path()] == nil {
				p.packages[pkg.Path()] = pkg
				for _, imported := range pkg.Imports() {
					visit(imported)
				}
			}
		}
		visit(p.pkg)
		for _, fact := range p.pass.AllPackageFacts() {
			visit(fact.Package)
		}
	}
	return p.packages[path]
}

// typeNamed is the type of another package with a full name, or nil where it is not known here.
func (p *program) typeNamed(name string) types.Type {
	rest, pointer := strings.CutPrefix(name, "*")
	pkg := p.packageNamed(pathOf(rest))
	if pkg == nil || strings.ContainsAny(rest, "[]{}*( ") {
		return nil
	}
	obj, ok := pkg.Scope().Lookup(rest[strings.LastIndexByte(rest, '.')+1:]).(*types.TypeName)
	switch {
	case !ok:
		return nil
	case pointer:
		return types.NewPointer(obj.Type())
	}
	return obj.Type()
}

// variable is the package variable that a node of a summary stands for. One of another package that is not exported there gets an
// object here.
func (p *program) variable(n Node) *types.Var {
	if n.obj != nil {
		return n.obj
	}
	if v, ok := p.vars[n.Name]; ok {
		return v
	}
	pkg := p.packageNamed(pathOf(n.Name))
	if pkg == nil {
		return nil
	}
	name := n.Name[strings.LastIndexByte(n.Name, '.')+1:]
	v, ok := pkg.Scope().Lookup(name).(*types.Var)
	if !ok {
		v = types.NewVar(token.NoPos, pkg, name, types.Typ[types.Invalid])
	}
	p.vars[n.Name] = v
	return v
}

// exporter makes the facts of a package.
type exporter struct {
	*program
	kinds  map[*ssa.Function][]Exported
	orders *orders
}

// export makes the facts of this package and of its types.
func (p *program) export(written map[*types.Var]Witness, kinds map[*ssa.Function][]Exported, orders *orders) {
	x := exporter{p, kinds, orders}
	out := known{Funcs: map[string]*Summary{}, Written: map[string]string{}, Globals: map[string]GlobalFact{}}
	for v, w := range written {
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
	out := &Summary{Result: sum.Result, Effects: effects, Light: sum.Light}
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
