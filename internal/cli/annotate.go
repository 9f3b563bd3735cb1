package cli

import (
	"bytes"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	reports "github.com/assay-dev/assay/report"
)

// located is a record with the test that left it, and where that stands.
func (r *report) located(record evidence.Record) evidence.Record {
	if record.Test == "" {
		record.Test = testFor(r.systems, record)
	}
	record.At = r.at(record.Package, record.Test)
	return record
}

// at is where a test stands as evidence has it, nil where that is not known.
func (r *report) at(pkg, test string) *evidence.Place {
	at := r.position(pkg, test)
	if at.Filename == "" {
		return nil
	}
	return &evidence.Place{File: r.command.relative(at.Filename), Line: at.Line}
}

// testFor is the test that left a record: the one that holds its system.
func testFor(systems map[string][]side.Announced, record evidence.Record) string {
	if record.Technique == techniqueTest {
		return record.Property
	}
	i := slices.IndexFunc(systems[record.Package], func(s side.Announced) bool { return s.System == record.System })
	if i < 0 {
		return ""
	}
	return systems[record.Package][i].Test
}

// position is where a test stands. A subtest stands where its function does.
func (r *report) position(pkg, test string) token.Position {
	name, _, _ := strings.Cut(test, "/")
	for _, j := range r.jobs {
		i := slices.IndexFunc(j.chosen, func(t testFunc) bool { return j.suite.path == pkg && t.name == name })
		if i >= 0 {
			return j.chosen[i].at
		}
	}
	return token.Position{}
}

// annotate tells GitHub Actions what is wrong, where it runs there: lines that it shows beside the code, and the whole report in the
// summary of the step.
func (r *report) annotate() { r.command.annotate(r.whole(), nil) }

func (c *command) annotate(whole reports.Report, trend *reports.Trend) {
	if c.getenv("GITHUB_ACTIONS") != "true" {
		return
	}
	for i := range whole.Problems {
		whole.Problems[i].Text = withoutRoom(whole.Problems[i].Text)
	}
	for _, line := range reports.Annotations(whole.Results()) {
		fmt.Fprintln(c.stderr, line)
	}
	c.summarize(func(w io.Writer) error { return reports.Markdown(w, whole, trend) })
}

// summarize adds to the summary of the step. What cannot be written there is no reason to fail.
func (c *command) summarize(write func(io.Writer) error) {
	file := c.environFile("GITHUB_STEP_SUMMARY")
	if file == nil {
		return
	}
	defer file.Close()
	if err := write(file); err != nil {
		fmt.Fprintf(c.stderr, "assay: the summary of the step could not be written: %v\n", err)
	}
}

// writeFile writes a file as a whole, or leaves what is there.
func (c *command) writeFile(path string, write func(io.Writer) error) error {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	return os.WriteFile(c.path(path), text.Bytes(), 0o666)
}

// relative is a path as the repository sees it, where that is known.
func (c *command) relative(path string) string {
	root := c.getenv("GITHUB_WORKSPACE")
	if root == "" {
		root, _ = filepath.Abs(c.dir)
	}
	if relative, err := filepath.Rel(root, path); err == nil && !strings.HasPrefix(relative, "..") {
		return filepath.ToSlash(relative)
	}
	return path
}
