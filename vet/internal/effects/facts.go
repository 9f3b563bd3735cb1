package effects

import (
	"bytes"
	"encoding/gob"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
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
	// Started are the package variables that come from the world, with how.
	Started map[string]Start
}

// wire is known as it is encoded: sorted, so that the same package gives the same bytes.
type wire struct {
	FuncNames    []string
	Funcs        []*Summary
	WrittenNames []string
	Written      []string
	GlobalNames  []string
	Globals      []GlobalFact
	StartedNames []string
	Started      []Start
}

func (k *known) encode() []byte {
	var w wire
	w.FuncNames, w.Funcs = sortedPairs(k.Funcs)
	w.WrittenNames, w.Written = sortedPairs(k.Written)
	w.GlobalNames, w.Globals = sortedPairs(k.Globals)
	w.StartedNames, w.Started = sortedPairs(k.Started)
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
	return &known{Funcs: pairs(w.FuncNames, w.Funcs), Written: pairs(w.WrittenNames, w.Written), Globals: pairs(w.GlobalNames, w.Globals),
		Started: pairs(w.StartedNames, w.Started)}
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
