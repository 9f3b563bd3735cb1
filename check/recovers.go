package check

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/live"
)

// recoveries judges the Recovers properties, which ask about behaviours and not about states: each in a graph of all reachable states,
// whose edges are the steps that are left when failures are switched off.
func (p *pass) recoveries(ctx context.Context, common evidence.Record) ([]evidence.Record, error) {
	var all []evidence.Record
	for _, property := range p.source.Properties {
		if property.Kind != assay.KindRecovers || p.config.only != "" && property.Name != p.config.only {
			continue
		}
		records, err := p.recovery(ctx, property, common)
		if err != nil {
			return nil, err
		}
		all = append(all, records...)
	}
	return all, nil
}

// recovery answers with the record of a property, and with a finding where its function fails.
func (p *pass) recovery(ctx context.Context, property assay.Property, common evidence.Record) ([]evidence.Record, error) {
	started, record := time.Now(), common
	record.Property, record.Figures, record.Measured = property.Name, map[string]uint64{}, maps.Clone(common.Measured)
	record.Assumptions = append(slices.Clip(record.Assumptions), p.assumedProgress()...)
	if p.initial == nil || p.faulty() {
		record.Verdict, record.Why, record.Accepted = evidence.Unknown, "a handler is no function; see the findings", p.acceptance()
		return []evidence.Record{record}, nil
	}
	b, err := graphOf(ctx, p.source, p.config, p.needed, property, func(*pass) error { return nil })
	if errors.Is(err, errAbandoned) {
		return b.abandoned(record), nil
	}
	if err != nil {
		return nil, err
	}
	all := []evidence.Record{record}
	switch {
	case b.failed != silent:
		all[0].Verdict, all[0].Why = evidence.Unknown, "the property's own function fails; see the findings"
		all = append(all, b.failure(record))
	case len(b.faults) > 0:
		all[0].Verdict, all[0].Why = evidence.Unknown, beyondFaults+" were not followed; see the findings"
		all = append(all, b.faulty(record)...)
	default:
		if err := b.judge(&all[0]); err != nil {
			return nil, err
		}
	}
	for i := range all {
		b.ground(&all[i], time.Since(started))
	}
	if all[0].Verdict == evidence.Unknown {
		all[0].Accepted = b.pass.acceptance()
	}
	return all, nil
}

// lasting is what is not switched off with the failures where an inbox is a set of everything ever sent.
const lasting = "on links where they are unlimited messages stay, and are delivered again and again, also once nothing fails any more"

// abandoned is what is left to say where a call did not return. The goroutine that made it is left behind.
func (b *behaviours) abandoned(record evidence.Record) []evidence.Record {
	record.Verdict, record.Why, record.Accepted = evidence.Unknown, "a user's function did not return", b.pass.acceptance()
	if b.pass.watch.stuck == nil {
		reason, _ := b.pass.watch.over()
		record.Why = fmt.Sprintf("the search was ended (%s)", reason)
		return []evidence.Record{record}
	}
	finding := record
	finding.Property, finding.Accepted, finding.Finding, finding.Verdict, finding.Why = "", "", "returns", evidence.Violated, b.pass.watch.stuck.describe()
	return []evidence.Record{record, finding}
}

// failure is the finding of a goal whose function fails, with the way there.
func (b *behaviours) failure(r evidence.Record) evidence.Record {
	r.Property, r.Finding, r.Verdict, r.Why = "", findingOutcome[b.failed], evidence.Violated, b.goal.whys[b.failed]
	if w, err := b.pass.walk(b.way(uint32(len(b.good)))); err == nil {
		w.trace.Title = title(r.Finding, "violated", len(w.trace.Steps))
		r.Trace = &w.trace
	}
	return r
}

// faulty are the findings about handlers, which the search for the other properties may have ended before.
func (b *behaviours) faulty(record evidence.Record) (all []evidence.Record) {
	for _, code := range slices.Sorted(maps.Keys(b.faults)) {
		at := int(code - b.pass.findingCode(findings[0], 0))
		finding, actor := findings[at%len(findings)], at/len(findings)
		r := record
		r.Property, r.Finding, r.Verdict, r.Why = "", finding, evidence.Violated, findingName(b.pass.sys, finding, actor)
		if w, err := b.pass.walk(b.way(b.faults[code])); err == nil {
			w.operated = true // there is nothing to choose from: a graph has one way to each state
			if err := b.pass.failAfter(&w, finding, actor, &r); err == nil {
				w.show(&r)
			}
		}
		all = append(all, r)
	}
	return all
}

