package step

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// said is one mark of one participant.
type said struct {
	actor int
	kind  MarkKind
	what  any
}

// recorded records marks one after the other.
func (s *System) recorded(t *testing.T, h History, marks ...said) (History, error) {
	t.Helper()
	for _, m := range marks {
		next, err := s.Record(h, m.actor, []Mark{{Kind: m.kind, Value: s.value(t, m.what)}})
		if err != nil {
			return h, err
		}
		h = next
	}
	return h, nil
}

// words is a history in words: "0: A=ok; 1: B? after 0*1" is one returned of 0, and one open of 1 after it.
func (s *System) words(h History) string {
	var clients []string
	for _, client := range h {
		var ops []string
		for _, op := range client.Ops {
			text := fmt.Sprint(s.Fresh(op.Call), map[Status]string{InFlight: "...", Open: "?", Done: "="}[op.Status])
			if op.Status == Done {
				text += fmt.Sprint(s.Fresh(op.Result))
			}
			for _, before := range op.Before {
				text += fmt.Sprintf(" after %d*%d", before.Actor, before.Done)
			}
			ops = append(ops, text)
		}
		clients = append(clients, fmt.Sprintf("%d: %s", client.Actor, strings.Join(ops, ", ")))
	}
	return strings.Join(clients, "; ")
}

func TestRecord(t *testing.T) {
	s := build(t, idle(assay.Assumptions{}, "a", "b", "c"))
	invoke := func(actor int, op any) said { return said{actor, Invoked, op} }
	back := func(actor int, result any) said { return said{actor, Returned, result} }
	for _, c := range []struct {
		marks []said
		want  string
	}{
		{nil, ""},
		{[]said{invoke(1, "A")}, "1: A..."},
		{[]said{invoke(1, "A"), back(1, "ok")}, "1: A=ok"},
		{[]said{invoke(1, "A"), invoke(0, "B")}, "0: B...; 1: A..."},
		{[]said{invoke(1, "A"), back(1, "ok"), invoke(0, "B")}, "0: B... after 1*1; 1: A=ok"},
		{[]said{invoke(1, "A"), back(1, 1), invoke(1, "A"), back(1, 2), invoke(2, "C"), invoke(0, "B"), back(0, 3)}, "0: B=3 after 1*2; 1: A=1, A=2; 2: C... after 1*2"},
		{[]said{invoke(0, "A"), {0, GaveUp, nil}, invoke(0, "B"), back(0, 1), invoke(2, "C")}, "0: A?, B=1; 2: C... after 0*1"},
		{[]said{invoke(0, "A"), {0, Crashed, nil}, invoke(2, "C")}, "0: A?; 2: C..."},
		{[]said{{0, Crashed, nil}, invoke(2, "C"), back(2, 1), {2, Crashed, nil}}, "2: C=1"},
		{[]said{invoke(0, "A"), back(0, nil), invoke(1, "B"), back(1, nil), invoke(2, "C")}, "0: A=<nil>; 1: B=<nil> after 0*1; 2: C... after 0*1 after 1*1"},
	} {
		h, err := s.recorded(t, nil, c.marks...)
		if got := s.words(h); err != nil || got != c.want {
			t.Errorf("%v: history %q (%v), expected %q", c.marks, got, err, c.want)
		}
	}
}

// TestRecordErrors are marks that no client may leave.
func TestRecordErrors(t *testing.T) {
	s := build(t, idle(assay.Assumptions{}, "a", "b"))
	for says, marks := range map[string][]said{
		"a invokes an operation while another": {{0, Invoked, "A"}, {0, Invoked, "B"}},
		"b returns from an operation":          {{0, Invoked, "A"}, {1, Returned, 1}},
		"a returns from an operation":          {{0, Invoked, "A"}, {0, Returned, 1}, {0, Returned, 1}},
		"none in flight":                       {{0, GaveUp, nil}},
		"has none in flight, expected Invoke":  {{0, Invoked, "A"}, {0, Crashed, nil}, {0, Returned, 1}},
	} {
		h, err := s.recorded(t, nil, marks...)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: error %v with history %q, expected %q", marks, err, s.words(h), says)
		}
	}
}

// timeline is the obvious history: who invoked and returned, in the order of real time.
type timeline struct {
	s     *System
	marks []said
}

