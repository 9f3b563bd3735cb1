package sim

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/golden"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/sim/page"
	"github.com/assay-dev/assay/trace"
)

// Option is how a System is simulated.
type Option func(*config)

type config struct {
	seeds    []uint64
	verdicts []Verdict
	goals    []Goal
	accepted string
	knobs    []Knob
	name     string          // of the test, for its page
	show     func(page.Page) // on the terminal; nil is not at all
	broken   string          // what is violated, where that is what was asked for
}

// OnSeeds runs the seeds 1 to n. The default is 20.
func OnSeeds(n int) Option { return func(c *config) { c.seeds = FirstSeeds(n) } }

// Asking adds questions about dynamics.
func Asking(v ...Verdict) Option { return func(c *config) { c.verdicts = append(c.verdicts, v...) } }

// Aiming adds objectives.
func Aiming(g ...Goal) Option { return func(c *config) { c.goals = append(c.goals, g...) } }

// AcceptUnknown says why an Unknown may be: the reason stands in the record.
func AcceptUnknown(reason string) Option { return func(c *config) { c.accepted = reason } }

const seedsDefault = 20

// Test simulates sys in w, seed by seed, and fails t unless every property, objective and verdict holds. Each leaves a record.
func Test(t *testing.T, sys assay.System, w World, options ...Option) {
	t.Helper()
	for _, r := range simulate(t, sys, w, options) {
		leave(t, r)
		if text := complaint(r); text != "" {
			t.Error(text)
		}
	}
}

// Violates is for broken variants. It passes exactly when the property, objective or verdict called name is violated, and where there
// is a trace when that is the golden one in testdata/<system>/<name>.sim.trace. With ASSAY_REWRITE=1 in the environment it writes that
// file; read the difference.
func Violates(t *testing.T, sys assay.System, w World, name string, options ...Option) {
	t.Helper()
	records := simulate(t, sys, w, append(slices.Clone(options), func(c *config) { c.broken = name }))
	for _, r := range records {
		if r.Property != name && r.Finding != name {
			continue
		}
		r.Expected = r.Verdict == evidence.Violated
		leave(t, r)
		if !r.Expected {
			t.Errorf("%s: the verdict on %q is %q, expected \"violated\": a simulation that cannot fail shows nothing\n%s", sys.Name, name, r.Verdict, r.Why)
			return
		}
		if r.Trace != nil {
			golden.Compare(t, golden.Path(sys.Name, name+".sim"), r.Trace.String(), "what is found")
		}
		return
	}
	if len(records) > 0 {
		t.Errorf("%s: nothing is called %q\nhint: name a property of the system, an objective, a verdict, or a finding such as \"deterministic\"", sys.Name, name)
	}
}

// simulate is nil where there is nothing to judge.
func simulate(t *testing.T, sys assay.System, w World, options []Option) []evidence.Record {
	t.Helper()
	c := config{seeds: FirstSeeds(seedsDefault), name: t.Name()}
	for _, o := range options {
		o(&c)
	}
	channel := side.Open()
	channel.Announce(side.Announced{System: sys.Name, Test: t.Name(), Room: "sim", Violates: c.broken})
	if name, replay := channel.Replay(); replay {
		replayTo(channel, sys, w, name)
		return nil
	}
	if exploreInstead(t, channel, sys, w, &c) || inMode(t, sys, w, &c) {
		return nil
	}
	if testing.Verbose() {
		c.show = func(p page.Page) { t.Log("\n" + sketch(p)) }
	}
	c.leaveSeries(t)
	began := time.Now()
	records, err := c.records(t.Context(), sys, w, func(done int) {
		channel.Progress(evidence.Progress{System: sys.Name, Seeds: uint64(done), SeedsOf: uint64(len(c.seeds)), Seconds: time.Since(began).Seconds()})
	})
	if err != nil {
		problem(t, sys, err)
		return nil
	}
	return records
}

// problem is what keeps a test from showing anything.
func problem(t *testing.T, sys assay.System, err error) {
	t.Helper()
	evidence.Leave(t, evidence.Message{Error: &evidence.Problem{System: sys.Name, Test: t.Name(), Text: err.Error()}})
	t.Error(err)
}

// records are what all seeds show.
func (c *config) records(ctx context.Context, sys assay.System, w World, progress func(done int)) ([]evidence.Record, error) {
	began := time.Now()
	p, err := compile(sys, w)
	if err != nil {
		return nil, err
	}
	done := 0
	results, err := p.seeds(ctx, c.seeds, func(*Result) { done++; progress(done) })
	if err != nil {
		return nil, err
	}
	common := p.commonRecord(results)
	all, err := c.judged(ctx, p, results, common)
	if err != nil {
		return nil, err
	}
	if err := c.draw(sys.Name, results, all); err != nil {
		return nil, err
	}
	took := time.Since(began).Seconds()
	for i := range all {
		all[i].Measured = map[string]float64{"seconds": took}
		if all[i].Verdict == evidence.Unknown {
			all[i].Accepted = c.accepted
		}
	}
	return all, nil
}

// common is what all records of one simulation share.
func (p *plan) commonRecord(results []*Result) evidence.Record {
	r := evidence.Record{System: p.sys.Name, Technique: "sim", Figures: map[string]uint64{"seeds": uint64(len(results))}}
	for _, line := range append(step.DescribeAssumptions(p.sys.Assume, trace.Format), step.Told(p.sys.Actors)...) {
		r.Assumptions = append(r.Assumptions, evidence.Entry{Name: line[0], Value: line[1]})
	}
	r.Assumptions = append(r.Assumptions, p.worldText()...)
	r.Bounds = []evidence.Entry{{Name: "seeds", Value: fmt.Sprintf("%d, each %v of virtual time", len(results), p.world.For)}}
	r.Bounds = append(r.Bounds, evidence.Entry{Name: "handler time", Value: fmt.Sprintf("%d s", handlerTimeMaxS)})
	if p.sys.Within != nil {
		r.Bounds = append(r.Bounds, evidence.Entry{Name: "within", Value: "declared by the system, and not kept here: runs go on beyond it"})
	}
	faults := map[string]uint64{}
	for _, res := range results {
		r.Figures["events"] += res.Events
		r.Figures["steps"] += res.Steps
		for _, f := range res.Faults {
			faults[f]++
		}
	}
	for _, f := range []string{"losses", "duplicates", "crashes", "cuts"} {
		if n := faults[f]; n > 0 {
			r.Coverage = append(r.Coverage, evidence.Entry{Name: "seeds with " + f, Value: fmt.Sprint(n)})
		}
	}
	r.NotCovered = []string{"behaviours that no seed happened to have: a simulation samples them, and does not show that there is no other"}
	return r
}
