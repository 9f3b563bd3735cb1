package assay

import (
	"fmt"
	"iter"
	"reflect"
)

// View is one state of a System, as a property reads it. The rooms that run a System implement it; a property uses it through
// StateOf, LastStateOf, Each and InFlight where it wants its own types. Every value that it hands out is a fresh copy.
//
// Each method reads as little as it can, since a property is remembered by what it read.
type View interface {
	// Actors are all participants, in the order of the System.
	Actors() []ID
	// TypeOf is the type of a participant's state, nil for an unknown one. It reads nothing.
	TypeOf(id ID) reflect.Type
	// Up says whether a participant is up.
	Up(id ID) bool
	// State is a pointer to a participant's local state. It panics with a *ViewError for one that is down or unknown.
	State(id ID) any
	// LastState is a pointer to the local state, or for a participant that is down to what it last had.
	LastState(id ID) any
	// Messages are those in flight to a participant, and of one concrete type where kind is not nil.
	Messages(to ID, kind reflect.Type) []Envelope[any]
	// Disk is what a participant would find on recovery if no crash took any of it.
	Disk(id ID) Disk
	// Timers are the names of a participant's set timers, sorted.
	Timers(id ID) []string
	// Spent is how much of a limited budget of the System was spent.
	Spent(f Failure) int
	// History is what clients invoked and what was returned: by client, in the order of the System, then in the client's order.
	History() []Operation
}

// Envelope is a message in flight.
type Envelope[M any] struct {
	From, To ID
	Message  M
}

// Failure names a budget.
type Failure uint8

const (
	Losses Failure = iota + 1
	Duplicates
	Crashes
	Recoveries
	Cuts
	Firings
	Lies
	Mistakes
	Malice
)

func (f Failure) String() string {
	return closed("failure", int(f), "none", "losses", "duplicates", "crashes", "recoveries", "cuts", "firings", "lies", "mistakes", "malice")
}

// ViewError is what a View panics with when a property asks it for what there is not. It is reported as a finding.
type ViewError struct{ Reason string }

func (e *ViewError) Error() string { return "assay: " + e.Reason }

// StateOf is the local state of a participant that is up. Asking it for one that is down, unknown or of another type is a finding,
// never a zero value: v.Up(id) asks first.
func StateOf[S any](v View, id ID) S {
	requireType[S](v, id)
	return *v.State(id).(*S)
}

// LastStateOf is the local state of a participant, also of one that is down: then it is what it last had. After a recovery it is what
// the participant remembers, as StateOf is: what must outlive a crash is asked of a participant that does not crash.
func LastStateOf[S any](v View, id ID) S {
	requireType[S](v, id)
	return *v.LastState(id).(*S)
}

// Each goes over the participants that are up and whose state is an S, in the order of the System.
func Each[S any](v View) iter.Seq2[ID, S] {
	return func(yield func(ID, S) bool) {
		for _, id := range v.Actors() {
			if v.TypeOf(id) != typeOf[S]() || !v.Up(id) {
				continue
			}
			if !yield(id, *v.State(id).(*S)) {
				return
			}
		}
	}
}

// InFlight are the messages of type M in flight to a participant. With an interface type it reads all that are in flight to it.
func InFlight[M any](v View, to ID) []Envelope[M] {
	kind := typeOf[M]()
	if kind.Kind() == reflect.Interface {
		kind = nil
	}
	var found []Envelope[M]
	for _, envelope := range v.Messages(to, kind) {
		if message, ok := envelope.Message.(M); ok {
			found = append(found, Envelope[M]{From: envelope.From, To: envelope.To, Message: message})
		}
	}
	return found
}

func requireType[S any](v View, id ID) {
	have := v.TypeOf(id)
	if have == nil {
		panic(&ViewError{fmt.Sprintf("no participant is called %q; there are %v", id, v.Actors())})
	}
	if have != typeOf[S]() {
		panic(&ViewError{fmt.Sprintf("the state of %q is a %v, and the property asked for a %v", id, have, typeOf[S]())})
	}
}
