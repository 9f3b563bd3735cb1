// Package predicate evaluates predicates on constants while their users are analysed.
//
// A predicate is a type with a method Holds, written in Go. Its body is lowered to a small tree, which travels as a fact of the
// type, and which is run with the operations of Go itself, through reflection. Whatever the tree cannot say is answered as not read,
// with the reason; nothing is guessed.
//
// Does not find: that a variable of a package, exported, is written by another package.
package predicate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// RefinePath is the package of refined types.
const RefinePath = "github.com/assay-dev/assay/refine"

// Analyzer finds the predicates of a package, and what makes rules in it, for the analyzers that ask about them.
var Analyzer = &analysis.Analyzer{
	Name:       "predicate",
	Doc:        "predicate reads the predicates of refined types, for the analyzers that evaluate them",
	Run:        run,
	FactTypes:  []analysis.Fact{new(Code)},
	ResultType: reflect.TypeFor[*Set](),
}

// Set evaluates the predicates that a package can see.
type Set struct {
	info   *types.Info
	pkg    *types.Package
	files  []*ast.File            // that are still to be read
	facts  map[types.Object]*Code // of other packages
	decls  map[types.Object]*ast.FuncDecl
	inits  map[types.Object]ast.Expr
	writes map[types.Object]bool
	codes  map[types.Object]*Code // of this package
	link   *linker
}

// Answer is what a predicate says of a value.
type Answer struct {
	Read   bool   // the predicate could be evaluated
	Held   bool   // it holds of the value
	Why    string // where it was not read: why
	Panics string // where evaluating it panics: with what
}

func run(pass *analysis.Pass) (any, error) {
	s := &Set{
		info: pass.TypesInfo, pkg: pass.Pkg, files: pass.Files, facts: map[types.Object]*Code{}, codes: map[types.Object]*Code{},
		decls: map[types.Object]*ast.FuncDecl{}, inits: map[types.Object]ast.Expr{}, writes: map[types.Object]bool{},
	}
	s.link = &linker{funcs: map[string]function{}, vars: map[string]*variable{}}
	for _, f := range pass.AllObjectFacts() {
		if code, ok := f.Fact.(*Code); ok {
			s.facts[f.Object] = code
		}
	}
	for _, root := range s.roots() {
		pass.ExportObjectFact(root, s.code(root))
	}
	return s, nil
}

// roots are the objects of the package's scope that other packages may want to evaluate: types with a method Holds, Rule or Size,
// and rules and functions that make them.
func (s *Set) roots() (roots []types.Object) {
	depends := s.pkg.Path() == RefinePath || Depends(s.pkg)
	scope := s.pkg.Scope()
	for _, name := range scope.Names() { // sorted
		object := scope.Lookup(name)
		switch object := object.(type) {
		case *types.TypeName:
			if !object.IsAlias() && len(rootMethods(object, depends)) > 0 {
				roots = append(roots, object)
			}
		case *types.Var, *types.Func:
			if object.Exported() && depends && s.pkg.Path() != RefinePath && makesRule(object.Type()) {
				roots = append(roots, object)
			}
		}
	}
	return roots
}

// rootMethods are the methods of a type that predicates are made of. Those without an argument are too common to be followed
// in packages that know nothing of package refine.
func rootMethods(object *types.TypeName, depends bool) (methods []*types.Selection) {
	if types.IsInterface(object.Type()) {
		return nil
	}
	set := types.NewMethodSet(types.NewPointer(object.Type()))
	for _, m := range []struct {
		name    string
		params  int
		general bool
	}{{"Holds", 1, true}, {"Rule", 0, false}, {"Size", 0, false}} {
		found := set.Lookup(object.Pkg(), m.name)
		if found == nil || !m.general && !depends {
			continue
		}
		if s := found.Obj().Type().(*types.Signature); s.Params().Len() == m.params && s.Results().Len() == 1 {
			methods = append(methods, found)
		}
	}
	return methods
}

func makesRule(t types.Type) bool {
	if s, ok := t.(*types.Signature); ok {
		return s.Results().Len() == 1 && ruleContent(s.Results().At(0).Type()) != nil
	}
	return ruleContent(t) != nil
}

// ruleContent is the T of a refine.Rule[T], or nil.
func ruleContent(t types.Type) types.Type {
	if named := refineType(t, "Rule"); named != nil {
		return named.TypeArgs().At(0)
	}
	return nil
}

func refineType(t types.Type, name string) *types.Named {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != RefinePath || named.Obj().Name() != name || named.TypeArgs().Len() == 0 {
		return nil
	}
	return named
}

// Of are the value's type and the predicate of a refined type, refine.Of[T, P].
func Of(t types.Type) (value, predicate types.Type, ok bool) {
	named := refineType(t, "Of")
	if named == nil || named.TypeArgs().Len() != 2 {
		return nil, nil, false
	}
	return named.TypeArgs().At(0), named.TypeArgs().At(1), true
}

