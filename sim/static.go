package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// Call says that some participants call others, which their code does not show from outside: for the static report alone. Calls from
// loads are known.
type Call struct {
	From, To []assay.ID
	Tries    int           // at most, for one request that From works on; 0 is 1
	Timeout  time.Duration // of one try; 0 is none
}

// Remarker is a Platform that has something to say about a World before it runs.
type Remarker interface {
	Remarks(World) []evidence.Record
}

// Static computes what needs no simulation: for each call, from which load on a failure sustains itself, and which settings make it
// worse. Each remark is a record of technique "static".
//
//   - below the retry threshold: λ < λ* = μ/tries. Above it an overload that was long enough never ends, since the tries alone are more
//     than can be served.
//   - the queue fits the timeout: room for no more than Q* = μT. A longer queue is full of work that nobody waits for.
//   - one less is enough: (N-1)μ > λ.
//   - retries multiply: the product of tries along a path.
//   - timeouts shrink: no caller's timeout is shorter than what it waits for.
//   - bounded: a mailbox without a bound holds an overload until memory ends.
//
// Source: DeCandia et al. and Bronson et al. (Metastable Failures in Distributed Systems, HotOS 2021) for the thresholds.
// Does not find: calls that neither a Load nor World.Calls names.
func Static(sys assay.System, w World) ([]evidence.Record, error) {
	p, err := compile(sys, w)
	if err != nil {
		return nil, err
	}
	s := &static{plan: p, common: p.commonRecord(nil)}
	s.common.Technique, s.common.Figures, s.common.Bounds, s.common.Coverage = "static", nil, nil, nil
	s.common.NotCovered = []string{"calls that neither a load nor World.Calls names"}
	for i := range w.Load {
		s.load(&w.Load[i])
	}
	for _, c := range w.Calls {
		s.call(c)
	}
	s.paths()
	s.buffers()
	for _, platform := range w.Platform {
		if r, ok := platform.(Remarker); ok {
			s.records = append(s.records, s.filled(r.Remarks(p.world))...)
		}
	}
	return s.records, nil
}

type static struct {
	plan    *plan
	common  evidence.Record
	records []evidence.Record
}

func (s *static) filled(remarks []evidence.Record) []evidence.Record {
	for i := range remarks {
		remarks[i].System, remarks[i].Technique, remarks[i].Assumptions = s.common.System, "static", s.common.Assumptions
	}
	return remarks
}

func (s *static) say(ok bool, property, format string, args ...any) {
	r := s.common
	r.Property, r.Why, r.Verdict = property, fmt.Sprintf(format, args...), evidence.Holds
	if !ok {
		r.Verdict = evidence.Violated
	}
	s.records = append(s.records, r)
}

// rate is how many a participant can serve in a second, and whether it takes any time that is known.
func (p *plan) rate(id assay.ID) (mu float64, known bool) {
	conf := p.servers[p.index[id]]
	if conf == nil || conf.ServiceOf != nil || conf.Service.none() {
		return 0, false
	}
	return float64(max(conf.Lanes, 1)) / (conf.Service.mean() / 1e9), true
}

func (p *plan) rates(ids []assay.ID) (total float64, known bool) {
	for _, id := range ids {
		mu, ok := p.rate(id)
		if !ok {
			return 0, false
		}
		total += mu
	}
	return total, len(ids) > 0
}

func (s *static) load(l *Load) {
	edge := fmt.Sprintf("%s -> %s", l.ID, joined(l.To))
	mu, served := s.plan.rates(l.To)
	lambda, open := l.Arrivals.Usual()
	tries := float64(max(l.Tries, 1))
	if l.Budget != nil {
		tries = min(tries, 1+l.Budget.Ratio)
	}
	if served && open {
		limit := mu / tries
		s.say(lambda < limit*(1-1e-9), "below the retry threshold: "+edge, "λ is %.4g/s and λ* = μ/tries = %.4g/%.3g = %.4g/s", lambda, mu, tries, limit)
		if n := float64(len(l.To)); n > 1 {
			left := mu * (n - 1) / n
			s.say(lambda < left, "one less is enough: "+edge, "λ is %.4g/s and (N-1)μ = %.4g/s of %g", lambda, left, n)
		}
	}
	s.timeout(edge, l.To, l.Timeout, tries > 1)
}

