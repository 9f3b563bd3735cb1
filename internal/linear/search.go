package linear

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/anishathalye/porcupine"
)

// Operation is one operation of a history, in the numbers of a Table.
type Operation struct {
	Client int
	Op     int
	Result int // Any where nobody knows
	Except []int
	// Call and Return are moments. Of two operations the first comes first in every order if its Return is less than the other's Call.
	// Return is Never where the operation may still take effect.
	Call, Return int64
}

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
	entry int64

	mu     sync.Mutex
	left   int64 // bytes
	spent  bool
	failed string // a panic of the specification, carried out of porcupine's goroutine
}

// Order looks for an order, and answers one, by the operations' places in ops, where wanted.
func (t *Table) Order(ops []Operation, b *Bound, wanted bool) (Verdict, []int, error) {
	limit := min(b.Bytes, b.Total)
	s := &search{table: t, left: limit, entry: int64(len(ops)/8) + entryBytes}
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
	verdict, order := s.run(init, ops, timeout, wanted)
	s.mu.Lock()
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

func (s *search) run(init int, ops []Operation, timeout time.Duration, wanted bool) (Verdict, []int) {
	model := porcupine.Model{
		Init:  func() any { return init },
		Step:  s.step,
		Equal: func(a, b any) bool { return a == b },
		Hash:  func(state any) uint64 { return uint64(state.(int)+1) * 0x9e3779b97f4a7c15 },
	}
	var timed []porcupine.Operation
	for i := range ops {
		timed = append(timed, porcupine.Operation{ClientId: ops[i].Client, Input: &ops[i], Call: ops[i].Call, Return: ops[i].Return})
	}
	found, order := porcupine.Unknown, []int(nil)
	if wanted {
		result, info := porcupine.CheckOperationsVerbose(model, timed, timeout)
		if found = result; found == porcupine.Ok && len(ops) > 0 {
			order = info.PartialLinearizations()[0][0]
		}
	} else {
		found = porcupine.CheckOperationsTimeout(model, timed, timeout)
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
func (s *search) step(state, input, _ any) (ok bool, next any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.spent || s.failed != "" {
		return false, state
	}
	defer func() {
		if p := recover(); p != nil {
			s.failed, ok, next = fmt.Sprintf("Apply: %v", p), false, state
		}
	}()
	o := input.(*Operation)
	to, result, grown := s.table.apply(state.(int), o.Op)
	if s.left -= grown; s.left < 0 {
		s.spent = true
		return false, state
	}
	if o.Result != Any && o.Result != result || slices.Contains(o.Except, result) {
		return false, state
	}
	s.left -= s.entry
	return true, to
}
