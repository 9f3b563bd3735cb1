package check

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/lattice"
	"github.com/assay-dev/assay/internal/step"
)

// wanted says whether a point is run for a property's sake: for that of a Sometimes where there is nothing else.
func (s *sweep) wanted(property int, _ bool) bool {
	return s.properties[property].Kind != assay.KindSometimes || !slices.ContainsFunc(s.properties, func(p assay.Property) bool { return p.Kind != assay.KindSometimes })
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
	if len(claims)+len(goals) == 0 {
		return answers
	}
	now := ran{at: slices.Clone(at), free: map[string][]bool{}, reads: map[string][]assay.ID{}}
	for _, asked := range [][]int{claims, goals} {
		if len(asked) > 0 && s.err == nil {
			s.judgeSome(&now, asked, answers)
		}
	}
	s.ran = append(s.ran, now)
	for _, i := range goals {
		if answers[i].Verdict == lattice.Violated {
			s.reached[i] = append(s.reached[i], now.at)
		}
	}
	return answers
}

// judgeSome asks some of the properties at one point.
func (s *sweep) judgeSome(now *ran, asked []int, answers []lattice.Answer) {
	sys := relaxed(s.sys, s.dimensions, now.at)
	sys.Properties = nil
	for _, i := range asked {
		sys.Properties = append(sys.Properties, s.properties[i])
	}
	began := time.Now()
	p, r, err := s.explore(sys)
	if err != nil {
		s.err = fmt.Errorf("%w\n(at %s)", err, s.words(now.at))
		return
	}
	for i := range r.Records {
		r.Records[i].Measured["seconds"] = time.Since(began).Seconds()
	}
	now.result.States = max(now.result.States, r.States)
	now.result.Records = append(now.result.Records, r.Records...)
	free := s.free(p)
	for _, i := range asked {
		property := s.properties[i]
		record, _ := r.Record(property.Name)
		own := free
		if property.Kind == assay.KindRecovers {
			own = nil // it is judged in a pass of its own, which leaves nothing out
		}
		answers[i] = lattice.Answer{Verdict: verdictAt(record.Verdict, property.Kind == assay.KindSometimes), Monotone: p.monotone(property), Free: own}
		now.free[property.Name], now.reads[property.Name] = own, p.readsOf(property.Name)
	}
}

func (s *sweep) explore(sys assay.System) (*pass, Result, error) {
	c := newConfig(s.options)
	c.only, c.growingAfter = "", growingNever
	if c.progress != nil {
		c.progress = s.pulse.hear
	}
	if !changesSystem(s.dimensions) {
		c.memory = s.memory
	}
	if s.config.timeMax > 0 {
		c.timeMax = max(s.config.timeMax-time.Since(s.began), time.Millisecond)
	}
	p, err := search(s.ctx, sys, c, need{})
	if err != nil {
		return nil, Result{}, err
	}
	r, err := p.records(s.ctx, 0)
	return p, r, err
}

// free are the dimensions whose steps a pass leaves out, since asynchrony covers them.
func (s *sweep) free(p *pass) []bool {
	if p.initial == nil || !p.sys.PlainLinks() || !p.mode.Leaves(step.LeaveLosses) || !p.mode.Leaves(step.LeaveCuts) || p.reads != nil && p.reads.network.Load() {
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
	case assay.KindAlways, assay.KindAlwaysIf, assay.KindLinearizable, assay.KindSequentiallyConsistent, assay.KindGuarantees:
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
