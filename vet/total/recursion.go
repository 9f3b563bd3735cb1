package total

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
	"github.com/assay-dev/assay/vet/internal/roots"
)

func parseExpr(text string) (ast.Expr, error) { return parser.ParseExpr(text) }

// recursion checks that functions which call each other do so with something that becomes smaller, or that a measure is claimed for
// each of them.
func (p *pkg) recursion(fns []*ssa.Function) {
	if p.descends(fns) {
		return
	}
	for _, fn := range fns {
		c := p.checker(fn)
		if decl := declaration(fn); decl != nil {
			if claim, ok := p.marks.Decreases(decl); ok {
				c.claimed(decl, claim, fns)
				continue
			}
		}
		if fn.Parent() != nil && slices.ContainsFunc(fns, func(other *ssa.Function) bool { return encloses(other, fn) }) {
			continue // it is reported for the function around it
		}
		c.problems = append(c.problems, problem{Hazard: Hazard{Endless: true, pos: namePos(fn), Says: recursionSays(fn, fns)}})
	}
}

// encloses says whether fn is declared within another function.
func encloses(outer, fn *ssa.Function) bool {
	for fn = fn.Parent(); fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}

func namePos(fn *ssa.Function) token.Pos {
	if decl := declaration(fn); decl != nil {
		return decl.Name.Pos()
	}
	return fn.Pos()
}

