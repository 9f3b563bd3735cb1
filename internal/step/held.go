package step

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// Of a participant that is held to a contract, its Local has the set of the states in which the contract may be after all that was
// said: an owner need not decide which of several ways it took.

// heldMax is how many states a contract may be in at once.
const heldMax = 4096

// In Held a set begins with one byte and a breach with the other.
const (
	keptMark     = "\x00"
	breachedMark = "\x01"
)

// way is one way that a contract allows: the state it leads to, and what is sent.
type way struct {
	to    string
	sends []Send
}

// hold moves the contracts of a participant on by what it did about an input.
func (s *System) hold(actor int, before Local, in Input, r *Reaction) {
	for i, c := range s.Actors[actor].held {
		r.Next.Held = slices.Clone(r.Next.Held)
		if in.Kind == Start {
			r.Next.Held = append(r.Next.Held, "")
			r.Next.Held[i] = s.heldStart(c, r)
			continue
		}
		r.Next.Held[i] = s.heldAfter(c, before.Held[i], in, r)
	}
}

// heldStart is where a contract stands after Start: what is sent there is unprompted.
func (s *System) heldStart(c *contract, r *Reaction) string {
	in := Input{Kind: Start}
	var states []string
	for _, first := range s.allowed(c, "", in, r) {
		states = append(states, first.to)
	}
	return s.settle(c, s.explained(c, states, Input{Kind: Choose}, r), in, nil, r)
}

// heldAfter is where a contract stands after one step, which is one step of the contract: of one that is prompted, a reaction to its
// message; of any other an unprompted one, or none where nothing is sent.
func (s *System) heldAfter(c *contract, held string, in Input, r *Reaction) string {
	if strings.HasPrefix(held, breachedMark) {
		return held
	}
	states, asked := heldStates(held), Input{Kind: Choose}
	if in.Kind == Deliver {
		if _, message := s.Open(in.Envelope); Fits(s.TypeOf(message), c.behaviour.Message) {
			asked = in
		}
	}
	return s.settle(c, s.explained(c, states, asked, r), in, states, r)
}

// explained are the states in which a contract may be after what was sent.
func (s *System) explained(c *contract, states []string, in Input, r *Reaction) (ends []string) {
	for _, state := range states {
		if in.Kind == Choose && len(r.Sends) == 0 {
			ends = append(ends, state)
		}
		for _, one := range s.allowed(c, state, in, r) {
			if s.alike(r.Sends, one.sends) {
				ends = append(ends, one.to)
			}
		}
	}
	slices.Sort(ends)
	return slices.Compact(ends)
}

// settle is a set of states as it stands in Held, or the breach where it is empty.
func (s *System) settle(c *contract, ends []string, in Input, states []string, r *Reaction) string {
	if len(ends) == 0 {
		return breachedMark + s.encodeBreach(in, states, r.Sends)
	}
	if len(ends) > heldMax {
		r.Err = fmt.Errorf("step: the contract of %s may be in %d states at once, expected at most %d\nhint: what was said should tell its states apart", s.Actors[c.actor].ID, len(ends), heldMax)
	}
	encoded := []byte(keptMark)
	for _, end := range ends {
		encoded = appendText(encoded, end)
	}
	return string(encoded)
}

func heldStates(held string) (states []string) {
	for rest := []byte(held[len(keptMark):]); len(rest) > 0; {
		var state []byte
		state, rest = readText(rest)
		states = append(states, string(state))
	}
	return states
}

// allowed are the ways that a contract allows in a state. What is wrong with the contract is wrong with r.
func (s *System) allowed(c *contract, state string, in Input, r *Reaction) []way {
	key := fmt.Sprint(c.property, "\x00", in.Kind, " ", in.Envelope, " ", state)
	s.allowing.Lock()
	defer s.allowing.Unlock()
	known, ok := s.allowances[key]
	if !ok {
		known = s.allow(c, state, in)
		s.allowances[key] = known
	}
	if r.Fault == nil {
		r.Fault = known.fault
	}
	if r.Err == nil {
		r.Err = known.err
	}
	return known.ways
}

// allowance is what a contract allows in one state, or what is wrong with it.
type allowance struct {
	ways  []way
	fault *Fault
	err   error
}

func (s *System) allow(c *contract, state string, in Input) (a allowance) {
	answered, fault := s.waysTwice(c, state, in, nil, Local{})
	if answered.err != nil {
		a.err = fmt.Errorf("step: %s answers with what is no plain value: %s", s.contractMethod(c, in), canon.Words(answered.err))
		return a
	}
	a.fault = fault
	if fault != nil && fault.Dead {
		return a
	}
	decoded, err := s.decodeWays(answered.state)
	for _, one := range decoded {
		r := &Reaction{}
		for _, effect := range one.values {
			if !s.carryOutAllowed(c, r, effect) {
				a.fault, a.err = r.Fault, r.Err
				return a
			}
		}
		a.ways = append(a.ways, way{string(one.state), r.Sends})
	}
	a.err = err
	return a
}

// carryOutAllowed does one effect of a contract, which only sends.
func (s *System) carryOutAllowed(c *contract, r *Reaction, effect assay.Effect) bool {
	if e, sends := effect.(assay.SendEffect); sends {
		return s.send(c.actor, r, e)
	}
	return s.blame(c.actor, r, "handled", fmt.Sprintf("has a contract (%s) with the effect %T, expected Send and Broadcast alone", c.name(), effect))
}

// alike says whether a contract allows what was sent: on FIFO links in this order, on others in any.
func (s *System) alike(sent, allowed []Send) bool {
	if len(allowed) != len(sent) {
		return false
	}
	rest := slices.Clone(sent)
	for _, want := range allowed {
		at := slices.IndexFunc(rest, func(have Send) bool {
			return have == want || have.To == want.To && s.link(s.sender(want.Envelope), want.To).fifo
		})
		if at < 0 || rest[at] != want {
			return false
		}
		rest = slices.Delete(rest, at, at+1)
	}
	return true
}

// lied is a participant that has said what its code does not.
func (s *System) lied(actor int, l Local, said lie) Local {
	r := &Reaction{Next: l, Sends: []Send{{To: said.to, Envelope: said.envelope}}}
	s.hold(actor, l, Input{Kind: Lie}, r)
	return r.Next
}

// breached says whether some contract is broken.
func breached(held []string) bool {
	return slices.ContainsFunc(held, func(h string) bool { return strings.HasPrefix(h, breachedMark) })
}
