package check

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
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

// Sweep relaxes the declared assumptions of sys, and finds for each property all minimal sets of relaxations that break it, the
// weakest assumptions under which it still holds, and what cures it. What it finds under no relaxation it leaves and judges as Test
// does; the rest is what it shows. Of a bound, what is said under Test holds for each set of relaxations; States is 300,000 where it
// is not given, and Time is that of the whole.
func Sweep(t *testing.T, sys assay.System, options ...Option) evidence.Sweep {
	t.Helper()
	channel := side.Open()
	channel.Announce(side.Announced{System: sys.Name, Test: t.Name(), Room: "check"})
	if name, replay := channel.Replay(); replay {
		replayTo(t, channel, sys, name, options)
		return evidence.Sweep{}
	}
	if exploreInstead(t, channel, sys, options) {
		return evidence.Sweep{}
	}
	all := append([]Option{memoryDefault(processes(channel))}, options...)
	all = append(all, underTest(t, channel))
	s, least, err := runSweep(t.Context(), sys, all)
	if err == nil {
		err = register(t, sys)
	}
	if err != nil {
		evidence.Leave(t, evidence.Message{Error: &evidence.Problem{System: sys.Name, Test: t.Name(), Text: err.Error()}})
		t.Error(err)
		return s
	}
	evidence.Leave(t, evidence.Message{Sweep: &s})
	if sweeping() {
		return s // what it shows is what was asked for
	}
	c := newConfig(all)
	for _, record := range least.Records {
		leave(t, record)
		if text := complaint(record, c); text != "" {
			t.Error(text)
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
// property is an Always, AlwaysIf, Guarantees, Linearizable or SequentiallyConsistent that reads neither the network nor spent budgets, in
// a system without Within; a Sometimes is looked for at the points that are run for the others, and any other property is run everywhere.
func RunSweep(ctx context.Context, sys assay.System, options ...Option) (evidence.Sweep, error) {
	found, _, err := runSweep(ctx, sys, options)
	return found, err
}

// runSweep answers with what was found under no relaxation too.
func runSweep(ctx context.Context, sys assay.System, options []Option) (evidence.Sweep, Result, error) {
	s := newSweep(ctx, sys, options)
	if err := s.validate(); err != nil {
		return evidence.Sweep{}, Result{}, err
	}
	found, err := s.run()
	least := s.least()
	s.tellStates(found, least)
	return found, least, err
}

type sweep struct {
	ctx        context.Context
	sys        assay.System
	declared   assay.Assumptions // those of the test, also where the sweep begins with fewer
	options    []Option
	config     config
	dimensions []Dimension
	properties []assay.Property
	memory     *step.Memory
	began      time.Time
	pulse      *pulse
	err        error
	ran        []ran
	reached    map[int][]lattice.Point // by Sometimes
}

// ran is a point that was run, with what it showed.
type ran struct {
	at     lattice.Point
	result Result
	free   map[string][]bool // by property, the dimensions that made no difference
	reads  map[string][]assay.ID
}

func newSweep(ctx context.Context, sys assay.System, options []Option) *sweep {
	c := newConfig(options)
	s := &sweep{ctx: ctx, sys: sys, declared: sys.Assume, options: options, config: c, memory: step.NewMemory(), began: time.Now(), reached: map[int][]lattice.Point{}, pulse: newPulse(sys.Name)}
	s.dimensions = DefaultDimensions(sys)
	if c.reliable {
		s.sys, s.dimensions = reliable(sys)
	}
	if c.dimensions != nil {
		s.dimensions = c.dimensions
	}
	if !c.statesGiven {
		s.options = append(slices.Clone(options), States(sweepStatesMax))
	}
	for _, p := range sys.Properties {
		if c.only == "" || p.Name == c.only {
			s.properties = append(s.properties, p)
		}
	}
	return s
}

func (s *sweep) validate() error {
	size := gridSize(s.dimensions)
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
	beginSearch(memoryInUse()) // of all that it explores
	defer endSearch()
	defer s.pulse.begin(s.config.progress, s.began)()
	grid := latticeOf(s.sys, s.dimensions)
	r := lattice.Search(grid, len(s.properties), s.wanted, s.judge, func(done, of int) bool {
		s.pulse.at(done, of)
		return s.err != nil || s.ctx.Err() != nil || s.late()
	})
	switch {
	case s.err != nil:
		return evidence.Sweep{}, s.err
	case len(s.ran) == 0:
		return evidence.Sweep{}, fmt.Errorf("check: the sweep of %q was ended before anything was explored", s.sys.Name)
	}
	return s.report(grid, r), nil
}

// least is what was found under no relaxation, which is always run first: of two passes, each finding once.
func (s *sweep) least() Result {
	var r Result
	if len(s.ran) == 0 {
		return r
	}
	first := s.ran[0].result
	for _, p := range s.properties {
		if record, ok := first.Record(p.Name); ok {
			r.Records = append(r.Records, record)
		}
	}
	seen := map[string]bool{}
	for _, f := range first.Findings() {
		if key := f.Finding + firstLine(f.Why); !seen[key] {
			seen[key] = true
			r.Records = append(r.Records, f)
		}
	}
	return r
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

func (s *sweep) late() bool {
	return s.config.timeMax > 0 && time.Since(s.began) > s.config.timeMax
}