func recursionSays(fn *ssa.Function, fns []*ssa.Function) string {
	advice := ", and nothing shows that this ends: pass something that becomes smaller and stays bounded, or write //assay:decreases and what does above it"
	if len(fns) == 1 {
		return "calls itself" + advice
	}
	var names []string
	for _, other := range fns {
		if name := roots.Name(other); other != fn && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return "calls itself by way of " + strings.Join(names, ", ") + advice
}

// within are the calls of a function to those that call each other.
func (p *pkg) within(fn *ssa.Function, fns []*ssa.Function) (calls []edge) {
	for _, e := range p.info[fn].calls {
		if slices.Contains(fns, e.callee) {
			calls = append(calls, e)
		}
	}
	return calls
}

// descends says whether some parameter, or the difference of two, becomes smaller with each of the calls among fns and is bounded
// below: an integer, or a length. It stands at the same place in all of them.
func (p *pkg) descends(fns []*ssa.Function) bool {
	for _, fn := range fns {
		if slices.ContainsFunc(p.within(fn, fns), func(e edge) bool { return e.call == nil || e.invoke }) {
			return false
		}
	}
	params := fns[0].Params
	for i := range params {
		if p.allDescend(fns, i, -1) {
			return true
		}
		for j := range params {
			if i != j && p.allDescend(fns, i, j) {
				return true
			}
		}
	}
	return false
}

// allDescend says whether parameter i, less parameter j if that is not -1, descends with each call.
func (p *pkg) allDescend(fns []*ssa.Function, i, j int) bool {
	for _, fn := range fns {
		c := p.checker(fn)
		for _, e := range p.within(fn, fns) {
			if !c.descends(e, i, j) {
				return false
			}
		}
	}
	return true
}

// size is what is compared of a parameter: an integer itself, of what has a length that.
func (c *checker) size(v ssa.Value) (bounds.Term, bool) {
	switch t := v.Type().Underlying().(type) {
	case *types.Slice:
		return c.prove.Len(c.term(v)), true
	case *types.Basic:
		switch {
		case t.Info()&types.IsInteger != 0:
			return c.term(v), true
		case t.Info()&types.IsString != 0:
			return c.prove.Len(c.term(v)), true
		}
	}
	return 0, false
}

func (c *checker) descends(e edge, i, j int) bool {
	args := e.call.Common().Args
	if i >= len(args) || i >= len(c.fn.Params) || j >= len(args) || j >= len(c.fn.Params) {
		return false
	}
	before, ok := c.size(c.fn.Params[i])
	after, ok2 := c.size(args[i])
	if !ok || !ok2 || !types.Identical(c.fn.Params[i].Type(), args[i].Type()) {
		return false
	}
	if j < 0 {
		return c.prove.Proves(e.call, bounds.AtMost(after, before, -1), bounds.AtLeast(before, bounds.Zero, 0))
	}
	from, ok := c.size(c.fn.Params[j])
	to, ok2 := c.size(args[j])
	if !ok || !ok2 || !c.prove.Proves(e.call, bounds.AtMost(after, before, 0), bounds.AtLeast(to, from, 0), bounds.AtMost(from, before, 0)) {
		return false
	}
	return c.prove.Proves(e.call, bounds.AtMost(after, before, -1)) || c.prove.Proves(e.call, bounds.AtLeast(to, from, 1))
}

// claimed checks what can be checked of a claimed measure, and leaves the rest open.
func (c *checker) claimed(decl *ast.FuncDecl, claim string, fns []*ssa.Function) {
	hazard := Hazard{Endless: true, Left: true, pos: namePos(c.fn), Says: "calls itself until " + claim + " has decreased to its least, which is claimed and not proved"}
	expr, wrong := c.measure(claim, decl.Body.Lbrace+1)
	if wrong != "" {
		hazard.Left, hazard.Says = false, wrong
	} else if slices.ContainsFunc(c.pkg.within(c.fn, fns), func(e edge) bool { return e.callee == c.fn && e.call != nil && !e.invoke && c.grows(e, expr) }) {
		hazard.Left = false
		hazard.Says = "calls itself, and " + claim + ", which is said to decrease, does not become smaller: name what does"
	}
	c.problems = append(c.problems, problem{Hazard: hazard})
}

// grows says whether a measure is shown not to become smaller with a call.
func (c *checker) grows(e edge, expr ast.Expr) bool {
	named := func(values []ssa.Value) func(string) (bounds.Term, bool) {
		return func(name string) (bounds.Term, bool) {
			at := slices.IndexFunc(c.fn.Params, func(param *ssa.Parameter) bool { return param.Name() == name })
			if at < 0 || at >= len(values) {
				return 0, false
			}
			return c.term(values[at]), true
		}
	}
	var params []ssa.Value
	for _, param := range c.fn.Params {
		params = append(params, param)
	}
	before, ok := c.measured(expr, named(params))
	after, ok2 := c.measured(expr, named(e.call.Common().Args))
	return ok && ok2 && c.prove.Proves(e.call, bounds.AtLeast(after, before, 0))
}

// measured is what is compared of a measure: an integer, or a length.
func (c *checker) measured(expr ast.Expr, named func(string) (bounds.Term, bool)) (bounds.Term, bool) {
	t, ok := c.measureTerm(expr, named)
	if ok && !c.prove.IsInt(t) {
		t = c.prove.Len(t)
	}
	return t, ok
}

// measureTerm is an expression of names, len, constants, + and -, as a term.
func (c *checker) measureTerm(expr ast.Expr, named func(string) (bounds.Term, bool)) (bounds.Term, bool) {
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return named(e.Name)
	case *ast.BasicLit:
		k, err := strconv.ParseInt(e.Value, 0, 64)
		return c.prove.Int(k), err == nil && e.Kind == token.INT
	case *ast.CallExpr:
		if name, ok := e.Fun.(*ast.Ident); ok && name.Name == "len" && len(e.Args) == 1 {
			x, ok := c.measureTerm(e.Args[0], named)
			return c.prove.Len(x), ok
		}
	case *ast.BinaryExpr:
		x, ok := c.measureTerm(e.X, named)
		y, ok2 := c.measureTerm(e.Y, named)
		if ok && ok2 && (e.Op == token.ADD || e.Op == token.SUB) {
			return c.prove.Bin(e.Op, x, y, types.Typ[types.Int]), true
		}
	}
	return 0, false
}
