package sim

import (
	"fmt"
	"reflect"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/histories"
	"github.com/assay-dev/assay/internal/step"
)

// stateView is a state of the step semantics, as a property reads it.
type stateView struct {
	sys *step.System
	st  step.State
	ids []assay.ID // those of the user's System: callers are not shown
}

var _ assay.View = stateView{}

func (v stateView) who(id assay.ID) int {
	i, ok := v.sys.Index(id)
	if !ok {
		panic(&assay.ViewError{Reason: fmt.Sprintf("no participant is called %q; there are %s", id, listed(v.ids))})
	}
	return i
}

// Actors are those of the System.
func (v stateView) Actors() []assay.ID { return v.ids }

// TypeOf is the type of a participant's state.
func (v stateView) TypeOf(id assay.ID) reflect.Type {
	if i, ok := v.sys.Index(id); ok {
		return v.sys.Actors[i].Behaviour.State
	}
	return nil
}

// Up says whether it is up.
func (v stateView) Up(id assay.ID) bool { return v.st.Locals[v.who(id)].Up }

// State is that of one that is up.
func (v stateView) State(id assay.ID) any {
	i := v.who(id)
	if !v.st.Locals[i].Up {
		panic(&assay.ViewError{Reason: fmt.Sprintf("%q is down and has no state", id)})
	}
	return v.sys.FreshState(i, v.st.Locals[i].State)
}

// LastState is what it last had.
func (v stateView) LastState(id assay.ID) any {
	i := v.who(id)
	return v.sys.FreshState(i, v.st.Locals[i].State)
}

// Messages are those in flight.
func (v stateView) Messages(to assay.ID, kind reflect.Type) (found []assay.Envelope[any]) {
	for _, envelope := range v.st.Inboxes[v.who(to)] {
		if from, message, ok := v.sys.OfKind(envelope, kind); ok {
			found = append(found, assay.Envelope[any]{From: v.sys.Actors[from].ID, To: to, Message: v.sys.Fresh(message)})
		}
	}
	return found
}

// Disk is what it would find.
func (v stateView) Disk(id assay.ID) assay.Disk {
	return v.sys.Disk(v.st.Locals[v.who(id)])
}

// Timers are those that are set.
func (v stateView) Timers(id assay.ID) []string { return v.st.Locals[v.who(id)].Timers }

// Spent is not asked: a run has ended with a finding by then.
func (v stateView) Spent(assay.Failure) int { return 0 }

// History is what clients invoked.
func (v stateView) History() []assay.Operation { return histories.Operations(v.sys, v.st.History) }
