package check

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/lattice"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
)

// sweepStatesMax bounds each point of a sweep, where States says nothing else.
const sweepStatesMax = 300_000

// sweepPointsMax is how many points a grid may have.
const sweepPointsMax = 4096

// Sweep relaxes the assumptions of sys, and finds for each property all minimal sets of relaxations that break it, the greatest under
// which it still holds, and what cures it. It fails t if a property does not hold under what is declared; the rest is what it shows.
func Sweep(t *testing.T, sys assay.System, options ...Option) evidence.Sweep {
	t.Helper()
	channel := side.Open()
	channel.Announce(sys.Name, t.Name())
	if name, replay := channel.Replay(); replay {
		replayTo(t, channel, sys, name, options)
		return evidence.Sweep{}
	}
	s, err := RunSweep(t.Context(), sys, append(slices.Clone(options), underTest(t, channel))...)
	if err != nil {
		send(t, evidence.Message{Error: &evidence.Problem{System: sys.Name, Test: t.Name(), Text: err.Error()}})
		t.Error(err)
		return s
	}
	send(t, evidence.Message{Sweep: &s})
	if sweeping() {
		return s // what it shows is what was asked for
	}
	for i, p := range s.Properties {
		if v := s.Points[0].Verdicts[i]; v != string(evidence.Holds) {
			t.Errorf("%s: %s: %s under what is declared", sys.Name, p.Name, v)
		}
	}
	return s
}

// sweeping says whether the command asks for a sweep of every system, and not for checks.
func sweeping() bool { return os.Getenv(sweepVariable) != "" }

// sweepVariable is what the command sets to "declared" or "reliable", where the sweep begins.
const sweepVariable = "ASSAY_SWEEP"

// sweepInstead sweeps what a test would check.
func sweepInstead(t *testing.T, sys assay.System, options []Option) {
	t.Helper()
	options = slices.Clone(options)
	if os.Getenv(sweepVariable) == "reliable" {
		options = append(options, FromReliable())
	}
	Sweep(t, sys, options...)
}

// RunSweep is Sweep without a test. A run decides other points only where the dimensions in which they differ are monotone and the
// property is an Always, AlwaysIf, Linearizable or SequentiallyConsistent that reads neither the network nor spent budgets; a Sometimes
// is looked for at the points that are run for the others, and any other property is run everywhere.
func RunSweep(ctx context.Context, sys assay.System, options ...Option) (evidence.Sweep, error) {
	c := newConfig(options)
	s := &sweep{ctx: ctx, sys: sys, options: options, dimensions: c.dimensions, config: c, memory: step.NewMemory(), began: time.Now()}
	if c.reliable {
		s.sys, s.dimensions = reliable(sys)
	}
	if c.dimensions != nil {
		s.dimensions = c.dimensions
	} else if s.dimensions == nil {
		s.dimensions = DefaultDimensions(sys)
	}
	if !c.statesGiven {
		s.options = append(slices.Clone(options), States(sweepStatesMax))
	}
	for _, p := range sys.Properties {
		if c.only == "" || p.Name == c.only {
			s.properties = append(s.properties, p)
		}
	}
	if err := s.validate(); err != nil {
		return evidence.Sweep{}, err
	}
	return s.run()
}

type sweep struct {
	ctx        context.Context
	sys        assay.System
	options    []Option
	config     config
	dimensions []Dimension
	properties []assay.Property
	memory     *step.Memory
	began      time.Time
	err        error
	runs       map[string]Result
	reached    map[int][]lattice.Point // by Sometimes
}

func (s *sweep) validate() error {
	size := 1
	for _, d := range s.dimensions {
		size *= len(d.Levels) + 1
	}
	switch {
	case len(s.sys.Actors) > 0 && s.sys.Actors[0].Behaviour.Machine != nil:
		return fmt.Errorf("check: %q is a Machine, expected a system of actors\nhint: a Machine is its own world: it assumes nothing that could be relaxed", s.sys.Name)
	case len(s.properties) == 0:
		return fmt.Errorf("check: the system %q declares no property, expected one to sweep\nhint: add System.Properties", s.sys.Name)
	case len(s.dimensions) == 0:
		return fmt.Errorf("check: there is no assumption of %q left to relax\nhint: name some with check.Dimensions", s.sys.Name)
	case size > sweepPointsMax:
		return fmt.Errorf("check: the grid of %q has %d points, expected at most %d\nhint: name fewer with check.Dimensions", s.sys.Name, size, sweepPointsMax)
	}
	return nil
}

