package sim

import (
	"fmt"
	"maps"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/refine"
)

// history is what clients invoked and what was returned, in the order in which it happened: that of effects within a step too.
type history struct {
	ops   []operation
	open  map[int32]int // by participant, its operation in flight
	marks int           // so far: they are the moments
	begun int           // the moment at which all have started: before it there is no state of the whole
	full  bool          // more happened than is kept: what is kept is a beginning
	wrong string        // what a client did that none may, or ""
}

// operationsMax is how many operations a run keeps. An order of so many takes about orderBytesMax to find where each has but one place.
const operationsMax = 30_000

var errTooLong = fmt.Errorf("the history has more than %d operations, and no more are judged", operationsMax)

type operation struct {
	client    int32
	op        any
	result    any
	call, end int  // moments
	done      bool // it returned
	lost      bool // its client gave up or crashed
}

func (h *history) invoke(id assay.ID, who int32, op any) {
	if h.full = h.full || len(h.ops) == operationsMax; h.full {
		return
	}
	if _, flies := h.open[who]; flies {
		h.blame(id, "invokes an operation while another of its own is in flight, expected Return or ReturnUnknown first")
	}
	if h.open == nil {
		h.open = map[int32]int{}
	}
	h.marks++
	h.open[who] = len(h.ops)
	h.ops = append(h.ops, operation{client: who, op: op, call: h.marks})
}

func (h *history) giveBack(id assay.ID, who int32, f assay.ReturnEffect) {
	if h.full {
		return
	}
	i, flies := h.open[who]
	if !flies {
		h.blame(id, "returns from an operation and has none in flight, expected Invoke first")
		return
	}
	h.marks++
	delete(h.open, who)
	o := &h.ops[i]
	if o.lost = f.Unknown; !o.lost {
		o.done, o.result, o.end = true, f.Result, h.marks
	}
}

func (h *history) crashed(who int32) {
	if i, flies := h.open[who]; flies && !h.full {
		delete(h.open, who)
		h.ops[i].lost = true
	}
}

func (h *history) blame(id assay.ID, what string) {
	if h.wrong == "" {
		h.wrong = fmt.Sprintf("%s %s", id, what)
	}
}

// operations are the history as a View shows it: each client's together, in the order of the System.
func (h *history) operations(ids []assay.ID) []assay.Operation {
	returned := make([]*operation, 0, len(h.ops)) // by when
	for i := range h.ops {
		if h.ops[i].done {
			returned = append(returned, &h.ops[i])
		}
	}
	slices.SortFunc(returned, func(a, b *operation) int { return a.end - b.end })
	before := map[assay.ID]int{}
	byClient := make([][]assay.Operation, len(ids))
	for _, o := range h.ops {
		for ; len(returned) > 0 && returned[0].end < o.call; returned = returned[1:] {
			before[ids[returned[0].client]]++
		}
		op := assay.Operation{Client: ids[o.client], Op: o.op, Open: o.lost, Before: maps.Clone(before)}
		delete(op.Before, op.Client)
		if o.done {
			op.Result = refine.Some(o.result)
		}
		byClient[o.client] = append(byClient[o.client], op)
	}
	return slices.Concat(byClient...)
}

// numbered are the operations in the numbers of a table.
func (h *history) numbered(table *linear.Table) (ops []linear.Operation, err error) {
	for i := range h.ops {
		o := &h.ops[i]
		n := linear.Operation{Client: int(o.client), Result: linear.Any, Call: int64(o.call), Return: linear.Never}
		if n.Op, err = table.Number(o.op); err != nil {
			return nil, err
		}
		if o.done {
			n.Return = int64(o.end)
			if n.Result, err = table.Number(o.result); err != nil {
				return nil, err
			}
		}
		ops = append(ops, n)
	}
	return ops, nil
}
