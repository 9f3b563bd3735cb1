// Package sentinel advises against values that stand for none: -1, "" and nil where an Option belongs.
package sentinel

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// Explain says in plain words what the analyzer finds.
//
//go:embed explain.md
var Explain string

// Analyzer finds functions of which one result is a value like any other, and at times a mark for the lack of one.
//
// Does not find: marks other than these three, results beside a bool or an error, and function literals.
var Analyzer = &analysis.Analyzer{
	Name:     "sentinel",
	Doc:      "sentinel advises against values that stand for none\n\nA -1, \"\" or nil that means none is taken for a value sooner or later: refine.Option says it in the type.",
	Requires: []*analysis.Analyzer{directive.Analyzer, inspect.Analyzer},
	Run:      run,
}

// survey is the analysis of one package.
type survey struct {
	pass *analysis.Pass
	in   *inspector.Inspector
	info *types.Info
	// comparisons are the results that the package compares with a mark, found once they are asked for.
	comparisons map[comparison]bool
}

// result is one result of a function.
type result struct {
	fn *types.Func
	at int
}

func run(pass *analysis.Pass) (any, error) {
	s := &survey{pass: pass, in: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector), info: pass.TypesInfo}
	for _, file := range pass.Files {
		if ast.IsGenerated(file) {
			continue
		}
		for _, declaration := range file.Decls {
			decl, ok := declaration.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok && !s.excepted(fn) {
				s.judge(decl, fn)
			}
		}
	}
	return nil, nil
}

// ordering are the names of functions whose -1 is an answer.
var ordering = regexp.MustCompile(`(?i)compare|cmp|less|sign|order|direction|diff|delta|offset`)

// excepted says whether the results of a function are decided by others, or a yes or no stands beside them.
func (s *survey) excepted(fn *types.Func) bool {
	for v := range fn.Signature().Results().Variables() {
		if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Kind() == types.Bool || isError(v.Type()) {
			return true
		}
	}
	for v := range fn.Signature().Params().Variables() {
		if strings.HasPrefix(strings.TrimPrefix(types.TypeString(v.Type(), nil), "*"), "testing.") {
			return true
		}
	}
	return fn.Signature().Results().Len() == 0 || fn.Signature().Recv() != nil && s.asked(fn)
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// faults are the names of types by which a function says what went wrong: a nil of them is no lack of a value.
var faults = regexp.MustCompile(`(?i)(fault|err|error|failure|problem|violation|diagnostic)$`)

func isError(t types.Type) bool {
	if types.Implements(t, errorType) {
		return true
	}
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && faults.MatchString(named.Obj().Name())
}

// The marks.
const (
	minusOne = "-1"
	empty    = `""`
	null     = "nil"
)

// judge reports the first result of a function that is at times a sentinel, where that is given first.
func (s *survey) judge(decl *ast.FuncDecl, fn *types.Func) {
	all := returns(decl.Body)
	for i := range fn.Signature().Results().Len() {
		r := result{fn, i}
		mark, evident := markOf(fn.Name(), fn.Signature().Results().At(i).Type())
		if mark == "" {
			continue
		}
		first, real, below := s.given(all, r, mark)
		signed := func() bool { return says(decl.Doc, mark) || s.compared(r, mark) }
		if first != nil && real && (evident && !below || signed()) {
			s.advise(first, r, mark)
			return
		}
		if first == nil && real {
			if set := s.setTo(decl, all, r, mark); set != nil && signed() {
				s.advise(set, r, mark)
				return
			}
		}
	}
}

func (s *survey) advise(at ast.Expr, r result, mark string) {
	directive.Report(s.pass, analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Category: directive.CategoryAdvice, Message: fmt.Sprintf(
		"%s is none among the results of %s: return refine.Option[%s]", mark, r.fn.Name(), s.typeText(r.fn.Signature().Results().At(r.at).Type()))})
}

// given looks through what the returns give for a result: the first mark, whether there are values beside it, and whether one of those
// is a negation, so that it may be below zero by itself.
func (s *survey) given(all []*ast.ReturnStmt, r result, mark string) (first ast.Expr, real, below bool) {
	for _, n := range all {
		if len(n.Results) != r.fn.Signature().Results().Len() {
			real = true // the named results as they are, or those of another function
			continue
		}
		e := ast.Unparen(n.Results[r.at])
		negation, ok := e.(*ast.UnaryExpr)
		switch {
		case s.isMark(e, mark):
			if first == nil {
				first = e
			}
		case s.info.Types[e].Value == nil:
			real = true
			below = below || ok && negation.Op == token.SUB
		}
	}
	return first, real, below
}

