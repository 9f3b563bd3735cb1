package sim

import (
	"cmp"
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

// validate refuses a System that cannot be simulated yet, and a World that does not fit it.
func (p *plan) validate() error {
	for _, check := range []func() error{p.validateSystem, p.validateAssumptions, p.validateServers, p.validateLinks, p.validateLoads} {
		if err := check(); err != nil {
			return err
		}
	}
	if p.world.For < 0 || p.world.Warmup < 0 || p.world.Warmup >= p.world.For {
		return p.wrong("a run of %v with a warm-up of %v, expected a warm-up shorter than the run", p.world.For, p.world.Warmup)
	}
	return nil
}

func (p *plan) validateSystem() error {
	if len(p.sys.Actors) == 0 {
		return p.wrong("it has no participants\nhint: Actors lists them")
	}
	if len(p.index) != len(p.sys.Actors)+len(p.world.Load) {
		return p.wrong("two participants or loads have one ID\nhint: a load is a participant too, and needs an ID of its own")
	}
	for _, a := range p.sys.Actors {
		b := a.Behaviour
		switch {
		case b.Err != nil:
			return p.wrong("%s: %v", a.ID, b.Err)
		case b.Machine != nil:
			return p.wrong("it is a Machine, which has no participants to simulate\nhint: check explores it")
		case b.Contract != nil:
			return p.wrong("%s is given by its contract alone, which does not say what it does when\nhint: simulate it with the actor that keeps the contract", a.ID)
		}
	}
	return nil
}

func (p *plan) validateAssumptions() error {
	a := p.sys.Assume
	if a.Buffer > 1 {
		return p.wrong("buffered links are not simulated yet\nhint: give the link a latency instead")
	}
	for _, l := range a.Links {
		if l.Buffer > 1 {
			return p.wrong("buffered links are not simulated yet\nhint: give the link a latency instead")
		}
		for _, id := range []assay.ID{l.From, l.To} {
			if _, ok := p.index[id]; !ok {
				return p.wrong("an assumed link names %q, and no participant is called that\nhint: there are %s", id, listed(p.ids))
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.Per)) {
		own := a.Per[id]
		if own.Lies != assay.Default && own.Lies != assay.None {
			return p.wrong("%s may lie, and liars are not simulated yet\nhint: check explores them", id)
		}
		if own.Works != (assay.Schedule{}) {
			return p.wrong("%s works by a schedule, which is not simulated yet\nhint: check explores it", id)
		}
	}
	return nil
}

func (p *plan) validateServers() error {
	for _, id := range slices.Sorted(maps.Keys(p.world.Servers)) {
		s := p.world.Servers[id]
		who, ok := p.index[id]
		if !ok || int(who) >= len(p.sys.Actors) {
			return p.wrong("the World has a server %q, and no participant is called that\nhint: there are %s", id, listed(p.ids))
		}
		for _, d := range []Dist{s.Service, s.Sync, s.Restart} {
			if w := d.wrong(); w != "" {
				return p.wrong("the server %s: %s", id, w)
			}
		}
		if shed := s.Queue.Shed; shed != nil {
			if err := shed.Valid(); err != nil {
				return p.wrong("the server %s: %v", id, err)
			}
		}
		switch {
		case s.Lanes < 0 || s.Queue.Max < 0:
			return p.wrong("the server %s has %d lanes and room for %d, expected none below 0", id, s.Lanes, s.Queue.Max)
		case s.Lanes > 1 && p.fifoTo(id):
			return p.wrong("the server %s has %d lanes, and on its FIFO links a message may not overtake\nhint: one lane, or unordered links", id, s.Lanes)
		case (s.Queue.Order != FirstIn || s.Queue.DropExpired || s.Queue.Max > 0 && s.Queue.Full != Wait) && p.fifoTo(id):
			return p.wrong("the server %s drops or reorders messages, and its FIFO links allow neither\nhint: FirstIn and Wait, or unordered links", id)
		}
	}
	return nil
}

// fifoTo says whether some link to a participant is FIFO.
func (p *plan) fifoTo(id assay.ID) bool {
	for _, l := range p.sys.Assume.Links {
		if l.To == id && l.Order == assay.FIFO {
			return true
		}
	}
	return p.sys.Assume.Order == assay.FIFO
}

func (p *plan) validateLinks() error {
	for _, b := range append([]Between{{Link: p.world.Link}}, p.world.Links...) {
		for _, id := range append(append([]assay.ID{}, b.From...), b.To...) {
			if _, ok := p.index[id]; !ok {
				return p.wrong("a link names %q, and no participant is called that\nhint: there are %s", id, listed(p.names))
			}
		}
		if w := b.Link.Latency.wrong(); w != "" {
			return p.wrong("the latency of a link: %s", w)
		}
		if b.Link.BytesPerSecond < 0 || b.Link.BytesPerSecond > 0 && b.Link.Size == nil {
			return p.wrong("a link of %g bytes a second has no Size of a message", b.Link.BytesPerSecond)
		}
	}
	return nil
}

func (p *plan) validateLoads() error {
	for i := range p.world.Load {
		l := &p.world.Load[i]
		name := cmp.Or(string(l.ID), "a load")
		switch {
		case l.ID == "":
			return p.wrong("a load has no ID")
		case l.Request == nil || l.Reply == nil:
			return p.wrong("the load %s has no Request or no Reply\nhint: Request makes the n-th message, Reply says which one a message answers", name)
		case len(l.To) == 0 && len(p.world.Platform) == 0:
			return p.wrong("the load %s asks nobody\nhint: To lists whom it asks", name)
		case l.Balance == ByKey && l.Key == nil:
			return p.wrong("the load %s is balanced by a key and has none\nhint: Key is a number for the n-th request", name)
		case l.Timeout < 0 || l.Deadline < 0 || l.Hedge < 0 || l.Tries < 0:
			return p.wrong("the load %s has a time or a number below 0", name)
		}
		if w := l.Arrivals.wrong(); w != "" {
			return p.wrong("the load %s: %s", name, w)
		}
		for _, id := range l.To {
			if who, ok := p.index[id]; !ok || int(who) >= len(p.sys.Actors) {
				return p.wrong("the load %s asks %q, and no participant is called that\nhint: there are %s", name, id, listed(p.ids))
			}
		}
		if err := l.validPolicies(); err != nil {
			return p.wrong("the load %s: %v", name, err)
		}
	}
	return nil
}

func (l *Load) validPolicies() error {
	if err := l.Backoff.Valid(); err != nil {
		return err
	}
	if l.Budget != nil {
		if err := l.Budget.Valid(); err != nil {
			return err
		}
	}
	if l.Breaker != nil {
		if err := l.Breaker.Valid(); err != nil {
			return err
		}
	}
	if l.Limit != nil {
		if err := l.Limit.Valid(); err != nil {
			return err
		}
	}
	if l.Rate != nil {
		return l.Rate.Valid()
	}
	return nil
}
