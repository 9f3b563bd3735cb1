package check

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/anishathalye/porcupine"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/trace"
)

// historyJudge says whether a history fits a specification. The search for an order is porcupine's (Lowe, "Testing for
// linearizability", 2017); what is applied to a state of the specification is remembered.
type historyJudge struct {
	sys          *step.System
	spec         assay.SpecBehaviour
	linearizable bool
	state        *canon.Type
	err          error

	mu    sync.Mutex
	known map[applied]applied
}

// applied is an operation on a state of the specification, or the state after it and the result, all in canonical bytes.
type applied struct{ state, op string }

func newHistoryJudge(sys *step.System, spec assay.SpecBehaviour, linearizable bool) *historyJudge {
	j := &historyJudge{sys: sys, spec: spec, linearizable: linearizable, known: map[applied]applied{}}
	j.state, j.err = sys.Space.Type(spec.State)
	return j
}

// judge answers nil where h has an order that the specification allows.
func (j *historyJudge) judge(h step.History) error {
	if j.err != nil {
		panic(j.err.Error())
	}
	init, err := j.state.AppendPtr(nil, j.spec.Init())
	if err != nil {
		panic(err.Error())
	}
	var failed string // a panic of Apply, carried out of porcupine's goroutine
	ok := porcupine.CheckOperations(j.model(string(init), &failed), j.timed(h))
	if failed != "" {
		panic(failed)
	}
	if ok {
		return nil
	}
	what := "linearizable"
	if !j.linearizable {
		what = "sequentially consistent"
	}
	return fmt.Errorf("not %s: %s", what, describe(j.sys, h))
}

// call is the input of one operation: which it is, and what of its client's must have taken effect before it.
type call struct {
	op     step.Op
	client int
	before int // operations of the same client that returned before it
}

// order is a state of porcupine's search: a state of the specification and, for sequential consistency, how many of each client's
// operations took effect.
type order struct{ spec, taken string }

func (j *historyJudge) model(init string, failed *string) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return order{spec: init} },
		Step: func(state, input, _ any) (ok bool, next any) {
			defer func() {
				if p := recover(); p != nil {
					*failed, ok, next = fmt.Sprintf("Apply of the specification: %v", p), false, state
				}
			}()
			return j.apply(state.(order), input.(call))
		},
		Equal: func(a, b any) bool { return a == b },
	}
}

func (j *historyJudge) apply(at order, c call) (bool, any) {
	taken, inOrder := at.taken, true
	if !j.linearizable {
		taken, inOrder = take(taken, c)
	}
	after := j.remembered(applied{at.spec, j.sys.Bytes(c.op.Call)})
	fits := c.op.Status != step.Done || after.op == j.sys.Bytes(c.op.Result)
	return fits && inOrder, order{spec: after.state, taken: taken}
}

// take counts one more operation of a client as taken, if it is its turn. An open one must only come after what returned before it.
func take(taken string, c call) (string, bool) {
	const width = 4 // bytes of a count
	counts := []byte(taken)
	for len(counts) < width*(c.client+1) {
		counts = append(counts, 0)
	}
	own := counts[width*c.client:]
	done := int(binary.LittleEndian.Uint32(own))
	if c.op.Status != step.Done {
		return taken, done >= c.before
	}
	binary.LittleEndian.PutUint32(own, uint32(done+1))
	return string(counts), done == c.before
}

func (j *historyJudge) remembered(a applied) applied {
	j.mu.Lock()
	after, ok := j.known[a]
	j.mu.Unlock()
	if ok {
		return after
	}
	first, second := j.applyOnce(a), j.applyOnce(a)
	if first != second {
		panic("it answers the same operation differently on another run")
	}
	j.mu.Lock()
	j.known[a] = first
	j.mu.Unlock()
	return first
}

func (j *historyJudge) applyOnce(a applied) applied {
	state, _, err := j.state.New([]byte(a.state))
	if err != nil {
		panic(err)
	}
	op, _, err := j.sys.Space.ReadAny([]byte(a.op))
	if err != nil {
		panic(err)
	}
	next, result := j.spec.Apply(state, op)
	nextBytes, err := j.state.AppendPtr(nil, next)
	if err != nil {
		panic(err)
	}
	resultBytes, err := j.sys.Space.AppendAny(nil, result)
	if err != nil {
		panic(err)
	}
	return applied{string(nextBytes), string(resultBytes)}
}

