package check_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/report"
)

// TestStories runs the stories under testdata/stories. Each is an archive: a file called "system" says what is checked, and each file
// called "check OPTIONS" is what the report then says. With ASSAY_REWRITE=1 the reports are written into them: read the diff.
func TestStories(t *testing.T) {
	paths, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d stories, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { tell(t, path) })
	}
}

func tell(t *testing.T, path string) {
	story, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var sys assay.System
	for i := range story.Files {
		file := &story.Files[i]
		options, checks := strings.CutPrefix(file.Name, "check")
		switch {
		case file.Name == "system":
			sys = parseSystem(t, strings.TrimSuffix(filepath.Base(path), ".txtar"), string(file.Data))
		case !checks:
			t.Fatalf("file %q, expected system or check OPTIONS", file.Name)
		default:
			have := told(t, sys, strings.Fields(options))
			if !bytes.Equal(have, file.Data) && os.Getenv("ASSAY_REWRITE") == "" {
				t.Errorf("%s:\n%swant:\n%s", file.Name, have, file.Data)
			}
			file.Data = have
		}
	}
	if os.Getenv("ASSAY_REWRITE") == "" || t.Failed() {
		return
	}
	if err := os.WriteFile(path, txtar.Format(story), 0o644); err != nil {
		t.Fatal(err)
	}
}

// lineNumbers are those of panics, in this package's own files.
var lineNumbers = regexp.MustCompile(`_test\.go:[0-9]+`)

var numbers = regexp.MustCompile(`[0-9][0-9,]*`)

// told is what a person reads. Where the search is cut by time or memory its numbers differ from run to run, so they are N.
func told(t *testing.T, sys assay.System, words []string) []byte {
	var options []check.Option
	counted := true
	for _, w := range words {
		options = append(options, option(t, w))
		counted = counted && !strings.HasPrefix(w, "time=") && !strings.HasPrefix(w, "memory=")
	}
	result, err := check.Run(t.Context(), sys, options...)
	if err != nil {
		return []byte("error: " + err.Error() + "\n")
	}
	for i, r := range result.Records {
		result.Records[i] = evidence.Comparable(r)
	}
	var text bytes.Buffer
	if err := report.Text(&text, result.Records, report.Options{}); err != nil {
		t.Fatal(err)
	}
	plain := lineNumbers.ReplaceAll(text.Bytes(), []byte("_test.go"))
	if !counted {
		return numbers.ReplaceAll(plain, []byte("N"))
	}
	return plain
}

func option(t *testing.T, text string) check.Option {
	name, value, _ := strings.Cut(text, "=")
	n, err := strconv.Atoi(value)
	switch {
	case name == "depth-first":
		return check.DepthFirst()
	case name == "exact":
		return check.Exact()
	case name == "deadlock":
		return check.Deadlock()
	case name == "accept":
		return check.AcceptUnknown(strings.ReplaceAll(value, "_", " "))
	case name == "depth" && err == nil:
		return check.Depth(n)
	case name == "states" && err == nil:
		return check.States(uint64(n))
	case name == "workers" && err == nil:
		return check.Workers(n)
	case name == "memory" && err == nil:
		return check.Memory(uint64(n))
	case name == "time" && err == nil:
		return check.Time(time.Duration(n) * time.Millisecond)
	}
	t.Fatalf("option %q", text)
	return nil
}
