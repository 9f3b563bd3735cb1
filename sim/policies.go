package sim

import (
	"time"

	"github.com/assay-dev/assay/flow"
)

// gates are a load's policies that keep tries from being sent, as package flow has them: production runs the same machines.
type gates struct {
	breaker flow.BreakerState
	limit   flow.ConcurrencyState
	rate    flow.RateState
}

func (l *loadRun) openGates() {
	if l.conf.Breaker != nil {
		l.gates.breaker = l.conf.Breaker.Start()
	}
	if l.conf.Limit != nil {
		l.gates.limit = l.conf.Limit.Start()
	}
	if l.conf.Rate != nil {
		l.gates.rate = l.conf.Rate.Start()
	}
}

// admits says whether a try may be sent now, and if not, what keeps it back. A breaker gives it a ticket.
func (l *loadRun) admits() (ticket flow.Ticket, why reason, ok bool) {
	now := l.e.clock()
	if b := l.conf.Breaker; b != nil {
		var a flow.BreakerAnswer
		if l.gates.breaker, a = b.Step(l.gates.breaker, flow.Ask(), now); !a.Pass {
			return ticket, whyBreaker, false
		}
		ticket = a.Ticket
	}
	t := sentTry{sentAt: l.e.now, ticket: ticket}
	if c := l.conf.Limit; c != nil {
		if l.gates.limit, ok = c.Step(l.gates.limit, flow.Begin(), now); !ok {
			l.ended(t, flow.Failed, false)
			return ticket, whyLimit, false
		}
	}
	if c := l.conf.Rate; c != nil {
		var a flow.RateAnswer
		if l.gates.rate, a = c.Step(l.gates.rate, 1, now); !a.OK {
			l.ended(t, flow.Failed, true)
			return ticket, whyRate, false
		}
	}
	return ticket, 0, true
}

// ended tells the policies how a try ended that they let pass. limited says whether it holds a place of the limit.
func (l *loadRun) ended(t sentTry, o flow.Outcome, limited bool) {
	now := l.e.clock()
	if b := l.conf.Breaker; b != nil {
		l.gates.breaker, _ = b.Step(l.gates.breaker, flow.Ended(t.ticket, o), now)
	}
	if c := l.conf.Limit; c != nil && limited {
		l.gates.limit, _ = c.Step(l.gates.limit, flow.End(o, now-time.Duration(t.sentAt)), now)
	}
}

// outcomeOf is how a policy sees the end of a try.
func outcomeOf(why reason) flow.Outcome {
	if why == whyTimeout {
		return flow.TimedOut
	}
	return flow.Failed
}

// sheds says what a server's policy does with the letter that would be taken up next: it is dropped, or the newest is served before it.
func (s *server) sheds(e *engine, waited int64) (drop, newest bool) {
	p := s.conf.Queue.Shed
	if p == nil {
		return false, false
	}
	var a flow.ShedAnswer
	s.shed, a = p.Step(s.shed, flow.Taken(time.Duration(waited), s.queue.len()-1), e.clock())
	return a.Drop, a.Newest
}
