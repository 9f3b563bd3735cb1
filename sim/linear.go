package sim

import (
	"fmt"
	"strings"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/histories"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// What looking for orders of one run's history may take. Runs go on side by side, and each has as much.
const (
	orderTimeMax  = 20 * time.Second
	orderBytesMax = 128 << 20
)

// ofHistory says whether a property asks for an order of the history.
func ofHistory(p assay.Property) bool {
	return p.Kind == assay.KindLinearizable || p.Kind == assay.KindSequentiallyConsistent
}

// atEnd judges what takes a whole run.
func (j *judge) atEnd() {
	j.ordersAll()
	if j.e.stop == nil {
		j.rests()
	}
}

// ordersAll judges each beginning of the history, as check does in each state.
func (j *judge) ordersAll() {
	for _, p := range j.e.plan.sys.Properties {
		if !ofHistory(p) || j.e.stop != nil {
			continue
		}
		if j.misused() {
			return
		}
		verdict, at, err := j.ordered(p)
		switch {
		case err != nil:
			j.e.stop = &Finding{Kind: "view", Why: fmt.Sprintf("the property %q fails: %v", p.Name, err), Step: j.e.steps, At: j.e.now}
		case verdict == linear.Disordered:
			j.found(&Finding{Property: p.Name, Why: fmt.Sprintf("not %v: %s", linear.RuleOf(p.Kind), j.history.until(at, j.e)), Step: j.e.steps, At: j.e.now})
		case verdict != linear.Ordered:
			j.leaves(p, "no order of the history was found in time")
		case j.history.full:
			j.leaves(p, errTooLong.Error())
		}
	}
}

// misused ends a run in which a client does what none may, once its history is asked for: as in check, that is no finding but an error.
func (j *judge) misused() bool {
	if j.history.wrong != "" {
		j.e.misuse(j.e.plan.wrong("%s", j.history.wrong))
	}
	return j.history.wrong != ""
}

func (j *judge) ordered(p assay.Property) (linear.Verdict, int, error) {
	table, err := linear.NewTable(*p.History)
	if err != nil {
		return linear.OutOfTime, 0, err
	}
	ops, err := j.history.numbered(table)
	if err != nil {
		return linear.OutOfTime, 0, err
	}
	bound := &linear.Bound{Until: time.Now().Add(orderTimeMax), Bytes: orderBytesMax, Total: orderBytesMax}
	return table.First(ops, linear.RuleOf(p.Kind), int64(j.history.begun), bound)
}

// operationsShown is how many operations stand in the words about a history.
const operationsShown = 8

// until is the end of the history as it was when one of its operations returned, with that one last: with it there is no order any more.
func (h *history) until(last int, e *engine) string {
	var parts []string
	end := h.ops[last].end
	for i, o := range h.ops {
		if i == last || o.call > end {
			continue
		}
		parts = append(parts, o.text(e, end))
	}
	parts = parts[max(0, len(parts)-operationsShown+1):]
	return strings.Join(append(parts, h.ops[last].text(e, end)), "; ")
}

// text is an operation as it was at a moment.
func (o *operation) text(e *engine, now int) string {
	result := "?"
	if o.done && o.end <= now {
		result = trace.Format(o.result)
	}
	return fmt.Sprintf("%s %s => %s", e.name(o.client), trace.Format(o.op), result)
}

// order is the verdict on the history of a state of the step semantics. Memory alone bounds it, so that it is the same on any machine.
func (f *follower) order(p assay.Property, h step.History) (linear.Verdict, error) {
	j := f.judges[p.Name]
	if j == nil {
		var err error
		if j, err = histories.NewJudge(f.sys, p); err != nil {
			return linear.OutOfTime, err
		}
		f.judges[p.Name] = j
	}
	return j.Order(h, &linear.Bound{Bytes: orderBytesMax, Total: orderBytesMax})
}

// disorders says whether a history has no order that the specification allows.
func (f *follower) disorders(p assay.Property, h step.History) bool {
	verdict, err := f.order(p, h)
	return err == nil && verdict == linear.Disordered
}

// returns says whether something returned in a step: nothing else takes an order away.
func returns(marks []step.Mark) bool {
	for _, m := range marks {
		if m.Kind == step.Returned {
			return true
		}
	}
	return false
}
