package cli

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assay-dev/assay/evidence"
)

// checkOptions are the flags of check: those of go test that mean the same here.
type checkOptions struct {
	run     string
	count   int
	timeout string
	tags    string
	verbose bool
	json    bool
	sarif   string
	audit   bool
	vetOff  bool
	static  bool
	find    string
	pages   string
}

func (c *command) checkFlags(o *checkOptions) *flag.FlagSet {
	flags := flag.NewFlagSet(c.subject.verb, flag.ContinueOnError)
	flags.StringVar(&o.run, "run", "", "")
	flags.Func("count", "", o.readCount)
	flags.BoolVar(&o.verbose, "v", false, "")
	flags.BoolVar(&o.json, "json", false, "")
	flags.StringVar(&o.sarif, "sarif", "", "")
	if c.subject == systems {
		flags.BoolVar(&o.audit, "audit", false, "")
		c.vetFlag(flags, o)
	}
	if c.subject == simulated {
		flags.BoolVar(&o.static, "static", false, "")
		flags.StringVar(&o.find, "find", "", "")
	}
	if c.subject == simulated || c.subject == designed {
		flags.StringVar(&o.pages, "pages", "", "")
	}
	c.timeFlag(flags)
	c.sharedFlags(flags, &o.timeout, &o.tags)
	return flags
}

// vetFlag is -vet=off, which leaves out the reading of the code.
func (c *command) vetFlag(flags *flag.FlagSet, o *checkOptions) {
	flags.Func("vet", "", func(text string) error {
		if text != "off" {
			return fmt.Errorf("expected off")
		}
		o.vetOff = true
		return nil
	})
}

func (o *checkOptions) readCount(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return fmt.Errorf("expected a number from 1")
	}
	o.count = n
	return nil
}

// timeFlag is the time budget of a verb, which begins at once.
func (c *command) timeFlag(flags *flag.FlagSet) {
	flags.Func("time", "", func(text string) error {
		d, err := time.ParseDuration(text)
		if err != nil || d <= 0 {
			return fmt.Errorf("expected a duration such as 90s or 10m")
		}
		c.budget, c.until = d, time.Now().Add(d)
		return nil
	})
}

// sharedFlags are those of every verb that runs go test.
func (c *command) sharedFlags(flags *flag.FlagSet, timeout, tags *string) {
	flags.Func("timeout", "", func(text string) error {
		if _, err := time.ParseDuration(text); err != nil {
			return fmt.Errorf("expected a duration such as 90s or 10m")
		}
		*timeout = text
		return nil
	})
	flags.StringVar(tags, "tags", "", "")
	flags.Func("C", "", c.changeDir)
}

func (c *command) check(args []string) int { return c.run(systems, args) }

// forall tries the laws that the tests of packages state.
func (c *command) forall(args []string) int { return c.run(laws, args) }

// sim simulates the systems that the tests of packages simulate.
func (c *command) sim(args []string) int { return c.run(simulated, args) }

// doe makes the experiments that the tests of packages design.
func (c *command) doe(args []string) int { return c.run(designed, args) }

// simMode tells the tests to do something else than to simulate.
func (c *command) simMode(o checkOptions) error {
	if o.pages != "" {
		dir, err := filepath.Abs(filepath.Join(c.dir, o.pages))
		if filepath.IsAbs(o.pages) {
			dir, err = o.pages, nil
		}
		if err != nil {
			return err
		}
		c.env = append(c.env, "ASSAY_PAGES="+dir)
	}
	switch {
	case o.static && o.find != "":
		return &problem{"-static and -find exclude each other", "-static simulates nothing"}
	case o.static:
		c.env = append(c.env, "ASSAY_SIM=static")
	case o.find != "":
		if !strings.Contains(o.find, "=") || !strings.Contains(o.find, "..") {
			return &problem{fmt.Sprintf("-find %s, expected a knob and a range", o.find), "assay sim -find lambda=100..300; a test names its knobs with sim.Turning"}
		}
		c.env = append(c.env, "ASSAY_SIM=find "+o.find)
	}
	return nil
}

// run runs the tests of packages that reach a subject, and prints one report.
func (c *command) run(of *subject, args []string) int {
	c.subject = of
	var options checkOptions
	patterns, exit, ok := c.parse(c.checkFlags(&options), args)
	if !ok {
		return exit
	}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	if options.audit {
		c.env = append(c.env, "ASSAY_AUDIT=1")
	}
	if err := c.simMode(options); err != nil {
		return c.fail(err)
	}
	jobs, found, err := c.plan(patterns, options)
	if err != nil {
		return c.refuse(err, options)
	}
	r := newReport(c, options)
	r.without, r.unread = found.without, of == systems && c.leavesOutReading(options)
	r.withheld = of == systems && !r.unread
	r.begin()
	for _, s := range found.missing {
		r.problem(evidence.Problem{Package: s.path, Text: c.subject.none(s.name)})
	}
	reading := c.readCode(patterns, options)
	c.execute(jobs, options.goFlags(), "", r)
	r.checkFilter(jobs)
	r.read(c.await(reading, patterns))
	return r.end()
}