func (s *sweep) run() (evidence.Sweep, error) {
	grid := lattice.Grid{}
	for _, d := range s.dimensions {
		grid.Dimensions = append(grid.Dimensions, lattice.Dimension{Levels: len(d.Levels) + 1, Monotone: d.Monotone})
	}
	same := sameAssumptions(s.sys, s.dimensions)
	grid.Canonical = func(p lattice.Point) lattice.Point { return same(p) }
	s.runs, s.reached = map[string]Result{}, map[int][]lattice.Point{}
	r := lattice.Search(grid, len(s.properties), s.wanted, s.judge, func() bool { return s.err != nil || s.ctx.Err() != nil || s.late() })
	if s.err != nil {
		return evidence.Sweep{}, s.err
	}
	return s.report(grid, r), nil
}

func (s *sweep) late() bool {
	return s.config.timeMax > 0 && time.Since(s.began) > s.config.timeMax
}

// wanted says whether a point is run for a property's sake.
func (s *sweep) wanted(property int, _ bool) bool {
	return s.properties[property].Kind != assay.KindSometimes
}

// judge runs one point. Whether a Sometimes is reached is asked apart from the others, which it may make read the network, and only
// where it was not reached under less.
func (s *sweep) judge(at lattice.Point) []lattice.Answer {
	answers := make([]lattice.Answer, len(s.properties))
	var claims, goals []int
	for i, property := range s.properties {
		switch {
		case property.Kind != assay.KindSometimes:
			claims = append(claims, i)
		case !slices.ContainsFunc(s.reached[i], func(p lattice.Point) bool { return p.Below(at) }):
			goals = append(goals, i)
		}
	}
	for _, asked := range [][]int{claims, goals} {
		if len(asked) > 0 && s.err == nil {
			s.judgeSome(at, asked, answers)
		}
	}
	for _, i := range goals {
		if answers[i].Verdict == lattice.Violated {
			s.reached[i] = append(s.reached[i], at)
		}
	}
	return answers
}

// judgeSome asks some of the properties at one point.
func (s *sweep) judgeSome(at lattice.Point, asked []int, answers []lattice.Answer) {
	sys := relaxed(s.sys, s.dimensions, at)
	sys.Properties = nil
	for _, i := range asked {
		sys.Properties = append(sys.Properties, s.properties[i])
	}
	c := newConfig(s.options)
	c.memory, c.only = s.memory, ""
	if s.config.timeMax > 0 {
		c.timeMax = max(s.config.timeMax-time.Since(s.began), time.Millisecond)
	}
	p, err := search(s.ctx, sys, c, need{})
	var r Result
	if err == nil {
		r, err = p.records(s.ctx, 0)
	}
	if err != nil {
		s.err = fmt.Errorf("%w\n(at %s)", err, s.words(at))
		return
	}
	run := s.runs[fmt.Sprint(at)]
	run.States = max(run.States, r.States)
	run.Records = append(run.Records, r.Records...)
	s.runs[fmt.Sprint(at)] = run
	for _, i := range asked {
		record, _ := r.Record(s.properties[i].Name)
		answers[i] = lattice.Answer{Verdict: verdictAt(record.Verdict, s.properties[i].Kind == assay.KindSometimes),
			Monotone: p.monotone(s.properties[i]), Free: s.free(p)}
	}
}

// free are the dimensions whose steps a pass leaves out, since asynchrony covers them.
func (s *sweep) free(p *pass) []bool {
	if p.initial == nil || !p.sys.PlainLinks() || !p.mode.Leaves(step.LeaveLosses) || !p.mode.Leaves(step.LeaveCuts) {
		return nil
	}
	free := make([]bool, len(s.dimensions))
	for i, d := range s.dimensions {
		free[i] = d.free
	}
	return free
}

// verdictAt turns a Sometimes round: being reached is what relaxing brings about.
func verdictAt(v evidence.Verdict, sometimes bool) lattice.Verdict {
	switch {
	case v == evidence.Unknown:
		return lattice.Unknown
	case (v == evidence.Violated) != sometimes:
		return lattice.Violated
	}
	return lattice.Holds
}

// monotone says whether a property's verdict may decide other points.
func (p *pass) monotone(property assay.Property) bool {
	switch property.Kind {
	case assay.KindAlways, assay.KindAlwaysIf, assay.KindLinearizable, assay.KindSequentiallyConsistent:
	default:
		return false
	}
	for _, j := range p.judged {
		if j.name != property.Name {
			continue
		}
		if j.strays.Load() {
			return false // nobody knows what it reads
		}
		for _, n := range *j.tree.nodes.Load() {
			if what := n.what & readWhat; !n.leaf && (what == readInbox || what == readLeft) {
				return false
			}
		}
	}
	return p.within == nil
}
