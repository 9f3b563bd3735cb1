// Package directive reads the //assay: comments of a package and reports findings unless a comment at the declaration ignores them.
package directive

import (
	_ "embed"
	"go/ast"
	"go/token"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Categories of diagnostics. A finding has none. An advice is printed, and neither fails a build nor changes an exit status.
// CategoryIgnored marks a finding that an ignore at the declaration took back, CategoryResidual what is shown by no analyzer:
// both, and the functions that are held to laws, are printed on demand only, for the evidence.
const (
	CategoryAdvice   = "advice"
	CategoryIgnored  = "ignored"
	CategoryResidual = "residual"
	CategoryHeld     = "held"
)

// onDemand are the categories that are printed with -directive.evidence alone.
var onDemand = []string{CategoryIgnored, CategoryResidual, CategoryHeld}

// names are the analyzers that an ignore may name.
var names = []string{
	"refined", "zero", "exhaustive", "sealed", "pure", "deterministic", "total", "immutable", "branded", "sentinel", "flagparam", "powers",
}

// Analyzer reads the directives of a package. Its own findings are about the directives: one that is not known, an ignore
// without a reason.
//
// With the flag -directive.evidence, ignored findings and residuals are reported too, under their categories.
var Analyzer = &analysis.Analyzer{
	Name:       "directive",
	Doc:        "directive checks the //assay: comments themselves\n\nAn ignore names an analyzer and gives a reason; a missing reason is an error, and every ignore appears in the evidence.",
	Run:        run,
	ResultType: reflect.TypeFor[*Set](),
}

// Explain is the explanation of the directives for people.
//
//go:embed explain.md
var Explain string

// evidence says that what is ignored, and what is left open, is to be reported too. strict says that nothing is ignored.
var evidence, strict bool

func init() {
	Analyzer.Flags.BoolVar(&evidence, "evidence", false, "report what is ignored and what is left open, under the categories ignored and residual")
	Analyzer.Flags.BoolVar(&strict, "strict", false, "take no ignore: what is ignored is a finding")
}

// Known says whether a name is that of an analyzer of the command.
func Known(name string) bool { return name == Analyzer.Name || slices.Contains(names, name) }

// OnDemand says whether findings of a category are for the evidence alone.
func OnDemand(category string) bool { return slices.Contains(onDemand, category) }

// Evidence says whether findings for the evidence are reported.
func Evidence() bool { return evidence }

// Set is what the comments of one package say.
type Set struct {
	fset    *token.FileSet
	ignores []ignore
	marks   []mark
}

// An ignore takes back the findings of one analyzer within the extent of a declaration.
type ignore struct {
	analyzer, reason string
	from, to         token.Pos
	at               token.Pos
}

// A mark is one of the words pure, immutable and decreases, with its text, within the extent of a declaration or a loop.
type mark struct {
	word, text string
	from, to   token.Pos
}

// Ignored is the reason for which findings of the analyzer at pos are taken back.
func (s *Set) Ignored(analyzer string, pos token.Pos) (reason string, ok bool) {
	if strict {
		return "", false
	}
	at := slices.IndexFunc(s.ignores, func(i ignore) bool { return i.analyzer == analyzer && i.from <= pos && pos <= i.to })
	if at < 0 {
		return "", false
	}
	return s.ignores[at].reason, true
}

// Pure says whether the function is marked //assay:pure.
func (s *Set) Pure(fn *ast.FuncDecl) bool {
	_, ok := s.marked("pure", fn)
	return ok
}

// PureType says whether the declaration of a type is marked //assay:pure: every implementer of an interface is then held to it.
func (s *Set) PureType(spec *ast.TypeSpec) bool {
	_, ok := s.marked("pure", spec)
	return ok
}

// ImmutableType says whether the declaration of a type is marked //assay:immutable: its values are not changed once they are made.
func (s *Set) ImmutableType(spec *ast.TypeSpec) bool {
	_, ok := s.marked("immutable", spec)
	return ok
}

// Decreases is the measure that is claimed for a function or a loop: //assay:decreases EXPR.
func (s *Set) Decreases(n ast.Node) (expr string, ok bool) { return s.marked("decreases", n) }

func (s *Set) marked(word string, n ast.Node) (string, bool) {
	for _, m := range s.marks {
		if m.word == word && m.from <= n.Pos() && n.End() <= m.to {
			return m.text, true
		}
	}
	return "", false
}

// Report reports d, unless an ignore takes it back. pass must require Analyzer.
func Report(pass *analysis.Pass, d analysis.Diagnostic) {
	set := pass.ResultOf[Analyzer].(*Set)
	if reason, ok := set.Ignored(pass.Analyzer.Name, d.Pos); ok {
		d.Category, d.Message, d.SuggestedFixes = CategoryIgnored, d.Message+" (ignored: "+reason+")", nil
	}
	if slices.Contains(onDemand, d.Category) && !evidence {
		return
	}
	pass.Report(d)
}

// run reads the comments of every file.
func run(pass *analysis.Pass) (any, error) {
	r := &reader{pass: pass, set: &Set{fset: pass.Fset}}
	for _, file := range pass.Files {
		r.file(file)
	}
	return r.set, nil
}

// word is the word of an //assay: comment, and its text.
func word(comment *ast.Comment) (w, text string, ok bool) {
	rest, ok := strings.CutPrefix(comment.Text, "//assay:")
	if !ok {
		return "", "", false
	}
	if at := strings.Index(rest, " // want "); at >= 0 { // an expectation of a test of the analyzers themselves
		rest = rest[:at]
	}
	w, text, _ = strings.Cut(rest, " ")
	return w, strings.TrimSpace(text), true
}
