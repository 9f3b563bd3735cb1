package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/flow"
)

// Load is who asks the System for something, from outside. To the System it is one more participant, called ID, that sends requests
// and gets replies; what it does about answers that stay away is said here.
type Load struct {
	ID       assay.ID
	To       []assay.ID
	Balance  Balance
	Arrivals Arrivals
	Request  func(n int) any                // the message of the n-th request, from 0; a retry sends the same one
	Reply    func(msg any) (n int, ok bool) // which request a message answers
	Key      func(n int) uint64             // which of To is asked, with ByKey
	Timeout  time.Duration                  // of one try; 0 is none
	Tries    int                            // at most, in all; 0 is 1
	Backoff  flow.Backoff                   // the wait before each retry; the zero Backoff is none
	Budget   *flow.Budget                   // of retries, over all requests of this load; nil is without limit
	Hedge    time.Duration                  // after which another try is sent while the first is still awaited; 0 is never
	Deadline time.Duration                  // after which a request is given up, whatever tries are left; 0 is none
	Breaker  *flow.Breaker                  // which keeps tries from being sent while it is open; nil is none
	Limit    *flow.Concurrency              // of tries that are under way at once, fixed or adaptive; nil is none
	Rate     *flow.Rate                     // of tries; nil is none
}

// Balance is which of several participants is asked.
type Balance uint8

const (
	InTurn Balance = iota
	AtRandom
	LeastWaiting // the one that has fewest tries of this load
	ByKey        // the one that the key names, always
)

func (b Balance) String() string {
	return [...]string{"in turn", "at random", "least waiting", "by key"}[b]
}

// Arrivals are when requests come.
type Arrivals struct {
	kind    arrivalKind
	rates   []rateFrom
	burst   int
	clients int
	think   Dist
	times   []time.Duration
}

type arrivalKind uint8

const (
	arrivePoisson arrivalKind = iota
	arriveSteady
	arriveClosed
	arriveRecorded
)

type rateFrom struct {
	from      time.Duration
	perSecond float64
}

// Poisson is an open load: so many a second on average, each without regard to the others or to what became of them.
func Poisson(perSecond float64) Arrivals {
	return Arrivals{rates: []rateFrom{{0, perSecond}}, burst: 1}
}

// Steady is an open load without chance: one every so often.
func Steady(perSecond float64) Arrivals {
	return Arrivals{kind: arriveSteady, rates: []rateFrom{{0, perSecond}}, burst: 1}
}

// Closed is so many clients, each of which asks, waits for the answer, thinks, and asks again. It cannot overload anything by much, as
// an open load can.
func Closed(clients int, think Dist) Arrivals {
	return Arrivals{kind: arriveClosed, clients: clients, think: think}
}

// At are requests at the given times: a recorded profile.
func At(times ...time.Duration) Arrivals {
	times = slices.Clone(times)
	slices.Sort(times)
	return Arrivals{kind: arriveRecorded, times: times}
}

// From changes the rate of an open load at a time: Poisson(7).From(60*s, 200).From(80*s, 7) is a spike.
func (a Arrivals) From(at time.Duration, perSecond float64) Arrivals {
	a.rates = append(slices.Clone(a.rates), rateFrom{at, perSecond})
	slices.SortStableFunc(a.rates, func(x, y rateFrom) int { return int(x.from - y.from) })
	return a
}

// Bursts makes requests of an open load come so many at a time, at as many moments fewer.
func (a Arrivals) Bursts(size int) Arrivals {
	a.burst = size
	return a
}

// next is when the request after one at now comes, and how many come then; never is -1.
func (a *Arrivals) next(now int64, taken int, r *rand.Rand) (at int64, n int) {
	if a.kind == arriveRecorded {
		if taken >= len(a.times) {
			return -1, 0
		}
		return int64(a.times[taken]), 1
	}
	for i := a.rateAt(now); ; i++ {
		end, perSecond := int64(1)<<62, a.rates[i].perSecond
		if i+1 < len(a.rates) {
			end = int64(a.rates[i+1].from)
		}
		if perSecond > 0 {
			gap := float64(time.Second) * float64(a.burst) / perSecond
			if a.kind == arrivePoisson {
				gap *= r.ExpFloat64()
			}
			if at := now + int64(gap); at < end {
				return at, a.burst
			}
		}
		if end == 1<<62 {
			return -1, 0
		}
		now = end // without memory: what is left of the wait is drawn anew at the new rate
	}
}

func (a *Arrivals) rateAt(now int64) int {
	i := 0
	for i+1 < len(a.rates) && int64(a.rates[i+1].from) <= now {
		i++
	}
	return i
}

func (a Arrivals) wrong() string {
	switch {
	case a.kind == arriveClosed && a.clients < 1:
		return "a closed load without clients"
	case a.kind == arriveClosed:
		return a.think.wrong()
	case a.kind != arriveRecorded && len(a.rates) == 0:
		return "no arrivals"
	case a.kind != arriveRecorded && a.burst < 1:
		return fmt.Sprintf("bursts of %d", a.burst)
	}
	for _, r := range a.rates {
		if r.perSecond < 0 {
			return fmt.Sprintf("%g requests a second", r.perSecond)
		}
	}
	return ""
}

// String is the load in words: "poisson, 7/s, 200/s from 1m0s, 7/s from 1m20s".
func (a Arrivals) String() string {
	switch a.kind {
	case arriveClosed:
		return fmt.Sprintf("closed, %d clients, think %v", a.clients, a.think)
	case arriveRecorded:
		return fmt.Sprintf("recorded, %d requests", len(a.times))
	}
	text := "poisson"
	if a.kind == arriveSteady {
		text = "steady"
	}
	for i, r := range a.rates {
		text += fmt.Sprintf(", %g/s", r.perSecond)
		if i > 0 {
			text += fmt.Sprintf(" from %v", r.from)
		}
	}
	if a.burst > 1 {
		text += fmt.Sprintf(", %d at a time", a.burst)
	}
	return text
}
