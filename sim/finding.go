package sim

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// Finding is what ends a run: a property that is violated, or a function of the user's that is none.
type Finding struct {
	Property string // that is violated, or ""
	Kind     string // pure, total, deterministic, handled, view, returns; "" for a property
	Why      string
	Step     uint64 // after how many steps of the System
	At       int64  // in nanoseconds
	step     taken  // which was begun, of a handler that failed
	mistake  error  // it is the World that is wrong
}

// what is the property's name, or the kind of finding and whose it is.
func (f *Finding) what() string {
	if f.Property != "" {
		return f.Property
	}
	return f.Kind
}

// panicked is the finding for a panic of a handler.
func (p *plan) panicked(e *engine, what any) *Finding {
	if err, ok := what.(error); ok {
		var m *mistake
		if errors.As(err, &m) {
			return &Finding{mistake: m, Step: e.steps, At: e.now}
		}
	}
	f := &Finding{Kind: "total", Step: e.steps, At: e.now}
	handler := e.handler()
	if d := e.doing; d.kind == step.Deliver && d.env >= 0 {
		msg, want := e.all[d.env].msg, p.sys.Actors[d.actor].Behaviour.Message
		if have := reflect.TypeOf(msg); !step.Fits(have, want) {
			f.Kind, f.Why = "handled", fmt.Sprintf("%s received a %v, which is none of its messages, %v", p.ids[d.actor], have, want)
			return f
		}
		f.Why = fmt.Sprintf("%s panics on %s: %s", handler, trace.Format(msg), step.PanicText(what, 1))
		return f
	}
	f.Why = fmt.Sprintf("%s panics: %s", handler, step.PanicText(what, 1))
	return f
}

// handler names the one that runs.
func (e *engine) handler() string {
	method := map[step.Kind]string{step.Start: "Start", step.Deliver: "Receive", step.Timeout: "Timeout", step.Choose: "Chosen", step.Read: "Clock", step.Recover: "Recover"}[e.doing.kind]
	return fmt.Sprintf("%s of %s", method, e.name(e.doing.actor))
}

// blame ends the run with a finding about a participant.
func (e *engine) blame(kind string, who int32, why string) {
	if e.stop == nil {
		e.stop = &Finding{Kind: kind, Why: fmt.Sprintf("%s %s", e.name(who), why), Step: e.steps, At: e.now}
	}
}

// misuse ends the run because the World does what the System does not assume.
func (e *engine) misuse(err error) {
	if e.stop == nil {
		e.stop = &Finding{mistake: err, Step: e.steps, At: e.now}
	}
}

// deref is what a pointer to a state points to.
func deref(state any) any { return reflect.ValueOf(state).Elem().Interface() }
