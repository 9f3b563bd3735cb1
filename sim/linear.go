package sim

import (
	"fmt"
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
		if p.Kind != assay.KindLinearizable || j.e.stop != nil {
			continue
		}
		fits, known, why := j.linearizable(p)
		switch {
		case why != "":
			j.e.stop = &Finding{Kind: "view", Why: why, Step: j.e.steps, At: j.e.now}
		case !known:
			j.undecided = append(j.undecided, p.Name)
		case !fits:
			j.found(&Finding{Property: p.Name, Why: "not linearizable: " + j.history.text(j.e), Step: j.e.steps, At: j.e.now})
		}
	}
}

// orderTimeMax is how long porcupine may look for an order of one run's history.
const orderTimeMax = 20 * time.Second

// linearizable looks for an order of the history. The search is porcupine's (Lowe, Testing for linearizability, 2017).
func (j *judge) linearizable(p assay.Property) (fits, known bool, failed string) {
	key := func(v any) string {
		b, err := j.e.plan.sampler.asks.Bytes(v)
		if err != nil && failed == "" {
			failed = fmt.Sprintf("the history has what has no canonical bytes: %v", err)
		}
		return b
	}
	spec := p.History
	model := porcupine.Model{
		Init: func() any { return spec.Init() },
		Step: func(state, input, output any) (ok bool, next any) {
			defer func() {
				if p := recover(); p != nil {
					failed, ok, next = fmt.Sprintf("Apply of the specification: %v", p), false, state
				}
			}()
			o := input.(*operation)
			next, result := spec.Apply(state, o.op)
			return !o.done || key(result) == key(o.result), next
		},
		Equal: func(a, b any) bool { return key(deref(a)) == key(deref(b)) },
	}
	var ops []porcupine.Operation
	for i := range j.history.ops {
		o := &j.history.ops[i]
		end := int64(o.end) * 2
		if !o.done {
			end = int64(1) << 62
		}
		ops = append(ops, porcupine.Operation{ClientId: int(o.client), Input: o, Call: int64(o.call)*2 + 1, Return: end})
	}
	switch porcupine.CheckOperationsTimeout(model, ops, orderTimeMax) {
	case porcupine.Ok:
		return true, true, failed
	case porcupine.Illegal:
		return false, true, failed
	}
	return false, false, failed
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
		h.open = map[int32]int{}
	}
	i, open := h.open[who]
	switch {
	case m.Kind == step.Invoked:
		h.open[who] = len(h.ops)
		h.ops = append(h.ops, operation{client: who, op: f.sys.Fresh(m.Value), call: f.at})
		return
	case !open:
		return
	case m.Kind == step.Returned:
		h.ops[i].done, h.ops[i].result, h.ops[i].end = true, f.sys.Fresh(m.Value), f.at
	default:
		h.ops[i].lost = true
	}
	delete(h.open, who)
}

// disorder says whether the history of a walk has no order that the specification allows.
func (f *follower) disorder(p assay.Property) bool {
	j := &judge{e: &engine{plan: f.plan}, history: f.history}
	fits, known, why := j.linearizable(p)
	return known && why == "" && !fits
}
