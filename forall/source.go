package forall

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// anonymous are the ends of the names that the compiler gives to function literals.
var anonymous = regexp.MustCompile(`\.func\d+(\.\d+)*$|\.gowrap\d+$|^glob\.`)

// functionName is the name of a function without its package, or "" of a literal.
func functionName(f reflect.Value) string {
	fn := runtime.FuncForPC(f.Pointer())
	if fn == nil {
		return ""
	}
	name := strings.TrimSuffix(shortName(strings.ReplaceAll(fn.Name(), "[...]", "")), "-fm")
	if anonymous.MatchString(name) {
		return ""
	}
	return name
}

// readSource takes from a law's source what is lost when it is compiled: the names of its parameters, and the names by which it calls
// types that have none of their own: ID of refine.Of[string, Lower3]. A test runs in the directory of its package, where the source is.
// Where it is not, the record says Lower3 instead of ID, and the rest is the same.
func (s *subject) readSource(law reflect.Value) {
	s.name = functionName(law)
	signature, outer := signatureOf(law)
	if signature == nil {
		return
	}
	s.names = map[reflect.Type]string{}
	i := 0
	for _, field := range signature.Params.List {
		for _, name := range field.Names {
			s.params = append(s.params, name.Name)
		}
		for range max(1, len(field.Names)) {
			if named := isNamed(field.Type, outer); named && nameless(law.Type().In(i)) {
				s.names[law.Type().In(i)] = shortName(types.ExprString(field.Type))
			}
			i++
		}
	}
	if len(s.params) != i || slices.Contains(s.params, "_") {
		s.params = nil
	}
}

// nameless says whether a type is a generic one made concrete, of which an alias does not survive.
func nameless(t reflect.Type) bool { return t.Name() == "" || strings.Contains(t.Name(), "[") }

// isNamed says whether a type is written as a name, and not as one of the type parameters of the function around it.
func isNamed(e ast.Expr, outer *ast.FuncDecl) bool {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return true
	case *ast.Ident:
		if outer == nil || outer.Type.TypeParams == nil {
			return true
		}
		for _, field := range outer.Type.TypeParams.List {
			for _, name := range field.Names {
				if name.Name == e.Name {
					return false
				}
			}
		}
		return true
	}
	return false
}

// signatureOf finds the only function with as many parameters that begins on the line where the compiler says that the law does, and the
// declaration that it stands in.
func signatureOf(law reflect.Value) (*ast.FuncType, *ast.FuncDecl) {
	fn := runtime.FuncForPC(law.Pointer())
	if fn == nil {
		return nil, nil
	}
	path, line := fn.FileLine(fn.Entry())
	if here, err := os.Getwd(); err != nil || filepath.Base(here) != filepath.Base(filepath.Dir(path)) {
		return nil, nil
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, filepath.Base(path), nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil
	}
	var found []*ast.FuncType
	var outer, foundIn *ast.FuncDecl
	ast.Inspect(file, func(n ast.Node) bool {
		var t *ast.FuncType
		switch n := n.(type) {
		case *ast.FuncDecl:
			t, outer = n.Type, n
		case *ast.FuncLit:
			t = n.Type
		}
		if t != nil && fset.Position(t.Pos()).Line == line && t.Params.NumFields() == law.Type().NumIn() {
			found, foundIn = append(found, t), outer
		}
		return true
	})
	if len(found) != 1 {
		return nil, nil
	}
	return found[0], foundIn
}
