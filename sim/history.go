package sim

import (
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// history is what clients invoked and what was returned, in virtual time.
type history struct {
	ops  []operation
	open map[int32]int // by participant, its operation in flight
	done map[int32]int // by participant, how many have returned
}

// operationsMax is how many operations a run keeps: beyond it a history is too long to be judged anyway.
const operationsMax = 100_000

type operation struct {
	client    int32
	op        any
	result    any
	call, end int // moments, counted by marks
	done      bool
	lost      bool // its client gave up or crashed
	own       int  // how many of its client's operations had returned before it
	before    map[int32]int
}

func (h *history) invoke(e *engine, who int32, op any) {
	if h.open == nil {
		h.open, h.done = map[int32]int{}, map[int32]int{}
	}
	if len(h.ops) >= operationsMax {
		return
	}
	before := map[int32]int{}
	for other, n := range h.done {
		if other != who && n > 0 {
			before[other] = n
		}
	}
	h.open[who] = len(h.ops)
	h.ops = append(h.ops, operation{client: who, op: op, call: int(e.steps), before: before, own: h.done[who]})
}

func (h *history) giveBack(e *engine, who int32, f assay.ReturnEffect) {
	i, ok := h.open[who]
	if !ok {
		return
	}
	delete(h.open, who)
	if f.Unknown {
		h.ops[i].lost = true
		return
	}
	h.ops[i].done, h.ops[i].result, h.ops[i].end = true, f.Result, int(e.steps)
	h.done[who]++
}

func (h *history) crashed(who int32) {
	if i, ok := h.open[who]; ok {
		delete(h.open, who)
		h.ops[i].lost = true
	}
}

// operations are the history as a View shows it.
func (h *history) operations(ids []assay.ID) (all []assay.Operation) {
	for _, o := range h.ops {
		op := assay.Operation{Client: ids[o.client], Op: o.op, Open: o.lost}
		if o.done {
			op.Result = refine.Some(o.result)
		}
		for other, n := range o.before {
			if op.Before == nil {
				op.Before = map[assay.ID]int{}
			}
			op.Before[ids[other]] = n
		}
		all = append(all, op)
	}
	slices.SortStableFunc(all, func(a, b assay.Operation) int {
		return slices.Index(ids, a.Client) - slices.Index(ids, b.Client)
	})
	return all
}
