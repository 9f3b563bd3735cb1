package step

import (
	"encoding/binary"
	"strings"

	"github.com/assay-dev/assay"
)

// Breach is how a participant broke the contract that it is held to.
type Breach struct {
	States []any // in which the contract may have been, each a value of its state; none at the start
	Kind   Kind  // what it reacted to
	From   assay.ID
	Given  any // the message that it was given, or nil
	Sends  []Sent
	// Allowed is by state what the contract allows there.
	Allowed [][][]Sent
}

// Sent is one message and its receiver.
type Sent struct {
	To      assay.ID
	Message any
}

// encodeBreach writes a breach so that it is equal for equal breaches alone, in every run.
func (s *System) encodeBreach(in Input, states []string, sends []Send) string {
	encoded := append([]byte(nil), byte(in.Kind))
	from, given := "", ""
	if in.Kind == Deliver {
		sender, message := s.Open(in.Envelope)
		from, given = string(s.Actors[sender].ID), s.Bytes(message)
	}
	encoded = appendText(appendText(encoded, from), given)
	encoded = binary.AppendUvarint(encoded, uint64(len(states)))
	for _, state := range states {
		encoded = appendText(encoded, state)
	}
	for _, send := range sends {
		_, message := s.Open(send.Envelope)
		encoded = appendText(appendText(encoded, string(s.Actors[send.To].ID)), s.Bytes(message))
	}
	return string(encoded)
}

// Breached is how a participant broke the contract that a property holds it to, if it did.
func (s *System) Breached(actor int, l Local, property string) (Breach, bool) {
	for i, c := range s.Actors[actor].held {
		if c.property == property && strings.HasPrefix(l.Held[i], breachedMark) {
			return s.decodeBreach(c, []byte(l.Held[i][len(breachedMark):])), true
		}
	}
	return Breach{}, false
}

func (s *System) decodeBreach(c *contract, encoded []byte) Breach {
	b := Breach{Kind: Kind(encoded[0])}
	from, rest := readText(encoded[1:])
	given, rest := readText(rest)
	b.From = assay.ID(from)
	in := Input{Kind: b.Kind}
	if b.Kind == Deliver {
		b.Given = s.values.read(given)
		if value, err := s.values.intern(b.Given); err == nil {
			in.Envelope = s.values.envelope(s.index[b.From], value)
		}
	}
	states, width := binary.Uvarint(rest)
	rest = rest[width:]
	for range states {
		var state []byte
		state, rest = readText(rest)
		b.States = append(b.States, valueOf(decodeState(c.state, string(state), nil)))
		b.Allowed = append(b.Allowed, s.allowedThere(c, string(state), in))
	}
	for len(rest) > 0 {
		var to, message []byte
		to, rest = readText(rest)
		message, rest = readText(rest)
		b.Sends = append(b.Sends, Sent{assay.ID(to), s.values.read(message)})
	}
	return b
}

// allowedThere is what a contract allows in a state about an input that is a message, or else unprompted.
func (s *System) allowedThere(c *contract, state string, in Input) (all [][]Sent) {
	if in.Kind != Deliver {
		in = Input{Kind: Choose}
	}
	for _, w := range s.allowed(c, state, in, &Reaction{}) {
		var sends []Sent
		for _, send := range w.sends {
			_, message := s.Open(send.Envelope)
			sends = append(sends, Sent{s.Actors[send.To].ID, s.Fresh(message)})
		}
		all = append(all, sends)
	}
	return all
}
