package sim

import (
	"fmt"
	"io"
	"time"

	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// recorder keeps the steps of one run.
type recorder struct {
	steps []taken
	at    []int64
	e     *engine
	max   uint64
}

// taken is one step as it happened.
type taken struct {
	kind          step.Kind
	actor, from   int32
	msg           any // delivered, lost, or the option that was chosen
	timer         string
	again         bool // the message stays
	during        step.Kind
	after         int
	kept, pending int
	pairs         []cutPair
	moved         []int
}

// recorded runs a seed and keeps so many of its steps. It ends where the property called until is violated; "" is at the end of time.
func (p *plan) recorded(seed, max uint64, until string) (*recorder, *Result, error) {
	rec := &recorder{max: max}
	r, err := p.run(seed, func(e *engine) {
		rec.e = e
		e.record, e.until = rec, until
	})
	return rec, r, err
}

func (r *recorder) add(t taken) {
	if uint64(len(r.steps)) >= r.max {
		return
	}
	if t.kind == step.Deliver && r.e.again {
		t.again = true
	}
	r.steps, r.at = append(r.steps, t), append(r.at, r.e.now)
}

// write prints the steps with their times.
func (r *recorder) write(w io.Writer) error {
	for i, t := range r.steps {
		who, from := "", ""
		if t.actor >= 0 {
			who = string(r.e.name(t.actor))
		}
		what := t.timer
		if t.msg != nil {
			what += trace.Format(t.msg)
		}
		if t.kind == step.Deliver || t.kind == step.Lose {
			from = string(r.e.name(t.from)) + " -> "
		}
		if _, err := fmt.Fprintf(w, "%12v  %-8s %s%s  %s\n", time.Duration(r.at[i]), t.kind, from, who, what); err != nil {
			return err
		}
	}
	return nil
}
