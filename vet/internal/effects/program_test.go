package effects

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// pure reports what the analyzer of that name reports.
var pure = &analysis.Analyzer{
	Name: "pure", Doc: "pure reports effects", Requires: []*analysis.Analyzer{directive.Analyzer, Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		Report(pass)
		return nil, nil
	},
}

// verdicts are what is found in the functions of a file, by lines of the form "function: message".
func verdicts(t *testing.T, source string) (found []string, fact []byte) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/tangle\n\ngo 1.26\n", "tangle.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cfg := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir, Env: append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")}
	pkgs, err := packages.Load(cfg, ".")
	if err != nil || packages.PrintErrors(pkgs) > 0 {
		t.Fatal(err, "the snippet does not compile")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{pure}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for act := range graph.All() {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			found = append(found, d.Message)
		}
		if act.Analyzer == Analyzer {
			for _, f := range act.AllPackageFacts() {
				if p, ok := f.Fact.(*PackageFact); ok {
					fact = p.Data
				}
			}
		}
	}
	slices.Sort(found)
	return found, fact
}

// tangle are functions that call each other in cycles, of which some write what they are given and a variable. Only first is held.
func tangle(order []int) string {
	parts := []string{
		"//assay:pure\nfunc first(n int, s []int, m map[string]*node) int { return second(n-1, s, m) + fourth(n, m[\"a\"]) }\n",
		"func second(n int, s []int, m map[string]*node) int {\n\tif n < 0 {\n\t\treturn 0\n\t}\n\treturn third(n-1, s[1:], m)\n}\n",
		"func third(n int, s []int, m map[string]*node) int {\n\ts[0] = n\n\tif n%2 == 0 {\n\t\treturn first(n-1, s, m)\n\t}\n\treturn second(n-1, s, m)\n}\n",
		"func fourth(n int, at *node) int {\n\tif at == nil {\n\t\tcount++\n\t\treturn n\n\t}\n\treturn fifth(n, at.next)\n}\n",
		"func fifth(n int, at *node) int {\n\tif at != nil {\n\t\tat.n = n\n\t}\n\treturn fourth(n-1, at)\n}\n",
		"type node struct {\n\tn    int\n\tnext *node\n}\n\nvar count int\n",
	}
	text := "package tangle\n"
	for _, i := range order {
		text += "\n" + parts[i]
	}
	return text
}

// TestVerdictsDoNotDependOnOrder writes functions that call each other in several orders: what is found is the same.
func TestVerdictsDoNotDependOnOrder(t *testing.T) {
	var first []string
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {2, 0, 4, 5, 1, 3}, {3, 1, 0, 5, 2, 4}} {
		found, _ := verdicts(t, tangle(order))
		if first == nil {
			first = found
		}
		if !slices.Equal(found, first) {
			t.Errorf("in the order %v:\n%s\nexpected:\n%s", order, strings.Join(found, "\n"), strings.Join(first, "\n"))
		}
	}
	for _, want := range []string{"calls third, which writes s", "writes the package variable count", "calls fifth, which writes m"} {
		if !slices.ContainsFunc(first, func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("nothing is found that %s: %s", want, strings.Join(first, "\n"))
		}
	}
}

// TestRunsAgree runs twice, and compares what is found and the bytes of the facts.
func TestRunsAgree(t *testing.T) {
	source := tangle([]int{0, 1, 2, 3, 4, 5}) + "\n// Get is exported.\nfunc Get(m map[string]*node) func() int { return func() int { return first(1, nil, m) } }\n"
	first, fact := verdicts(t, source)
	if len(fact) == 0 {
		t.Fatal("there are no facts")
	}
	for range 4 {
		again, other := verdicts(t, source)
		if !slices.Equal(first, again) {
			t.Errorf("found %v, and then %v", first, again)
		}
		if string(fact) != string(other) {
			t.Error("two runs make different facts")
		}
	}
}

// TestFactsComeBack encodes and decodes.
func TestFactsComeBack(t *testing.T) {
	k := known{
		Funcs:   map[string]*Summary{"p.F": {Result: []Ref{{Path: stepField(1), Node: 0, Open: true}}, Nodes: []Node{{Kind: inputKind, Path: "*"}}}},
		Written: map[string]string{"v": "f.go:1"}, Globals: map[string]GlobalFact{"g": {Funcs: []string{"p.F"}, Plain: true}},
	}
	back := decode(k.encode())
	if got := back.Funcs["p.F"]; got == nil || !got.same(k.Funcs["p.F"]) {
		t.Errorf("a summary came back as %+v", got)
	}
	if back.Written["v"] != "f.go:1" || !back.Globals["g"].Plain {
		t.Errorf("facts came back as %+v", back)
	}
	if len(decode([]byte("nonsense")).Funcs) != 0 {
		t.Error("nonsense was decoded")
	}
}

func TestPaths(t *testing.T) {
	for _, c := range []struct{ at, within, want string }{
		{"", "", "*"}, {"*", "\x80", "**\x80"}, {"***", "", "***~"}, {"*~", "\x80", "*~"},
	} {
		if got := below(c.at, c.within); got != c.want {
			t.Errorf("below %q, at %q: %q, expected %q", c.at, c.within, got, c.want)
		}
	}
	for name, want := range map[string]string{
		"example.com/a/b.F": "example.com/a/b", "(*example.com/a/b.T).M": "example.com/a/b", "b.F$1": "b", "(a/b.T[c/d.E]).M": "a/b",
	} {
		if got := pathOf(name); got != want {
			t.Errorf("the package of %s is %q, expected %q", name, got, want)
		}
	}
}

func TestValues(t *testing.T) {
	a := value{{node: 1}, {path: "\x80", node: 2}}
	b := value{{node: 1}, {node: 3, open: true}}
	if got := fmt.Sprint(join(a, b)); got != fmt.Sprint(value{{node: 1}, {node: 3, open: true}, {path: "\x80", node: 2}}) {
		t.Errorf("joined to %s", got)
	}
	if got := part(under(a, "\x81"), "\x81", nil); !slices.Equal(got, a) {
		t.Errorf("a value under a field came back as %v", got)
	}
	if got := without(a, "\x80"); len(got) != 1 || got[0].node != 1 {
		t.Errorf("without a field there is %v", got)
	}
}
