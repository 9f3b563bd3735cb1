package sim

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Before the steps of a behaviour are shrunk one by one, the run itself is made less: the same seed with fewer requests, and, where only
// the end of a run shows what is wrong, with an earlier end. Thousands of requests that have nothing to do with it are gone at once, and
// what was too long to be followed may not be any more.

const (
	lessenFrom = 200 // steps: what is shorter is left as it is
	lessenMax  = 12  // how often it is halved
)

// lesser is the run of this seed, of those with a half, a quarter and so on of the load or of the time, that shows the same in the fewest
// steps, with the plan that it is of. It is the run that was given where no other one does.
func (p *plan) lesser(rec *recorder, r *Result, found *Finding) (*plan, *recorder, *Result, error) {
	best := p
	if r.Finding.Step < lessenFrom {
		return best, rec, r, nil
	}
	ways := []func(World, int) World{p.shorter(found)}
	if len(p.world.Load) > 0 {
		ways = append(ways, thinned)
	}
	for _, less := range ways {
		for part, world := 2, best.world; part <= 1<<lessenMax && less != nil; part *= 2 {
			q, err := compile(p.sys, less(world, part))
			if err != nil {
				break // there is no less
			}
			rec2, r2, err := q.found(r.Seed, found)
			if err != nil {
				return nil, nil, nil, err
			}
			if r2.Finding != nil && r2.Finding.what() == found.what() && r2.Finding.Step < r.Finding.Step {
				best, rec, r = q, rec2, r2
			}
		}
	}
	return best, rec, r, nil
}

// found runs a seed again until it shows what was found, and keeps its steps. What only the end shows is the Finding too.
func (p *plan) found(seed uint64, found *Finding) (*recorder, *Result, error) {
	rec, r, err := p.recorded(seed, recordMax, found.Property)
	if err == nil && r.Finding == nil && found.Property != "" {
		r.Finding = r.Violated[found.Property]
	}
	return rec, r, err
}

// shorter ends a run earlier, where that is what a property waits for; nil is for others, which end where they are violated.
func (p *plan) shorter(found *Finding) func(World, int) World {
	atEnd := func(x assay.Property) bool { return x.Name == found.Property && (ofHistory(x) || ofProgress(x)) }
	if !slices.ContainsFunc(p.sys.Properties, atEnd) {
		return nil
	}
	return func(w World, part int) World {
		w.For, w.Warmup = w.For/time.Duration(part), 0
		return w
	}
}

// thinned has one of so many requests.
func thinned(w World, part int) World {
	w.Load = slices.Clone(w.Load)
	for i := range w.Load {
		w.Load[i].Arrivals = w.Load[i].Arrivals.thinned(part)
	}
	return w
}

func (a Arrivals) thinned(part int) Arrivals {
	a.rates = slices.Clone(a.rates)
	for i := range a.rates {
		a.rates[i].perSecond /= float64(part)
	}
	a.clients = max(min(a.clients, 1), a.clients/part)
	var times []time.Duration
	for i := 0; i < len(a.times); i += part {
		times = append(times, a.times[i])
	}
	a.times = times
	return a
}
