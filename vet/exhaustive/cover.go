package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/sum"
)

// typeSwitch is a type switch over a sealed interface, with what it misses, or nil.
func (s *survey) typeSwitch(c inspector.Cursor, n *ast.TypeSwitchStmt) *branching {
	operand := asserted(n.Assign)
	if operand == nil {
		return nil
	}
	operand = s.unconverted(operand)
	over := s.info.TypeOf(operand)
	of := s.index.Sum(over)
	if of == nil {
		return nil
	}
	sw := &branching{at: c, body: n.Body, operand: operand, variable: s.variable(operand), over: over, sum: of}
	named, cases := &covered{s: s, sum: of}, 0
	for _, clause := range clauses(n.Body) {
		for _, e := range clause.List {
			cases++
			named.add(s.info.TypeOf(e))
		}
	}
	if cases > 0 && !named.any() && !s.isMessage(sw) {
		return nil // it asks for abilities of the value, not which one it is
	}
	s.namedElsewhere(sw, named)
	allowed := s.allowed(sw)
	inTest := s.inTest(n)
	for _, v := range of.Variants {
		if named.has(v) || v.Test && !inTest || allowed != nil && !allowed(v) {
			continue
		}
		sw.missing = append(sw.missing, s.absentVariant(c, of, v, named))
	}
	return sw
}

// asserted is x of x.(type).
func asserted(assign ast.Stmt) ast.Expr {
	var e ast.Expr
	switch a := assign.(type) {
	case *ast.AssignStmt:
		e = a.Rhs[0]
	case *ast.ExprStmt:
		e = a.X
	}
	if assertion, ok := ast.Unparen(e).(*ast.TypeAssertExpr); ok {
		return assertion.X
	}
	return nil
}

// unconverted takes off conversions to an interface, any(m).
func (s *survey) unconverted(e ast.Expr) ast.Expr {
	for {
		e = ast.Unparen(e)
		call, ok := e.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !s.info.Types[call.Fun].IsType() || s.index.Sum(s.info.TypeOf(e)) != nil {
			return e
		}
		e = call.Args[0]
	}
}

// variable is the variable that an expression names, or nil.
func (s *survey) variable(e ast.Expr) types.Object {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		return s.info.ObjectOf(id)
	}
	return nil
}

func clauses(body *ast.BlockStmt) []*ast.CaseClause {
	var all []*ast.CaseClause
	for _, statement := range body.List {
		if clause, ok := statement.(*ast.CaseClause); ok {
			all = append(all, clause)
		}
	}
	return all
}

// covered are the variants that cases name.
type covered struct {
	s                *survey
	sum              *sum.Sum
	values, pointers map[string]bool
	interfaces       []types.Type
}

func (c *covered) add(t types.Type) {
	if t == nil || types.Identical(t, types.Typ[types.UntypedNil]) {
		return
	}
	t = types.Unalias(t)
	if types.IsInterface(t) {
		c.interfaces = append(c.interfaces, t)
		return
	}
	into := &c.values
	if p, ok := t.(*types.Pointer); ok {
		t, into = types.Unalias(p.Elem()), &c.pointers
	}
	if named, ok := t.(*types.Named); ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == c.sum.Path {
		if *into == nil {
			*into = map[string]bool{}
		}
		(*into)[named.Obj().Name()] = true
	}
}

// any says whether a case names a variant, or a sum of some of them.
func (c *covered) any() bool {
	return slices.ContainsFunc(c.sum.Variants, func(v sum.Variant) bool { return c.values[v.Name] || c.pointers[v.Name] }) ||
		slices.ContainsFunc(c.interfaces, func(t types.Type) bool { return c.s.index.Sum(t) != nil })
}

// has says whether a variant is met by a case. A case on the pointer to a variant that is a value counts where such pointers are
// made at all.
func (c *covered) has(v sum.Variant) bool {
	if v.Pointer && c.pointers[v.Name] || !v.Pointer && c.values[v.Name] {
		return true
	}
	if c.pointers[v.Name] && (v.Pointed || c.s.makesPointers(c.sum.Path, v.Name)) {
		return true
	}
	return slices.ContainsFunc(c.interfaces, func(t types.Type) bool { return c.s.implemented(c.sum, v, t) })
}

func (s *survey) makesPointers(path, name string) bool {
	if s.pointed == nil {
		s.pointed = sum.Pointed(s.pass)
	}
	for t := range s.pointed {
		if t.Name() == name && t.Pkg().Path() == path {
			return true
		}
	}
	return false
}

