package sealed

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/sum"
)

// puts looks at every place where a value gets a type from its surroundings.
func (s *survey) puts() {
	for c := range s.in.Root().Preorder((*ast.CallExpr)(nil), (*ast.ReturnStmt)(nil), (*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil),
		(*ast.CompositeLit)(nil), (*ast.SendStmt)(nil)) {
		switch n := c.Node().(type) {
		case *ast.CallExpr:
			s.call(c, n)
		case *ast.ReturnStmt:
			s.returns(c, n)
		case *ast.AssignStmt:
			if len(n.Lhs) == len(n.Rhs) && n.Tok == token.ASSIGN {
				for i, left := range n.Lhs {
					if !isBlank(left) {
						s.put(n.Rhs[i], s.info.TypeOf(left), "assigned to "+types.ExprString(left))
					}
				}
			}
		case *ast.ValueSpec:
			for i, value := range n.Values {
				if len(n.Names) == len(n.Values) && !isBlank(n.Names[i]) {
					s.put(value, s.info.TypeOf(n.Names[i]), "assigned to "+n.Names[i].Name)
				}
			}
		case *ast.CompositeLit:
			s.literal(n)
		case *ast.SendStmt:
			if ch, ok := s.info.TypeOf(n.Chan).Underlying().(*types.Chan); ok {
				s.put(n.Value, ch.Elem(), "sent")
			}
		}
	}
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// put reports e, which becomes a value of type t, where t is a sum and e is nil.
func (s *survey) put(e ast.Expr, t types.Type, how string) {
	if of := s.relevant(t); of != nil {
		if text := s.isNil(e); text != "" {
			s.said[ast.Unparen(e)] = true
			s.report(e, "%s is %s where %s is one of %s: use refine.Option[%s] if there may be none", text, how, s.typeText(t), variants(of), s.typeText(t))
		}
	}
}

// relevant is the sum that a type is, where it is one of this module and lists data. An interface whose methods do the work is a
// choice of behaviours, and often nil before the choice is made. The interfaces that stand for a oneof of Protobuf have nil as the
// unset oneof.
func (s *survey) relevant(t types.Type) *sum.Sum {
	if t == nil {
		return nil
	}
	if _, parameter := types.Unalias(t).(*types.TypeParam); parameter {
		return nil
	}
	of := s.index.Sum(t)
	if of == nil || !of.Marker || !s.ours(of.Path) || strings.HasPrefix(of.Name, "is") && strings.Contains(of.Name, "_") {
		return nil
	}
	return of
}

// isNil is what an expression that is nil is called: nil, a variable that never gets a value, or a nil pointer of a variant.
func (s *survey) isNil(e ast.Expr) string {
	e = ast.Unparen(e)
	if s.info.Types[e].IsNil() {
		return "nil"
	}
	switch n := e.(type) {
	case *ast.Ident:
		if s.unset[s.info.Uses[n]] {
			return n.Name + ", which is nil,"
		}
	case *ast.CallExpr:
		if len(n.Args) == 1 && s.info.Types[n.Fun].IsType() && s.info.Types[ast.Unparen(n.Args[0])].IsNil() {
			return types.ExprString(n)
		}
	}
	return ""
}

// variants lists the variants of a sum, or the first of them.
func variants(of *sum.Sum) string {
	const namesMax = 4
	var names []string
	for _, v := range of.Variants {
		if len(names) == namesMax {
			names = append(names, "...")
			break
		}
		names = append(names, v.Name)
	}
	return strings.Join(names, ", ")
}

func (s *survey) call(c inspector.Cursor, n *ast.CallExpr) {
	if s.info.Types[n.Fun].IsType() {
		if len(n.Args) == 1 && s.info.Types[ast.Unparen(n.Args[0])].IsNil() {
			s.converted(c, n)
		}
		return
	}
	if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && id.Name == "append" && s.info.Types[n.Fun].IsBuiltin() {
		if slice, ok := s.info.TypeOf(n).Underlying().(*types.Slice); ok && !n.Ellipsis.IsValid() {
			for _, arg := range n.Args[1:] {
				s.put(arg, slice.Elem(), "appended")
			}
		}
		return
	}
	signature, ok := s.info.TypeOf(n.Fun).Underlying().(*types.Signature)
	if !ok {
		return
	}
	for i, arg := range n.Args {
		if t := parameter(signature, i, n.Ellipsis.IsValid()); t != nil {
			s.put(arg, t, "passed")
		}
	}
	if name := s.sends(n); name != "" && len(n.Args) == 2 {
		if text := s.isNil(n.Args[1]); text != "" && (s.info.Types[n.Args[1]].IsNil() || types.IsInterface(s.info.TypeOf(n.Args[1]))) {
			s.report(n.Args[1], "%s is sent as a message by assay.%s, and no actor handles it: send a variant", text, name)
		}
	}
}

// converted reports a nil that a conversion makes a sum's, unless it was reported by what it is put into, which says more.
func (s *survey) converted(c inspector.Cursor, n *ast.CallExpr) {
	of := s.relevant(s.info.TypeOf(n))
	if of == nil || s.said[n] || s.idle(c) {
		return
	}
	name := s.typeText(s.info.TypeOf(n))
	s.report(n, "%s is nil where %s is one of %s: use refine.Option[%s] if there may be none", types.ExprString(n), name, variants(of), name)
}

// idle says whether a value is only compared, thrown away, or returned beside an error or a no.
func (s *survey) idle(c inspector.Cursor) bool {
	for c = c.Parent(); ; c = c.Parent() {
		switch n := c.Node().(type) {
		case *ast.ParenExpr:
			continue
		case *ast.BinaryExpr:
			return true
		case *ast.AssignStmt:
			return len(n.Lhs) == 1 && isBlank(n.Lhs[0])
		case *ast.ValueSpec:
			return len(n.Names) == 1 && isBlank(n.Names[0])
		case *ast.ReturnStmt:
			results := s.resultsAround(c)
			return results != nil && results.Len() == len(n.Results) && s.excused(n, results)
		}
		return false
	}
}

func parameter(f *types.Signature, i int, spread bool) types.Type {
	last := f.Params().Len() - 1
	if f.Variadic() && i >= last {
		t := f.Params().At(last).Type()
		if slice, ok := t.(*types.Slice); ok && !spread {
			return slice.Elem()
		}
		return t
	}
	if i > last {
		return nil
	}
	return f.Params().At(i).Type()
}

// sends is the name of the function of the vocabulary by which a call sends a message, or "".
func (s *survey) sends(n *ast.CallExpr) string {
	f, ok := typeutil.Callee(s.info, n).(*types.Func)
	if !ok || f.Pkg() == nil || f.Pkg().Path() != vocabulary || f.Name() != "Send" && f.Name() != "Broadcast" {
		return ""
	}
	return f.Name()
}

// returns looks at the results of a function. Nil is no value but a blank where an error or a no stands beside it.
func (s *survey) returns(c inspector.Cursor, n *ast.ReturnStmt) {
	results := s.resultsAround(c)
	if results == nil || results.Len() != len(n.Results) || s.excused(n, results) {
		return
	}
	for i, e := range n.Results {
		s.put(e, results.At(i).Type(), "returned")
	}
}

func (s *survey) resultsAround(c inspector.Cursor) *types.Tuple {
	for f := range c.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch f := f.Node().(type) {
		case *ast.FuncDecl:
			return s.info.Defs[f.Name].(*types.Func).Signature().Results()
		case *ast.FuncLit:
			return s.info.TypeOf(f).(*types.Signature).Results()
		}
	}
	return nil
}

