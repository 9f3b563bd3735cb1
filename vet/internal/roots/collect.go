package roots

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// powers are the methods of an actor that are roots beside Start and Receive.
var powers = []string{"Start", "Receive", "Timeout", "Recover", "Chosen", "Clock", "Restarts"}

type collector struct {
	pass       *analysis.Pass
	marks      *directive.Set
	ssa        *buildssa.SSA
	interfaces []*types.TypeName
	seen       map[*types.Func]bool // declared here, and a root already
	refine     bool
	roots      []Root
}

// marked collects the marked functions, and the marked interfaces of this package and of what it imports.
func (c *collector) marked() {
	for _, fact := range c.pass.AllObjectFacts() {
		if name, ok := fact.Object.(*types.TypeName); ok && is[*Marked](fact.Fact) {
			c.interfaces = append(c.interfaces, name)
		}
	}
	for _, file := range c.pass.Files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				c.function(decl)
			case *ast.GenDecl:
				c.declaration(decl)
			}
		}
	}
	slices.SortFunc(c.interfaces, byPath)
}

func is[F analysis.Fact](f analysis.Fact) bool {
	_, ok := f.(F)
	return ok
}

func byPath(a, b *types.TypeName) int {
	if a.Pkg() != b.Pkg() {
		return compare(a.Pkg().Path(), b.Pkg().Path())
	}
	return compare(a.Name(), b.Name())
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (c *collector) function(decl *ast.FuncDecl) {
	fn, ok := c.pass.TypesInfo.Defs[decl.Name].(*types.Func)
	if !ok || !c.marks.Pure(decl) {
		return
	}
	c.pass.ExportObjectFact(fn, new(Marked))
	c.add(Function, nil, fn, decl.Name.Pos(), c.ssa.Pkg.Prog.FuncValue(fn))
}

func (c *collector) declaration(decl *ast.GenDecl) {
	if decl.Tok != token.TYPE {
		return
	}
	for _, spec := range decl.Specs {
		spec := spec.(*ast.TypeSpec)
		name, ok := c.pass.TypesInfo.Defs[spec.Name].(*types.TypeName)
		if ok && types.IsInterface(name.Type()) && c.marks.PureType(spec) {
			c.pass.ExportObjectFact(name, new(Marked))
			c.interfaces = append(c.interfaces, name)
		}
	}
}

// types goes over the types that are declared here, also within functions.
func (c *collector) types() {
	for _, name := range declared(c.pass) {
		if types.IsInterface(name.Type()) {
			continue
		}
		// The methods of the pointer are those of the value and more: whichever of them is spawned, it is an actor.
		methods := types.NewMethodSet(types.NewPointer(atOwnParameters(name.Type())))
		if methods.Len() == 0 {
			continue
		}
		c.actor(name, methods)
		c.predicate(name, methods)
		c.implementer(name, methods)
	}
}

// atOwnParameters is a generic type at its own type parameters: there the methods, each of which is declared with parameters of its
// own, have those of the type.
func atOwnParameters(t types.Type) types.Type {
	named, ok := t.(*types.Named)
	if !ok || named.TypeParams().Len() == 0 {
		return t
	}
	var args []types.Type
	for param := range named.TypeParams().TypeParams() {
		args = append(args, param)
	}
	if at, err := types.Instantiate(nil, named, args, false); err == nil {
		return at
	}
	return t
}

// declared are the names of types in the order of their places.
func declared(pass *analysis.Pass) (names []*types.TypeName) {
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if name, ok := pass.TypesInfo.Defs[spec.Name].(*types.TypeName); ok && !name.IsAlias() {
					names = append(names, name)
				}
			}
			return true
		})
	}
	return names
}

// actor adds the methods of a type that has Start and Receive in the shapes of assay.Actor.
func (c *collector) actor(name *types.TypeName, methods *types.MethodSet) {
	if !IsActor(methods) {
		return
	}
	for _, power := range powers {
		if sel := lookup(methods, power); sel != nil {
			c.method(Handler, name, sel)
		}
	}
}

// predicate adds Holds and Rule of a type that may be the predicate of a refined type, and Size of one that may be a size.
func (c *collector) predicate(name *types.TypeName, methods *types.MethodSet) {
	if !c.refine {
		return
	}
	if size := lookup(methods, "Size"); size != nil && shape(size, 0, types.Typ[types.Int]) {
		if s, ok := name.Type().Underlying().(*types.Struct); ok && s.NumFields() == 0 {
			c.method(Predicate, name, size)
		}
	}
	holds := lookup(methods, "Holds")
	if holds == nil || !shape(holds, 1, types.Typ[types.Bool]) {
		return
	}
	c.method(Predicate, name, holds)
	if rule := lookup(methods, "Rule"); rule != nil {
		c.method(Predicate, name, rule)
	}
}

