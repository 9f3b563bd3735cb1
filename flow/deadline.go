package flow

import "time"

// Deadline carries the time by which an answer is needed down a chain of calls. Each hop keeps Reserve for what it does after the reply,
// and does not call at all where less than Floor would be left. Work whose deadline is past is refused: nobody waits for it, and a
// server that does it nevertheless has no time for work that somebody waits for.
//
// What goes over the wire is how long is left, never a point in time, because the clocks of two machines differ.
//
// Source: deadline propagation as in gRPC (grpc-timeout) and in Site Reliability Engineering, O'Reilly 2016, chapter 22.
//
// Does not do: take off what a message spent on its way. The callee starts anew with what was left when it was sent, so across
// n hops the deadlines drift by n transit times.
type Deadline struct {
	Reserve time.Duration // kept for oneself after the reply of the next hop
	Floor   time.Duration // less than this is not worth a call
}

// DeadlineState is when the work at hand is worthless. At is Never where it has no deadline.
type DeadlineState struct{ At time.Duration }

// DeadlineEvent is what is about to be done.
type DeadlineEvent uint8

// TakeUp is to begin or go on with the work itself, NextHop is to call somebody else for it.
const (
	TakeUp DeadlineEvent = iota
	NextHop
)

func (e DeadlineEvent) String() string { return closed("event", int(e), "take up", "next hop") }

// DeadlineAnswer says whether to go on, and how long there is for it; Never without a deadline, 0 where it is not OK.
type DeadlineAnswer struct {
	OK   bool
	Left time.Duration
}

// Valid says what is wrong with the settings, or nil.
func (d Deadline) Valid() error {
	switch {
	case d.Reserve < 0:
		return invalid("Deadline.Reserve", d.Reserve, "no negative time", "0 hands on all that is left")
	case d.Floor < 0:
		return invalid("Deadline.Floor", d.Floor, "no negative time", "0 calls while anything is left")
	}
	return nil
}

// Start is work that came in now with so much time left (Never: without a deadline).
//
//assay:pure
func (d Deadline) Start(left, now time.Duration) DeadlineState {
	return DeadlineState{At: after(now, left)}
}

// Step says whether there is time for it. The state stays as it was.
//
//assay:pure
func (d Deadline) Step(s DeadlineState, e DeadlineEvent, now time.Duration) (DeadlineState, DeadlineAnswer) {
	if s.At == Never {
		return s, DeadlineAnswer{OK: true, Left: Never}
	}
	left, least := since(now, s.At), time.Duration(1)
	if e == NextHop {
		left, least = since(d.Reserve, left), max(1, d.Floor)
	}
	if left < least {
		return s, DeadlineAnswer{}
	}
	return s, DeadlineAnswer{OK: true, Left: left}
}
