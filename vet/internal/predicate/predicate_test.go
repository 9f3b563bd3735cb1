package predicate_test

import (
	"fmt"
	"go/ast"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/predicate"
	"github.com/assay-dev/assay/vet/internal/predicate/testdata/judged"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

// probe reports what the evaluator says of each call of a function Judge[P](constant).
var probe = &analysis.Analyzer{
	Name: "probe", Doc: "probe evaluates predicates", Requires: []*analysis.Analyzer{predicate.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		set := pass.ResultOf[predicate.Analyzer].(*predicate.Set)
		for _, file := range pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				index, ok := call.Fun.(*ast.IndexExpr)
				if !ok || !strings.HasSuffix(fmt.Sprint(index.X), "Judge") && !strings.Contains(fmt.Sprint(index.X), " Judge}") {
					return true
				}
				a, constant := set.HoldsOf(pass.TypesInfo.TypeOf(index.Index), pass.TypesInfo.TypeOf(call.Args[0]), call.Args[0])
				pass.ReportRangef(call, "%s", said(a, constant))
				return true
			})
		}
		return nil, nil
	},
}

func said(a predicate.Answer, constant bool) string {
	switch {
	case !constant:
		return "no constant"
	case !a.Read:
		return "not read: " + a.Why
	case a.Panics != "":
		return "panics"
	}
	return fmt.Sprint("held ", a.Held)
}

func TestMain(m *testing.M) { vettest.Main(m, probe) }

// TestEvaluatedAsRun holds what the evaluator says against what Go does.
func TestEvaluatedAsRun(t *testing.T) {
	evaluated := map[string]string{}
	for _, f := range vettest.Vet(t, "./testdata/judged") {
		file, line, _ := f.Place()
		evaluated[fmt.Sprintf("%s:%d", file, line)] = f.Message
	}
	verdicts := judged.Verdicts()
	if len(verdicts) < 100 || len(evaluated) != len(verdicts) {
		t.Errorf("%d constants were evaluated, and %d judged, expected all of at least 100", len(evaluated), len(verdicts))
	}
	for _, v := range verdicts {
		want := fmt.Sprint("held ", v.Held)
		if v.Panics {
			want = "panics"
		}
		if got := evaluated[fmt.Sprintf("%s:%d", v.File, v.Line)]; got != want {
			t.Errorf("%s:%d: evaluated: %s, run: %s", v.File, v.Line, got, want)
		}
	}
}