// shape says whether a method has so many parameters and one result of a type.
func shape(method *types.Selection, params int, result types.Type) bool {
	sig := method.Obj().Type().(*types.Signature)
	return sig.Params().Len() == params && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), result)
}

// implementer adds the methods by which a type implements a marked interface. Of generic types it is enough that the names are all
// there with the right number of parameters: what instance it is that implements the interface is not known here.
func (c *collector) implementer(name *types.TypeName, methods *types.MethodSet) {
	for _, marked := range c.interfaces {
		iface := marked.Type().Underlying().(*types.Interface)
		if iface.NumMethods() == 0 || !implements(name, marked, iface, methods) {
			continue
		}
		for m := range iface.Methods() {
			if sel := methods.Lookup(m.Pkg(), m.Name()); sel != nil {
				c.method(Implementer, name, sel)
			}
		}
	}
}

func implements(name, marked *types.TypeName, iface *types.Interface, methods *types.MethodSet) bool {
	generic := func(n *types.TypeName) bool {
		named, ok := n.Type().(*types.Named)
		return ok && named.TypeParams().Len() > 0
	}
	if !generic(name) && !generic(marked) {
		return types.Implements(types.NewPointer(name.Type()), iface)
	}
	for m := range iface.Methods() {
		sel := methods.Lookup(m.Pkg(), m.Name())
		if sel == nil {
			return false
		}
		want, have := m.Type().(*types.Signature), sel.Obj().Type().(*types.Signature)
		if want.Params().Len() != have.Params().Len() || want.Results().Len() != have.Results().Len() {
			return false
		}
	}
	return true
}

func (c *collector) method(kind Kind, owner *types.TypeName, sel *types.Selection) {
	fn := sel.Obj().(*types.Func).Origin()
	sig := fn.Type().(*types.Signature)
	if types.IsInterface(sig.Recv().Type()) && fn.Pkg() == c.pass.Pkg {
		return // promoted from an embedded interface: what it leads to is a dynamic call of its own
	}
	if fn.Pkg() == c.pass.Pkg {
		c.add(kind, owner, fn, fn.Pos(), c.ssa.Pkg.Prog.FuncValue(fn))
		return
	}
	var body *ssa.Function
	if named, ok := owner.Type().(*types.Named); ok && named.TypeParams().Len() == 0 {
		body = c.ssa.Pkg.Prog.MethodValue(sel)
	}
	c.add(kind, owner, fn, owner.Pos(), body)
}

func (c *collector) add(kind Kind, owner *types.TypeName, fn *types.Func, pos token.Pos, body *ssa.Function) {
	if fn.Pkg() == c.pass.Pkg {
		if c.seen[fn] {
			return
		}
		c.seen[fn] = true
	}
	c.roots = append(c.roots, Root{Kind: kind, Func: fn, Fn: body, Owner: owner, Pos: pos})
}

func lookup(methods *types.MethodSet, name string) *types.Selection {
	return methods.Lookup(nil, name)
}

// IsActor says whether a type with these methods is an actor: it has Start(ID) (S, Effects) and Receive(ID, S, ID, M) (S, Effects).
func IsActor(methods *types.MethodSet) bool {
	start, receive := lookup(methods, "Start"), lookup(methods, "Receive")
	if start == nil || receive == nil {
		return false
	}
	s, r := start.Type().(*types.Signature), receive.Type().(*types.Signature)
	if s.Params().Len() != 1 || r.Params().Len() != 4 || s.Results().Len() != 2 || r.Results().Len() != 2 {
		return false
	}
	state := s.Results().At(0).Type()
	return vocabulary(s.Params().At(0).Type(), "ID") && vocabulary(s.Results().At(1).Type(), "Effects") &&
		vocabulary(r.Params().At(0).Type(), "ID") && types.Identical(r.Params().At(1).Type(), state) && vocabulary(r.Params().At(2).Type(), "ID") &&
		types.Identical(r.Results().At(0).Type(), state) && vocabulary(r.Results().At(1).Type(), "Effects")
}

// vocabulary says whether a type is the one of that name in package assay.
func vocabulary(t types.Type, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == assayPath
}
