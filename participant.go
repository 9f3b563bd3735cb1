package assay

import (
	"fmt"
	"reflect"
	"time"
)

// Participant is one actor under its name, its types erased so that actors of different types share one System.
type Participant struct {
	ID        ID
	Behaviour Behaviour
}

// Behaviour is an actor with its types erased, for the rooms that run it. A state travels as a pointer to S. A power that the
// actor lacks is nil. Err says what is wrong with the actor itself, and is reported when a System is built.
type Behaviour struct {
	Actor   any
	State   reflect.Type
	Message reflect.Type

	Start    func(self ID) (state any, effects Effects)
	Receive  func(self ID, state any, from ID, msg any) (any, Effects)
	Timeout  func(self ID, state any, timer string) (any, Effects)
	Recover  func(self ID, disk Disk) (any, Effects)
	Chosen   func(self ID, state any, choice Choice) (any, Effects)
	Clock    func(self ID, state any, now time.Time) (any, Effects)
	Restarts func(disk Disk) string

	Machine  *MachineBehaviour
	Mutable  *MutableBehaviour  // of one whose handlers change the state that they are given, and answer with it
	Contract *ContractBehaviour // of one that is Assumed, which has no handlers
	Err      error
}

// Spawn makes a participant called id that behaves as a does.
func Spawn[S, M any](id ID, a Actor[S, M]) Participant {
	b := Behaviour{
		Actor:   a,
		State:   reflect.TypeFor[S](),
		Message: reflect.TypeFor[M](),
		Start: func(self ID) (any, Effects) {
			state, effects := a.Start(self)
			return &state, effects
		},
		Receive: func(self ID, state any, from ID, msg any) (any, Effects) {
			next, effects := a.Receive(self, *state.(*S), from, msg.(M))
			return &next, effects
		},
		Err: checkPowers[S](a),
	}
	addPowers[S](&b, a)
	return Participant{ID: id, Behaviour: b}
}

// SpawnN makes n participants that behave as a does, called prefix0, prefix1, and so on.
func SpawnN[S, M any](prefix string, n int, a Actor[S, M]) []Participant {
	participants := make([]Participant, 0, max(n, 0))
	if n <= 0 {
		return participants
	}
	one := Spawn("", a).Behaviour // all behave alike, so ten thousand share what calls the methods
	for i := range n {
		participants = append(participants, Participant{ID: ID(fmt.Sprint(prefix, i)), Behaviour: one})
	}
	return participants
}

func addPowers[S any](b *Behaviour, actor any) {
	if a, ok := actor.(Timeouter[S]); ok {
		b.Timeout = func(self ID, state any, timer string) (any, Effects) {
			next, effects := a.Timeout(self, *state.(*S), timer)
			return &next, effects
		}
	}
	if a, ok := actor.(Recoverer[S]); ok {
		b.Recover = func(self ID, disk Disk) (any, Effects) {
			state, effects := a.Recover(self, disk)
			return &state, effects
		}
	}
	if a, ok := actor.(Chooser[S]); ok {
		b.Chosen = func(self ID, state any, choice Choice) (any, Effects) {
			next, effects := a.Chosen(self, *state.(*S), choice)
			return &next, effects
		}
	}
	if a, ok := actor.(Clocker[S]); ok {
		b.Clock = func(self ID, state any, now time.Time) (any, Effects) {
			next, effects := a.Clock(self, *state.(*S), now)
			return &next, effects
		}
	}
	if a, ok := actor.(Restarter); ok {
		b.Restarts = a.Restarts
	}
}

// checkPowers refuses a method that has a power's name and not its signature, or that only the pointer has: such an actor would
// silently lack the power (TestNearlyAPower).
func checkPowers[S any](actor any) error {
	powers := []struct {
		name string
		want reflect.Type
	}{
		{"Timeout", reflect.TypeFor[func(ID, S, string) (S, Effects)]()},
		{"Recover", reflect.TypeFor[func(ID, Disk) (S, Effects)]()},
		{"Chosen", reflect.TypeFor[func(ID, S, Choice) (S, Effects)]()},
		{"Clock", reflect.TypeFor[func(ID, S, time.Time) (S, Effects)]()},
		{"Restarts", reflect.TypeFor[func(Disk) string]()},
	}
	if actor == nil {
		return fmt.Errorf("assay: the actor is nil, expected a value with Start and Receive\nhint: pass assay.Spawn an actor")
	}
	for _, power := range powers {
		if err := checkPower(actor, power.name, power.want); err != nil {
			return err
		}
	}
	return nil
}

func checkPower(actor any, name string, want reflect.Type) error {
	own := reflect.ValueOf(actor)
	if method := own.MethodByName(name); method.IsValid() {
		if method.Type() == want {
			return nil
		}
		return fmt.Errorf("assay: %T has a method %s of type %v, expected %v\nhint: give it the expected signature, or another name if it is no power of the actor",
			actor, name, method.Type(), want)
	}
	if _, ok := reflect.PointerTo(own.Type()).MethodByName(name); ok {
		return fmt.Errorf("assay: method %s of %T has a pointer receiver, expected a value receiver: %v\nhint: spawn the pointer, or declare the method on the value",
			name, actor, want)
	}
	return nil
}