// excused says whether the last result says that the others are blank: an error that is not nil, or a bool that is not true.
func (s *survey) excused(n *ast.ReturnStmt, results *types.Tuple) bool {
	if len(n.Results) < 2 {
		return false
	}
	last := n.Results[len(n.Results)-1]
	t := results.At(results.Len() - 1).Type()
	if types.Identical(t, types.Universe.Lookup("error").Type()) {
		return !s.info.Types[ast.Unparen(last)].IsNil()
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
		value := s.info.Types[last].Value
		return value == nil || !constant.BoolVal(value)
	}
	return false
}

// unsetVariables are the variables of sums that are declared without a value, that only this package can set, and that nothing sets.
func (s *survey) unsetVariables() map[types.Object]bool {
	unset := map[types.Object]bool{}
	for c := range s.in.Root().Preorder((*ast.ValueSpec)(nil)) {
		spec := c.Node().(*ast.ValueSpec)
		for _, id := range spec.Names {
			v := s.info.Defs[id]
			if len(spec.Values) > 0 || v == nil || s.relevant(v.Type()) == nil {
				continue
			}
			if v.Parent() != s.pass.Pkg.Scope() || !v.Exported() {
				unset[v] = true
			}
		}
	}
	if len(unset) == 0 {
		return unset
	}
	for c := range s.in.Root().Preorder((*ast.Ident)(nil)) {
		if v := s.info.Uses[c.Node().(*ast.Ident)]; unset[v] && sets(c) {
			delete(unset, v)
		}
	}
	return unset
}

// sets says whether a use of a variable may give it a value.
func sets(c inspector.Cursor) bool {
	switch c.ParentEdgeKind() {
	case edge.AssignStmt_Lhs, edge.RangeStmt_Key, edge.RangeStmt_Value:
		return true
	case edge.UnaryExpr_X:
		return c.Parent().Node().(*ast.UnaryExpr).Op == token.AND
	}
	return false
}
