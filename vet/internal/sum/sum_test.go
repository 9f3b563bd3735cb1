package sum_test

import (
	"fmt"
	"go/ast"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/sum"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

// speaker says of every variable of a package what its type is.
var speaker = &analysis.Analyzer{Name: "speaker", Doc: "speaker says which types are sums", Requires: []*analysis.Analyzer{sum.Analyzer}, Run: speak}

func TestMain(m *testing.M) { vettest.Main(m, speaker) }

func TestSums(t *testing.T) { vettest.Run(t, "./testdata/shapes", "./testdata/user") }

func speak(pass *analysis.Pass) (any, error) {
	index := pass.ResultOf[sum.Analyzer].(*sum.Index)
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok || len(field.Names) == 0 {
				return true
			}
			t := pass.TypesInfo.TypeOf(field.Type)
			if of := index.Sum(t); of != nil {
				pass.Reportf(field.Pos(), "%s", describeSum(of))
			}
			if enum := index.Enum(t); enum != nil {
				pass.Reportf(field.Pos(), "%s", describeEnum(enum))
			}
			return true
		})
	}
	return nil, nil
}

func describeSum(of *sum.Sum) string {
	var text strings.Builder
	fmt.Fprintf(&text, "sum %s marker=%v:", of.Name, of.Marker)
	for _, v := range of.Variants {
		star := ""
		if v.Pointer {
			star = "*"
		}
		fmt.Fprintf(&text, " %s%s", star, v.Name)
		for word, is := range map[string]bool{"+generic": v.Generic, "+pointed": v.Pointed} {
			if is {
				text.WriteString(word)
			}
		}
	}
	return text.String()
}

func describeEnum(enum *sum.Enum) string {
	var text strings.Builder
	fmt.Fprintf(&text, "enum %s closed=%v:", enum.Name, enum.Closed)
	for _, m := range enum.Members {
		fmt.Fprintf(&text, " %s=%s", m.Name, m.Key)
	}
	return text.String()
}
