package sim

import "time"

// World is what the run ran in, with what was left to defaults filled in. It is shared with the run, and not to be written to.
func (r *Result) World() World { return r.engine.plan.world }

// Ended is when the run ended: at For, or earlier where a finding ended it. What its series have from then on says nothing.
func (r *Result) Ended() time.Duration {
	if r.Finding != nil {
		return time.Duration(r.Finding.At)
	}
	return r.For()
}

// Loads are what became of the requests of each load, in the World's order.
func (r *Result) Loads() []*LoadStats { return append([]*LoadStats(nil), r.engine.stats.loads...) }

// Servers are what each server saw, in the System's order.
func (r *Result) Servers() (all []*ServerStats) {
	for _, s := range r.engine.stats.servers {
		if s != nil {
			all = append(all, s)
		}
	}
	return all
}

// Late is how many answers came when nobody waited for them any more: work for nothing.
func (l *LoadStats) Late() uint64 { return l.late }