// implemented says whether a variant implements the interface t. A variant that is not visible here is given the benefit.
func (s *survey) implemented(of *sum.Sum, v sum.Variant, t types.Type) bool {
	if narrower := s.index.Sum(t); narrower != nil && narrower.Path == of.Path {
		return slices.ContainsFunc(narrower.Variants, func(n sum.Variant) bool { return n.Name == v.Name })
	}
	name := s.lookup(of.Path, v.Name)
	iface, ok := t.Underlying().(*types.Interface)
	if name == nil || !ok || v.Generic {
		return true
	}
	if v.Pointer {
		return types.Implements(types.NewPointer(name.Type()), iface)
	}
	return types.Implements(name.Type(), iface)
}

// lookup is a type of this package or of one that it imports.
func (s *survey) lookup(path, name string) types.Object {
	if s.pass.Pkg.Path() == path {
		return s.pass.Pkg.Scope().Lookup(name)
	}
	for _, p := range s.pass.Pkg.Imports() {
		if p.Path() == path {
			return p.Scope().Lookup(name)
		}
	}
	return nil
}

func (s *survey) inTest(n ast.Node) bool {
	return strings.HasSuffix(s.pass.Fset.File(n.Pos()).Name(), "_test.go")
}

// namedElsewhere adds the variants that other assertions on the same variable name within the function: an if before the switch,
// or a second switch.
func (s *survey) namedElsewhere(sw *branching, named *covered) {
	if sw.variable == nil {
		return
	}
	for f := range sw.at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		for c := range f.Preorder((*ast.TypeAssertExpr)(nil), (*ast.TypeSwitchStmt)(nil)) {
			if sw.at.Contains(c) || c.Contains(sw.at) {
				continue
			}
			switch n := c.Node().(type) {
			case *ast.TypeAssertExpr:
				if n.Type != nil && s.variable(s.unconverted(n.X)) == sw.variable {
					named.add(s.info.TypeOf(n.Type))
				}
			case *ast.TypeSwitchStmt:
				if x := asserted(n.Assign); x != nil && s.variable(s.unconverted(x)) == sw.variable {
					for _, clause := range clauses(n.Body) {
						for _, e := range clause.List {
							named.add(s.info.TypeOf(e))
						}
					}
				}
			}
		}
		return
	}
}

// allowed narrows the variants to those that a clause of a switch around this one lets through, where both are on one value. It is
// nil where nothing does.
func (s *survey) allowed(sw *branching) func(sum.Variant) bool {
	for c := range sw.at.Enclosing((*ast.CaseClause)(nil)) {
		clause := c.Node().(*ast.CaseClause)
		outer, ok := c.Parent().Parent().Node().(*ast.TypeSwitchStmt)
		if !ok || c.ParentEdgeKind() != edge.BlockStmt_List || sw.variable == nil {
			continue
		}
		x := asserted(outer.Assign)
		if x == nil || s.variable(s.unconverted(x)) != sw.variable && s.info.Implicits[clause] != sw.variable {
			continue
		}
		let := &covered{s: s, sum: sw.sum}
		if clause.List != nil {
			for _, e := range clause.List {
				let.add(s.info.TypeOf(e))
			}
			return let.has
		}
		for _, other := range clauses(outer.Body) {
			for _, e := range other.List {
				let.add(s.info.TypeOf(e))
			}
		}
		return func(v sum.Variant) bool { return !let.has(v) }
	}
	return nil
}

func (s *survey) absentVariant(c inspector.Cursor, of *sum.Sum, v sum.Variant, named *covered) absent {
	a := absent{name: v.Name, within: of.Path}
	star := ""
	if v.Pointer {
		star = "*"
	}
	switch {
	case of.Path == s.pass.Pkg.Path():
		a.label = star + v.Name
	case token.IsExported(v.Name):
		a.label = star + s.qualifier(c, of.Path) + v.Name
	}
	if named.pointers[v.Name] && !v.Pointer {
		a.hint = " (a case on its pointer is no case on it)"
	}
	return a
}

// qualifier is what the file of c calls a package, with the dot.
func (s *survey) qualifier(c inspector.Cursor, of string) string {
	for f := range c.Enclosing((*ast.File)(nil)) {
		for _, spec := range f.Node().(*ast.File).Imports {
			name := s.info.PkgNameOf(spec)
			if name == nil || name.Imported().Path() != of {
				continue
			}
			if name.Name() == "." {
				return ""
			}
			return name.Name() + "."
		}
	}
	for _, p := range s.pass.Pkg.Imports() {
		if p.Path() == of {
			return p.Name() + "."
		}
	}
	return path.Base(of) + "."
}
