package unit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/tool"
	"github.com/assay-dev/assay/vet/internal/unit"
)

// TestForgotten vets a package after one that imports it. The go command of Go 1.26 takes what it remembers of the first run, where
// only facts were asked for, for a package without findings.
func TestForgotten(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":  "module forgotten\n\ngo 1.26\n",
		"a/a.go":  "// Package a has a finding.\npackage a\n\nvar n int\n\n//assay:pure\nfunc F() int {\n\tn++\n\treturn n\n}\n",
		"b/b.go":  "// Package b imports it.\npackage b\n\nimport \"forgotten/a\"\n\n// G calls it.\nfunc G() int { return a.F() }\n",
		"fresh/x": t.Name() + dir, // the module lies elsewhere in every run, and so nothing of it is in the cache
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	vet := func(args ...string) string {
		cmd := exec.Command("go", append([]string{"vet", "-vettool=" + tool.Path(t)}, args...)...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		out, _ := cmd.CombinedOutput()
		return string(out)
	}
	for _, flags := range [][]string{nil, {"-json"}} {
		vet(append(flags, "./b")...)
		if out := vet(append(flags, "./a")...); !strings.Contains(out, "F writes") {
			t.Errorf("go vet %v ./a, after ./b, finds nothing:\n%s", flags, out)
		}
	}
}

// TestRead reads what go vet -json prints: trees of packages, between lines of the go command's own.
func TestRead(t *testing.T) {
	found, err := unit.Read("# b\n{\"b\": {\"pure\": [{\"posn\": \"/b.go:10:2\", \"message\": \"later\"}, {\"posn\": \"/b.go:9:1\", \"message\": \"first\"}]}}\n# c\n{}\n")
	if err != nil || len(found) != 2 || found[0].Message != "first" || found[0].Package != "b" || found[0].Analyzer != "pure" {
		t.Errorf("read as %+v, %v", found, err)
	}
	for text, says := range map[string]string{
		"{\"b\": {\"pure\": {\"error\": \"it broke\"}}}": "pure stopped on b: it broke",
		"no JSON":                "is no JSON",
		"{\"b\": {\"pure\": 3}}": "expected a list",
	} {
		if _, err := unit.Read(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: the error is %v, expected %q", text, err, says)
		}
	}
	for posn, want := range map[string]struct {
		file      string
		line, col int
	}{"/a.go:3:7": {"/a.go", 3, 7}, "C:/a.go:3:7": {"C:/a.go", 3, 7}, "/a.go": {"/a.go", 0, 0}} {
		if file, line, col := unit.SplitPosn(posn); file != want.file || line != want.line || col != want.col {
			t.Errorf("%s is split into %s, %d, %d", posn, file, line, col)
		}
	}
}