// Judged says whether a package may hold refined values. Package refine itself, and its tests, hold the wrong ones on purpose.
func Judged(pkg *types.Package) bool {
	return pkg.Path() != RefinePath && pkg.Path() != RefinePath+"_test" && Depends(pkg)
}

// Depends says whether a package imports refine, directly or not.
func Depends(pkg *types.Package) bool {
	seen := map[*types.Package]bool{}
	var visit func(p *types.Package) bool
	visit = func(p *types.Package) bool {
		if seen[p] {
			return false
		}
		seen[p] = true
		for _, imported := range p.Imports() {
			if imported.Path() == RefinePath || visit(imported) {
				return true
			}
		}
		return false
	}
	return visit(pkg)
}

// read indexes the declarations of the package, and which of its variables it writes after their initialisation, once somebody asks.
func (s *Set) read() {
	files := s.files
	s.files = nil
	for _, file := range files {
		for _, declaration := range file.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				s.decls[s.info.Defs[d.Name]] = d
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.VAR {
						s.readVar(v)
					}
				}
			}
		}
		ast.Inspect(file, s.readWrites)
	}
}

func (s *Set) readVar(spec *ast.ValueSpec) {
	for i, name := range spec.Names {
		switch {
		case len(spec.Values) == len(spec.Names):
			s.inits[s.info.Defs[name]] = spec.Values[i]
		case len(spec.Values) == 0:
			s.inits[s.info.Defs[name]] = nil
		default:
			s.writes[s.info.Defs[name]] = true // by a call with many results
		}
	}
}

func (s *Set) readWrites(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			for _, target := range n.Lhs {
				s.written(target)
			}
		}
	case *ast.IncDecStmt:
		s.written(n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			s.written(n.Key)
			if n.Value != nil {
				s.written(n.Value)
			}
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.written(n.X)
		}
	case *ast.CallExpr:
		if id, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && (id.Name == "copy" || id.Name == "delete" || id.Name == "clear") {
			s.written(n.Args[0])
		}
	}
	return true
}

// written notes that the variable at the root of a target is written.
func (s *Set) written(target ast.Expr) {
	for {
		switch t := ast.Unparen(target).(type) {
		case *ast.IndexExpr:
			target = t.X
		case *ast.SelectorExpr:
			if v, ok := s.info.Uses[t.Sel].(*types.Var); ok && !v.IsField() {
				s.writes[v] = true
				return
			}
			target = t.X
		case *ast.StarExpr:
			target = t.X
		case *ast.SliceExpr:
			target = t.X
		case *ast.Ident:
			if v, ok := s.info.Uses[t].(*types.Var); ok && v.Parent() == s.pkg.Scope() {
				s.writes[v] = true
			}
			return
		default:
			return
		}
	}
}

// code is what is needed to evaluate an object of this package, or of another one by its fact; nil where there is none.
func (s *Set) code(object types.Object) *Code {
	if object.Pkg() != s.pkg {
		return s.facts[object]
	}
	if code, ok := s.codes[object]; ok {
		return code
	}
	c := newCompiler(s)
	s.codes[object] = &c.code // before its parts, which may need it
	c.root(object)
	c.finish()
	return &c.code
}

// Holds evaluates the predicate P of a refined type on a constant of its type T.
func (s *Set) Holds(predicate, t types.Type, value constant.Value) Answer {
	return s.ask(predicate, t, func(c *compiler) Node {
		return Node{Op: opConst, Text: constText(value), Shape: c.shape(t)}
	})
}

// HoldsOfZero evaluates the predicate on the zero value of T.
func (s *Set) HoldsOfZero(predicate, t types.Type) Answer {
	return s.ask(predicate, t, func(c *compiler) Node { return Node{Op: opZero, Shape: c.shape(t)} })
}

// HoldsOf evaluates the predicate on an expression of this package that depends on no variable. Where the expression itself cannot be
// evaluated, constant is false.
func (s *Set) HoldsOf(predicate, t types.Type, e ast.Expr) (a Answer, constant bool) {
	c := newCompiler(s)
	node := c.value(e, t)
	c.finish()
	if _, stopped := s.link.try(&c.code, func(m *machine) reflect.Value { return m.eval(&node) }); stopped != nil {
		return Answer{}, false
	}
	return s.ask(predicate, t, func(c *compiler) Node { return c.value(e, t) }), true
}

func (s *Set) ask(predicate, t types.Type, value func(c *compiler) Node) Answer {
	c := newCompiler(s)
	call := Node{Op: opMethod, Text: "Holds", Kids: []Node{{Op: opZero, Shape: c.shape(predicate)}, value(c)}}
	call.Kids[0].Shape = c.shape(predicate)
	c.finish()
	held, stopped := s.link.try(&c.code, func(m *machine) reflect.Value { return m.eval(&call) })
	switch {
	case stopped == nil && (!held.IsValid() || held.Kind() != reflect.Bool):
		return Answer{Why: "Holds answers no bool"}
	case stopped == nil:
		return Answer{Read: true, Held: held.Bool()}
	case stopped.panics:
		return Answer{Read: true, Panics: stopped.why}
	}
	return Answer{Why: stopped.why}
}
