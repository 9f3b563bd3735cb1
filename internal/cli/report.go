package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/term"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	reports "github.com/assay-dev/assay/report"
)

// report is the sink of check: it shows progress while jobs run, and the whole when they have ended. What it prints does not
// depend on the order in which they end.
type report struct {
	command *command
	options checkOptions
	without int
	unread  bool // the code was left alone, as a person asked

	withheld bool // records are encoded once the code is read, since what is found there is said in them

	mu       sync.Mutex
	meter    *meter            // nil with -json
	encoder  *evidence.Encoder // nil without
	early    map[int]outcome   // jobs that ended before an earlier one
	next     int               // the first job that is not in the report
	records  []evidence.Record
	problems []evidence.Problem
	sweeps   []evidence.Sweep
	series   []evidence.Series
	failures []failure
	jobs     []job
	systems  map[string][]side.Announced // by package
	bare     map[string]bool             // tests that passed and ran no subtest, by package and name

	unwritten error // what became of the report, where it could not be written
}

func newReport(c *command, options checkOptions) *report {
	r := &report{command: c, options: options, early: map[int]outcome{}, systems: map[string][]side.Announced{}, bare: map[string]bool{}}
	if options.json {
		r.encoder = evidence.NewEncoder(c.stdout)
	} else {
		r.meter = newMeter(c)
	}
	return r
}

func (r *report) begin() {
	r.encode(evidence.Message{Config: &evidence.Config{Protocol: evidence.Protocol, Version: buildVersion()}})
}

func (r *report) encode(m evidence.Message) {
	if r.encoder == nil {
		return
	}
	if err := r.encoder.Encode(m); err != nil {
		r.lost(err)
	}
}

func (r *report) say(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.meter != nil {
		r.meter.clear()
	}
	fmt.Fprintf(r.command.stderr, "assay: %s\n", text)
}

func (r *report) progress(j job, p evidence.Progress) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p.Package = cmp.Or(p.Package, j.suite.path)
	r.encode(evidence.Message{Progress: &p})
	if r.meter != nil {
		r.meter.update(p)
	}
}

// event shows go test's own output with -v.
func (r *report) event(j job, e event) {
	if !r.options.verbose || e.Output == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.meter != nil {
		r.meter.clear()
	}
	fmt.Fprint(r.command.stderr, e.Output)
}

// found ends the progress of a system as soon as there is evidence of it.
func (r *report) found(j job, m *evidence.Message) {
	if r.meter == nil || m.Evidence == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.meter.finish(j.suite.path, m.Evidence.System)
}

func (r *report) told(j job, d *side.Dir) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.systems[j.suite.path] = append(r.systems[j.suite.path], d.ReadSystems()...)
}

func (r *report) finish(index int, o outcome) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.meter != nil {
		r.meter.finish(o.job.suite.path, "")
	}
	r.early[index] = o
	for {
		o, ok := r.early[r.next]
		if !ok {
			return
		}
		delete(r.early, r.next)
		r.next++
		r.take(o)
	}
}

func (r *report) take(o outcome) {
	r.jobs = append(r.jobs, o.job)
	for _, test := range o.bare {
		r.bare[o.job.suite.path+"."+test] = true
	}
	for i, record := range o.records {
		record = r.located(record)
		o.records[i] = record
		if !r.withheld {
			r.encode(evidence.Message{Evidence: &record})
		}
	}
	r.records = append(r.records, o.records...)
	r.failures = append(r.failures, o.failures...)
	for i := range o.sweeps {
		r.encode(evidence.Message{Sweep: &o.sweeps[i]})
	}
	r.sweeps, r.series = append(r.sweeps, o.sweeps...), append(r.series, o.series...)
	for _, p := range o.problems {
		p.At = r.at(p.Package, p.Test)
		r.problem(p)
	}
}

// whole is all that the run left. A test that failed for a reason of its own has its output.
func (r *report) whole() reports.Report {
	records, failures := slices.Clone(r.records), slices.Clone(r.failures)
	for i, record := range records {
		at := slices.IndexFunc(failures, func(f failure) bool { return f.test == record.Property })
		if record.Technique == techniqueTest && record.Verdict == evidence.Violated && at >= 0 {
			records[i].Picture = strings.Split(strings.TrimSpace(failures[at].output), "\n")
			failures = slices.Delete(failures, at, at+1)
		}
	}
	return reports.Report{Version: buildVersion(), Records: records, Sweeps: r.sweeps, Series: r.series, Problems: r.problems}
}

