package forall_test

import (
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/forall"
	"github.com/assay-dev/assay/refine"
)

// The commands of a queue.
type (
	command interface{ isCommand() }
	enqueue struct{ V bool }
	dequeue struct{}
)

func (enqueue) isCommand() {}
func (dequeue) isCommand() {}

var commands = forall.Sum[command](enqueue{}, dequeue{})

// queueSpec is a queue, as simply as it can be said.
type queueSpec struct{}

func (queueSpec) Init() []bool { return nil }

func (queueSpec) Apply(q []bool, op any) ([]bool, any) {
	if e, ok := op.(enqueue); ok {
		return append(q[:len(q):len(q)], e.V), nil
	}
	if len(q) == 0 {
		return q, refine.None[bool]()
	}
	return q[1:], refine.Some(q[0])
}

// ring is a queue in a ring of four places. It forgets what is put into it when it is full, though room should be made.
type ring struct {
	mu          sync.Mutex
	places      [4]bool
	first, size int
	patient     []bool
	correct     bool
}

func (r *ring) do(c command) any {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch c := c.(type) {
	case enqueue:
		switch {
		case r.size < len(r.places):
			r.places[(r.first+r.size)%len(r.places)] = c.V
			r.size++
		case r.correct:
			r.patient = append(r.patient, c.V)
		}
		return nil
	default:
		return r.take()
	}
}

func (r *ring) take() refine.Option[bool] {
	if r.size == 0 {
		return refine.None[bool]()
	}
	v := r.places[r.first]
	r.first, r.size = (r.first+1)%len(r.places), r.size-1
	if len(r.patient) > 0 {
		r.places[(r.first+r.size)%len(r.places)] = r.patient[0]
		r.patient, r.size = r.patient[1:], r.size+1
	}
	return refine.Some(v)
}

func queue(correct bool) forall.Model[command, []bool, *ring] {
	return forall.Model[command, []bool, *ring]{
		Spec: queueSpec{}, New: func() *ring { return &ring{correct: correct} },
		Do: func(r *ring, c command) any { return r.do(c) },
	}
}

func TestSequential(t *testing.T) {
	s := on(t)
	forall.Sequential(s, queue(true), commands, forall.Seed(7))
	r := s.expect(evidence.Holds, "forall: agrees with its model: all 9,840 sequences of at most 8 commands, and 1,000 random sequences of at most 30 commands, seed 7")
	if r.Figures["tried"] != 10840 || r.NotCovered[0] != "sequences that were not drawn, and commands that overlap" {
		t.Errorf("%+v", r)
	}
}

// TestSteps bounds the random sequences, and so what they can find: the ring fails at ten commands and at no fewer.
func TestSteps(t *testing.T) {
	for steps, verdict := range map[int]evidence.Verdict{9: evidence.Holds, 40: evidence.Violated} {
		longest := 0
		m := queue(false)
		do := m.Do
		var last *ring
		length := 0
		m.Do = func(r *ring, c command) any {
			if r != last {
				last, length = r, 0
			}
			length++
			longest = max(longest, length)
			return do(r, c)
		}
		s := on(t)
		forall.Sequential(s, m, commands, forall.Limit(0), forall.Steps(steps), forall.Seed(7))
		s.expect(verdict, "forall: ")
		if longest > steps || verdict == evidence.Holds && longest != steps {
			t.Errorf("Steps(%d): the longest sequence has %d commands", steps, longest)
		}
	}
}

func TestSequentialFindsShortest(t *testing.T) {
	s := on(t)
	forall.Sequential(s, queue(false), commands)
	five := strings.Repeat("enqueue{V: false}; ", 5)
	s.expect(evidence.Violated, "for "+five+"dequeue{}; dequeue{}; dequeue{}; dequeue{}; dequeue{}: command 10, dequeue{}, answers None, expected Some(false)")

	s = on(t)
	forall.Sequential(s, queue(false), commands, forall.Limit(0))
	s.expect(evidence.Violated, "for "+five+"dequeue{}; dequeue{}; dequeue{}; dequeue{}; dequeue{}: command 10, dequeue{}, answers None, expected Some(false)")
}

// add is a command whose domain is too large for all sequences.
type add struct{ N int }

func TestSequentialOfManyCommands(t *testing.T) {
	sum := func(wrongAt int) forall.Model[add, int, *int] {
		return forall.Model[add, int, *int]{
			Spec: sumSpec{}, New: func() *int { return new(int) },
			Do: func(n *int, c add) any {
				if *n > wrongAt {
					panic("too large")
				}
				*n += c.N
				return *n
			},
		}
	}
	s := on(t)
	forall.Sequential(s, sum(1<<62), forall.Seed(7))
	if r := s.record(); r.Verdict != evidence.Violated {
		t.Errorf("%+v", r)
	}
	s = on(t)
	forall.Sequential(s, sum(1000), forall.Seed(7))
	s.expect(evidence.Violated, "for add{N: 1001}; add{N: 0}: command 2, add{N: 0}, panics: too large (model_test.go:")
}

type sumSpec struct{}

func (sumSpec) Init() int                      { return 0 }
func (sumSpec) Apply(n int, op any) (int, any) { return n + op.(add).N, n + op.(add).N }

