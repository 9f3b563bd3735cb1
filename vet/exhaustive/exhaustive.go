// Package exhaustive finds switches over sums that leave some of their cases out.
package exhaustive

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/sum"
)

// Explain says in plain words what the analyzer finds.
//
//go:embed explain.md
var Explain string

// Analyzer holds type switches over sealed interfaces, and switches over closed enums, to naming every case.
//
// Does not find: chains of ifs, switches over an interface of the standard library or over one of another package whose unexported
// methods do something, and a value that is handed on to a function
// which handles fewer cases than it is given.
var Analyzer = &analysis.Analyzer{
	Name:     "exhaustive",
	Doc:      "exhaustive finds switches over sums that leave cases out\n\nA type switch over a sealed interface names every variant, and a switch over a closed enum every member; a default that swallows names none.",
	Requires: []*analysis.Analyzer{directive.Analyzer, inspect.Analyzer, sum.Analyzer},
	Run:      run,
}

// casesMax is how many missing cases a message names.
const casesMax = 8

// survey is the analysis of one package.
type survey struct {
	pass  *analysis.Pass
	index *sum.Index
	info  *types.Info
	// pointed are the types of which the package makes pointers, found once they are asked for.
	pointed map[*types.TypeName]bool
}

func run(pass *analysis.Pass) (any, error) {
	s := &survey{pass: pass, index: pass.ResultOf[sum.Analyzer].(*sum.Index), info: pass.TypesInfo}
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for c := range in.Root().Preorder((*ast.TypeSwitchStmt)(nil), (*ast.SwitchStmt)(nil)) {
		var sw *branching
		switch n := c.Node().(type) {
		case *ast.TypeSwitchStmt:
			sw = s.typeSwitch(c, n)
		case *ast.SwitchStmt:
			sw = s.valueSwitch(c, n)
		}
		if sw != nil {
			s.judge(sw)
		}
	}
	return nil, nil
}

// branching is one switch over a sum.
type branching struct {
	at       inspector.Cursor
	body     *ast.BlockStmt
	operand  ast.Expr     // what is switched on
	variable types.Object // the variable that it is, or nil
	over     types.Type
	sum      *sum.Sum // nil for a switch over an enum
	enum     *sum.Enum
	missing  []absent
}

// absent is a case that a switch does not name.
type absent struct {
	label  string // as it is named here; "" where it cannot be
	name   string
	hint   string // "" or why a case that looks like it is none
	within string // the package that alone can name it, or ""
}

// judge reports the cases that a switch leaves out, unless the rest is handled.
func (s *survey) judge(sw *branching) {
	if len(sw.missing) == 0 {
		return
	}
	rest := s.restOf(sw)
	message, found := s.complaint(sw, rest)
	if !found {
		return
	}
	d := analysis.Diagnostic{Pos: sw.at.Node().Pos(), End: sw.body.Lbrace, Message: message, SuggestedFixes: s.fixes(sw, rest)}
	if rest.clause != nil {
		d.Pos, d.End = rest.clause.Pos(), rest.clause.Colon
		d.Related = []analysis.RelatedInformation{{Pos: sw.at.Node().Pos(), Message: "the switch on " + s.nameOf(sw)}}
	}
	if sw.enum != nil && !sw.enum.Closed {
		d.Category = directive.CategoryAdvice
	}
	directive.Report(s.pass, d)
}

// dispatches says that a sealed interface of another package is there to choose among behaviours, as the instructions of a compiler
// are, and no list of variants that whoever uses it has to go through.
func (s *survey) dispatches(of *sum.Sum) bool {
	return of != nil && !of.Marker && of.Path != s.pass.Pkg.Path()
}

// complaint says what is wrong with the rest of a switch, if anything is.
func (s *survey) complaint(sw *branching, rest rest) (message string, found bool) {
	names, unnameable := split(sw.missing)
	strict := sw.sum != nil && s.isMessage(sw)
	switch {
	case rest.delegates:
		return "", false
	case !strict && s.dispatches(sw.sum):
		return "", false
	case names == "" && (rest.clause != nil || rest.handles):
		return "", false // a default is the only way to meet them
	case names == "":
		return fmt.Sprintf("switch on %s misses variants that only package %s can name: give it a default that handles them", s.nameOf(sw), unnameable), true
	case rest.clause == nil && rest.handles && !strict:
		return "", false
	case rest.clause == nil:
		return fmt.Sprintf("switch on %s misses %s: name %s, with an empty case where nothing is to be done", s.nameOf(sw), names, them(sw.missing)), true
	case !rest.handles:
		return fmt.Sprintf("default swallows %s: name %s, with an empty case where nothing is to be done", names, them(sw.missing)), true
	case strict:
		return fmt.Sprintf("default stands for %s in a handler: name %s", names, them(sw.missing)), true
	}
	return "", false
}

// split lists the cases that can be named here, and the package that alone can name the others.
func split(missing []absent) (names, within string) {
	var listed []string
	for _, m := range missing {
		if m.label == "" {
			within = m.within
			continue
		}
		listed = append(listed, m.label+m.hint)
	}
	if n := len(listed); n > casesMax {
		listed = append(listed[:casesMax], fmt.Sprintf("%d more", n-casesMax))
	}
	if n := len(listed); n > 1 {
		return strings.Join(listed[:n-1], ", ") + " and " + listed[n-1], within
	}
	return strings.Join(listed, ""), within
}

func them(missing []absent) string {
	if len(missing) == 1 {
		return "it"
	}
	return "them"
}

// nameOf is the name of the sum as it is written here.
func (s *survey) nameOf(sw *branching) string {
	return types.TypeString(sw.over, func(p *types.Package) string {
		if p == s.pass.Pkg {
			return ""
		}
		return p.Name()
	})
}

// isMessage says whether a switch is on the message that a handler received: Receive of an actor, or a function of its form.
func (s *survey) isMessage(sw *branching) bool {
	for f := range sw.at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		signature := s.signature(f.Node())
		return signature != nil && receives(signature) && sw.variable == signature.Params().At(3)
	}
	return false
}

func (s *survey) signature(fn ast.Node) *types.Signature {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		if f, ok := s.info.Defs[fn.Name].(*types.Func); ok {
			return f.Signature()
		}
	case *ast.FuncLit:
		signature, _ := s.info.TypeOf(fn).(*types.Signature)
		return signature
	}
	return nil
}

// receives says whether a function has the form of Receive: (ID, S, ID, M) (S, Effects).
func receives(f *types.Signature) bool {
	const vocabulary = "github.com/assay-dev/assay"
	is := func(t types.Type, name string) bool {
		named, ok := types.Unalias(t).(*types.Named)
		return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == vocabulary
	}
	p, r := f.Params(), f.Results()
	return p.Len() == 4 && r.Len() == 2 && is(p.At(0).Type(), "ID") && is(p.At(2).Type(), "ID") &&
		types.Identical(p.At(1).Type(), r.At(0).Type()) && is(r.At(1).Type(), "Effects")
}
