package cli

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	reports "github.com/assay-dev/assay/report"
	"github.com/assay-dev/assay/trace"
)

// replayOptions are the flags of replay.
type replayOptions struct {
	step bool   // walk along it
	test bool   // write it as a test
	file string // where to
}

func (o replayOptions) validate(c *command) error {
	_, statErr := os.Stat(c.path(o.file))
	switch {
	case o.step && o.test:
		return &problem{"-step walks along a behaviour and -test writes it down, expected one of them", "assay help replay"}
	case o.file != "" && !o.test:
		return &problem{"-o says where the test is written, and there is none without -test", "assay replay -test -o FILE_test.go ./lock lock@k3f9:0.0.2"}
	case o.file != "" && !strings.HasSuffix(o.file, "_test.go"):
		return &problem{fmt.Sprintf("-o %s is no test file, expected a name that ends in _test.go", o.file), "go test runs the tests of such files alone"}
	case o.file != "" && statErr == nil:
		return isThere(o.file)
	}
	return nil
}

// path is where a file is that a person names.
func (c *command) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.dir, name)
}

// isThere refuses to write over what a person may have edited.
func isThere(file string) error {
	return &problem{fmt.Sprintf("%s is there already", file), "-o writes a new file; name another one, or remove it"}
}

func (c *command) replay(args []string) int {
	c.subject = replayable
	var options checkOptions
	var form replayOptions
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	flags.BoolVar(&form.step, "step", false, "")
	flags.BoolVar(&form.test, "test", false, "")
	flags.StringVar(&form.file, "o", "", "")
	c.sharedFlags(flags, &options.timeout, &options.tags)
	rest, exit, ok := c.parse(flags, args)
	if !ok {
		return exit
	}
	pattern, what, err := replayArguments(rest)
	if err == nil {
		err = form.validate(c)
	}
	if err != nil {
		return c.fail(err)
	}
	wanted, err := c.readTrace(what)
	if err != nil {
		return c.fail(err)
	}
	options.count = 1
	wanted.hint = c.packageFirst(rest, wanted.system)
	jobs, err := c.planOne(pattern, options, wanted.hint)
	if err != nil {
		return c.fail(err)
	}
	if form.step {
		c.env = append(c.env, side.EnvSteps+"=1")
	}
	r := &replaySink{command: c, form: form, options: options}
	c.execute(jobs, options.goFlags(), wanted.told, r)
	if wanted.system == "" && len(r.systems) > 0 {
		if err := wanted.settle(systemNames(r.systems)); err != nil {
			return c.fail(err)
		}
		defer os.Remove(wanted.temporary)
		r = &replaySink{command: c, form: form, options: options}
		c.execute(jobs, options.goFlags(), wanted.told, r)
	}
	return r.end(wanted, jobs[0].suite)
}

