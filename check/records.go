package check

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// records is what a search showed, as evidence.
func (p *pass) records(ctx context.Context, took time.Duration) (Result, error) {
	if p.net != nil && p.net.Err() != nil {
		return Result{}, p.illFormed(ctx)
	}
	var r Result
	if p.initial != nil {
		r.States, r.Steps, r.Depth = p.result.States, p.result.Steps, p.result.Depth
	}
	common := p.common(took)
	recovered, err := p.recoveries(ctx, common) // first, since what they find about handlers concerns all
	if err != nil {
		return Result{}, err
	}
	if p.initial != nil {
		common.NotCovered = p.notCovered()
	}
	for i := range p.judged {
		record, err := p.property(ctx, i, common)
		if err != nil {
			return Result{}, err
		}
		r.Records = append(r.Records, record)
	}
	r.Records = append(r.Records, recovered...)
	found, err := p.findings(ctx, common, recovered)
	if err != nil {
		return Result{}, err
	}
	r.Records = append(r.Records, found...)
	if len(r.Records) == 0 {
		record := common
		record.Verdict, record.Why = evidence.Unknown, "the system declares no property: nothing was shown but that its handlers are functions"
		r.Records = append(r.Records, record)
	}
	return r, nil
}

// illFormed is the error of a System that only running it showed not to be well formed, with the way to where it showed.
func (p *pass) illFormed(ctx context.Context) error {
	err := p.net.Err()
	for actor := range p.sys.Actors {
		code := p.findingCode("error", actor)
		if _, found := p.result.Found(code); !found {
			continue
		}
		if _, w, astray := p.walkTo(ctx, code); astray == nil {
			return fmt.Errorf("%w\n(reached after %d steps: assay replay . %s)", err, len(w.trace.Steps), w.trace.Name())
		}
	}
	return err
}

// common is what all records of one search share.
func (p *pass) common(took time.Duration) evidence.Record {
	r := evidence.Record{System: p.sys.Name, Technique: "check", Bounds: p.bounds(), Accepted: "",
		Measured: map[string]float64{"seconds": took.Seconds(), "workers": float64(p.config.workers), "memoryMaxBytes": float64(p.config.memoryMax)}}
	if p.config.timeMax > 0 {
		r.Measured["timeMaxSeconds"] = p.config.timeMax.Seconds()
	}
	r.Assumptions = p.assumptions()
	if p.initial == nil {
		return r
	}
	r.Figures = p.figures()
	r.NotCovered = p.notCovered()
	if p.config.depthFirst {
		r.Measured["depth"] = float64(p.result.Depth)
	}
	if p.result.States > 0 {
		r.Measured["bytesPerState"] = float64(p.result.BytesKept) / float64(p.result.States)
	}
	return r
}

// assumptions lists them all. A Machine is its own world: it has no network, and nothing fails but what it does itself.
func (p *pass) assumptions() []evidence.Entry {
	if p.sys.Machine() {
		return []evidence.Entry{{Name: "machine", Value: "only its own moves happen"}}
	}
	var all []evidence.Entry
	for _, line := range append(step.DescribeAssumptions(p.source.Assume, trace.Format), step.Told(p.source.Actors)...) {
		all = append(all, evidence.Entry{Name: line[0], Value: line[1]})
	}
	return append(all, p.assumedContracts()...)
}

func (p *pass) figures() map[string]uint64 {
	runs := uint64(p.net.HandlerRuns()) + uint64(len(p.sys.Actors))
	figures := map[string]uint64{"states": p.result.States, "steps": p.result.Steps, "depth": uint64(p.result.Depth),
		"handlerRuns": runs, "handlerCalls": runsMin*runs + p.more, "quiescent": p.result.Counted(lts.CountQuiescent)}
	if p.config.depthFirst {
		delete(figures, "depth") // it is the search's own, which depends on the workers
	}
	if p.within != nil {
		figures["cut"] = p.result.Counted(lts.CountCut)
	}
	return figures
}

func (p *pass) bounds() []evidence.Entry {
	var all []evidence.Entry
	add := func(name, value string) { all = append(all, evidence.Entry{Name: name, Value: value}) }
	add("handler time", fmt.Sprintf("%d s", handlerTimeMaxS))
	add("handlers", p.runsText())
	if p.config.depthMax > 0 {
		add("depth", fmt.Sprint(p.config.depthMax))
	}
	if p.config.statesMax > 0 {
		add("states", fmt.Sprint(p.config.statesMax))
	}
	if p.config.timeGiven {
		add("time", p.config.timeMax.String())
	}
	if p.config.memoryGiven {
		add("memory", mebibytes(p.config.memoryMax))
	}
	if p.source.Within != nil {
		add("within", "declared by the system: behaviours are not followed beyond it")
	}
	if !p.sys.Machine() {
		add("ignored deliveries", p.rule())
	}
	if p.sys.FreeLosses() && p.mode.Leaves(step.LeaveLosses) {
		add("losses", "left out on unordered links (exact here)")
	}
	if p.sys.FreeCuts() && p.mode.Leaves(step.LeaveCuts) {
		add("cuts", "left out: on unordered links a partition is a delay (exact here)")
	}
	if p.config.exact {
		add("states compared", "whole")
	} else if p.result != nil {
		add("fingerprints", fmt.Sprintf("64 bits, odds of a collision %.0e", graph.CollisionOdds(p.result.States)))
	}
	return all
}