// next is a mark that may come, at random.
func (l *timeline) next(random *rand.Rand, actors int) said {
	actor := random.IntN(actors)
	flying := false
	for _, m := range l.marks {
		if m.actor == actor {
			flying = m.kind == Invoked
		}
	}
	switch roll := random.IntN(10); {
	case !flying:
		return said{actor, Invoked, len(l.marks)}
	case roll == 0:
		return said{actor, GaveUp, nil}
	case roll == 1:
		return said{actor, Crashed, nil}
	}
	return said{actor, Returned, len(l.marks)}
}

// words says of the timeline what System.words says of its history, by counting returns before each invocation.
func (l *timeline) words(actors int) string {
	var clients []string
	for actor := range actors {
		var ops []string
		for at, m := range l.marks {
			switch {
			case m.actor != actor:
			case m.kind == Invoked:
				ops = append(ops, fmt.Sprint(m.what, "...", l.before(at, actor, actors)))
			case m.kind == Returned:
				ops[len(ops)-1] = strings.Replace(ops[len(ops)-1], "...", fmt.Sprint("=", m.what), 1)
			default:
				ops[len(ops)-1] = strings.Replace(ops[len(ops)-1], "...", "?", 1)
			}
		}
		if len(ops) > 0 {
			clients = append(clients, fmt.Sprintf("%d: %s", actor, strings.Join(ops, ", ")))
		}
	}
	return strings.Join(clients, "; ")
}

func (l *timeline) before(at, self, actors int) (text string) {
	for other := range actors {
		done := 0
		for _, m := range l.marks[:at] {
			if m.actor == other && m.kind == Returned {
				done++
			}
		}
		if done > 0 && other != self {
			text += fmt.Sprintf(" after %d*%d", other, done)
		}
	}
	return text
}

// TestRecordAgainstTimeline records random timelines, and holds the histories before to staying as they were: they are interned.
func TestRecordAgainstTimeline(t *testing.T) {
	s := build(t, idle(assay.Assumptions{}, "a", "b", "c"))
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 2))
		l, h := timeline{s: s}, History(nil)
		var earlier []History
		var keys []string
		for range 12 {
			m := l.next(random, 3)
			l.marks = append(l.marks, m)
			earlier, keys = append(earlier, h), append(keys, h.Key())
			next, err := s.recorded(t, h, m)
			if err != nil {
				t.Fatalf("seed %d: %v after %v", seed, err, l.marks)
			}
			h = next
		}
		if got, want := s.words(h), l.words(3); got != want {
			t.Fatalf("seed %d: history %q, expected %q", seed, got, want)
		}
		for i := range earlier {
			if earlier[i].Key() != keys[i] {
				t.Fatalf("seed %d: recording changed an earlier history to %q", seed, s.words(earlier[i]))
			}
		}
	}
}

// TestRecordBranches goes on from one history in two ways: what one appends must not show in the other, though there may be room behind
// what they share.
func TestRecordBranches(t *testing.T) {
	s := build(t, idle(assay.Assumptions{}, "a"))
	var h History
	for n := range 40 { // a slice has room behind it only at some lengths
		first, _ := s.recorded(t, h, said{0, Invoked, "A"})
		words := s.words(first)
		second, _ := s.recorded(t, h, said{0, Invoked, "B"})
		if got := s.words(first); got != words {
			t.Errorf("after %d operations, %q became %q when the other way was taken", n, words, got)
		}
		h, _ = s.recorded(t, second, said{0, Returned, n})
	}
}

// TestHistoryKeys holds that two histories have one key, and one content, exactly where they have the same words.
func TestHistoryKeys(t *testing.T) {
	s := build(t, idle(assay.Assumptions{}, "a", "b", "c"))
	keys, contents := map[string]string{}, map[string]string{}
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 3))
		l, h := timeline{s: s}, History(nil)
		for range random.IntN(6) {
			m := l.next(random, 3)
			l.marks = append(l.marks, m)
			m.what = random.IntN(2)
			h, _ = s.recorded(t, h, m)
		}
		for _, by := range []struct {
			known map[string]string
			key   string
		}{{keys, h.Key()}, {contents, s.HistoryContent(h)}} {
			words, met := by.known[by.key]
			if met && words != s.words(h) {
				t.Fatalf("two histories are one: %q and %q", words, s.words(h))
			}
			by.known[by.key] = s.words(h)
		}
	}
	distinct := map[string]bool{}
	for _, words := range keys {
		distinct[words] = true
	}
	if len(distinct) != len(keys) || len(keys) != len(contents) || len(keys) < 100 {
		t.Errorf("%d histories in words, %d keys, %d contents", len(distinct), len(keys), len(contents))
	}
}
