package sim

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// judged are the records of properties, findings, objectives and verdicts, in this order.
func (c *config) judged(ctx context.Context, p *plan, results []*Result, common evidence.Record) ([]evidence.Record, error) {
	var all []evidence.Record
	add := func(change func(*evidence.Record)) {
		r := common
		r.Figures = maps.Clone(common.Figures)
		r.NotCovered = slices.Clone(common.NotCovered)
		change(&r)
		all = append(all, r)
	}
	sound := true
	for _, res := range firstOfEach(results) {
		sound = false
		add(func(r *evidence.Record) {
			r.Finding, r.Verdict, r.Why = res.Finding.Kind, evidence.Violated, res.Finding.Why
			c.attach(p, r, res, res.Finding)
		})
	}
	if err := p.repeats(results); err != nil {
		sound = false
		add(func(r *evidence.Record) {
			r.Finding, r.Verdict, r.Why = "deterministic", evidence.Violated, err.Error()
		})
	}
	for _, property := range p.sys.Properties {
		add(func(r *evidence.Record) {
			if res, f := p.said(r, property, results, sound); f != nil {
				c.attach(p, r, res, f)
			}
		})
	}
	for _, g := range c.goals {
		add(func(r *evidence.Record) {
			r.Property = g.Name
			r.Verdict, r.Why, _ = g.judge(results)
			onlyOf(r, sound)
		})
	}
	for _, v := range c.verdicts {
		verdict, why, err := v.of(ctx, p, results)
		if err != nil {
			return nil, err
		}
		add(func(r *evidence.Record) {
			r.Property, r.Verdict, r.Why = v.Name, verdict, why
			onlyOf(r, sound)
		})
	}
	if len(all) == 0 {
		add(func(r *evidence.Record) {
			r.Property, r.Verdict, r.Why = "runs", evidence.Unknown, "nothing was asked: the system has no properties, and there are no objectives or verdicts"
		})
	}
	return all, nil
}

// onlyOf takes back that something holds where a handler misbehaves: what was measured is of runs that ended early, or that are no runs.
func onlyOf(r *evidence.Record, sound bool) {
	if !sound && r.Verdict == evidence.Holds {
		r.Verdict, r.Why = evidence.Unknown, whyUnsound
	}
}

const whyUnsound = "a handler misbehaves (see the findings)"

// firstOfEach are the first seeds that end with each finding.
func firstOfEach(results []*Result) (first []*Result) {
	seen := map[string]bool{}
	for _, r := range results {
		if r.Finding != nil && !seen[r.Finding.Kind] {
			seen[r.Finding.Kind] = true
			first = append(first, r)
		}
	}
	return first
}

// repeats runs the first seed once more: an actor that reads a clock, or anything else from outside, makes another behaviour of it.
func (p *plan) repeats(results []*Result) error {
	if len(results) == 0 {
		return nil
	}
	again, err := p.run(results[0].Seed, nil)
	if err != nil {
		return err
	}
	if again.Digest != results[0].Digest {
		return fmt.Errorf("seed %d gives another behaviour when it is run again: some handler depends on more than its arguments\nhint: assay vet names what reads a clock, a global or chance", results[0].Seed)
	}
	return nil
}

// attach adds the way to a finding, or why there is none. Where one thing is expected to be violated, nobody looks at the way to another.
func (c *config) attach(p *plan, r *evidence.Record, res *Result, f *Finding) {
	if c.broken != "" && c.broken != f.what() {
		return
	}
	r.Coverage = append(slices.Clip(r.Coverage), evidence.Entry{Name: "found by seed", Value: fmt.Sprint(res.Seed)})
	t, err := p.counterexample(res, f)
	if err != nil {
		r.NotCovered = append(r.NotCovered, "the trace: "+err.Error())
		if errors.Is(err, errWavers) {
			r.Why += "\nhint: the seed did not give the same behaviour again; see assay vet"
		}
		return
	}
	r.Trace = t
}

