package linear

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/assay-dev/assay"
)

// Operation is one operation of a history, in the numbers of a Table. A client does one at a time, and they stand in its order.
type Operation struct {
	Client int
	Op     int
	Result int // Any where nobody knows
	Except []int
	// Call and Return are moments. Of two operations the first comes first in every order if its Return is less than the other's Call.
	// Return is Never where the operation may still take effect.
	Call, Return int64
}

// Rule says which order an order keeps.
type Rule uint8

const (
	// RealTime is linearizability: what returned before another was called comes before it.
	RealTime Rule = iota
	// ByClient is sequential consistency: each client's operations come as they stand, and moments say nothing, but that what never
	// returned comes anywhere after what its client did before.
	ByClient
)

// RuleOf is the rule of a property of histories.
func RuleOf(kind assay.PropertyKind) Rule {
	if kind == assay.KindSequentiallyConsistent {
		return ByClient
	}
	return RealTime
}

// String is what a history is that has such an order.
func (r Rule) String() string { return [...]string{"linearizable", "sequentially consistent"}[r] }

// Any is the Result that nobody knows.
const Any = -1

// Never is the Return of an operation that may still take effect.
const Never = int64(math.MaxInt64)

// Verdict says whether there is an order.
type Verdict int

// The verdicts. A search that a bound ended found no order and showed that there is none no more than that there is one.
const (
	Ordered Verdict = iota
	Disordered
	OutOfTime
	OutOfMemory
)

// Bound is what searches may take, all of them together that were given it. Bytes are estimated from above, by what is found and not by
// what the runtime allocates, so that a search ends at the same place in every run.
type Bound struct {
	Until time.Time // the zero Time is never
	Bytes int64     // of one search
	Total int64     // of all
}

// entryBytes is what porcupine keeps for each state that it comes to, beside one bit for each operation.
const entryBytes = 128

// search is one call of porcupine. Where time ends it, its Step may still run for a moment in porcupine's goroutine.
type search struct {
	table *Table
	rule  Rule
	entry int64

	mu     sync.Mutex
	left   int64 // bytes
	spent  bool
	failed string // a panic of the specification, carried out of porcupine's goroutine
}

// Order looks for an order, and answers one, by the operations' places in ops, where wanted.
func (t *Table) Order(ops []Operation, rule Rule, b *Bound, wanted bool) (Verdict, []int, error) {
	limit := min(b.Bytes, b.Total)
	s := &search{table: t, rule: rule, left: limit, entry: int64(len(ops)/8) + entryBytes}
	timeout := time.Duration(0)
	if !b.Until.IsZero() {
		if timeout = time.Until(b.Until); timeout <= 0 {
			return OutOfTime, nil, nil
		}
	}
	init, err := t.tryInit()
	if err != nil {
		return OutOfTime, nil, err
	}
	verdict, order := s.run(init, s.inputs(ops), timeout, wanted)
	if verdict != OutOfTime {
		s.mu.Lock()
	} else if !s.mu.TryLock() {
		return OutOfTime, nil, nil // Apply has not returned, and may never (TestApplyThatNeverReturns)
	}
	defer s.mu.Unlock()
	b.Total -= limit - max(s.left, 0)
	if s.failed != "" {
		return OutOfTime, nil, fmt.Errorf("linear: the specification: %s", s.failed)
	}
	return verdict, order, nil
}

func (t *Table) tryInit() (state int, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("linear: Init of the specification: %v", p)
		}
	}()
	return t.init(), nil
}

// input is an operation as porcupine hands it to the model.
type input struct {
	*Operation
	client int // counted from 0
	before int // how many operations of its client return before it
}

func (s *search) inputs(ops []Operation) []porcupine.Operation {
	places, returned := map[int]int{}, []int(nil)
	var all []porcupine.Operation
	for i := range ops {
		o := &ops[i]
		client, known := places[o.Client]
		if !known {
			client = len(returned)
			places[o.Client], returned = client, append(returned, 0)
		}
		p := porcupine.Operation{ClientId: o.Client, Input: input{o, client, returned[client]}, Call: o.Call, Return: o.Return}
		if o.Return != Never {
			returned[client]++
		}
		if s.rule == ByClient {
			p.Call, p.Return = 0, 1
		}
		all = append(all, p)
	}
	return all
}

// place is where a search has come to: a state of the specification and, where the clients' order counts, how many returned operations of
// each client are behind it. What is behind it says that too, and porcupine compares that, so that places compare by their states.
type place struct {
	state int
	taken string
}

func (s *search) run(init int, ops []porcupine.Operation, timeout time.Duration, wanted bool) (Verdict, []int) {
	model := porcupine.Model{
		Init:  func() any { return place{state: init} },
		Step:  s.step,
		Equal: func(a, b any) bool { return a.(place).state == b.(place).state },
		Hash:  func(at any) uint64 { return uint64(at.(place).state+1) * 0x9e3779b97f4a7c15 },
	}
	found, order := porcupine.Unknown, []int(nil)
	if wanted {
		result, info := porcupine.CheckOperationsVerbose(model, ops, timeout)
		if found = result; found == porcupine.Ok && len(ops) > 0 {
			order = info.PartialLinearizations()[0][0]
		}
	} else {
		found = porcupine.CheckOperationsTimeout(model, ops, timeout)
	}
	switch {
	case found == porcupine.Ok:
		return Ordered, order
	case found == porcupine.Unknown:
		return OutOfTime, nil
	case s.isSpent():
		return OutOfMemory, nil
	}
	return Disordered, nil
}

func (s *search) isSpent() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spent
}

// step is porcupine's Step. Once the memory is spent, or the specification failed, nothing fits any more, so the search ends soon.
func (s *search) step(from, in, _ any) (ok bool, to any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.spent || s.failed != "" {
		return false, from
	}
	defer func() {
		if p := recover(); p != nil {
			s.failed, ok, to = fmt.Sprintf("Apply: %v", p), false, from
		}
	}()
	at, o := from.(place), in.(input)
	taken, turn := at.taken, true
	if s.rule == ByClient {
		if taken, turn = o.take(taken); !turn {
			return false, from
		}
	}
	next, result, grown := s.table.apply(at.state, o.Op)
	if s.left -= grown; s.left < 0 {
		s.spent = true
		return false, from
	}
	if o.Result != Any && o.Result != result || slices.Contains(o.Except, result) {
		return false, from
	}
	s.left -= s.entry + int64(len(taken))
	return true, place{next, taken}
}

// take counts one more returned operation of a client as taken, if it is its turn. One that never returns must only come after what its
// client had back before it.
func (o input) take(taken string) (string, bool) {
	const width = 4 // bytes of a count
	at, done := width*o.client, 0
	if len(taken) > at {
		done = int(binary.LittleEndian.Uint32([]byte(taken[at : at+width])))
	}
	if o.Return == Never {
		return taken, done >= o.before
	}
	if done != o.before {
		return taken, false
	}
	counts := append([]byte(taken), make([]byte, max(0, at+width-len(taken)))...)
	binary.LittleEndian.PutUint32(counts[at:], uint32(done+1))
	return string(counts), true
}