func TestConcurrent(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(2, runtime.GOMAXPROCS(0))))
	s := on(t)
	forall.Concurrent(s, queue(true), commands, forall.Seed(7))
	r := s.expect(evidence.Holds, "forall: linearizable: no violation in 1,000 histories of at most 12 operations by 3 goroutines, seed 7")
	if r.Measured["overlapping"] == 0 || r.NotCovered[0] != "interleavings that did not happen to run" {
		t.Errorf("%+v", r)
	}
	t.Logf("%v", r.Measured)
}

// TestConcurrentWithoutOverlap: on one processor commands hardly ever overlap, and where none did nothing was shown.
func TestConcurrentWithoutOverlap(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	s := on(t)
	forall.Concurrent(s, queue(true), commands, forall.Tries(5))
	if r := s.record(); (r.Verdict == evidence.Holds) != (r.Measured["overlapping"] > 0) {
		t.Errorf("%+v", r)
	}
}

// counter loses increments: it reads and writes in two steps.
type counter struct{ n atomic.Int64 }

type increment struct{}

func (c *counter) do(increment) any {
	n := c.n.Load() + 1
	runtime.Gosched()
	c.n.Store(n)
	return n
}

type counterSpec struct{}

func (counterSpec) Init() int64                       { return 0 }
func (counterSpec) Apply(n int64, _ any) (int64, any) { return n + 1, n + 1 }

func TestConcurrentFindsLostUpdate(t *testing.T) {
	s := on(t)
	forall.Concurrent(s, forall.Model[increment, int64, *counter]{
		Spec: counterSpec{}, New: func() *counter { return &counter{} }, Do: (*counter).do,
	})
	r := s.expect(evidence.Violated, "forall: linearizable: violated: not linearizable, no order of these gives the same answers:\n  goroutine ")
	t.Log(r.Why)
}

func TestConcurrentFindsPanicAndAlone(t *testing.T) {
	s := on(t)
	forall.Concurrent(s, forall.Model[increment, int64, *counter]{
		Spec: counterSpec{}, New: func() *counter { return &counter{} }, Do: func(*counter, increment) any { panic("no more") },
	})
	s.expect(evidence.Violated, "increment{} panics: no more (model_test.go:")

	s = on(t)
	forall.Concurrent(s, forall.Model[increment, int64, *counter]{})
	if p := s.problem(); !strings.HasPrefix(p, "forall: the Model has no Spec") {
		t.Error(p)
	}
	s = on(t)
	forall.Concurrent(s, queue(true), commands, forall.Goroutines(1))
	if p := s.problem(); p != "forall: Goroutines(1), expected at least 2" {
		t.Error(p)
	}
}

func TestConcurrentFindsDeadlock(t *testing.T) {
	defer forall.ReturnsWithin(100 * time.Millisecond)()
	s := on(t)
	forall.Concurrent(s, forall.Model[increment, int64, *counter]{
		Spec: counterSpec{}, New: func() *counter { return &counter{} }, Do: func(*counter, increment) any { select {} },
	})
	s.expect(evidence.Violated, "a command did not return within 100ms:\n  goroutine ")
	s.expect(evidence.Violated, "increment{} does not return")
}

// TestCloseIsCalled once for each implementation that was made.
func TestCloseIsCalled(t *testing.T) {
	var open atomic.Int64
	m := queue(true)
	inner := m.New
	m.New = func() *ring { open.Add(1); return inner() }
	m.Close = func(*ring) { open.Add(-1) }
	forall.Sequential(on(t), m, commands, forall.Tries(10))
	forall.Concurrent(on(t), m, commands, forall.Tries(10))
	if n := open.Load(); n != 0 {
		t.Errorf("%d implementations were not closed", n)
	}
}

func TestLaws(t *testing.T) {
	for want, run := range map[string]func(s *stage){
		"forall: inverse negate negate: all 256 of 256":                                                             func(s *stage) { forall.Inverse(s, negate, negate) },
		"forall: idempotent absolute: all 256 of 256":                                                               func(s *stage) { forall.Idempotent(s, absolute) },
		"forall: commutative plus: all 65,536 of 65,536":                                                            func(s *stage) { forall.Commutative(s, plus) },
		"forall: associative either: all 8 of 8":                                                                    func(s *stage) { forall.Associative(s, either) },
		"forall: inverse absolute negate: violated: for x = 1: by way of 1 it came back as -1":                      func(s *stage) { forall.Inverse(s, absolute, negate) },
		"forall: idempotent negate: violated: for x = 1: applied once it is -1, and twice 1":                        func(s *stage) { forall.Idempotent(s, negate) },
		"forall: commutative minus: violated: for a = 0, b = 1: f(a, b) is -1, and f(b, a) is 1":                    func(s *stage) { forall.Commutative(s, minus) },
		"forall: associative minus: violated: for a = 0, b = 0, c = 1: f(f(a, b), c) is -1, and f(a, f(b, c)) is 1": func(s *stage) { forall.Associative(s, minus, forall.Limit(1<<24)) },
	} {
		s := on(t)
		run(s)
		if said := strings.Join(append(s.errors, s.logs...), ""); !strings.HasPrefix(said, want) {
			t.Errorf("it says\n%s\nexpected\n%s", said, want)
		}
	}
	if !reflect.DeepEqual(negate(-128), int8(-128)) {
		t.Error("the least has a negative")
	}
}

func negate(n int8) int8    { return -n }
func absolute(n int8) int8  { return max(n, -n) }
func plus(a, b int8) int8   { return a + b }
func minus(a, b int8) int8  { return a - b }
func either(a, b bool) bool { return a || b }
