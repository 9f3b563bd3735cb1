package sealed

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// literal looks at what the elements of a literal are given.
func (s *survey) literal(n *ast.CompositeLit) {
	switch t := s.underlying(n).(type) {
	case *types.Struct:
		for i, e := range n.Elts {
			pair, keyed := e.(*ast.KeyValueExpr)
			if !keyed {
				s.put(e, t.Field(i).Type(), "given to "+t.Field(i).Name())
			} else if id, ok := pair.Key.(*ast.Ident); ok {
				s.put(pair.Value, s.info.TypeOf(id), "given to "+id.Name)
			}
		}
	case *types.Map:
		for _, e := range n.Elts {
			if pair, ok := e.(*ast.KeyValueExpr); ok {
				s.put(pair.Key, t.Key(), "a key")
				s.put(pair.Value, t.Elem(), "an element")
			}
		}
	case interface{ Elem() types.Type }:
		for _, e := range n.Elts {
			if pair, ok := e.(*ast.KeyValueExpr); ok {
				e = pair.Value
			}
			s.put(e, t.Elem(), "an element")
		}
	}
}

// underlying is the type of a literal. An element may be written without the &T that it stands for.
func (s *survey) underlying(n *ast.CompositeLit) types.Type {
	t := s.info.TypeOf(n).Underlying()
	if p, ok := t.(*types.Pointer); ok {
		return p.Elem().Underlying()
	}
	return t
}

// optionalFactor is how many literals leave out an optional field for each that gives it.
const optionalFactor = 3

// omission is a literal that leaves out a field which is a sum.
type omission struct {
	literal *ast.CompositeLit
	field   *types.Var
}

// omits reports the fields of sums that literals of structs leave out. A field that nearly all literals leave out is one that is there at
// times, and so is one that is compared with nil: the first is left alone, the second is an advice.
func (s *survey) omits() {
	var left []omission
	given, omitted := map[*types.Var]int{}, map[*types.Var]int{}
	for c := range s.in.Root().Preorder((*ast.CompositeLit)(nil)) {
		n := c.Node().(*ast.CompositeLit)
		t, ok := s.underlying(n).(*types.Struct)
		if !ok {
			continue
		}
		for field := range t.Fields() {
			of := s.relevant(field.Type())
			switch {
			case of == nil || !token.IsExported(of.Name) && of.Path != s.pass.Pkg.Path():
			case gives(n, field.Name()):
				given[field.Origin()]++
			case !s.unread(c) && !s.setLater(c, field):
				omitted[field.Origin()]++
				left = append(left, omission{n, field})
			}
		}
	}
	if len(left) == 0 {
		return
	}
	compared := s.comparedWithNil()
	for _, o := range left {
		if g := given[o.field.Origin()]; g > 0 && omitted[o.field.Origin()] > optionalFactor*g {
			continue
		}
		s.omission(o, compared[o.field.Origin()])
	}
}

func (s *survey) omission(o omission, compared bool) {
	t := s.typeText(o.field.Type())
	d := analysis.Diagnostic{Pos: o.literal.Pos(), End: o.literal.End(), Message: fmt.Sprintf(
		"%s is left out, and so nil where %s is one of %s: give it a value, or make it a refine.Option[%s]", o.field.Name(), t, variants(s.relevant(o.field.Type())), t)}
	if compared {
		d.Category = directive.CategoryAdvice
	}
	directive.Report(s.pass, d)
}

// gives says whether a literal of a struct has a value for a field.
func gives(n *ast.CompositeLit, field string) bool {
	for _, e := range n.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		if !keyed {
			return true // all fields in order
		}
		if id, ok := pair.Key.(*ast.Ident); ok && id.Name == field {
			return true
		}
	}
	return false
}

// comparedWithNil are the fields that the package compares with nil.
func (s *survey) comparedWithNil() map[*types.Var]bool {
	compared := map[*types.Var]bool{}
	note := func(e ast.Expr) {
		if selector, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
			if v, ok := s.info.Uses[selector.Sel].(*types.Var); ok {
				compared[v.Origin()] = true
			}
		}
	}
	for c := range s.in.Root().Preorder((*ast.BinaryExpr)(nil)) {
		n := c.Node().(*ast.BinaryExpr)
		if n.Op != token.EQL && n.Op != token.NEQ {
			continue
		}
		if s.info.Types[n.Y].IsNil() {
			note(n.X)
		}
		if s.info.Types[n.X].IsNil() {
			note(n.Y)
		}
	}
	return compared
}

// setLater says whether the variable that a literal makes gets the field by an assignment in the same function.
func (s *survey) setLater(c inspector.Cursor, field *types.Var) bool {
	for {
		switch c.Parent().Node().(type) {
		case *ast.ParenExpr, *ast.UnaryExpr:
			c = c.Parent()
			continue
		}
		break
	}
	made, ok := c.Parent().Node().(*ast.AssignStmt)
	if !ok || c.ParentEdgeKind() != edge.AssignStmt_Rhs || c.ParentEdgeIndex() >= len(made.Lhs) {
		return false
	}
	id, ok := made.Lhs[c.ParentEdgeIndex()].(*ast.Ident)
	if !ok {
		return false
	}
	for f := range c.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		for a := range f.Preorder((*ast.AssignStmt)(nil)) {
			for _, left := range a.Node().(*ast.AssignStmt).Lhs {
				selector, ok := left.(*ast.SelectorExpr)
				if !ok || selector.Sel.Name != field.Name() {
					continue
				}
				if x, ok := ast.Unparen(selector.X).(*ast.Ident); ok && s.info.ObjectOf(x) == s.info.ObjectOf(id) {
					return true
				}
			}
		}
		return false
	}
	return false
}

// unread says whether nobody reads a literal's fields: it is compared, stands beside an error, or is there for its type.
func (s *survey) unread(c inspector.Cursor) bool {
	for {
		switch n := c.Parent().Node().(type) {
		case *ast.ParenExpr, *ast.UnaryExpr:
			c = c.Parent()
			continue
		case *ast.BinaryExpr:
			return true
		case *ast.ReturnStmt:
			results := s.resultsAround(c)
			return results != nil && results.Len() == len(n.Results) && s.excused(n, results)
		case *ast.ValueSpec:
			return c.ParentEdgeKind() == edge.ValueSpec_Values && isBlank(n.Names[min(c.ParentEdgeIndex(), len(n.Names)-1)])
		case *ast.AssignStmt:
			return c.ParentEdgeKind() == edge.AssignStmt_Rhs && isBlank(n.Lhs[min(c.ParentEdgeIndex(), len(n.Lhs)-1)])
		case *ast.CallExpr:
			return typeOnly(n)
		}
		return false
	}
}

// typeOnly says whether a call wants the type of its argument alone: reflect.TypeOf, gob.Register.
func typeOnly(n *ast.CallExpr) bool {
	selector, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
	return ok && (selector.Sel.Name == "TypeOf" || selector.Sel.Name == "Register")
}
