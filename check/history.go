package check

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/trace"
)

// historyJudge says whether a history fits a specification. The search for an order is internal/linear's, as in every room that judges
// histories. What is check's own is how histories are kept: of each operation how many of every other client's had returned before it, and
// no moments, so that behaviours which differ in the order of concurrent operations have one history, and one question. The judge lays
// them out on a line again.
type historyJudge struct {
	sys   *step.System
	rule  linear.Rule
	table *linear.Table
	err   error

	mu      sync.RWMutex
	numbers map[step.Value]int // of operations and results in the table
}

func newHistoryJudge(sys *step.System, spec assay.SpecBehaviour, rule linear.Rule) *historyJudge {
	j := &historyJudge{sys: sys, rule: rule, numbers: map[step.Value]int{}}
	j.table, j.err = linear.NewTable(spec)
	return j
}

// judge answers nil where h has an order that the specification allows.
func (j *historyJudge) judge(h step.History) error {
	if j.err != nil {
		panic(j.err.Error())
	}
	verdict, _, err := j.table.Order(j.timed(h), j.rule, &linear.Bound{Bytes: math.MaxInt64, Total: math.MaxInt64}, false)
	if err != nil {
		panic(err.Error())
	}
	if verdict == linear.Ordered {
		return nil
	}
	return fmt.Errorf("not %v: %s", j.rule, describe(j.sys, h))
}

// timed gives the operations moments that impose exactly the order which the history records.
func (j *historyJudge) timed(h step.History) []linear.Operation {
	var ops []linear.Operation
	moments := moments(h)
	for c, client := range h {
		for k, op := range client.Ops {
			o := linear.Operation{Client: client.Actor, Op: j.number(op.Call), Result: linear.Any, Call: moments[c][k].call, Return: moments[c][k].ret}
			if op.Status == step.Done {
				o.Result = j.number(op.Result)
			}
			ops = append(ops, o)
		}
	}
	return ops
}

func (j *historyJudge) number(v step.Value) int {
	j.mu.RLock()
	n, known := j.numbers[v]
	j.mu.RUnlock()
	if known {
		return n
	}
	n, err := j.table.Number(j.sys.Fresh(v))
	if err != nil {
		panic(err.Error())
	}
	j.mu.Lock()
	j.numbers[v] = n
	j.mu.Unlock()
	return n
}

type moment struct{ call, ret int64 }

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
		l.at[c][k].ret = linear.Never
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