// ground is what the record of a graph rests on: its own figures, bounds and gaps, and not those of the search for the others.
func (b *behaviours) ground(r *evidence.Record, took time.Duration) {
	runs := uint64(b.net.HandlerRuns()) + uint64(len(b.pass.sys.Actors))
	figures := map[string]uint64{"states": uint64(len(b.parents)), "steps": uint64(len(b.graph.Edges)), "handlerRuns": runs, "handlerCalls": runsMin * runs}
	maps.Copy(figures, r.Figures)
	b.pass.result = &graph.Result{Progress: graph.Progress{States: uint64(len(b.parents))}}
	r.Figures, r.Bounds, r.NotCovered = figures, b.pass.bounds(), nil
	b.pass.result = nil
	r.Bounds = append(r.Bounds, evidence.Entry{Name: "fairness", Value: "weak: to each message, timer, choice, clock's answer, recovery, deploy, heal, flush and tick"},
		evidence.Entry{Name: "failures", Value: "none from the state on; steps count those that are no failures"})
	if b.pass.sys.HasSets() {
		r.Bounds = append(r.Bounds, evidence.Entry{Name: "duplicates", Value: lasting})
	}
	if b.stopped != graph.CutNone {
		r.NotCovered = []string{fmt.Sprintf("the %s bound was reached: at least %d states were found", b.stopped, len(b.parents))}
	}
	r.Measured["seconds"] = took.Seconds()
}

// judge asks first whether p is violated even if every behaviour that a budget or bound cuts off would have come to it, and then
// whether it holds even if none would.
func (b *behaviours) judge(r *evidence.Record) error {
	generous := make([]bool, len(b.good))
	for s := range generous {
		generous[s] = b.good[s] || b.spent[s]
	}
	if chance := live.Possible(&b.graph, generous, nil); chance.Stuck > 0 {
		r.Verdict = evidence.Violated
		r.Why = fmt.Sprintf("from %d of the %d states that are reachable with no step left out it cannot be reached any more, even without failures", chance.Stuck, len(b.good))
		return b.lasso(r, chance.Least, live.Lasso{})
	}
	if fate := live.Eventually(&b.graph, generous, nil, live.Fairness{Rest: true}); fate.Entry != live.None {
		r.Verdict = evidence.Violated
		r.Why = "a fair behaviour without failures never reaches it"
		return b.lasso(r, fate.Entry, fate.Lasso)
	}
	chance, fate := live.Possible(&b.graph, b.good, nil), live.Eventually(&b.graph, b.good, nil, live.Fairness{Rest: true})
	switch {
	case !b.finished:
		r.Verdict, r.Why = evidence.Unknown, fmt.Sprintf("the %s bound was reached: at least %d states were found, and in none of those that were followed it is violated", b.stopped, len(b.good))+b.pass.allUnlimited()
	case chance.Stuck > 0 || fate.Entry != live.None:
		r.Verdict, r.Why = evidence.Unknown, "some behaviour ends before it since a budget that is no failure (firings, recoveries), Within or the horizon allows no more\nhint: a greater budget shows more; a timer that resends may fire without limit where Duplicates: assay.Unlimited makes each inbox a set"
	default:
		r.Verdict = evidence.Holds
		r.Figures["stepsToRecover"] = uint64(chance.Distance)
		r.Why = fmt.Sprintf("from the worst state it takes %d steps on the shortest way", chance.Distance)
		if fate.Bounded {
			r.Figures["stepsToRecoverMost"] = uint64(fate.Longest)
			r.Why += fmt.Sprintf(", and never more than %d", fate.Longest)
		}
	}
	return nil
}

// lasso is the behaviour that leads to a state and from there on never to the goal.
func (b *behaviours) lasso(r *evidence.Record, entry uint32, l live.Lasso) error {
	path := b.way(entry)
	before := len(path) - 1
	for _, s := range append(append([]live.Step(nil), l.Stem...), l.Cycle...) {
		path = append(path, b.steps[s.Edge])
	}
	w, err := b.pass.walk(path)
	if err != nil {
		return err
	}
	w.trace.Title = title(b.name, "violated", len(w.trace.Steps))
	w.trace.Note = lassoNote(before, len(l.Stem), len(l.Cycle), len(w.trace.Steps))
	r.Trace = &w.trace
	return nil
}

// lassoNote says which steps of the trace go round for ever.
func lassoNote(before, stem, cycle, steps int) string {
	switch {
	case cycle == 1:
		return fmt.Sprintf("no failures after step %d; step %d goes on for ever", before, steps)
	case cycle > 1:
		return fmt.Sprintf("no failures after step %d; steps %d to %d go round for ever", before, steps-cycle+1, steps)
	case stem > 0:
		return fmt.Sprintf("no failures after step %d; then nothing is enabled but failures", before)
	}
	return "no way without failures leads to it from there"
}
