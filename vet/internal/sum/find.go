package sum

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// finder reads the declarations of one package.
type finder struct {
	pass  *analysis.Pass
	names []*types.TypeName // the types at package level, as they are declared
	// made are the types whose values the package takes by pointer, found once they are asked for.
	made map[*types.TypeName]bool
	// working are the names of unexported methods that do something in some type, found once they are asked for.
	working map[string]bool
}

func (f *finder) declared() {
	scope := f.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if t, ok := scope.Lookup(name).(*types.TypeName); ok && !t.IsAlias() {
			f.names = append(f.names, t)
		}
	}
	slices.SortFunc(f.names, func(a, b *types.TypeName) int { return cmp.Compare(a.Pos(), b.Pos()) })
}

// sum is the sealed interface that a type is, or nil.
func (f *finder) sum(name *types.TypeName) *Sum {
	iface, ok := name.Type().Underlying().(*types.Interface)
	if !ok || !f.sealed(iface) {
		return nil
	}
	sum := &Sum{Path: f.pass.Pkg.Path(), Name: name.Name()}
	for _, candidate := range f.names {
		named, ok := candidate.Type().(*types.Named)
		if !ok || types.IsInterface(named) {
			continue
		}
		value := implements(named, named, name, iface)
		if !value && !implements(types.NewPointer(named), named, name, iface) {
			continue
		}
		sum.Variants = append(sum.Variants, Variant{
			Name: candidate.Name(), Pointer: !value, Generic: named.TypeParams().Len() > 0,
			Pointed: value && f.pointed(candidate), Test: inTest(f.pass.Fset, candidate.Pos()),
		})
	}
	if len(sum.Variants) == 0 {
		return nil // made to be embedded elsewhere, or not in use
	}
	for method := range iface.Methods() {
		sum.Marker = sum.Marker || !method.Exported() && !f.works(method.Name())
	}
	return sum
}

// works says whether a method with the name has a body in some type of the package.
func (f *finder) works(name string) bool {
	if f.working == nil {
		f.working = map[string]bool{}
		for _, file := range f.pass.Files {
			for _, declaration := range file.Decls {
				fn, ok := declaration.(*ast.FuncDecl)
				if ok && fn.Recv != nil && (fn.Body == nil || len(fn.Body.List) > 0) {
					f.working[fn.Name.Name] = true
				}
			}
		}
	}
	return f.working[name]
}

// sealed says whether an interface has an unexported method of this package. A method whose name says that it must be embedded
// asks other packages to embed a type that has it: generated servers of gRPC are so, and they are no sums.
func (f *finder) sealed(iface *types.Interface) bool {
	if !iface.IsMethodSet() {
		return false
	}
	for method := range iface.Methods() {
		if !method.Exported() && method.Pkg() == f.pass.Pkg && !strings.HasPrefix(method.Name(), "mustEmbed") {
			return true
		}
	}
	return false
}

// implements says whether t, which is named or a pointer to it, is a variant. With type parameters on either side the names of
// the methods decide: one unexported name has one meaning within a package.
func implements(t types.Type, named *types.Named, name *types.TypeName, iface *types.Interface) bool {
	generic := func(t types.Type) bool { n, ok := t.(*types.Named); return ok && n.TypeParams().Len() > 0 }
	if !generic(named) && !generic(name.Type()) {
		return types.Implements(t, iface)
	}
	methods := types.NewMethodSet(t)
	for method := range iface.Methods() {
		if methods.Lookup(method.Pkg(), method.Name()) == nil {
			return false
		}
	}
	return true
}

// pointed says whether the package makes pointers to values of a type.
func (f *finder) pointed(name *types.TypeName) bool {
	if f.made == nil {
		f.made = Pointed(f.pass)
	}
	return f.made[name]
}

// Pointed are the types of which a package makes pointers, by & on a literal or by new.
func Pointed(pass *analysis.Pass) map[*types.TypeName]bool {
	made := map[*types.TypeName]bool{}
	note := func(t types.Type) {
		if name := typeName(t); name != nil {
			made[name] = true
		}
	}
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.UnaryExpr:
				if literal, ok := ast.Unparen(n.X).(*ast.CompositeLit); ok && n.Op == token.AND {
					note(pass.TypesInfo.TypeOf(literal))
				}
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && pass.TypesInfo.Uses[id] == types.Universe.Lookup("new") {
					note(pass.TypesInfo.TypeOf(n.Args[0]))
				}
			}
			return true
		})
	}
	return made
}
