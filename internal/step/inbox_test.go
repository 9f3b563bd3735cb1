package step

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
)

// three are participants a, b and c; what is sent from a to c goes by link, all else by the defaults.
func three(t *testing.T, assume assay.Assumptions, link assay.Link) *System {
	t.Helper()
	link.From, link.To = "a", "c"
	assume.Links = []assay.Link{link}
	return build(t, idle(assume, "a", "b", "c"))
}

const (
	fromA, fromB, toC = 0, 1, 2
)

func (s *System) posted(t *testing.T, in Inbox, from int, messages ...string) Inbox {
	t.Helper()
	p := Post{To: toC, From: from}
	for _, m := range messages {
		p.Sent = append(p.Sent, s.letter(t, from, m))
	}
	return s.Put(in, p)
}

func wantInbox(t *testing.T, s *System, what string, in Inbox, want ...any) {
	t.Helper()
	if got := s.contents(in); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("%s: the inbox holds %v, expected %v", what, got, want)
	}
}

func TestUnorderedInbox(t *testing.T) {
	s := three(t, assay.Assumptions{}, assay.Link{})
	in := s.posted(t, nil, fromB, "y", "x")
	in = s.posted(t, in, fromA, "z", "x", "z")
	wantInbox(t, s, "a multiset by sender and bytes", in, 0, "x", 0, "z", 0, "z", 1, "x", 1, "y")
	other := s.posted(t, s.posted(t, nil, fromA, "z"), fromA, "z", "x")
	if other = s.posted(t, other, fromB, "x", "y"); other.Key() != in.Key() {
		t.Errorf("the same messages in another order: %v, expected %v", s.contents(other), s.contents(in))
	}
}

func TestSetInbox(t *testing.T) {
	s := three(t, assay.Assumptions{}, assay.Link{Duplicates: assay.Unlimited})
	in := s.posted(t, s.posted(t, nil, fromA, "x", "x"), fromB, "x", "x")
	wantInbox(t, s, "a set on one link and a multiset on the other", in, 0, "x", 1, "x", 1, "x")
}

func TestFIFOInbox(t *testing.T) {
	s := three(t, assay.Assumptions{}, assay.Link{Order: assay.FIFO})
	in := s.posted(t, nil, fromB, "m")
	in = s.posted(t, in, fromA, "z", "a", "z")
	in = s.posted(t, in, fromA, "b")
	wantInbox(t, s, "a queue beside a multiset", in, 0, "z", 0, "a", 0, "z", 0, "b", 1, "m")
	in = s.Put(in, Post{To: toC, From: fromA, Purge: true, Sent: []Envelope{s.letter(t, fromA, "new")}})
	wantInbox(t, s, "purged, and a message sent after it", in, 0, "new", 1, "m")
}

// TestClosedInbox is a crash: what is in flight on FIFO links is lost, and what is sent on them until the actor is up again.
func TestClosedInbox(t *testing.T) {
	s := three(t, assay.Assumptions{}, assay.Link{Order: assay.FIFO})
	in := s.posted(t, s.posted(t, nil, fromA, "x"), fromB, "m")
	down := s.close(toC, in)
	wantInbox(t, s, "closed", down, "closed", 1, "m")
	down = s.posted(t, s.posted(t, down, fromA, "lost"), fromB, "k", "n")
	wantInbox(t, s, "sent to one that is down", down, "closed", 1, "k", 1, "m", 1, "n")
	purged := s.Put(down, Post{To: toC, From: fromB, Purge: true})
	wantInbox(t, s, "purged while it is down", purged, "closed")
	wantInbox(t, s, "open", s.posted(t, down.open(), fromA, "y"), 0, "y", 1, "k", 1, "m", 1, "n")
	wantInbox(t, s, "an open inbox opened", in.open(), 0, "x", 1, "m")
	plain := three(t, assay.Assumptions{}, assay.Link{})
	waiting := plain.posted(t, nil, fromA, "x")
	wantInbox(t, plain, "without FIFO links nothing ends", plain.close(toC, waiting), 0, "x")
}

// TestInboxesAreValues holds every operation to leaving its argument as it was: inboxes are interned.
func TestInboxesAreValues(t *testing.T) {
	for _, link := range []assay.Link{{}, {Order: assay.FIFO}, {Duplicates: assay.Unlimited}} {
		s := three(t, assay.Assumptions{}, link)
		in := slices.Grow(s.posted(t, s.posted(t, nil, fromA, "p", "q"), fromB, "r"), 8)
		before := slices.Clone(in) // its Key is its own memory
		s.posted(t, in, fromA, "a", "z")
		s.Put(in, Post{To: toC, From: fromA, Purge: true})
		in.without(0)
		s.close(toC, in).open()
		if !slices.Equal(in, before) {
			t.Errorf("%+v: the inbox was changed to %v", link, s.contents(in))
		}
	}
}

