package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// annotationsMax is how many annotations GitHub shows for one step.
const annotationsMax = 10

// annotate tells GitHub Actions what is wrong, where it runs there: ten lines that it shows beside the code, and the whole report
// in the summary of the step.
func (r *report) annotate() {
	if r.command.getenv("GITHUB_ACTIONS") != "true" {
		return
	}
	for _, line := range r.annotations() {
		fmt.Fprintln(r.command.stderr, line)
	}
	file := r.command.environFile("GITHUB_STEP_SUMMARY")
	if file == nil {
		return
	}
	defer file.Close()
	fmt.Fprintln(file, "```")
	r.write(file, evidence.Options{})
	for _, p := range r.problems {
		fmt.Fprintln(file, "assay:", p.Text)
	}
	fmt.Fprintln(file, "```")
}

func (r *report) annotations() []string {
	var lines []string
	for _, record := range r.records {
		if explains(record) {
			lines = append(lines, r.annotation(record.Package, record.Property, recordTitle(record), record.Why))
		}
	}
	for _, p := range r.problems {
		lines = append(lines, r.annotation(p.Package, p.Test, p.Package, p.Text))
	}
	return lines[:min(len(lines), annotationsMax)]
}

func recordTitle(r evidence.Record) string {
	name := r.Property
	if r.Finding != "" {
		name = strings.TrimSpace(name + " " + r.Finding)
	}
	return strings.TrimPrefix(fmt.Sprintf("%s: %s: %s", r.System, name, r.Verdict), ": ")
}

// annotation is one line in GitHub's form.
func (r *report) annotation(pkg, test, title, text string) string {
	place := ""
	if t, ok := r.testOf(pkg, test); ok {
		place = fmt.Sprintf("file=%s,line=%d,", escapeProperty(r.relative(t.at.Filename)), t.at.Line)
	}
	return fmt.Sprintf("::error %stitle=%s::%s", place, escapeProperty(title), escapeData(text))
}

func (r *report) relative(path string) string {
	if relative, err := filepath.Rel(r.command.getenv("GITHUB_WORKSPACE"), path); err == nil && !strings.HasPrefix(relative, "..") {
		return filepath.ToSlash(relative)
	}
	return path
}

// The escapes of GitHub's workflow commands.
func escapeData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func escapeProperty(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData(text))
}