// timeout compares a timeout with how long work waits in a full queue of those that are called.
func (s *static) timeout(edge string, to []assay.ID, timeout time.Duration, retried bool) {
	for _, id := range to {
		mu, ok := s.plan.rate(id)
		if !ok || timeout == 0 {
			continue
		}
		q := s.plan.servers[s.plan.index[id]].Queue
		limit := mu * timeout.Seconds()
		room := "unbounded"
		if q.Max > 0 {
			room = fmt.Sprint(q.Max)
		}
		fits := q.Max > 0 && float64(q.Max) <= limit || q.DropExpired || q.Order == LastIn || !retried
		s.say(fits, fmt.Sprintf("the queue fits the timeout: %s", edge), "the queue of %s is %s, and Q* = μT = %.4g", id, room, limit)
		return // those of one call are alike
	}
}

func (s *static) call(c Call) {
	edge := fmt.Sprintf("%s -> %s", joined(c.From), joined(c.To))
	s.timeout(edge, c.To, c.Timeout, c.Tries > 1)
}

// hop is one call on a path from a load.
type hop struct {
	to      []assay.ID
	tries   int
	timeout time.Duration
}

// paths follow each load's calls to where nobody is called any more.
func (s *static) paths() {
	for i := range s.plan.world.Load {
		l := &s.plan.world.Load[i]
		s.path(string(l.ID), []hop{{l.To, max(l.Tries, 1), l.Timeout}}, map[int]bool{})
	}
}

func (s *static) path(name string, hops []hop, seen map[int]bool) {
	last := hops[len(hops)-1]
	name += " -> " + joined(last.to)
	end := true
	for i, c := range s.plan.world.Calls {
		if seen[i] || !slices.ContainsFunc(c.From, func(id assay.ID) bool { return slices.Contains(last.to, id) }) {
			continue
		}
		end, seen[i] = false, true
		s.path(name, append(slices.Clip(hops), hop{c.To, max(c.Tries, 1), c.Timeout}), seen)
		delete(seen, i)
	}
	if !end || len(hops) < 2 {
		return
	}
	product, factors := 1, []string{}
	for i, h := range hops {
		product *= h.tries
		factors = append(factors, fmt.Sprint(h.tries))
		if i > 0 {
			before := hops[i-1]
			needs := time.Duration(h.tries) * h.timeout
			s.say(before.timeout == 0 || h.timeout > 0 && needs <= before.timeout, "timeouts shrink: "+name,
				"a try of %s waits %s and the call to %s takes up to %d tries of %s", joined(before.to), span(before.timeout), joined(h.to), h.tries, span(h.timeout))
		}
	}
	s.say(product <= max(hops[0].tries, hops[len(hops)-1].tries), "retries do not multiply: "+name,
		"one request is up to %s = %d calls of %s", strings.Join(factors, " · "), product, joined(last.to))
}

func (s *static) buffers() {
	for _, id := range s.plan.ids {
		if conf := s.plan.servers[s.plan.index[id]]; conf != nil {
			s.say(conf.Queue.Max > 0, "bounded: "+string(id), "the mailbox of %s holds %s", id, boundText(conf))
		}
	}
}

func boundText(conf *Server) string {
	if conf.Queue.Max > 0 {
		return fmt.Sprintf("at most %d, then %v", conf.Queue.Max, conf.Queue.Full)
	}
	if room := conf.Memory.Limit - conf.Memory.Base; conf.Memory.Limit > 0 && conf.Memory.Message > 0 {
		return fmt.Sprintf("whatever comes: memory ends at %d messages", room/conf.Memory.Message)
	}
	return "whatever comes"
}

func span(d time.Duration) string {
	if d == 0 {
		return "without end"
	}
	return d.String()
}

func joined(ids []assay.ID) string {
	if len(ids) > 3 {
		return fmt.Sprintf("%s ... %s (%d)", ids[0], ids[len(ids)-1], len(ids))
	}
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = string(id)
	}
	return strings.Join(parts, ",")
}
