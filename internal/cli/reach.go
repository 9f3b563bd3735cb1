package cli

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/packages"
)

// checkPath is the package whose functions explore systems.
const checkPath = "github.com/assay-dev/assay/check"

// graph is who refers to what, over functions, methods, variables and types at the top of packages. Its nodes are names
// ("example.com/lock.Server.Receive"), since a package and its variant for tests hold the same object twice.
type graph struct {
	subject *subject
	strict  map[string][]string // a function or a variable refers to a function or a variable
	loose   map[string][]string // the rest: a type stands for all its methods, since an interface may call them
	targets map[string]bool
	pending map[string][]testFunc // test functions, by the package that they test
	broken  map[string]bool       // packages with errors, by the package that a person names
}

func newGraph(of *subject) *graph {
	return &graph{
		subject: of,
		strict:  map[string][]string{}, loose: map[string][]string{}, targets: map[string]bool{},
		pending: map[string][]testFunc{}, broken: map[string]bool{},
	}
}

// add takes one package in, with its syntax and types.
func (g *graph) add(pkg *packages.Package) {
	if strings.HasSuffix(pkg.ID, ".test") {
		return
	}
	named := pkg.PkgPath
	if pkg.ForTest != "" {
		named = pkg.ForTest
	}
	if len(pkg.Errors) > 0 || pkg.IllTyped {
		g.broken[named] = true
	}
	if pkg.TypesInfo == nil {
		return
	}
	for _, file := range pkg.Syntax {
		for _, declaration := range file.Decls {
			g.declaration(pkg, declaration)
		}
		if pkg.ForTest != "" {
			for _, test := range testFuncs(pkg, file) {
				g.pending[named] = append(g.pending[named], test)
				g.loose[test.node] = append(g.loose[test.node], initOf(named), initOf(pkg.PkgPath))
			}
		}
	}
}

func (g *graph) declaration(pkg *packages.Package, declaration ast.Decl) {
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		from := nodeOf(pkg.TypesInfo.Defs[d.Name])
		if d.Recv == nil && d.Name.Name == "init" {
			from = initOf(pkg.PkgPath)
		}
		if owner, _, isMethod := splitMethod(pkg.TypesInfo.Defs[d.Name]); isMethod {
			g.loose[owner] = append(g.loose[owner], from)
		}
		g.refer(pkg, from, d)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				for _, name := range s.Names {
					g.refer(pkg, nodeOf(pkg.TypesInfo.Defs[name]), s)
				}
			case *ast.TypeSpec:
				g.refer(pkg, nodeOf(pkg.TypesInfo.Defs[s.Name]), s)
			}
		}
	}
}

// refer adds what stands inside syntax, function literals included.
func (g *graph) refer(pkg *packages.Package, from string, syntax ast.Node) {
	if from == "" {
		return
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		identifier, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		used := pkg.TypesInfo.Uses[identifier]
		to := nodeOf(used)
		switch used.(type) {
		case *types.Func, *types.Var:
			if to != "" {
				g.strict[from] = append(g.strict[from], to)
			}
			if g.subject.isEntry(used) {
				g.targets[to] = true
			}
		case *types.TypeName:
			if to != "" {
				g.loose[from] = append(g.loose[from], to)
			}
		}
		return true
	})
}

// tests are the test functions of a package that reach a target, in the order of the source.
func (g *graph) tests(path string) []testFunc {
	var found []testFunc
	for _, test := range g.pending[path] {
		test.certain = g.reaches(test.node, false)
		if test.certain || g.reaches(test.node, true) {
			found = append(found, test)
		}
	}
	return found
}

func (g *graph) reaches(from string, loosely bool) bool {
	seen := map[string]bool{from: true}
	queue := []string{from}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		if g.targets[node] {
			return true
		}
		next := g.strict[node]
		if loosely {
			next = append(next[:len(next):len(next)], g.loose[node]...)
		}
		for _, to := range next {
			if !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	return false
}

// nodeOf is the name of an object at the top of a package, or of a method; "" for all others.
func nodeOf(object types.Object) string {
	if object == nil || object.Pkg() == nil {
		return ""
	}
	if owner, name, isMethod := splitMethod(object); isMethod {
		return owner + "." + name
	}
	if object.Parent() != object.Pkg().Scope() {
		// The init functions and the blank ones are in no scope, and nothing can refer to them.
		return ""
	}
	return object.Pkg().Path() + "." + object.Name()
}

// initOf stands for all init functions of a package. They may put a function where a test finds it, so each test may reach what
// they refer to.
func initOf(path string) string { return path + ".init()" }

// splitMethod is the node of a method's type, and the method's name.
func splitMethod(object types.Object) (owner, name string, isMethod bool) {
	function, ok := object.(*types.Func)
	if !ok {
		return "", "", false
	}
	receiver := function.Origin().Signature().Recv()
	if receiver == nil {
		return "", "", false
	}
	t := receiver.Type()
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return "", "", false // a method of an interface without a name
	}
	return nodeOf(named.Obj()), function.Name(), true
}

// isEntry says whether object is a function that a test hands a subject to.
func (s *subject) isEntry(object types.Object) bool {
	if s.also != nil && s.also.isEntry(object) {
		return true
	}
	function, ok := object.(*types.Func)
	if !ok || !s.entries[function.Name()] || function.Pkg() == nil || function.Pkg().Path() != s.path {
		return false
	}
	signature := function.Signature()
	return signature.Recv() == nil && signature.Params().Len() > 0 && isTestingT(signature.Params().At(0).Type())
}

func isTestingT(t types.Type) bool {
	return isPointerToT(t) || types.TypeString(types.Unalias(t), nil) == "testing.TB"
}

// isPointerToT sees through aliases, as go test does: type T = testing.T.
func isPointerToT(t types.Type) bool {
	pointer, ok := types.Unalias(t).(*types.Pointer)
	return ok && types.TypeString(types.Unalias(pointer.Elem()), nil) == "testing.T"
}

// testFuncs are the functions of a file that go test would run as tests.
func testFuncs(pkg *packages.Package, file *ast.File) []testFunc {
	at := pkg.Fset.Position(file.FileStart)
	if !strings.HasSuffix(at.Filename, "_test.go") {
		return nil
	}
	var found []testFunc
	for _, declaration := range file.Decls {
		d, ok := declaration.(*ast.FuncDecl)
		if !ok || d.Recv != nil || !isTestName(d.Name.Name) {
			continue
		}
		function, ok := pkg.TypesInfo.Defs[d.Name].(*types.Func)
		if !ok {
			continue
		}
		parameters := function.Signature().Params()
		if parameters.Len() == 1 && isPointerToT(parameters.At(0).Type()) {
			found = append(found, testFunc{name: d.Name.Name, at: position(pkg, d), node: nodeOf(function)})
		}
	}
	return found
}

func position(pkg *packages.Package, d *ast.FuncDecl) token.Position {
	return pkg.Fset.Position(d.Pos())
}

// isTestName is go test's own rule: Test, or Test and something that is no lower-case letter.
func isTestName(name string) bool {
	rest, ok := strings.CutPrefix(name, "Test")
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && name != "TestMain" && (rest == "" || !unicode.IsLower(first))
}