func (p *pass) rule() string {
	switch {
	case p.sys.Waits():
		return "wait (assumed)"
	case !p.mode.Leaves(step.LeaveIgnored):
		return "consume their message"
	}
	return "left out on unordered links (exact here)"
}

func (p *pass) notCovered() []string {
	var all []string
	if p.result.Cut != graph.CutNone {
		all = append(all, p.cutText())
	}
	if p.faulty() {
		all = append(all, beyondFaults+" (see the findings)")
	}
	if p.complete() {
		all = append(all, p.neverWritten()...)
	}
	return all
}

// beyondFaults are the behaviours that are not followed where a handler misbehaves.
const beyondFaults = "behaviours after a handler that is not pure, not deterministic or panics"

// cut is why the search ended early; of one that was abandoned, what made the watch abandon it.
func (p *pass) cut() graph.Reason {
	if reason, over := p.watch.over(); over && p.result.Cut == graph.CutAborted {
		return reason
	}
	return p.result.Cut
}

func (p *pass) cutText() string {
	at := fmt.Sprintf("at least %d states were found and %d of them not followed", p.result.States, p.result.Frontier)
	switch cut := p.cut(); cut {
	case graph.CutDecided:
		return "the search ended when every property was decided: " + at
	case graph.CutDepth:
		return fmt.Sprintf("states deeper than %d: %s", p.config.depthMax, at)
	case graph.CutStates:
		return fmt.Sprintf("the bound of %d states was reached: %s", p.config.statesMax, at)
	case cutTime, cutMemory:
		return fmt.Sprintf("the %s bound was reached: %s", cut, at)
	case cutReturns, graph.CutFailed:
		return "a user's function did not return: " + at
	case cutInterrupted:
		return "the search was interrupted: " + at
	}
	return fmt.Sprintf("the search was ended (%s): %s", p.cut(), at)
}

// property is the record of one property.
func (p *pass) property(ctx context.Context, i int, common evidence.Record) (evidence.Record, error) {
	j, r := p.judged[i], common
	r.Property, r.Figures, r.Measured = j.name, maps.Clone(common.Figures), maps.Clone(common.Measured)
	r.Guarantees = p.guarantee(j.name)
	reached := p.found(p.propertyCode(i, struck))
	switch {
	case reached && j.always:
		r.Verdict = evidence.Violated
		err := p.counterexample(ctx, i, &r)
		return r, err
	case reached:
		r.Verdict = evidence.Holds
	case p.foundAny(i, panicked, misread, wavering):
		r.Verdict, r.Why = evidence.Unknown, "the property's own function fails; see the findings"
	case p.complete() && j.always:
		r.Verdict = evidence.Holds
	case p.complete() && p.within == nil:
		r.Verdict, r.Why = evidence.Violated, "no reachable state makes it true"
	default:
		r.Verdict, r.Why = evidence.Unknown, p.whyUnknown()
	}
	if r.Verdict == evidence.Unknown {
		r.Accepted = p.acceptance()
	}
	return r, nil
}

// acceptance is the reason for which an Unknown is accepted. What was interrupted is not: nobody meant it to end there, and a test
// that passed would be served from the cache.
func (p *pass) acceptance() string {
	if p.watch != nil {
		if reason, over := p.watch.over(); over && reason == cutInterrupted {
			return ""
		}
	}
	return p.config.accepted
}

func (p *pass) found(code uint32) bool {
	if p.result == nil {
		return false
	}
	_, found := p.result.Found(code)
	return found
}

func (p *pass) foundAny(i int, some ...outcome) bool {
	for _, o := range some {
		if p.found(p.propertyCode(i, o)) {
			return true
		}
	}
	return false
}

func (p *pass) whyUnknown() string {
	switch {
	case p.initial == nil:
		return "the system does not start"
	case p.result.Cut != graph.CutNone:
		return p.cutText() + p.growth()
	case p.faulty():
		return beyondFaults + " were not followed; see the findings"
	}
	return "it was not reached within the declared bound"
}