func (r *report) problem(p evidence.Problem) {
	r.encode(evidence.Message{Error: &p})
	r.problems = append(r.problems, p)
}

// end prints the report, and answers the exit status.
func (r *report) end() int {
	summary := evidence.Summarize(r.records, len(r.problems))
	if r.meter != nil {
		r.meter.clear()
		r.write(r.command.stdout, terminalOptions(r.command, r.command.stdout))
	}
	r.encode(evidence.Message{Summary: &summary})
	for _, p := range r.problems {
		_ = r.command.fail(&problem{text: r.placed(p)})
	}
	r.annotate()
	if path := r.options.sarif; path != "" {
		whole := r.whole()
		if err := r.command.writeFile(path, func(w io.Writer) error { return reports.SARIF(w, whole.Version, whole.Results()) }); err != nil {
			return r.command.fail(&problem{fmt.Sprintf("the report in SARIF could not be written: %v", err), ""})
		}
	}
	if r.unwritten != nil {
		return exitProblem
	}
	return summary.Exit
}

// placed is what a problem says, behind where it is: of many packages, nobody could tell which one is meant.
func (r *report) placed(p evidence.Problem) string {
	text := withoutRoom(p.Text)
	if p.Test != "" && !strings.Contains(text, p.Test) {
		text = p.Test + ": " + text
	}
	i := slices.IndexFunc(r.jobs, func(j job) bool { return j.suite.path == p.Package })
	if i < 0 || strings.Contains(text, r.jobs[i].suite.name+" ") || r.jobs[i].suite.name == "." {
		return text
	}
	return r.jobs[i].suite.name + ": " + text
}

// lost says once that the report did not reach whoever reads it. Nobody may take its absence for a report without violations.
func (r *report) lost(err error) {
	if r.unwritten == nil {
		fmt.Fprintf(r.command.stderr, "assay: the report could not be written: %v\n", strings.TrimPrefix(err.Error(), "evidence: "))
	}
	r.unwritten = err
}

// write is the report for people.
func (r *report) write(out io.Writer, o reports.Options) {
	w := bufio.NewWriter(out)
	defer func() {
		if err := w.Flush(); err != nil {
			r.lost(err)
		}
	}()
	if len(r.records) > 0 {
		if err := reports.Text(w, r.records, o); err != nil {
			r.lost(err)
		}
	}
	for _, f := range r.failures {
		fmt.Fprintf(w, "\n%s failed for a reason of its own:\n%s", f.test, indent(cmp.Or(strings.TrimSpace(f.output), "(it said nothing)")))
	}
	switch {
	case r.without == 1:
		fmt.Fprintf(w, "1 package without a %s\n", r.command.subject.noun)
	case r.without > 1:
		fmt.Fprintf(w, "%d packages without a %s\n", r.without, r.command.subject.noun)
	}
	if r.unread && len(r.records) > 0 {
		fmt.Fprintln(w, "the code was not read (-vet=off)")
	}
}

// terminalOptions are colour, width and pictures where w is a terminal, or is to be treated as one: FORCE_COLOR says so, as for a log
// that shows colours, and COLUMNS how wide it is.
func terminalOptions(c *command, w io.Writer) reports.Options {
	o := reports.Options{Color: c.getenv("NO_COLOR") == "" && c.getenv("TERM") != "dumb", Pictures: true}
	if fd, ok := terminal(w); ok {
		if width, _, err := term.GetSize(fd); err == nil {
			o.Width = width
		}
		return o
	}
	if c.getenv("FORCE_COLOR") == "" {
		return reports.Options{}
	}
	o.Width, _ = strconv.Atoi(c.getenv("COLUMNS"))
	return o
}

func terminal(w io.Writer) (fd int, ok bool) {
	file, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	return int(file.Fd()), term.IsTerminal(int(file.Fd()))
}
