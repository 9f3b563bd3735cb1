package refined

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/format"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/predicate"
)

func (c checker) report(n ast.Node, category, text string, args ...any) {
	directive.Report(c.Pass, analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Category: category, Message: fmt.Sprintf(text, args...)})
}

// check judges one site.
func (c checker) check(s site, fn *ast.FuncDecl, initial bool) {
	value := c.TypesInfo.Types[s.argument].Value
	t, p, ok := predicate.Of(s.refined)
	if !ok { // a type parameter: who calls the function knows
		if s.must && !(value == nil && c.passesOn(s, fn)) {
			c.unknown(s, value != nil, initial)
		}
		return
	}
	answer, isConstant := predicate.Answer{}, value != nil
	if value != nil {
		answer = c.predicates.Holds(p, t, value)
	} else {
		answer, isConstant = c.predicates.HoldsOf(p, t, s.argument)
	}
	switch {
	case !isConstant:
		if s.must && !s.open && !initial && !c.passesOn(s, fn) {
			c.noConstant(s)
		}
	case !answer.Read:
		if s.must {
			c.report(s.argument, directive.CategoryResidual, "not shown that %s is %s: the predicate %s",
				c.shown(s.argument, value), c.a(s.refined), answer.Why)
		}
	case !answer.Held && !(c.inTest(s.argument) && !s.must): // a test may well parse what is wrong
		c.report(s.argument, "", "%s is not %s: %s", c.shown(s.argument, value), c.a(s.refined), c.expected(p, answer))
	}
}

// unknown is about a Must whose type is a type parameter.
func (c checker) unknown(s site, isConstant, initial bool) {
	if isConstant {
		c.report(s.argument, directive.CategoryResidual, "not shown that %s is %s: it is a type parameter",
			c.shown(s.argument, c.TypesInfo.Types[s.argument].Value), c.a(s.refined))
	} else if !initial && !s.open {
		c.noConstant(s)
	}
}

// noConstant is about a Must of a value that is known when the program runs: it may well be right, so that it is left open.
func (c checker) noConstant(s site) {
	c.report(s.argument, directive.CategoryResidual, "not shown that %s is %s: Must is for constants: Parse the value, and handle none",
		c.shown(s.argument, nil), c.a(s.refined))
}

// passesOn says whether the function around a site is itself a Must, by its name and what it does: its callers are judged instead.
func (c checker) passesOn(s site, fn *ast.FuncDecl) bool {
	if fn == nil || passed(fn) != s.call {
		return false
	}
	var f forwards
	object, ok := c.TypesInfo.Defs[fn.Name].(*types.Func)
	return ok && c.ImportObjectFact(object, &f) && f.Named
}

// expected is why a value was refused.
func (c checker) expected(p types.Type, answer predicate.Answer) string {
	name := types.TypeString(p, c.qualifier)
	if answer.Panics != "" {
		return fmt.Sprintf("%s.Holds panics: %s", name, answer.Panics)
	}
	if c.predicates.HasRule(p) {
		if r, _, ok := c.predicates.Rule(p); ok {
			return "expected " + r.String()
		}
	}
	return name + ".Holds refuses it"
}

// a is the name of a type with its article.
func (c checker) a(t types.Type) string {
	name := types.TypeString(t, c.qualifier)
	if strings.ContainsAny(name[:1], "AEIOaeio") {
		return "an " + name
	}
	return "a " + name
}

func (c checker) qualifier(p *types.Package) string {
	if p == c.Pkg {
		return ""
	}
	return p.Name()
}

// shownMax is how much of a value a message shows.
const shownMax = 60

func (c checker) shown(e ast.Expr, value constant.Value) string {
	var text string
	switch {
	case value == nil:
		var b strings.Builder
		if format.Node(&b, token.NewFileSet(), e) != nil || strings.Contains(b.String(), "\n") {
			return "the value"
		}
		text = b.String()
	case value.Kind() == constant.String:
		text = strconv.Quote(constant.StringVal(value))
	default:
		text = value.String()
	}
	if len(text) > shownMax {
		return strings.ToValidUTF8(text[:shownMax], "") + "..."
	}
	return text
}