// planOne plans the tests of the one package that a replay is about. hint is what to do where it has no system.
func (c *command) planOne(pattern string, options checkOptions, hint string) ([]job, error) {
	jobs, found, err := c.plan([]string{pattern}, options)
	if err == nil && len(jobs)+len(found.missing)+found.without != 1 {
		err = &problem{fmt.Sprintf("%s is %d packages, expected one", pattern, len(jobs)+len(found.missing)+found.without), "assay replay ./lock lock@k3f9:0.0.2"}
	}
	if err != nil && hint != "" {
		text, _, _ := strings.Cut(err.Error(), "\nhint: ")
		err = &problem{text, hint}
	}
	if err != nil {
		return nil, err
	}
	jobs[0].selective = true
	return jobs, nil
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

// packageFirst is the hint for somebody who left the package out, where a system is called like a folder here; or nothing.
func (c *command) packageFirst(args []string, system string) string {
	folder, _, _ := strings.Cut(system, "/")
	if len(args) != 1 || folder == "" || folder == "." || folder == ".." {
		return ""
	}
	if info, err := os.Stat(filepath.Join(c.dir, folder)); err != nil || !info.IsDir() {
		return ""
	}
	what := args[0]
	if strings.Contains(what, " ") {
		what = strconv.Quote(what)
	}
	if c.isModule(folder) {
		return fmt.Sprintf("%s is a module: assay replay -C %s %s", folder, folder, what)
	}
	return fmt.Sprintf("name the package first: assay replay ./%s %s", folder, what)
}

// wanted is the behaviour to replay.
type wanted struct {
	system    string // "" where a trace that somebody wrote does not say
	told      string // how the test binary is told of it: its name, or @ and the path of its file
	steps     int
	trace     trace.Trace // where it is a file
	temporary string      // a file of ours to remove
	hint      string      // what to do where the system is not found
}

// settle gives a trace that names no system the only one that there is.
func (w *wanted) settle(systems []string) error {
	w.trace.System = systems[0]
	if len(systems) > 1 {
		name := w.trace.Name()
		return &problem{fmt.Sprintf("the trace does not say of which system it is; there are: %s", list(systems)),
			"end it with a line such as " + strconv.Quote("replay: "+name.String())}
	}
	file, err := os.CreateTemp("", "assay-*.trace")
	if err != nil {
		return err
	}
	w.system, w.told, w.temporary = systems[0], "@"+file.Name(), file.Name()
	_, err = file.WriteString(w.trace.String())
	return errors.Join(err, file.Close())
}

// readTrace reads a name or a trace file.
func (c *command) readTrace(what string) (*wanted, error) {
	path := c.path(what)
	text, readErr := os.ReadFile(path)
	if readErr != nil {
		if !strings.Contains(what, ":") && strings.ContainsAny(what, `/\.`) {
			return nil, &problem{fmt.Sprintf("%s is neither the name of a trace nor a file that can be read: %v", what, readErr), "a name is as in lock@k3f9:0.0.2"}
		}
		name, err := trace.ParseName(what)
		if err == nil && !name.Replayable() {
			err = &problem{fmt.Sprintf("%s has steps whose number is not known", what), "replay its trace file, which has their words"}
		}
		return &wanted{system: name.System, told: what, steps: len(name.Numbers)}, err
	}
	t, err := trace.Parse(string(text))
	if err == nil && t.System == "" && len(t.Steps) == 0 {
		err = &problem{"it has no step", "a step is a line such as deliver client0 -> lock Acquire"}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %s", what, strings.TrimPrefix(err.Error(), "trace: "))
	}
	absolute, err := filepath.Abs(path)
	return &wanted{system: t.System, told: "@" + absolute, steps: len(t.Steps), trace: t}, err
}

// replaySink keeps what the one test binary of a replay said.
type replaySink struct {
	command  *command
	form     replayOptions
	options  checkOptions
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

// answer is what the first test said that could replay the behaviour. Two tests may hold one system, and each knows its own options: a
// trace that one of them refuses may be of the other's sweep.
func (r *replaySink) answer() (side.Outcome, bool) {
	for _, o := range r.outcomes {
		if o.Exit != exitProblem {
			return o, true
		}
	}
	if len(r.outcomes) > 0 {
		return r.outcomes[0], true
	}
	return side.Outcome{}, false
}

// show prints an answer in the form that was asked for.
func (r *replaySink) show(o side.Outcome, w *wanted, in suite) int {
	c := r.command
	switch {
	case o.Exit == exitProblem:
		return c.fail(&problem{text: o.Text})
	case r.form.test:
		return r.writeTest(o, w, in)
	case r.form.step:
		return c.walk(o)
	}
	text := replayHere(o.Text, in)
	if _, err := fmt.Fprintln(c.stdout, strings.TrimRight(text, "\n")); err != nil {
		return c.fail(&problem{fmt.Sprintf("the behaviour could not be written: %v", err), ""})
	}
	if o.Exit == exitHolds && w.steps > 0 && !strings.HasPrefix(w.told, "@") {
		fmt.Fprintln(c.stdout, "the code of handlers is no part of a name: these steps may be others than when it was printed (assay explain traceName)")
	}
	return o.Exit
}

// end prints what the replay showed.
func (r *replaySink) end(w *wanted, in suite) int {
	c, system, pkg := r.command, w.system, in.name
	if answer, ok := r.answer(); ok {
		return r.show(answer, w, in)
	}
	if holds := slices.ContainsFunc(r.systems, func(s side.Announced) bool { return s.System == system }); !holds && len(r.systems) > 0 {
		return c.fail(&problem{fmt.Sprintf("no system called %s in %s; there are: %s", system, pkg, list(systemNames(r.systems))), w.hint})
	}
	return r.failed(system, pkg)
}

// failed is where no test answered: the tests are broken, or one died.
func (r *replaySink) failed(system, pkg string) int {
	c := r.command
	exit, unknown := exitProblem, ""
	for _, p := range r.outcome.problems {
		_ = c.fail(&problem{text: p.Text})
	}
	for _, record := range r.outcome.records {
		if record.Technique == techniqueTest && record.Verdict == evidence.Unknown {
			unknown = record.Why
		} else if record.Fails() {
			fmt.Fprintf(c.stdout, "%s: %s\n", reports.Title(record), record.Why)
		}
		if record.Finding != "" {
			exit = exitViolated
		}
	}
	for _, f := range r.outcome.failures {
		fmt.Fprint(c.stderr, indent(strings.TrimSpace(f.output)))
	}
	if unknown != "" && exit == exitProblem {
		_ = c.fail(&problem{fmt.Sprintf("the replay gave no answer: %s", unknown), ""})
		return exitUnknown
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
