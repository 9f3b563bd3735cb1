package predicate

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"strconv"
)

// Rule is the rule of a predicate.
type Rule struct{ r *rule }

// String is the rule in words.
func (r Rule) String() string { return r.r.String() }

// Empty says whether no value is right by the rule.
func (r Rule) Empty() (empty, known bool) { return r.r.empty() }

// HasRule says whether a predicate can be read.
func (s *Set) HasRule(predicate types.Type) bool {
	object, _, _ := types.LookupFieldOrMethod(predicate, true, s.pkg, "Rule")
	fn, ok := object.(*types.Func)
	return ok && fn.Signature().Params().Len() == 0 && makesRule(fn.Type())
}

// Rule is the rule of a predicate that has one. Where it cannot be evaluated, ok is false, and why says why.
func (s *Set) Rule(predicate types.Type) (r Rule, why string, ok bool) {
	c := newCompiler(s)
	call := Node{Op: opMethod, Text: "Rule", Kids: []Node{{Op: opZero, Shape: c.shape(predicate)}}}
	c.finish()
	v, stopped := s.link.try(&c.code, func(m *machine) reflect.Value { return m.eval(&call) })
	if stopped != nil {
		if stopped.panics {
			return Rule{}, "panics: " + stopped.why, false
		}
		return Rule{}, stopped.why, false
	}
	made, isRule := v.Interface().(*rule)
	if !isRule || made == nil {
		return Rule{}, "answers the zero Rule", false
	}
	return Rule{made}, "", true
}

// Delegates says whether the method Holds of a type of this package plainly asks the rule that its method Rule answers. Known is false
// where the methods are not written in this package.
func (s *Set) Delegates(name *types.TypeName) (delegates, known bool) {
	holds, rule := s.method(name, "Holds"), s.method(name, "Rule")
	if holds == nil || rule == nil {
		return false, false
	}
	asked, ok := answer(holds).(*ast.CallExpr)
	answered := answer(rule)
	if !ok || answered == nil || len(asked.Args) != 1 || len(holds.Type.Params.List) != 1 || len(holds.Type.Params.List[0].Names) != 1 {
		return false, true
	}
	argument, isIdent := ast.Unparen(asked.Args[0]).(*ast.Ident)
	of, isSelector := ast.Unparen(asked.Fun).(*ast.SelectorExpr)
	if !isIdent || !isSelector || of.Sel.Name != "Holds" || s.info.Uses[argument] != s.info.Defs[holds.Type.Params.List[0].Names[0]] {
		return false, true
	}
	if call, ok := ast.Unparen(of.X).(*ast.CallExpr); ok && len(call.Args) == 0 {
		return s.callee(call) == s.info.Defs[rule.Name], true
	}
	same := s.variable(of.X) != nil && s.variable(of.X) == s.variable(answered)
	return same, true
}

func (s *Set) callee(call *ast.CallExpr) types.Object {
	if id := identOf(ast.Unparen(call.Fun)); id != nil {
		return s.info.Uses[id]
	}
	return nil
}

// variable is the package-level variable that an expression names, or nil.
func (s *Set) variable(e ast.Expr) types.Object {
	switch ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		v, ok := s.info.Uses[identOf(ast.Unparen(e))].(*types.Var)
		if ok && !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
			return v
		}
	}
	return nil
}

func (s *Set) method(name *types.TypeName, method string) *ast.FuncDecl {
	s.read()
	object, _, _ := types.LookupFieldOrMethod(name.Type(), true, s.pkg, method)
	if fn, ok := object.(*types.Func); ok {
		return s.decls[fn.Origin()]
	}
	return nil
}

// answer is the expression that a function returns and does nothing else, or nil.
func answer(fn *ast.FuncDecl) ast.Expr {
	if fn.Body == nil || len(fn.Body.List) != 1 {
		return nil
	}
	if r, ok := fn.Body.List[0].(*ast.ReturnStmt); ok && len(r.Results) == 1 {
		return ast.Unparen(r.Results[0])
	}
	return nil
}

// Disagreement looks for a value of which Holds and Rule of a predicate say different things: among values that the rule holds of, and
// values beside them. Tried is how many there were.
//
// Does not find: a difference elsewhere.
func (s *Set) Disagreement(predicate types.Type, r Rule) (value string, held bool, tried int, why string) {
	values := r.r.sample()
	for _, v := range r.r.sample() {
		values = append(values, beside(v)...)
	}
	c := newCompiler(s)
	zero := Node{Op: opZero, Shape: c.shape(predicate)}
	c.finish()
	for _, v := range values {
		answered, stopped := s.link.try(&c.code, func(m *machine) reflect.Value {
			return m.method(m.kind(zero.Shape), "Holds", []reflect.Value{m.eval(&zero), v})[0]
		})
		if stopped != nil && !stopped.panics {
			return "", false, tried, stopped.why
		}
		tried++
		if held := stopped == nil && answered.Bool(); held != r.r.holds(v) {
			return shown(v), held, tried, ""
		}
	}
	return "", false, tried, ""
}

// beside are values near v: those that a wrong bound or a wrong class lets in.
func beside(v reflect.Value) (near []reflect.Value) {
	t := v.Type()
	switch {
	case v.Kind() == reflect.String:
		s := v.String()
		for _, other := range []string{"", s + "a", s + "A", s + "0", s + " ", s + "\n", s + "\xff", s + s, "é" + s} {
			near = append(near, reflect.ValueOf(other).Convert(t))
		}
		for i := range s {
			near = append(near, reflect.ValueOf(s[:i]).Convert(t), reflect.ValueOf(s[:i]+"Z"+s[i+1:]).Convert(t))
			if i == 8 {
				break
			}
		}
	case v.CanInt() || v.CanUint() || v.CanFloat():
		one := reflect.ValueOf(1).Convert(t)
		near = append(near, binaryOp("+", v, one), binaryOp("-", v, one), reflect.Zero(t), unaryOp("-", v))
	default:
		near = append(near, reflect.Zero(t))
	}
	return near
}

// shown is a value as it is written.
func shown(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return strconv.Quote(v.String())
	}
	return fmt.Sprint(v)
}

// Size is the number that a refine.Size answers.
func (s *Set) Size(t types.Type) (n int, why string, ok bool) {
	c := newCompiler(s)
	call := Node{Op: opMethod, Text: "Size", Kids: []Node{{Op: opZero, Shape: c.shape(t)}}}
	c.finish()
	v, stopped := s.link.try(&c.code, func(m *machine) reflect.Value { return m.eval(&call) })
	if stopped != nil || !v.CanInt() {
		return 0, "the size cannot be read", false
	}
	return int(v.Int()), "", true
}
