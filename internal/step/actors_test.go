//assay:ignore pure the handlers of these actors are what a test gives: how a reaction is judged is what is tested
//assay:ignore total the handlers of these actors are what a test gives, those that panic too
package step

import (
	"testing"

	"github.com/assay-dev/assay"
)

// scripted is an actor whose handlers a test writes down. Its messages are of any type.
type scripted[S any] struct {
	Label   string
	start   func() (S, assay.Effects)
	receive func(s S, msg any) (S, assay.Effects)
}

func (a scripted[S]) Start(assay.ID) (s S, effects assay.Effects) {
	if a.start != nil {
		return a.start()
	}
	return s, nil
}

func (a scripted[S]) Receive(_ assay.ID, s S, _ assay.ID, msg any) (S, assay.Effects) {
	if a.receive != nil {
		return a.receive(s, msg)
	}
	return s, nil
}

// timed has timers as well, and durable a disk.
type (
	timed[S any] struct {
		scripted[S]
		timeout func(s S, timer string) (S, assay.Effects)
	}
	durable[S any] struct {
		timed[S]
		recover func(d assay.Disk) (S, assay.Effects)
	}
)

func (a timed[S]) Timeout(_ assay.ID, s S, timer string) (S, assay.Effects) {
	return a.timeout(s, timer)
}

func (a durable[S]) Recover(_ assay.ID, d assay.Disk) (S, assay.Effects) { return a.recover(d) }

// starting is an actor that starts with effects and does nothing more.
func starting(effects ...assay.Effect) scripted[int] {
	return scripted[int]{start: func() (int, assay.Effects) { return 0, effects }}
}

// quietly is durable with handlers that change nothing, and starts with effects.
func quietly(effects ...assay.Effect) durable[int] {
	return durable[int]{
		timed:   timed[int]{scripted: starting(effects...), timeout: func(s int, _ string) (int, assay.Effects) { return s, nil }},
		recover: func(assay.Disk) (int, assay.Effects) { return 0, nil },
	}
}

// idle is a System of participants of the given names that do nothing.
func idle(assume assay.Assumptions, ids ...assay.ID) assay.System {
	sys := assay.System{Name: "idle", Assume: assume}
	for _, id := range ids {
		sys.Actors = append(sys.Actors, assay.Spawn(id, starting()))
	}
	return sys
}

func build(t *testing.T, sys assay.System) *System {
	t.Helper()
	return buildTracking(t, sys, Track{})
}

func buildTracking(t *testing.T, sys assay.System, track Track) *System {
	t.Helper()
	s, err := New(sys, track)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// begin is the one initial state.
func begin(t *testing.T, s *System) State {
	t.Helper()
	states, failed := s.Initial(s.plainly)
	if failed != nil {
		t.Fatalf("it does not start: %+v", failed)
	}
	return states[0]
}

// plainly is React without a watcher.
func (s *System) plainly(actor int, l Local, in Input) *Reaction { return s.React(actor, l, in, nil) }

// value interns x.
func (s *System) value(t *testing.T, x any) Value {
	t.Helper()
	v, err := s.values.intern(x)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// letter is x in an envelope.
func (s *System) letter(t *testing.T, from int, x any) Envelope {
	t.Helper()
	return s.values.envelope(from, s.value(t, x))
}

// contents opens an inbox: who sent what.
func (s *System) contents(in Inbox) (all []any) {
	for _, e := range in {
		if e == closed {
			all = append(all, "closed")
			continue
		}
		from, message := s.Open(e)
		all = append(all, from, s.Fresh(message))
	}
	return all
}

// do takes the first enabled step of a kind.
func do(t *testing.T, s *System, st State, kind Kind) State {
	t.Helper()
	for _, step := range s.Steps(st, Listed, s.plainly) {
		if step.Kind != kind {
			continue
		}
		next, err := s.Do(st, step)
		if err != nil || step.Fault != nil {
			t.Fatalf("%v: %v %v", kind, err, step.Fault)
		}
		return next
	}
	t.Fatalf("no %v is enabled", kind)
	return State{}
}