// checkFilter makes it a problem that -run asked for subtests and there are none: go test would pass in silence.
func (r *report) checkFilter(jobs []job) {
	if len(jobs) == 0 {
		return
	}
	for _, text := range jobs[0].filter.missed(jobs, r.bare) {
		r.problem(evidence.Problem{Text: fmt.Sprintf("-run %q matched no subtest: each test that it matches ran none\nhint: assay %s -v lists the names of subtests", text, r.command.subject.verb)})
	}
}

// plan finds what is to be run.
func (c *command) plan(patterns []string, options checkOptions) ([]job, *house, error) {
	f, err := parseFilter(options.run)
	if err != nil {
		return nil, nil, err
	}
	if i := slices.IndexFunc(patterns, func(p string) bool { return strings.HasSuffix(p, ".go") }); i >= 0 {
		return nil, nil, &problem{fmt.Sprintf("%s is a file, expected packages", patterns[i]), "assay " + c.subject.verb + " " + packageOfFile(patterns[i])}
	}
	if _, err := exec.LookPath("go"); err != nil {
		return nil, nil, goMissing(err)
	}
	if err := c.checkGoFlags(); err != nil {
		return nil, nil, err
	}
	found, err := c.discover(patterns, buildFlags(options.tags))
	if err != nil {
		return nil, nil, err
	}
	if len(found.suites) == 0 {
		return nil, nil, c.subject.nothing(found, patterns)
	}
	jobs, err := f.apply(found)
	return jobs, found, err
}

// packageOfFile is how the package of a file is named on the command line.
func packageOfFile(file string) string {
	dir := filepath.ToSlash(filepath.Dir(file))
	if dir == "." || filepath.IsAbs(file) || strings.HasPrefix(dir, "../") || dir == ".." {
		return dir
	}
	return "./" + dir
}

// checkGoFlags refuses what GOFLAGS must not hold. It goes to go test too, and some flags there make tests not run, in silence.
func (c *command) checkGoFlags() error {
	for _, flag := range c.goFlags() {
		name, _, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		if slices.Contains([]string{"c", "count", "json", "list", "n", "skip"}, strings.TrimPrefix(name, "test.")) {
			return &problem{fmt.Sprintf("GOFLAGS holds %s, which keeps tests from running or from being understood", flag), "GOFLAGS is for flags such as -mod=mod and -tags=long; go env GOFLAGS shows it"}
		}
	}
	return nil
}

// goFlags are the flags that GOFLAGS holds, asked for once. Where the go command does not answer there are none: it says what is wrong
// when it is asked to do something.
func (c *command) goFlags() []string {
	if c.ambient == nil {
		text, _ := c.goEnv("GOFLAGS")
		c.ambient = strings.Fields(text)
	}
	return c.ambient
}

func buildFlags(tags string) []string {
	if tags == "" {
		return nil
	}
	return []string{"-tags=" + tags}
}

// goFlags are those that go test takes over.
func (o checkOptions) goFlags() []string {
	flags := buildFlags(o.tags)
	count := o.count
	if o.pages != "" {
		count = max(count, 1) // a test that is taken from the cache writes no page
	}
	if count > 0 {
		flags = append(flags, fmt.Sprint("-count=", count))
	}
	if o.timeout != "" {
		flags = append(flags, "-timeout="+o.timeout)
	}
	return flags
}

func (s *subject) nothing(found *house, patterns []string) error {
	if len(found.missing) == 1 && found.without == 0 {
		text, hint, _ := strings.Cut(s.none(found.missing[0].name), "\nhint: ")
		return &problem{text, hint}
	}
	return &problem{fmt.Sprintf("no package that matches %s has a %s", strings.Join(patterns, " "), s.noun), s.hint}
}

// refuse ends a check that cannot begin. The stream of -json is a whole one all the same.
func (c *command) refuse(err error, options checkOptions) int {
	if options.json {
		r := newReport(c, options)
		r.begin()
		r.problem(evidence.Problem{Text: err.Error()})
		return r.end()
	}
	return c.fail(err)
}

// environFile is a file of the environment that more may be appended to, or nil.
func (c *command) environFile(variable string) *os.File {
	path := c.getenv(variable)
	if path == "" {
		return nil
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return nil
	}
	return file
}
