// Package vettest runs analyzers on snippets as go vet does, and holds what they say against the comments in the snippets.
//
// The driver, the facts in files and the go command's cache are those of a real run. All analyzers that the command has run at once,
// by the command itself, so that what go vet remembers for the tests of one holds for those of the others.
package vettest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/internal/tool"
	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/unit"
)

// toolVariable says to a test binary that the go command runs it as a vettool.
const toolVariable = "ASSAY_VETTEST_TOOL"

// examined are the names of the analyzers that are tested, and shipped says that the command has them.
var (
	examined []string
	shipped  = true
)

// Main is the TestMain of an analyzer's tests. An analyzer that the command does not have is run by the test binary itself.
func Main(m *testing.M, analyzers ...*analysis.Analyzer) {
	if os.Getenv(toolVariable) != "" {
		unit.Main(analyzers...)
	}
	for _, a := range analyzers {
		examined = append(examined, a.Name)
		shipped = shipped && directive.Known(a.Name)
	}
	os.Exit(m.Run())
}

// Vet runs the analyzers on packages, given as directories ("./testdata/a"), and answers what they say of those. What is ignored and
// what is left open is among it where the flag -directive.evidence is set.
func Vet(t testing.TB, dirs ...string) []unit.Finding {
	t.Helper()
	asked := map[string]bool{}
	for _, dir := range dirs {
		full, err := filepath.Abs(dir)
		if err != nil {
			t.Fatal(err)
		}
		asked[full] = true
	}
	return slices.DeleteFunc(Findings(t, command(t, dirs)), func(f unit.Finding) bool {
		file, _, _ := f.Place()
		hidden := directive.OnDemand(f.Category) && !directive.Evidence()
		return !asked[filepath.Dir(file)] || hidden || !slices.Contains(examined, f.Analyzer)
	})
}

// Findings runs go vet -json, and answers all that it prints.
func Findings(t testing.TB, cmd *exec.Cmd) []unit.Finding {
	t.Helper()
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s%s", cmd.Args, err, out, stderr.String())
	}
	found, err := unit.Read(string(out) + stderr.String())
	if err != nil {
		t.Fatalf("%v: %v\n%s%s", cmd.Args, err, out, stderr.String())
	}
	return found
}

// command is go vet with the command, or with this test binary.
func command(t testing.TB, dirs []string) *exec.Cmd {
	if shipped {
		return exec.Command("go", append([]string{"vet", "-vettool=" + tool.Path(t), "-json", "-directive.evidence"}, dirs...)...)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + self, "-json"}, dirs...)...)
	cmd.Env = append(os.Environ(), toolVariable+"=1")
	return cmd
}

// Fixed applies all fixes to the one file of a package, and wants the file of another, which compiles and has no findings.
func Fixed(t *testing.T, before, after string) {
	t.Helper()
	text, err := os.ReadFile(before)
	if err != nil {
		t.Fatal(err)
	}
	var edits []unit.Edit
	for _, f := range Vet(t, "./"+filepath.Dir(before)) {
		for _, fix := range f.Fixes {
			edits = append(edits, fix.Edits...)
		}
	}
	slices.SortFunc(edits, func(a, b unit.Edit) int { return b.Start - a.Start })
	for _, e := range edits {
		text = slices.Replace(text, e.Start, e.End, []byte(e.New)...)
	}
	want, err := os.ReadFile(after)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != string(want) {
		t.Errorf("fixed:\n%s\nexpected:\n%s", text, want)
	}
}

// Run vets the packages of directories, each given as "./testdata/a", and holds the findings against the comments
// `// want "regexp" "regexp"` on their lines: each finding is wanted, and each wanted one is found.
func Run(t *testing.T, dirs ...string) {
	t.Helper()
	wants := map[string][]*regexp.Regexp{} // by file:line
	for _, dir := range dirs {
		readWants(t, dir, wants)
	}
	for _, f := range Vet(t, dirs...) {
		file, line, _ := f.Place()
		key := fmt.Sprintf("%s:%d", file, line)
		at := slices.IndexFunc(wants[key], func(w *regexp.Regexp) bool { return w.MatchString(f.Message) })
		if at < 0 {
			t.Errorf("%s: not wanted: %s: %s", f.Posn, f.Analyzer, f.Message)
			continue
		}
		wants[key] = slices.Delete(wants[key], at, at+1)
	}
	for key, left := range wants {
		for _, w := range left {
			t.Errorf("%s: nothing matches %q", key, w)
		}
	}
}

var wantComment = regexp.MustCompile("// want ((?:(?:\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)\\s*)+)")

func readWants(t *testing.T, dir string, wants map[string][]*regexp.Regexp) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files of Go (%v)", dir, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		full, _ := filepath.Abs(name)
		for i, line := range strings.Split(string(data), "\n") {
			if m := wantComment.FindStringSubmatch(line); m != nil {
				key := fmt.Sprintf("%s:%d", full, i+1)
				for _, quoted := range regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`").FindAllString(m[1], -1) {
					text, err := strconv.Unquote(quoted)
					if err != nil {
						t.Fatalf("%s: %s: %v", key, quoted, err)
					}
					wants[key] = append(wants[key], regexp.MustCompile(text))
				}
			}
		}
	}
}