// timed gives the operations moments that impose exactly the order which the history records. For sequential consistency there is
// none between clients, and the model keeps each client's own.
func (j *historyJudge) timed(h step.History) []porcupine.Operation {
	var ops []porcupine.Operation
	moments := moments(h)
	for c, client := range h {
		before := 0
		for k, op := range client.Ops {
			o := porcupine.Operation{ClientId: client.Actor, Input: call{op, client.Actor, before}, Call: 0, Return: 1}
			if j.linearizable {
				o.Call, o.Return = moments[c][k].call, moments[c][k].ret
			}
			if op.Status == step.Done {
				before++
			}
			ops = append(ops, o)
		}
	}
	return ops
}

type moment struct{ call, ret int64 }

const never = int64(1) << 40 // later than any moment

// moments lays the invocations and returns of a history on one line, such that an operation returned before another was invoked
// exactly where the history says so: invoke what may be invoked, and let return what no invocation to come must precede.
func moments(h step.History) [][]moment {
	l := line{h: h, at: make([][]moment, len(h)), called: make([]int, len(h)), returned: make([]int, len(h)), now: 1}
	for c := range h {
		l.at[c] = make([]moment, len(h[c].Ops))
	}
	for progress := true; progress; {
		progress = false
		for c := range h {
			progress = l.invoke(c) || progress
		}
		for c := range h {
			progress = l.giveBack(c) || progress
		}
	}
	return l.at
}

// line is how far a history is laid out: of each client the operations called, and how many of them returned.
type line struct {
	h                step.History
	at               [][]moment
	called, returned []int
	now              int64
}

func (l *line) invoke(c int) bool {
	k := l.called[c]
	if k == len(l.h[c].Ops) || k > 0 && l.at[c][k-1].ret == 0 {
		return false
	}
	for _, before := range l.h[c].Ops[k].Before {
		if l.returned[l.place(before.Actor)] < before.Done {
			return false
		}
	}
	l.at[c][k].call = l.tick()
	if l.h[c].Ops[k].Status != step.Done {
		l.at[c][k].ret = never
	}
	l.called[c]++
	return true
}

func (l *line) giveBack(c int) bool {
	k := l.called[c] - 1
	if k < 0 || l.at[c][k].ret != 0 {
		return false
	}
	for d := range l.h {
		for m := l.called[d]; m < len(l.h[d].Ops); m++ {
			if d != c && l.seen(l.h[d].Ops[m], l.h[c].Actor) <= l.returned[c] {
				return false
			}
		}
	}
	l.at[c][k].ret = l.tick()
	l.returned[c]++
	return true
}

func (l *line) tick() int64 {
	l.now++
	return l.now
}

func (l *line) place(actor int) int {
	return slices.IndexFunc(l.h, func(c step.Client) bool { return c.Actor == actor })
}

func (l *line) seen(op step.Op, actor int) int {
	for _, before := range op.Before {
		if before.Actor == actor {
			return before.Done
		}
	}
	return 0
}

// operations is the history as properties read it.
func operations(sys *step.System, h step.History) []assay.Operation {
	var all []assay.Operation
	for _, client := range h {
		for _, op := range client.Ops {
			o := assay.Operation{Client: sys.Actors[client.Actor].ID, Op: sys.Fresh(op.Call), Open: op.Status == step.Open, Before: map[assay.ID]int{}}
			if op.Status == step.Done {
				o.Result = refine.Some(sys.Fresh(op.Result))
			}
			for _, before := range op.Before {
				o.Before[sys.Actors[before.Actor].ID] = before.Done
			}
			all = append(all, o)
		}
	}
	return all
}

// describe is a history on one line.
func describe(sys *step.System, h step.History) string {
	var parts []string
	for _, o := range operations(sys, h) {
		text := fmt.Sprintf("%s %s", o.Client, trace.Format(o.Op))
		if result, done := o.Result.Get(); done {
			text += " = " + trace.Format(result)
		} else {
			text += " (open)"
		}
		for _, id := range slices.Sorted(maps.Keys(o.Before)) {
			text += fmt.Sprintf(" after %d of %s", o.Before[id], id)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}