func (s *System) places(in Inbox) (places []int) {
	s.deliverable(toC, in, func(place int, e Envelope, _ linkRule) {
		if in[place] != e {
			panic(fmt.Sprint("place ", place, " does not hold what is yielded"))
		}
		places = append(places, place)
	})
	return places
}

func TestDeliverable(t *testing.T) {
	s := three(t, assay.Assumptions{}, assay.Link{Order: assay.FIFO})
	in := s.posted(t, s.posted(t, nil, fromA, "z", "a"), fromB, "m", "m", "n")
	if got := s.places(in); !slices.Equal(got, []int{0, 2, 4}) {
		t.Errorf("places %v, expected the head of the queue and each distinct message: 0, 2, 4", got)
	}
	if got := s.places(s.close(toC, in)); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("places %v of a closed inbox, expected 1 and 3", got)
	}
	if got := s.places(nil); got != nil {
		t.Errorf("places %v of an empty inbox", got)
	}
}

// mailbox is the obvious inbox: a queue for each sender.
type mailbox map[int][]string

func (m mailbox) put(from int, message string, set bool) {
	if !set || !slices.Contains(m[from], message) {
		m[from] = append(m[from], message)
	}
}

// flat is the mailbox as an Inbox lists it, and what may be delivered.
func (m mailbox) flat(fifo func(from int) bool) (all, heads []any) {
	for from := range 2 {
		queue := slices.Clone(m[from])
		if !fifo(from) {
			slices.Sort(queue)
		}
		for i, message := range queue {
			all = append(all, from, message)
			if i == 0 || !fifo(from) && message != queue[i-1] {
				heads = append(heads, from, message)
			}
		}
	}
	return all, heads
}

// TestInboxAgainstMailbox puts, purges and takes at random, and holds the inbox to the obvious one. The messages are of one length, so
// that their canonical order is the alphabet's.
func TestInboxAgainstMailbox(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		link := []assay.Link{{}, {Order: assay.FIFO}, {Duplicates: assay.Unlimited}}[seed%3]
		s := three(t, assay.Assumptions{}, link)
		fifo := func(from int) bool { return from == fromA && link.Order == assay.FIFO }
		set := func(from int) bool { return from == fromA && link.Duplicates == assay.Unlimited }
		in, model := Inbox(nil), mailbox{}
		for range 30 {
			from, message := random.IntN(2), string(rune('a'+random.IntN(4)))
			switch places := s.places(in); {
			case random.IntN(12) == 0:
				in = s.Put(in, Post{To: toC, From: from, Purge: true})
				delete(model, from)
			case random.IntN(3) == 0 && len(places) > 0:
				place := places[random.IntN(len(places))]
				opened := s.contents(in[place : place+1])
				in = in.without(place)
				from = opened[0].(int)
				at := slices.Index(model[from], opened[1].(string))
				model[from] = slices.Delete(model[from], at, at+1)
			default:
				in = s.posted(t, in, from, message)
				model.put(from, message, set(from))
			}
			all, heads := model.flat(fifo)
			wantInbox(t, s, fmt.Sprint("seed ", seed), in, all...)
			var got []any
			for _, place := range s.places(in) {
				got = append(got, s.contents(in[place:place+1])...)
			}
			if !reflect.DeepEqual(got, heads) {
				t.Fatalf("seed %d: %v may be delivered of %v, expected %v", seed, got, all, heads)
			}
		}
	}
}

// TestOfKind opens by type.
func TestOfKind(t *testing.T) {
	s := three(t, assay.Assumptions{}, assay.Link{})
	e := s.letter(t, fromB, "x")
	if from, message, ok := s.OfKind(e, reflect.TypeFor[string]()); !ok || from != fromB || s.Fresh(message) != "x" {
		t.Errorf("opened as %d %v %v, expected x from b", from, message, ok)
	}
	if _, _, ok := s.OfKind(e, reflect.TypeFor[int]()); ok {
		t.Error("text is opened as an int")
	}
	if _, _, ok := s.OfKind(closed, nil); ok {
		t.Error("the mark of a closed inbox is opened as a message")
	}
	if _, _, ok := s.OfKind(e, nil); !ok {
		t.Error("any type does not open it")
	}
}
