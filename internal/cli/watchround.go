package cli

import (
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// verdicts are what one package's last round said.
type verdicts struct {
	records  []evidence.Record
	problems []string
}

// round checks packages, and reports in short. Where nothing that is watched stands on what changed, it says nothing.
func (w *watcher) round(why string, paths []string) {
	if len(paths) == 0 && w.rounds > 0 {
		return
	}
	w.rounds++
	began := "all"
	if why != "" {
		began = why + " changed"
	}
	out := w.command.stdout
	fmt.Fprintf(out, "round %d: %s, %s\n", w.rounds, began, plural(len(paths), "package"))
	before := w.known
	w.known = maps.Clone(before)
	said := w.checked(paths)
	maps.Copy(w.known, said)
	for _, path := range slices.Sorted(maps.Keys(said)) {
		tell(out, said[path], before[path])
	}
	fmt.Fprintf(out, "%s\n\n", w.total())
}

// checked runs the tests of the packages, and sorts what they leave by package.
func (w *watcher) checked(paths []string) map[string]verdicts {
	said := map[string]verdicts{}
	for _, path := range paths {
		said[path] = verdicts{}
	}
	jobs, err := w.jobs(paths)
	if err != nil {
		return map[string]verdicts{paths[0]: {problems: []string{err.Error()}}}
	}
	r := newReport(w.command, w.options)
	var readable []string
	for _, j := range jobs {
		readable = append(readable, j.suite.path)
	}
	reading := make(<-chan reading)
	if len(jobs) > 0 {
		reading = w.command.readCode(readable, w.options)
	}
	w.command.execute(jobs, w.options.goFlags(), "", r)
	if len(jobs) > 0 {
		r.read(w.command.await(reading, readable))
	}
	r.meter.clear()
	for _, record := range withOutput(r.records, r.failures) {
		v := said[record.Package]
		v.records = append(v.records, record)
		said[record.Package] = v
	}
	for _, p := range r.problems {
		at := p.Package
		if _, ours := said[at]; !ours {
			at = paths[0] // it is of none: it goes when these are checked again
		}
		v := said[at]
		v.problems = append(v.problems, r.placed(p))
		said[at] = v
	}
	return said
}

// withOutput are the records, of which those about a test that failed for a reason of its own say what it printed.
func withOutput(records []evidence.Record, failures []failure) []evidence.Record {
	records = slices.Clone(records)
	for i, r := range records {
		at := slices.IndexFunc(failures, func(f failure) bool { return f.test == r.Property })
		if r.Technique == techniqueTest && r.Verdict == evidence.Violated && at >= 0 {
			records[i].Why = endingLine.ReplaceAllString(failures[at].output, "")
			failures = slices.Delete(slices.Clone(failures), at, at+1)
		}
	}
	return records
}

// endingLine is package testing's own line about a test, with the time that it took.
var endingLine = regexp.MustCompile(`(?m)^ *--- FAIL: .*\n?`)

// jobs are the system tests of the packages that -run asks for. It is no error that there are none: the packages are those that a
// change touched, and nobody named them.
func (w *watcher) jobs(paths []string) ([]job, error) {
	found, err := w.command.discover(paths, buildFlags(w.options.tags))
	if err != nil {
		w.command.patience.idle()
		return nil, err
	}
	var jobs []job
	for _, s := range found.suites {
		if alone, err := w.filter.apply(&house{suites: []suite{s}}); err == nil {
			jobs = append(jobs, alone...)
		}
	}
	return jobs, nil
}

// tell prints what is wrong in a package, and what is otherwise than before.
func tell(out io.Writer, now, before verdicts) {
	for _, text := range now.problems {
		fmt.Fprintf(out, "  ! %s\n", strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n    "))
	}
	for _, r := range now.records {
		was, seen := find(before.records, r)
		wrong := evidence.Summarize([]evidence.Record{r}, 0).Exit != exitHolds
		changed := seen && was.Verdict != r.Verdict
		if !wrong && !changed {
			continue
		}
		line := fmt.Sprintf("  %s %s  %s", marks[r.Verdict], claim(r), r.Verdict)
		if changed {
			line += map[evidence.Verdict]string{evidence.Holds: " (held before)", evidence.Violated: " (was violated)", evidence.Unknown: " (was unknown)"}[was.Verdict]
		}
		fmt.Fprintln(out, line)
		if wrong && seen && was.Why == r.Why && sameTrace(was, r) {
			fmt.Fprintln(out, "        as before")
		} else if wrong {
			fmt.Fprint(out, grounds(r))
		}
	}
}

// grounds are why a verdict is not the one to wish for.
func grounds(r evidence.Record) string {
	text := strings.TrimRight(r.Why, "\n")
	if r.Trace != nil {
		text += "\n" + r.Trace.String()
	}
	return indent(indent(strings.TrimSpace(text)))
}

func sameTrace(a, b evidence.Record) bool {
	return (a.Trace == nil) == (b.Trace == nil) && (a.Trace == nil || a.Trace.String() == b.Trace.String())
}

// find is the record of the same claim.
func find(records []evidence.Record, r evidence.Record) (evidence.Record, bool) {
	i := slices.IndexFunc(records, func(o evidence.Record) bool {
		return o.System == r.System && o.Property == r.Property && o.Finding == r.Finding && o.Technique == r.Technique
	})
	if i < 0 {
		return evidence.Record{}, false
	}
	return records[i], true
}

var marks = map[evidence.Verdict]string{evidence.Holds: "✓", evidence.Violated: "✗", evidence.Unknown: "?"}

// claim is what a record is about, in a line.
func claim(r evidence.Record) string {
	parts := []string{trace.Line(r.System), trace.Line(r.Property), trace.Line(r.Finding)}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "  ")
}

// total is the last line of a round: what stands now, over all packages. The exit status follows it.
func (w *watcher) total() string {
	var records []evidence.Record
	problems := 0
	for _, v := range w.known {
		records = append(records, v.records...)
		problems += len(v.problems)
	}
	s := evidence.Summarize(records, problems)
	w.exit = s.Exit
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{s.Holds, "holding"}, {s.Violated, "violated"}, {s.Unknown, "unknown"}, {s.Expected, "violated as expected"},
		{s.Accepted, "unknown and accepted"}, {s.Problems, "could not be checked"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	if len(parts) == 0 {
		return "nothing was checked: " + w.command.subject.hint
	}
	return strings.Join(parts, ", ")
}

// forget leaves out what was said of packages that are gone.
func (w *watcher) forget(s scope) {
	maps.DeleteFunc(w.known, func(path string, _ verdicts) bool { return !slices.Contains(s.matched, path) })
}
