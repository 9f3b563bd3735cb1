package vet_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/tool"
	"github.com/assay-dev/assay/vet"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

// strange holds snippets that a second stranger wrote, one to a function: each function of bad whose name begins with Bad has an
// offence, and nothing in good has one.
const strange = "testdata/strange"

// strangeNotFound are the bad functions in which nothing is found, and why. An entry that is found after all fails the test.
var strangeNotFound = map[string]string{
	"BadMethodValueOfValue":  "it ends where BadTypeParameter does, where one finding stands for all that lead there",
	"BadTypeParameterOfMany": "the same",
	"BadStringerWithin":      "a String that fmt finds within a struct is not followed",
	"BadStubborn":            "that an iterator goes on after the loop was left",
	"BadByteWraps":           "a loop up to the greatest value of its type",
	"BadNilFunction":         "what a function value that nobody sees does, as the explanation says",
}

// TestStrange wants something found in, or about, each bad function, and nothing in the good ones. What may panic and is not proved
// is no blame where it is only listed, and is no silence either.
func TestStrange(t *testing.T) {
	listed := map[string]bool{}
	var blamed []string
	functions := marked(t, strange+"/bad")
	for _, f := range vettest.Findings(t, exec.Command("go", "vet", "-vettool="+tool.Path(t), "-json", vet.EvidenceFlag, "./"+strange+"/...")) {
		file, n, _ := f.Place()
		law := slices.Contains([]string{"pure", "deterministic", "total"}, f.Analyzer)
		switch {
		case !law || f.Category != "" && f.Category != vet.Residual:
		case filepath.Base(filepath.Dir(file)) == "good" && f.Category == "":
			blamed = append(blamed, fmt.Sprintf("%s: %s: %s", f.Posn, f.Analyzer, f.Message))
		default:
			listed[functions[line{filepath.Base(file), n}]] = true
			root, _, _ := strings.Cut(f.Message, " ")
			listed[root] = true
		}
	}
	for _, line := range blamed {
		t.Errorf("good code is blamed: %s", line)
	}
	for _, name := range slices.Compact(slices.Sorted(maps.Values(functions))) {
		switch why := strangeNotFound[name]; {
		case !strings.HasPrefix(name, "Bad"):
		case !listed[name] && why == "":
			t.Errorf("%s: nothing is found", name)
		case listed[name] && why != "":
			t.Errorf("%s is found, and is listed as not found: %s", name, why)
		}
	}
}

// marked are the names of the functions that stand at each line of the files of a directory.
func marked(t *testing.T, dir string) map[line]string {
	t.Helper()
	names := map[line]string{}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files of Go (%v)", dir, err)
	}
	for _, name := range files {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok {
				for n := fset.Position(f.Pos()).Line; n <= fset.Position(f.End()).Line; n++ {
					names[line{filepath.Base(name), n}] = f.Name.Name
				}
			}
		}
	}
	return names
}
