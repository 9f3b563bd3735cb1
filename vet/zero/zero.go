// Package zero finds zero values of types whose zero value is wrong.
package zero

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/predicate"
	"github.com/assay-dev/assay/vet/internal/sum"
)

// Explain is the explanation for people.
//
//go:embed explain.md
var Explain string

// Analyzer finds places where the zero value of a refined type whose predicate refuses it, of a reference, or of a closed enum without
// such a member comes to be, alone or within structs and arrays.
var Analyzer = &analysis.Analyzer{
	Name:      "zero",
	Doc:       "zero finds zero values of refined types whose predicate refuses them\n\nThe zero value is the one wrong value that the compiler lets through.",
	Run:       run,
	Requires:  []*analysis.Analyzer{directive.Analyzer, predicate.Analyzer, sum.Analyzer},
	FactTypes: []analysis.Fact{new(zeroes)},
}

// zeroes is the fact of a generic function or method that makes zero values of some of its type parameters, or of its receiver's.
type zeroes struct{ Params []int }

func (*zeroes) AFact() {}

func (z *zeroes) String() string {
	return fmt.Sprint("makes zero values of type parameters ", z.Params)
}

// checker looks through one package.
type checker struct {
	*analysis.Pass
	judge  *judge
	fn     *types.Func     // that is looked through; nil outside of functions
	body   *ast.BlockStmt  // its body
	filled map[string]bool // what the elements of which are assigned in a loop of it, or copied to, as it is written
	// flows are the places that the flow of values decides about: the right sides of declarations of variables.
	flows map[ast.Node]bool
	// made are the type parameters of which fn makes zero values.
	made map[int]bool
}

func run(pass *analysis.Pass) (any, error) {
	if !predicate.Judged(pass.Pkg) {
		return nil, nil
	}
	c := &checker{Pass: pass, judge: &judge{
		pkg: pass.Pkg, predicates: pass.ResultOf[predicate.Analyzer].(*predicate.Set), sums: pass.ResultOf[sum.Analyzer].(*sum.Index),
	}}
	for _, file := range pass.Files {
		for _, declaration := range file.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if d.Body != nil {
					c.function(d)
				}
			case *ast.GenDecl:
				c.fn, c.body, c.made, c.flows = nil, nil, nil, map[ast.Node]bool{}
				if d.Tok == token.VAR {
					c.variables(d)
				}
				c.literals(d)
				c.inspect(d)
			}
		}
	}
	c.instances()
	return nil, nil
}

// function looks through a function and the literals in it.
func (c *checker) function(d *ast.FuncDecl) {
	c.fn, _ = c.TypesInfo.Defs[d.Name].(*types.Func)
	if c.fn == nil {
		return
	}
	c.body, c.made, c.flows, c.filled = d.Body, map[int]bool{}, map[ast.Node]bool{}, nil
	c.flow(d.Type, d.Body, c.fn.Signature())
	c.literals(d.Body)
	c.inspect(d.Body)
	if len(c.made) > 0 {
		var params []int
		for i := range c.made {
			params = append(params, i)
		}
		slices.Sort(params)
		c.ExportObjectFact(c.fn, &zeroes{params})
	}
}

// literals follows the variables of the function literals in a declaration.
func (c *checker) literals(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if literal, ok := n.(*ast.FuncLit); ok {
			if s, ok := c.TypesInfo.TypeOf(literal).(*types.Signature); ok {
				c.flow(literal.Type, literal.Body, s)
			}
		}
		return true
	})
}

// wrong reports a zero value, unless all that is wrong about it is up to who chooses a type parameter: then that is noted.
func (c *checker) wrong(at ast.Node, parts []part, related []analysis.RelatedInformation, format string, args ...any) {
	var open, refused *part
	for i := range parts {
		switch p := &parts[i]; {
		case p.param != nil:
			if c.made != nil {
				c.made[p.param.Index()] = true
			}
		case p.open != "":
			if open == nil {
				open = p
			}
		case refused == nil:
			refused = p
		}
	}
	d := analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Related: related, Message: fmt.Sprintf(format, args...)}
	switch {
	case refused != nil:
		d.Message += ", and " + refused.why
	case open != nil:
		d.Category = directive.CategoryResidual
		d.Message += ", and it is not shown that " + open.open
	default:
		return
	}
	directive.Report(c.Pass, d)
}

// variables looks at the package-level variables that are declared without a value.
func (c *checker) variables(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		if len(v.Values) > 0 {
			continue
		}
		for _, name := range v.Names {
			object := c.TypesInfo.Defs[name]
			if name.Name == "_" || object == nil || c.initialised(object) {
				continue
			}
			if parts := c.judge.parts(object.Type()); len(parts) > 0 {
				c.wrong(name, parts, nil, "var %s has no value: it is the zero %s", name.Name, c.judge.name(object.Type()))
			}
		}
	}
}

// initialised says whether a function init assigns a variable.
func (c *checker) initialised(object types.Object) (found bool) {
	for _, file := range c.Files {
		for _, declaration := range file.Decls {
			d, ok := declaration.(*ast.FuncDecl)
			if !ok || d.Recv != nil || d.Body == nil || d.Name.Name != "init" && d.Name.Name != "TestMain" {
				continue
			}
			ast.Inspect(d.Body, func(n ast.Node) bool {
				if a, ok := n.(*ast.AssignStmt); ok {
					for _, target := range a.Lhs {
						id, ok := ast.Unparen(target).(*ast.Ident)
						found = found || ok && c.TypesInfo.Uses[id] == object
					}
				}
				return !found
			})
		}
	}
	return found
}
