package vet_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/tool"
	"github.com/assay-dev/assay/vet"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

// The snippets below testdata/handlers and testdata/types were written from the pages, by someone who had not seen an analyzer, and
// are kept as they are. A bad one has // HERE at the end of each line where something is to be found; // OR HERE is another place
// that a finding about the line above may name.
const (
	mark    = "// HERE"
	orMark  = "// OR HERE"
	handler = "testdata/handlers"
	typeDir = "testdata/types"
)

// vetted are the findings and the advice of go vet with the tool on packages, by file and line.
func vetted(t *testing.T, patterns ...string) []vet.Finding {
	t.Helper()
	return vettest.Findings(t, exec.Command("go", append([]string{"vet", "-vettool=" + tool.Path(t), "-json", vet.EvidenceFlag}, patterns...)...))
}

// TestHandlers wants each bad handler found by one of the three laws, and no good one blamed by any of them. What may panic and is not
// proved is a finding, or is listed as not shown: that is no blame, and it is no silence.
func TestHandlers(t *testing.T) {
	laws := []string{"pure", "deterministic", "total"}
	byDir, listed := map[string][]string{}, map[string]bool{}
	for _, f := range vetted(t, "./"+handler+"/...") {
		switch {
		case slices.Contains(laws, f.Analyzer) && f.Category == "":
			byDir[snippet(f, handler)] = append(byDir[snippet(f, handler)], fmt.Sprintf("%s: %s: %s", f.Posn, f.Analyzer, f.Message))
		case f.Analyzer == "total" && f.Category == vet.Residual:
			listed[snippet(f, handler)] = true
		}
	}
	bad, good := dirs(t, handler+"/bad"), dirs(t, handler+"/good")
	if len(bad) < 40 || len(good) < 25 {
		t.Fatalf("there are %d bad and %d good handlers, expected at least 40 and 25", len(bad), len(good))
	}
	for _, name := range bad {
		if len(byDir["bad/"+name]) == 0 && !listed["bad/"+name] {
			t.Errorf("bad/%s: nothing is found", name)
		}
	}
	for _, name := range good {
		for _, line := range byDir["good/"+name] {
			t.Errorf("good/%s is blamed: %s", name, line)
		}
	}
}

// snippet is the directory of a finding's snippet below root: a helper package below it belongs to it.
func snippet(f vet.Finding, root string) string {
	file, _, _ := f.Place()
	_, below, _ := strings.Cut(filepath.ToSlash(file), "/"+root+"/")
	parts := strings.Split(below, "/")
	return strings.Join(parts[:min(2, len(parts))], "/")
}

func dirs(t *testing.T, root string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			names = append(names, entry.Name())
		}
	}
	return names
}

// notFound are the marked lines at which nothing is found, and why.
var notFound = map[string]string{
	"zero/bad/generic.go:18": "the zero value is made by a generic function: it is listed in the evidence, as what is not shown",
	"zero/bad/generic.go:19": "the same",
	"zero/bad/values.go:128": "the zero value is found where the next line decodes into it: it is one offence",
}

// TestTypes wants a finding, or advice, at each marked line, by whichever analyzer, and nothing elsewhere by the analyzer whose
// snippets they are.
func TestTypes(t *testing.T) {
	found := slices.DeleteFunc(vetted(t, "./"+typeDir+"/..."), func(f vet.Finding) bool { return f.Category != "" && f.Category != vet.Advice })
	for _, name := range dirs(t, typeDir) {
		t.Run(name, func(t *testing.T) { examine(t, name, found) })
	}
}

// line is a line of a file.
type line struct {
	file string
	n    int
}

// place is one offence: the line that is marked, and the other lines that a finding about it may name.
type place struct {
	at    line
	lines []line
}

func examine(t *testing.T, name string, found []vet.Finding) {
	hit, blamed := map[line]bool{}, map[line][]string{}
	for _, f := range found {
		file, n, _ := f.Place()
		if !strings.HasPrefix(snippet(f, typeDir), name+"/") {
			continue
		}
		hit[line{file, n}] = true
		if f.Analyzer == name {
			blamed[line{file, n}] = append(blamed[line{file, n}], f.Message)
		}
	}
	marked := map[line]bool{}
	for _, p := range offences(t, filepath.Join(typeDir, name)) {
		seen := false
		for _, l := range p.lines {
			marked[l] = true
			seen = seen || hit[l]
		}
		_, below, _ := strings.Cut(filepath.ToSlash(p.at.file), "/"+typeDir+"/")
		switch why := notFound[fmt.Sprintf("%s:%d", below, p.at.n)]; {
		case !seen && why == "":
			t.Errorf("%s:%d: nothing is found", p.at.file, p.at.n)
		case seen && why != "":
			t.Errorf("%s:%d is found, and is listed as not found: %s", p.at.file, p.at.n, why)
		}
	}
	for l, messages := range blamed {
		if !marked[l] {
			t.Errorf("%s:%d is blamed: %s", l.file, l.n, strings.Join(messages, "; "))
		}
	}
}

func offences(t *testing.T, dir string) (all []place) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		full, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		for i, text := range strings.Split(string(data), "\n") {
			l := line{full, i + 1}
			switch {
			case strings.HasSuffix(text, orMark):
				all[len(all)-1].lines = append(all[len(all)-1].lines, l)
			case strings.HasSuffix(text, mark):
				all = append(all, place{at: l, lines: []line{l}})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