// said is the record of a property, and how it is violated first.
func (p *plan) said(r *evidence.Record, property assay.Property, results []*Result, sound bool) (*Result, *Finding) {
	r.Property, r.Verdict = property.Name, evidence.Unknown
	switch property.Kind {
	case assay.KindAlways, assay.KindAlwaysIf, assay.KindLinearizable, assay.KindSequentiallyConsistent,
		assay.KindEventually, assay.KindLeadsTo, assay.KindTerminates, assay.KindRecovers:
	case assay.KindSometimes:
		p.saidSometimes(r, property, results)
		return nil, nil
	default:
		r.Why = fmt.Sprintf("a simulation does not judge %v", property.Kind)
		if property.Kind == assay.KindGuarantees {
			r.Why += "\nhint: check does"
		}
		return nil, nil
	}
	ended, undecided, premises, reason := 0, 0, uint64(0), ""
	for _, res := range results {
		if f := res.Violated[property.Name]; f != nil {
			r.Verdict, r.Why = evidence.Violated, f.Why
			return res, f
		}
		if res.Finding != nil {
			ended++
		}
		if why, left := res.engine.judge.undecided[property.Name]; left {
			undecided, reason = undecided+1, why
		}
		for _, a := range res.engine.judge.asked {
			if a.property.Name == property.Name {
				premises += a.premises
			}
		}
	}
	switch {
	case undecided > 0:
		r.Why = fmt.Sprintf("in %d of %d seeds %s\nhint: shorter runs", undecided, len(results), reason)
	case !sound:
		r.Why = whyUnsound
	case ended > 0:
		r.Why = fmt.Sprintf("%d of %d seeds ended early, with a finding", ended, len(results))
	case ofProgress(property):
		p.saidProgress(r, property, results)
	case property.Kind == assay.KindAlwaysIf && premises == 0:
		r.Why = whyVacuous
	default:
		r.Verdict = evidence.Holds
	}
	return nil, nil
}

const whyVacuous = "its premise was never true, so nothing was asked\nhint: longer runs, or more load"

func (p *plan) saidSometimes(r *evidence.Record, property assay.Property, results []*Result) {
	seeds := 0
	for _, res := range results {
		if res.Reached[property.Name] > 0 {
			seeds++
		}
	}
	if seeds == 0 {
		r.Why = fmt.Sprintf("reached in none of %d seeds\nhint: longer runs, more load, or check", len(results))
		return
	}
	r.Verdict, r.Why = evidence.Holds, fmt.Sprintf("reached in %d of %d seeds", seeds, len(results))
	r.Figures["reached"] = uint64(seeds)
}

func leave(t *testing.T, r evidence.Record) { evidence.Leave(t, evidence.Message{Evidence: &r}) }

// complaint is what a test says of a record that fails it, or nothing.
func complaint(r evidence.Record) string {
	if r.Verdict == evidence.Holds || r.Verdict == evidence.Unknown && r.Accepted != "" {
		return ""
	}
	text := fmt.Sprintf("%s: %s: %s", r.System, r.Property+r.Finding, r.Verdict)
	if r.Why != "" {
		text += ": " + r.Why
	}
	if r.Trace != nil {
		text += "\n" + r.Trace.String()
	}
	return text
}

// worldText lists what the World assumes, beside what the System does.
func (p *plan) worldText() (all []evidence.Entry) {
	add := func(name, value string) { all = append(all, evidence.Entry{Name: name, Value: value}) }
	if !p.world.Link.Latency.none() {
		add("latency", p.world.Link.Latency.String())
	}
	for _, id := range p.ids {
		if s := p.servers[p.index[id]]; s != nil {
			add("service of "+string(id), s.text())
		}
	}
	for i := range p.world.Load {
		l := &p.world.Load[i]
		add("load "+string(l.ID), l.text())
	}
	for _, platform := range p.world.Platform {
		if a, ok := platform.(interface{ Assumptions() []string }); ok {
			for _, text := range a.Assumptions() {
				add("platform", text)
			}
		}
	}
	for _, e := range p.world.Events {
		add("event", fmt.Sprintf("%s at %v", e.Name, e.At))
	}
	if !p.faults.Off && p.may != (chances{}) {
		add("failures", "of those assumed above, another subset with each seed, at a tenth, one or ten times the usual rate")
	} else {
		add("failures", "none but what is planned")
	}
	return all
}

func (s *Server) text() string {
	text := s.Service.String()
	if s.ServiceOf != nil {
		text = "service by message"
	}
	if s.Lanes > 1 {
		text += fmt.Sprintf(", %d lanes", s.Lanes)
	}
	if s.Queue.Max > 0 {
		text += fmt.Sprintf(", room for %d, then %v", s.Queue.Max, s.Queue.Full)
	} else {
		text += ", unbounded"
	}
	text += ", " + s.Queue.Order.String()
	if s.Queue.DropExpired {
		text += ", drops what has expired"
	}
	if s.Memory.Limit > 0 {
		text += fmt.Sprintf(", %d MiB of memory", s.Memory.Limit>>20)
	}
	return text
}

func (l *Load) text() string {
	text := l.Arrivals.String()
	if l.Timeout > 0 {
		text += fmt.Sprintf(", timeout %v", l.Timeout)
	}
	if l.Tries > 1 {
		text += fmt.Sprintf(", at most %d tries", l.Tries)
	} else {
		text += ", one try"
	}
	if l.Budget != nil {
		text += fmt.Sprintf(", retry budget of %g", l.Budget.Ratio)
	}
	if l.Hedge > 0 {
		text += fmt.Sprintf(", hedged after %v", l.Hedge)
	}
	return text
}
