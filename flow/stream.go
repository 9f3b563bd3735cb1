package flow

// Stream is a flow that the receiver drives: it demands so many, and the sender sends no more than that. What the receiver cannot
// take stays with the sender, which is the one that can slow down or shed.
//
// Source: Reactive Streams 1.0.4, section 3 (Subscription): demands add up, a demand of nothing is an error, and after a cancellation
// nothing is sent. HTTP/2's windows (RFC 9113, section 5.2) are the same for bytes.
//
// Does not do: notice lost messages. A demand or an item that a network loses is missing for good, so it is for channels that deliver
// all, or that are given up together with their stream.
type Stream struct {
	Max int // demand that may stand; what a receiver demands beyond is as if it had demanded that
}

// StreamState is what may still be sent, and whether the stream is over.
type StreamState struct {
	Demanded int
	End      StreamEnd
}

// StreamEnd is whether and how a stream ended.
type StreamEnd uint8

// A stream is Running until it is Cancelled by the receiver, or Broken by a demand for nothing or less.
const (
	Running StreamEnd = iota
	Cancelled
	Broken
)

func (e StreamEnd) String() string { return closed("end", int(e), "running", "cancelled", "broken") }

// StreamEvent is Demand, Offer or Cancel.
type StreamEvent struct {
	kind streamKind
	n    int
}

type streamKind uint8

const (
	demand streamKind = iota
	offer
	cancel
)

// Demand says that the receiver asks for n more.
func Demand(n int) StreamEvent { return StreamEvent{kind: demand, n: n} }

// Offer says that the sender has n to send.
func Offer(n int) StreamEvent { return StreamEvent{kind: offer, n: n} }

// Cancel says that the receiver wants no more.
func Cancel() StreamEvent { return StreamEvent{kind: cancel} }

// Valid says what is wrong with the settings, or nil.
func (t Stream) Valid() error {
	if t.Max < 1 {
		return invalid("Stream.Max", t.Max, "at least 1", "as many as the receiver has room for")
	}
	return nil
}

// Start is a stream of which nothing was demanded.
//
//assay:pure
func (t Stream) Start() StreamState { return StreamState{} }

// Step says how many of those that the sender offers it sends now; the others it keeps, and offers again when there is demand. To all
// other events the answer is 0. Time plays no part: now would change nothing, so there is none.
//
//assay:pure
func (t Stream) Step(s StreamState, e StreamEvent) (StreamState, int) {
	switch {
	case s.End != Running:
		return s, 0
	case e.kind == cancel:
		return StreamState{End: Cancelled}, 0
	case e.kind == demand && e.n <= 0:
		return StreamState{End: Broken}, 0
	case e.kind == demand:
		s.Demanded += max(0, min(e.n, t.Max-s.Demanded))
		return s, 0
	}
	send := max(0, min(e.n, s.Demanded))
	s.Demanded -= send
	return s, send
}
