package sim

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim/page"
)

// rulers are the levels that a World sets, for what runs show to be seen against: what can be served, the timeout, how much room there is.
func (p *plan) rulers() (all []page.Ruler) {
	for i := range p.world.Load {
		l := &p.world.Load[i]
		owner := string(l.ID)
		if l.Timeout > 0 {
			all = append(all, page.Ruler{Owner: owner, Kind: page.Latency, At: l.Timeout.Seconds(), Words: "the timeout of one try, " + page.Span(l.Timeout)})
		}
		if mu, known := p.rates(l.To); known {
			who := string(l.To[0])
			if len(l.To) > 1 {
				who = fmt.Sprintf("all %d servers", len(l.To))
			}
			all = append(all, page.Ruler{Owner: owner, Kind: page.Requests, At: mu, Words: fmt.Sprintf("what %s can serve, %s", who, page.Rate.Text(mu))})
		}
	}
	for _, id := range p.ids {
		if s := p.servers[p.index[id]]; s != nil {
			all = append(all, p.roomOf(id, s)...)
		}
	}
	return all
}

// roomOf is how much room a server has, and how long its queue is when the wait in it is as long as its clients wait.
func (p *plan) roomOf(id assay.ID, s *Server) (all []page.Ruler) {
	add := func(kind page.Kind, at float64, format string, args ...any) {
		all = append(all, page.Ruler{Owner: string(id), Kind: kind, At: at, Words: fmt.Sprintf(format, args...)})
	}
	if limit := float64(s.Memory.Limit); limit > 0 {
		add(page.Memory, limit/(1<<20), "the limit, %s", page.Bytes.Text(limit))
	}
	if s.Queue.Max > 0 {
		add(page.Queue, float64(s.Queue.Max), "room for %s", page.Count.Text(float64(s.Queue.Max)))
	}
	var timeouts []time.Duration
	for i := range p.world.Load {
		if l := &p.world.Load[i]; l.Timeout > 0 && slices.Contains(l.To, id) && !slices.Contains(timeouts, l.Timeout) {
			timeouts = append(timeouts, l.Timeout)
		}
	}
	mu, known := p.rate(id)
	if !known || len(timeouts) != 1 || s.Queue.Order != FirstIn {
		return all
	}
	if at := mu * timeouts[0].Seconds(); at >= 1 {
		add(page.Queue, at, "behind %s a message waits longer than the timeout, %s: served for nobody", page.Count.Text(at), page.Span(timeouts[0]))
	}
	return all
}
