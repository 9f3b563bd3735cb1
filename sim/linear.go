package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// atEnd judges what takes the whole history.
func (j *judge) atEnd() {
	for _, p := range j.e.plan.sys.Properties {
		if !ofHistory(p) || j.e.stop != nil {
			continue
		}
		fits, known, why := j.ordered(p)
		switch {
		case why != "":
			j.e.stop = &Finding{Kind: "view", Why: why, Step: j.e.steps, At: j.e.now}
		case !known:
			j.undecided = append(j.undecided, p.Name)
		case !fits:
			what := "not linearizable: "
			if p.Kind == assay.KindSequentiallyConsistent {
				what = "not sequentially consistent: "
			}
			j.found(&Finding{Property: p.Name, Why: what + j.history.text(j.e), Step: j.e.steps, At: j.e.now})
		}
	}
}

// ofHistory says whether a property asks for an order of the history.
func ofHistory(p assay.Property) bool {
	return p.Kind == assay.KindLinearizable || p.Kind == assay.KindSequentiallyConsistent
}

// orderTimeMax is how long porcupine may look for an order of one run's history.
const orderTimeMax = 20 * time.Second

// ordering is a state of the search: one of the specification and, for sequential consistency, how many of each client's operations
// took effect.
type ordering struct {
	spec  any
	taken []int
}

// ordered looks for an order of the history. The search is porcupine's (Lowe, Testing for linearizability, 2017). For sequential
// consistency all operations are at one time, and the model keeps each client's own order.
func (j *judge) ordered(p assay.Property) (fits, known bool, failed string) {
	key := func(v any) string {
		b, err := j.e.plan.sampler.asks.Bytes(v)
		if err != nil && failed == "" {
			failed = fmt.Sprintf("the history has what has no canonical bytes: %v", err)
		}
		return b
	}
	spec, timed := p.History, p.Kind == assay.KindLinearizable
	model := porcupine.Model{
		Init: func() any { return ordering{spec: spec.Init()} },
		Step: func(state, input, output any) (ok bool, next any) {
			defer func() {
				if p := recover(); p != nil {
					failed, ok, next = fmt.Sprintf("Apply of the specification: %v", p), false, state
				}
			}()
			at, o := state.(ordering), input.(*operation)
			taken, turn := at.taken, true
			if !timed {
				taken, turn = o.take(taken)
			}
			next, result := spec.Apply(at.spec, o.op)
			return turn && (!o.done || key(result) == key(o.result)), ordering{next, taken}
		},
		Equal: func(a, b any) bool {
			x, y := a.(ordering), b.(ordering)
			return slices.Equal(x.taken, y.taken) && key(deref(x.spec)) == key(deref(y.spec))
		},
	}
	switch porcupine.CheckOperationsTimeout(model, j.history.timed(timed), orderTimeMax) {
	case porcupine.Ok:
		return true, true, failed
	case porcupine.Illegal:
		return false, true, failed
	}
	return false, false, failed
}

// take counts one more operation of its client as taken, if it is its turn. One that is open must only come after what its client had
// back before it.
func (o *operation) take(taken []int) ([]int, bool) {
	done := 0
	if int(o.client) < len(taken) {
		done = taken[o.client]
	}
	if !o.done {
		return taken, done >= o.own
	}
	longer := append(slices.Clone(taken), make([]int, max(0, int(o.client)+1-len(taken)))...)
	longer[o.client]++
	return longer, done == o.own
}

// timed are the operations with their moments, or all at one.
func (h *history) timed(byTime bool) (ops []porcupine.Operation) {
	for i := range h.ops {
		o := &h.ops[i]
		call, end := int64(o.call)*2+1, int64(o.end)*2
		switch {
		case !byTime:
			call, end = 0, 1
		case !o.done:
			end = int64(1) << 62
		}
		ops = append(ops, porcupine.Operation{ClientId: int(o.client), Input: o, Call: call, Return: end})
	}
	return ops
}

// text is the end of a history in words.
func (h *history) text(e *engine) string {
	var parts []string
	for _, o := range h.ops[max(0, len(h.ops)-8):] {
		result := "?"
		if o.done {
			result = trace.Format(o.result)
		}
		parts = append(parts, fmt.Sprintf("%s %s => %s", e.name(o.client), trace.Format(o.op), result))
	}
	return strings.Join(parts, "; ")
}

// begin is the history in the state that a walk begins in: what was invoked by those that start.
func (f *follower) begin(st step.State) {
	f.history, f.at = history{}, 1
	for _, c := range st.History {
		for _, o := range c.Ops {
			f.marked(c.Actor, step.Mark{Kind: step.Invoked, Value: o.Call})
		}
	}
}

// marked goes on with the history of a walk.
func (f *follower) marked(actor int, m step.Mark) {
	h, who := &f.history, int32(actor)
	if h.open == nil {
		h.open, h.done = map[int32]int{}, map[int32]int{}
	}
	i, open := h.open[who]
	switch {
	case m.Kind == step.Invoked:
		h.open[who] = len(h.ops)
		h.ops = append(h.ops, operation{client: who, op: f.sys.Fresh(m.Value), call: f.at, own: h.done[who]})
		return
	case !open:
		return
	case m.Kind == step.Returned:
		h.done[who]++
		h.ops[i].done, h.ops[i].result, h.ops[i].end = true, f.sys.Fresh(m.Value), f.at
	default:
		h.ops[i].lost = true
	}
	delete(h.open, who)
}

// disorder says whether the history of a walk has no order that the specification allows.
func (f *follower) disorder(p assay.Property) bool {
	j := &judge{e: &engine{plan: f.plan}, history: f.history}
	fits, known, why := j.ordered(p)
	return known && why == "" && !fits
}
