package check

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/assay-dev/assay/evidence"
)

// findingOutcome is how an outcome of a property is called as a finding.
var findingOutcome = map[outcome]string{panicked: "total", misread: "view", wavering: "deterministic"}

// findings are the records about the code rather than a property, less those that are known.
func (p *pass) findings(ctx context.Context, common evidence.Record, known []evidence.Record) ([]evidence.Record, error) {
	var all []evidence.Record
	add := func(finding, why string) *evidence.Record {
		r := common
		r.Finding, r.Verdict, r.Why = finding, evidence.Violated, why
		r.Figures, r.Measured = maps.Clone(common.Figures), maps.Clone(common.Measured)
		all = append(all, r)
		return &all[len(all)-1]
	}
	if p.failedStart != nil {
		add(p.failedStart.Finding, p.failedStart.Why)
		return all, nil
	}
	for actor := range p.sys.Actors {
		for _, finding := range findings[:len(findings)-1] {
			if !p.found(p.findingCode(finding, actor)) {
				continue
			}
			if err := p.failing(ctx, finding, actor, add(finding, findingName(p.sys, finding, actor))); err != nil {
				return nil, err
			}
		}
	}
	p.doubts(append(known[:len(known):len(known)], all...), add)
	if why := p.actorChanged(); why != "" {
		add("pure", why)
	}
	if err := p.propertyFindings(ctx, add); err != nil {
		return nil, err
	}
	if p.watch.stuck != nil {
		p.stuckFinding(add)
	}
	return all, p.deadlock(ctx, add)
}

// doubts are the findings to which there is no way in this pass: another run of a handler has shown them.
func (p *pass) doubts(known []evidence.Record, add func(finding, why string) *evidence.Record) {
	for _, d := range p.config.doubts.All() {
		same := func(r evidence.Record) bool {
			return r.Finding == d.Fault.Finding && firstLine(r.Why) == firstLine(d.Fault.Why)
		}
		if !p.found(p.findingCode(d.Fault.Finding, d.Actor)) && !slices.ContainsFunc(known, same) {
			add(d.Fault.Finding, d.Fault.Why)
		}
	}
}

func (p *pass) propertyFindings(ctx context.Context, add func(finding, why string) *evidence.Record) error {
	asked := p.judged
	if p.within != nil {
		asked = append(asked[:len(asked):len(asked)], p.within)
	}
	for i, j := range asked {
		for _, o := range []outcome{panicked, misread, wavering} {
			if j.whys[o] == "" {
				continue
			}
			r := add(findingOutcome[o], j.whys[o])
			if !p.found(p.propertyCode(i, o)) {
				continue
			}
			_, w, err := p.walkTo(ctx, p.propertyCode(i, o))
			if p.excuse(err) {
				continue
			}
			if err != nil {
				return err
			}
			w.trace.Title = title(r.Finding, "violated", len(w.trace.Steps))
			w.show(r)
		}
	}
	return nil
}

// stuckFinding names the call that did not return, and the way to the state in which it was made.
func (p *pass) stuckFinding(add func(finding, why string) *evidence.Record) {
	r := add("returns", p.watch.stuck.describe())
	for _, busy := range p.result.Busy {
		if busy.Worker >= len(p.watch.slots) || p.watch.slots[busy.Worker] != p.watch.stuck {
			continue
		}
		if w, err := p.walk(busy.Path); err == nil {
			w.trace.Title = title("returns", "violated", len(w.trace.Steps))
			r.Trace = &w.trace
		}
	}
}

// deadlocked is the finding of a state in which no step is enabled but failures.
const (
	deadlocked    = "deadlock"
	whyDeadlocked = "no step is enabled but failures"
)

func (p *pass) deadlock(ctx context.Context, add func(finding, why string) *evidence.Record) error {
	if !p.config.deadlock {
		return nil
	}
	if !p.found(p.quiescentCode()) {
		r := add("", "")
		r.Property, r.Verdict, r.Finding = "no deadlock", evidence.Holds, ""
		if !p.complete() {
			r.Verdict, r.Why, r.Accepted = evidence.Unknown, p.whyUnknown(), p.acceptance()
		}
		return nil
	}
	r := add(deadlocked, whyDeadlocked)
	_, w, err := p.walkTo(ctx, p.quiescentCode())
	if p.excuse(err) {
		return nil
	}
	w.trace.Title = title(deadlocked, "violated", len(w.trace.Steps))
	w.show(r)
	return err
}

// actorChanged says which actor's own fields changed during the search, if any did.
func (p *pass) actorChanged() string {
	for i, actor := range p.sys.Actors {
		if before := p.fields[i]; before != "" && p.sys.Fields(i) != before {
			return fmt.Sprintf("a handler of %s changes the actor's own fields", actor.ID)
		}
	}
	return ""
}
