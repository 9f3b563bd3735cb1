package cli

import (
	"cmp"
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	reports "github.com/assay-dev/assay/report"
)

// annotationsMax is how many annotations GitHub shows for one step.
const annotationsMax = 10

// wrong is one thing that is wrong, for tools that show it beside the code.
type wrong struct {
	rule, level string
	title, text string
	at          token.Position // of the test; zero where it is not known which
}

// wrongs are the records that fail a test, and the problems.
func (r *report) wrongs() []wrong {
	var all []wrong
	for _, record := range r.records {
		if !explains(record) {
			continue
		}
		level := "error"
		if record.Verdict == evidence.Unknown {
			level = "warning"
		}
		text := cmp.Or(record.Why, string(record.Verdict))
		if record.Trace != nil {
			text += "\n" + strings.TrimRight(record.Trace.String(), "\n")
		}
		at := r.position(record.Package, testFor(r.systems, record))
		all = append(all, wrong{rule: ruleOf(record), level: level, title: recordTitle(record), text: text, at: at})
	}
	for _, p := range r.problems {
		all = append(all, wrong{rule: "problem", level: "error", title: p.Package, text: withoutRoom(p.Text), at: r.position(p.Package, p.Test)})
	}
	return all
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
	r.write(file, reports.Options{})
	for _, p := range r.problems {
		fmt.Fprintln(file, "assay:", r.placed(p))
	}
	fmt.Fprintln(file, "```")
}

func (r *report) annotations() []string {
	var lines []string
	for _, w := range r.wrongs() {
		place := ""
		if w.at.Filename != "" {
			place = fmt.Sprintf("file=%s,line=%d,", escapeProperty(r.command.relative(w.at.Filename)), w.at.Line)
		}
		lines = append(lines, fmt.Sprintf("::error %stitle=%s::%s", place, escapeProperty(w.title), escapeData(w.text)))
	}
	return lines[:min(len(lines), annotationsMax)]
}

func recordTitle(r evidence.Record) string {
	name := r.Property
	if r.Finding != "" {
		name = strings.TrimSpace(name + " " + r.Finding)
	}
	verdict := string(r.Verdict)
	if r.Technique == techniqueTest && r.Verdict == evidence.Violated && r.Finding == "" {
		verdict = "failed" // nothing is known to be violated
	}
	return strings.TrimPrefix(fmt.Sprintf("%s: %s: %s", r.System, name, verdict), ": ")
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

// The escapes of GitHub's workflow commands.
func escapeData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func escapeProperty(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData(text))
}
