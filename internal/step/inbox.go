package step

import (
	"encoding/binary"
	"reflect"
	"slices"
	"unsafe"
)

// Inbox is what is in flight to one participant, grouped by sender in the order of the System. Within a sender's group an unordered
// link keeps a sorted multiset (under unlimited duplicates a set), a FIFO link its queue. The inbox of one that is down and has
// FIFO links begins with closed: what is sent on such a link then is lost.
type Inbox []Envelope

// What waits in a buffer to be sent on stands behind all else, in the order in which it was sent, as a negative number.
const closed Envelope = -1

func buffered(e Envelope) Envelope { return -2 - e }

func (e Envelope) buffered() bool { return e <= -2 }

// unbuffered is the envelope itself, whether it waits in a buffer or not.
func (e Envelope) unbuffered() Envelope {
	if e.buffered() {
		return -2 - e
	}
	return e
}

// Post is what one step puts into another participant's inbox: first what it sent before is lost if Purge, then Sent in order, then
// what waits in its buffer is lost if Unsent.
type Post struct {
	To     int
	From   int
	Purge  bool // the sender crashed: what is in flight on its FIFO link is lost
	Sent   []Envelope
	Unsent bool
}

// Key is equal for equal inboxes alone, within one process. It is the inbox's own memory, which nobody writes to once it is made:
// looking up an inbox that is known so costs no copy.
func (in Inbox) Key() string {
	if len(in) == 0 {
		return ""
	}
	return unsafe.String((*byte)(unsafe.Pointer(&in[0])), len(in)*int(unsafe.Sizeof(in[0])))
}

// inboxContent is equal for equal inboxes alone, in every run.
func (s *System) inboxContent(in Inbox) string {
	content := make([]byte, 0, 12*len(in))
	for _, e := range in {
		if e == closed {
			content = append(content, "closed"...)
			continue
		}
		if e.buffered() {
			content = append(content, "buffered"...)
		}
		opened := s.values.opened(e.unbuffered())
		content = binary.LittleEndian.AppendUint32(content, uint32(opened.from))
		content = binary.LittleEndian.AppendUint64(content, s.values.entry(opened.value).sum)
	}
	return string(content)
}

func (in Inbox) isClosed() bool { return len(in) > 0 && in[0] == closed }

// Put is the inbox after a post.
func (s *System) Put(in Inbox, p Post) Inbox {
	out := slices.Clone(in)
	rule := s.link(p.From, p.To)
	if p.Purge {
		out = slices.DeleteFunc(out, func(e Envelope) bool { return e != closed && s.sender(e.unbuffered()) == p.From })
	}
	for _, e := range p.Sent {
		if rule.buffered() {
			if out = append(out, buffered(e)); s.waiting(out, p.From) < rule.buffer {
				continue
			}
			out = s.flush(out, p.From, rule)
			continue
		}
		out = s.insert(out, e, rule)
	}
	if p.Unsent {
		out = slices.DeleteFunc(out, func(e Envelope) bool { return e.buffered() && s.sender(e.unbuffered()) == p.From })
	}
	return out
}

// waiting is how many messages of a sender wait in its buffer.
func (s *System) waiting(in Inbox, from int) (n int) {
	for _, e := range in {
		if e.buffered() && s.sender(e.unbuffered()) == from {
			n++
		}
	}
	return n
}

// flush sends on what waits in a sender's buffer, in order.
func (s *System) flush(in Inbox, from int, rule linkRule) Inbox {
	var out, sent Inbox
	for _, e := range in {
		if e.buffered() && s.sender(e.unbuffered()) == from {
			sent = append(sent, e.unbuffered())
		} else {
			out = append(out, e)
		}
	}
	for _, e := range sent {
		out = s.insert(out, e, rule)
	}
	return out
}

// ends is how many of the first envelopes are in flight: those behind wait in buffers.
func (in Inbox) ends() int {
	n := len(in)
	for n > 0 && in[n-1].buffered() {
		n--
	}
	return n
}

func (s *System) insert(in Inbox, e Envelope, rule linkRule) Inbox {
	if rule.fifo {
		if in.isClosed() {
			return in
		}
		return slices.Insert(in, s.afterSender(in, e), e)
	}
	at, found := slices.BinarySearchFunc(in[:in.ends()], e, s.compareInGroup)
	if found && rule.set() {
		return in
	}
	return slices.Insert(in, at, e)
}

// compareInGroup is the canonical order with closed before all else. It must see unordered groups only where it compares messages
// of one sender: a FIFO group differs from e in the sender already.
func (s *System) compareInGroup(a, b Envelope) int {
	if a == closed {
		return -1
	}
	return s.values.compare(a, b)
}

// afterSender is the place behind the last message of e's sender.
func (s *System) afterSender(in Inbox, e Envelope) int {
	from := s.values.opened(e).from
	for i, other := range in[:in.ends()] {
		if other != closed && s.values.opened(other).from > from {
			return i
		}
	}
	return in.ends()
}

// without is the inbox after the message at place i is gone.
func (in Inbox) without(i int) Inbox { return slices.Delete(slices.Clone(in), i, i+1) }

// close is the inbox of an actor that goes down: its FIFO connections end and what was in them is lost.
func (s *System) close(to int, in Inbox) Inbox {
	if !s.hasFIFO(to) {
		return in
	}
	out := Inbox{closed}
	for _, e := range in {
		if e.buffered() || e != closed && !s.link(int(s.values.opened(e).from), to).fifo {
			out = append(out, e)
		}
	}
	return out
}

// open is the inbox of an actor that comes up.
func (in Inbox) open() Inbox {
	if in.isClosed() {
		return in[1:]
	}
	return in
}

// deliverable calls yield with the place of each distinct message that may be delivered: every one on an unordered link, the head
// of a FIFO link.
func (s *System) deliverable(to int, in Inbox, yield func(place int, e Envelope, rule linkRule)) {
	previous := closed
	for i, e := range in[:in.ends()] {
		if e == closed {
			continue
		}
		opened := s.values.opened(e)
		rule := s.link(int(opened.from), to)
		sameSender := previous != closed && s.values.opened(previous).from == opened.from
		if e == previous && !rule.fifo || sameSender && rule.fifo {
			continue
		}
		previous = e
		yield(i, e, rule)
	}
}

// OfKind opens an envelope that holds a message of a type, or of any type where kind is nil.
func (s *System) OfKind(e Envelope, kind reflect.Type) (from int, message Value, ok bool) {
	if e == closed {
		return 0, 0, false
	}
	from, message = s.Open(e.unbuffered())
	return from, message, kind == nil || s.TypeOf(message) == kind
}
