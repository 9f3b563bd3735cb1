package cli

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/trace"
)

func (c *command) replay(args []string) int {
	var timeout, tags string
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	c.sharedFlags(flags, &timeout, &tags)
	rest, exit, ok := c.parse(flags, args)
	if !ok {
		return exit
	}
	pattern, what, err := replayArguments(rest)
	if err != nil {
		return c.fail(err)
	}
	system, what, err := c.readTrace(what)
	if err != nil {
		return c.fail(err)
	}
	options := checkOptions{count: 1, timeout: timeout, tags: tags}
	jobs, found, err := c.plan([]string{pattern}, options)
	if err == nil && len(jobs)+len(found.missing)+found.without != 1 {
		err = &problem{fmt.Sprintf("%s is %d packages, expected one", pattern, len(jobs)+len(found.missing)+found.without), "assay replay ./lock lock@k3f9:0.0.2"}
	}
	if err != nil {
		return c.fail(err)
	}
	r := &replaySink{command: c}
	jobs[0].replays = true
	c.execute(jobs, options.goFlags(), what, r)
	return r.end(system, jobs[0].suite.name)
}

// replayArguments tells the package from the trace. The package may be left out.
func replayArguments(args []string) (pattern, what string, err error) {
	switch len(args) {
	case 1:
		return ".", args[0], nil
	case 2:
		return args[0], args[1], nil
	}
	return "", "", &problem{fmt.Sprintf("replay takes a package and a trace, and got %d arguments", len(args)), "assay replay ./lock lock@k3f9:0.0.2"}
}

// readTrace says which system a trace is of, and how the test binary is told of it: its name, or @ and the path of its file.
func (c *command) readTrace(what string) (system, told string, err error) {
	path := what
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.dir, path)
	}
	text, readErr := os.ReadFile(path)
	if readErr != nil {
		if !strings.Contains(what, ":") && strings.ContainsAny(what, `/\.`) {
			return "", "", &problem{fmt.Sprintf("%s is neither the name of a trace nor a file that can be read: %v", what, readErr), "a name is as in lock@k3f9:0.0.2"}
		}
		name, err := trace.ParseName(what)
		if err == nil && !name.Replayable() {
			err = &problem{fmt.Sprintf("%s has steps whose number is not known", what), "replay its trace file, which has their words"}
		}
		return name.System, what, err
	}
	t, err := trace.Parse(string(text))
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", what, err)
	}
	absolute, err := filepath.Abs(path)
	return t.System, "@" + absolute, err
}

// replaySink keeps what the one test binary of a replay said.
type replaySink struct {
	command  *command
	mu       sync.Mutex
	outcomes []side.Outcome
	systems  []side.Announced
	outcome  outcome
}

func (r *replaySink) say(text string)                 { fmt.Fprintf(r.command.stderr, "assay: %s\n", text) }
func (r *replaySink) progress(job, evidence.Progress) {}
func (r *replaySink) event(job, event)                {}
func (r *replaySink) found(job, *evidence.Message)    {}
func (r *replaySink) finish(_ int, o outcome)         { r.outcome = o }

func (r *replaySink) told(_ job, d *side.Dir) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.outcomes = append(r.outcomes, d.ReadOutcomes()...)
	r.systems = append(r.systems, d.ReadSystems()...)
}

// end prints what the replay showed. Two tests may hold one system: what the first of them said is printed.
func (r *replaySink) end(system, pkg string) int {
	c := r.command
	if len(r.outcomes) > 0 {
		fmt.Fprintln(c.stdout, strings.TrimRight(r.outcomes[0].Text, "\n"))
		return r.outcomes[0].Exit
	}
	if holds := slices.ContainsFunc(r.systems, func(s side.Announced) bool { return s.System == system }); !holds && len(r.systems) > 0 {
		return c.fail(&problem{fmt.Sprintf("no system called %s in %s; there are: %s", system, pkg, list(systemNames(r.systems))), ""})
	}
	return r.failed(system, pkg)
}

// failed is where no test answered: the tests are broken, or one died.
func (r *replaySink) failed(system, pkg string) int {
	c := r.command
	exit := exitProblem
	for _, p := range r.outcome.problems {
		_ = c.fail(&problem{text: p.Text})
	}
	for _, record := range r.outcome.records {
		if explains(record) {
			fmt.Fprintf(c.stdout, "%s: %s\n", recordTitle(record), record.Why)
		}
		if record.Finding != "" {
			exit = exitViolated
		}
	}
	for _, f := range r.outcome.failures {
		fmt.Fprint(c.stderr, indent(strings.TrimSpace(f.output)))
	}
	if len(r.outcome.problems) == 0 && exit == exitProblem {
		return c.fail(&problem{fmt.Sprintf("no test of %s replayed a behaviour of %s", pkg, system), "go test -v " + pkg})
	}
	return exit
}

func systemNames(systems []side.Announced) []string {
	var names []string
	for _, s := range systems {
		names = append(names, s.System)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
