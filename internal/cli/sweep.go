package cli

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	reports "github.com/assay-dev/assay/report"
)

// sweep runs the tests of the packages in another mode, in which each sweeps its system and checks nothing.
func (c *command) sweep(args []string) int {
	var options checkOptions
	var reliable bool
	flags := flag.NewFlagSet("sweep", flag.ContinueOnError)
	flags.StringVar(&options.run, "run", "", "")
	flags.BoolVar(&options.json, "json", false, "")
	flags.BoolVar(&reliable, "reliable", false, "")
	c.timeFlag(flags)
	c.sharedFlags(flags, &options.timeout, &options.tags)
	patterns, exit, ok := c.parse(flags, args)
	if !ok {
		return exit
	}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	start := "declared"
	if reliable {
		start = "reliable"
	}
	c.env = append(c.env, "ASSAY_SWEEP="+start)
	jobs, found, err := c.plan(patterns, options)
	if err != nil {
		return c.fail(err)
	}
	for _, s := range found.missing {
		return c.fail(&problem{text: systems.none(s.name)})
	}
	for i := range jobs {
		jobs[i].selective = true
	}
	s := newSweepSink(c)
	c.execute(jobs, options.goFlags(), "", s)
	return s.end(options.json)
}

// sweepSink keeps what the tests of a sweep found. Two tests may hold one system: the last of equal names counts.
type sweepSink struct {
	command  *command
	mu       sync.Mutex
	meter    *meter
	sweeps   map[string]evidence.Sweep
	problems []evidence.Problem
}

func newSweepSink(c *command) *sweepSink {
	return &sweepSink{command: c, meter: newMeter(c), sweeps: map[string]evidence.Sweep{}}
}

func (s *sweepSink) event(job, event)    {}
func (s *sweepSink) told(job, *side.Dir) {}

func (s *sweepSink) say(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.meter.clear()
	fmt.Fprintf(s.command.stderr, "assay: %s\n", text)
}

func (s *sweepSink) progress(j job, p evidence.Progress) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.Package = cmp.Or(p.Package, j.suite.path)
	s.meter.update(p)
}

func (s *sweepSink) finish(_ int, o outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.meter.finish(o.job.suite.path, "")
	s.problems = append(s.problems, o.problems...)
}

func (s *sweepSink) found(j job, m *evidence.Message) {
	if m.Sweep == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	sweep := *m.Sweep
	s.meter.finish(j.suite.path, sweep.System)
	sweep.Package = j.suite.name
	names := ""
	for _, p := range sweep.Properties {
		names += " " + p.Name
	}
	s.sweeps[sweep.Package+" "+sweep.System+names] = sweep
}

// sorted are all sweeps, by package and system.
func (s *sweepSink) sorted() (all []evidence.Sweep) {
	for _, sweep := range s.sweeps {
		all = append(all, sweep)
	}
	slices.SortFunc(all, func(a, b evidence.Sweep) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.System, b.System), cmp.Compare(propertyNames(a), propertyNames(b)))
	})
	return all
}

// end prints all sweeps.
func (s *sweepSink) end(asJSON bool) int {
	all := s.sorted()
	exit := exitHolds
	for i, sweep := range all {
		if asJSON {
			text, err := json.Marshal(sweep)
			if err != nil {
				return s.command.fail(err)
			}
			fmt.Fprintln(s.command.stdout, string(text))
			continue
		}
		if i > 0 {
			fmt.Fprintln(s.command.stdout)
		}
		if err := reports.TextSweep(s.command.stdout, sweep, terminalOptions(s.command, s.command.stdout)); err != nil {
			return s.command.fail(err)
		}
	}
	for _, p := range s.problems {
		exit = s.command.fail(&problem{text: p.Text})
	}
	if len(all) == 0 && exit == exitHolds {
		return s.command.fail(&problem{"no test swept a system", "a system is what a test hands to check.Test, check.Violates or check.Sweep"})
	}
	return exit
}

func propertyNames(s evidence.Sweep) string {
	var names []string
	for _, p := range s.Properties {
		names = append(names, p.Name)
	}
	return strings.Join(names, " ")
}