// setTo is the first mark that a variable gets which is returned as the result.
func (s *survey) setTo(decl *ast.FuncDecl, all []*ast.ReturnStmt, r result, mark string) (first ast.Expr) {
	returned := map[types.Object]bool{r.fn.Signature().Results().At(r.at): true}
	for _, n := range all {
		if len(n.Results) == r.fn.Signature().Results().Len() {
			if id, ok := ast.Unparen(n.Results[r.at]).(*ast.Ident); ok {
				returned[s.info.Uses[id]] = true
			}
		}
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return first == nil
		}
		for i, e := range a.Rhs {
			id, ok := a.Lhs[i].(*ast.Ident)
			if ok && first == nil && returned[s.info.ObjectOf(id)] && s.isMark(ast.Unparen(e), mark) {
				first = e
			}
		}
		return first == nil
	})
	return first
}

// markOf is the value of a type that would stand for none, or "". It is evident for an int and a pointer. For the others there has to
// be a sign: the comment of the function, or a caller that compares.
func markOf(name string, t types.Type) (mark string, evident bool) {
	t = types.Unalias(t)
	_, isNamed := t.(*types.Named)
	if _, parameter := t.(*types.TypeParam); parameter {
		return "", false
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return null, true
	case *types.Interface, *types.Signature:
		return null, false
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsUnsigned != 0 || ordering.MatchString(name) && info&types.IsString == 0:
		case info&types.IsInteger != 0:
			return minusOne, !isNamed
		case info&types.IsFloat != 0:
			return minusOne, false
		case u.Kind() == types.String:
			return empty, false
		}
	}
	return "", false
}

func (s *survey) isMark(e ast.Expr, mark string) bool {
	tv := s.info.Types[e]
	if mark == null {
		return tv.IsNil()
	}
	return tv.Value != nil && tv.Value.ExactString() == mark
}

// words are how a comment speaks of a mark.
var words = map[string]*regexp.Regexp{
	empty: regexp.MustCompile(`(?i)""|\b(or|if|when|where|unless|otherwise|else)\b[^.]*\b(empty|nothing)\b|` +
		`\b(empty|nothing)\b[^.]*\b(if|when|where|unless)\b`),
	minusOne: regexp.MustCompile(`(^|[^\w-])-1($|[^\w.]|\.(\s|$))`),
	null:     regexp.MustCompile(`\bnil\b`),
}

// says says whether the comment of a function speaks of a mark.
func says(doc *ast.CommentGroup, mark string) bool {
	return doc != nil && words[mark].MatchString(doc.Text())
}

// returns are the return statements of a function, those of literals in it apart.
func returns(body *ast.BlockStmt) (all []*ast.ReturnStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			all = append(all, n)
		}
		return true
	})
	return all
}

// asked says whether an interface of the standard library asks for a method: one of a package that is imported here, or those that
// need no import.
func (s *survey) asked(fn *types.Func) bool {
	if slices.Contains([]string{"String", "GoString", "Error", "Unwrap"}, fn.Name()) {
		return true
	}
	recv := fn.Signature().Recv().Type()
	if _, pointer := recv.(*types.Pointer); !pointer {
		recv = types.NewPointer(recv)
	}
	for _, p := range s.pass.Pkg.Imports() {
		if first, _, _ := strings.Cut(p.Path(), "/"); strings.Contains(first, ".") {
			continue
		}
		for _, name := range p.Scope().Names() {
			t, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok || !types.IsInterface(t.Type()) {
				continue
			}
			iface := t.Type().Underlying().(*types.Interface)
			if has(iface, fn.Name()) && types.Implements(recv, iface) {
				return true
			}
		}
	}
	return false
}

func has(iface *types.Interface, name string) bool {
	for m := range iface.Methods() {
		if m.Name() == name {
			return true
		}
	}
	return false
}

func (s *survey) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == s.pass.Pkg {
			return ""
		}
		return p.Name()
	})
}
