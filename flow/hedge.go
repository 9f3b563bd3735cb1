package flow

import "time"

// Hedge is when to send another copy of a request whose answer is late: After each copy, until there are Most copies beside the first.
// The first answer is taken, and the other copies are best told to stop.
//
// Source: J. Dean and L. A. Barroso, The Tail at Scale, Communications of the ACM 56(2), 2013, which waits for the 95th percentile: the load
// then grows by one part in twenty.
//
// Does not do: ask a Budget, or a callee whether doing a thing twice is doing it once. Only requests that are idempotent may be
// hedged.
type Hedge struct {
	After   time.Duration // from one copy to the next; with a Latency that has an answer, that instead
	Most    int           // copies beside the first
	Latency Latency       // the zero Latency: After alone
}

// HedgeState is where one request stands: how many copies were sent beside the first, and when the next is due.
type HedgeState struct {
	Hedged int
	Due    time.Duration // Never, if there is none
	every  time.Duration
}

// HedgeEvent is what happens to a request.
type HedgeEvent uint8

// HedgeTick is time that passed. HedgeFailed says that one copy failed, so that the next is sent at once. HedgeAnswered says that one
// was answered, or that the caller gave up.
const (
	HedgeTick HedgeEvent = iota
	HedgeFailed
	HedgeAnswered
)

func (e HedgeEvent) String() string { return closed("event", int(e), "tick", "failed", "answered") }

// HedgeAnswer says whether to send a copy now, and when to come back with a HedgeTick (Never: not at all).
type HedgeAnswer struct {
	Send bool
	Wake time.Duration
}

// Valid says what is wrong with the settings, or nil.
func (h Hedge) Valid() error {
	switch {
	case h.After <= 0:
		return invalid("Hedge.After", h.After, "a time above 0", "with a Latency too: it is what is waited until enough calls were seen")
	case h.Most < 1:
		return invalid("Hedge.Most", h.Most, "at least 1", "leave the hedge out where none is wanted")
	case h.Latency == Latency{}:
		return nil
	}
	return h.Latency.Valid()
}

// Start is a request that is sent now, where calls to the same callee took what seen says.
//
//assay:pure
func (h Hedge) Start(seen LatencyState, now time.Duration) (HedgeState, HedgeAnswer) {
	every := h.After
	if h.Latency != (Latency{}) && h.Latency.At(seen) != Never {
		every = h.Latency.At(seen)
	}
	s := HedgeState{Due: Never, every: every}
	if h.Most > 0 {
		s.Due = after(now, every)
	}
	return s, HedgeAnswer{Wake: s.Due}
}

// Step says whether to send a copy.
//
//assay:pure
func (h Hedge) Step(s HedgeState, e HedgeEvent, now time.Duration) (HedgeState, HedgeAnswer) {
	switch {
	case e == HedgeAnswered:
		s.Due = Never
	case s.Due != Never && (e == HedgeFailed || now >= s.Due):
		return h.send(s, now)
	}
	return s, HedgeAnswer{Wake: s.Due}
}

func (h Hedge) send(s HedgeState, now time.Duration) (HedgeState, HedgeAnswer) {
	s.Hedged++
	s.Due = Never
	if s.Hedged < h.Most {
		s.Due = after(now, s.every)
	}
	return s, HedgeAnswer{Send: true, Wake: s.Due}
}
