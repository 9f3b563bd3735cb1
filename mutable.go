package assay

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"time"
)

// InPlace is the behaviour of one participant whose state changes in place: existing code that does no I/O of its own. It is an Actor
// but that a handler changes the state that it is given, instead of answering with another. Apart from that it is held to the same
// law: what it does depends on its arguments alone, and it keeps none of them but in the state.
//
// Its powers are those of an Actor, with the state as a pointer and no state in the answer: Timeout(self, *S, timer) Effects,
// Chosen(self, *S, Choice) Effects, Clock(self, *S, now) Effects; and Recover(self, disk) (*S, Effects).
type InPlace[S, M any] interface {
	// Start makes the state in which a participant begins.
	Start(self ID) (*S, Effects)
	// Receive changes state as a message does.
	Receive(self ID, state *S, from ID, msg M) Effects
}

// MutableOption says what in the state of a Mutable is not what it seems.
type MutableOption func(*MutableBehaviour)

// MutableBehaviour is what rooms that keep states need of a participant whose state changes in place: they clone it before each call,
// and know it by canonical bytes, from which it cannot be made again.
type MutableBehaviour struct {
	State    reflect.Type // of what changes in place, which Behaviour.State is not where something else is shown
	NotState []string
	Shared   []string
	Views    map[reflect.Type]func(pointer any) any
	Show     func(pointer any) any // nil, or a pointer to what properties and traces see
	shown    reflect.Type
}

// Mutable makes a participant called id that behaves as a does. Its state is cloned before each call, and the one that was cloned must
// not move: fields that are not exported, pointers to one place, cycles, and method values, which are bound to the clone. What cannot be
// cloned (a channel, a file, what a function literal captures) is an error that names the path to the field. A property reads a clone,
// with StateOf[S], or what is Shown.
func Mutable[S, M any](id ID, a InPlace[S, M], options ...MutableOption) Participant {
	m := &MutableBehaviour{State: reflect.TypeFor[S](), shown: reflect.TypeFor[S](), Views: map[reflect.Type]func(any) any{}}
	for _, option := range options {
		option(m)
	}
	b := Behaviour{
		Actor:   a,
		State:   m.shown,
		Message: reflect.TypeFor[M](),
		Mutable: m,
		Start:   func(self ID) (any, Effects) { return made(a.Start(self)) },
		Receive: func(self ID, state any, from ID, msg any) (any, Effects) {
			return state, a.Receive(self, state.(*S), from, msg.(M))
		},
		Err: checkMutable[S](a),
	}
	addMutablePowers[S](&b, a)
	return Participant{ID: id, Behaviour: b}
}

// NotState says that parts of a state are none: counters of calls, a timeout drawn at random. States that differ in nothing else are
// one state, and must act alike. A name is that of a field, as package, type and field ("raft.MemoryStorage.callStats"), or of a type
// ("sync.Mutex", which needs no naming) for all parts of that type. They are cloned as everything else.
func NotState(names ...string) MutableOption {
	return func(m *MutableBehaviour) { m.NotState = append(m.NotState, names...) }
}

// Shared says that parts of a state are none and are not cloned either: all clones have the same logger. Nothing that changes belongs
// here, since nobody would notice. Names are as for NotState.
func Shared(names ...string) MutableOption {
	return func(m *MutableBehaviour) { m.Shared = append(m.Shared, names...) }
}

// Seen says that the state of each T is what see makes of it: of a ring buffer what is in it, in order, and not the slack. see is pure.
func Seen[T any](see func(*T) any) MutableOption {
	return func(m *MutableBehaviour) {
		m.Views[reflect.TypeFor[T]()] = func(pointer any) any { return see(pointer.(*T)) }
	}
}

// Shown says that properties and traces see what show makes of a state S, and not the state: a plain value V, read with StateOf[V]. It
// is made once for each state, and a property that reads it costs what it costs for any other Actor. show is pure.
func Shown[S, V any](show func(*S) V) MutableOption {
	return func(m *MutableBehaviour) {
		m.shown = reflect.TypeFor[V]()
		m.Show = func(pointer any) any {
			v := show(pointer.(*S))
			return &v
		}
	}
}

// made is a state on its way to the rooms. Nil is no state of theirs.
func made[S any](state *S, effects Effects) (any, Effects) {
	if state == nil {
		panic(fmt.Sprintf("assay: a nil *%v, expected the state in which the participant begins", reflect.TypeFor[S]()))
	}
	return state, effects
}

func addMutablePowers[S any](b *Behaviour, actor any) {
	if a, ok := actor.(interface {
		Timeout(ID, *S, string) Effects
	}); ok {
		b.Timeout = func(self ID, state any, timer string) (any, Effects) {
			return state, a.Timeout(self, state.(*S), timer)
		}
	}
	if a, ok := actor.(interface {
		Recover(ID, Disk) (*S, Effects)
	}); ok {
		b.Recover = func(self ID, disk Disk) (any, Effects) { return made(a.Recover(self, disk)) }
	}
	if a, ok := actor.(interface {
		Chosen(ID, *S, Choice) Effects
	}); ok {
		b.Chosen = func(self ID, state any, choice Choice) (any, Effects) {
			return state, a.Chosen(self, state.(*S), choice)
		}
	}
	if a, ok := actor.(interface {
		Clock(ID, *S, time.Time) Effects
	}); ok {
		b.Clock = func(self ID, state any, now time.Time) (any, Effects) { return state, a.Clock(self, state.(*S), now) }
	}
}

func checkMutable[S any](actor any) error {
	if actor == nil {
		return errors.New("assay: the actor is nil, expected a value with Start and Receive\nhint: pass assay.Mutable an actor")
	}
	return cmp.Or(
		checkPower(actor, "Timeout", reflect.TypeFor[func(ID, *S, string) Effects]()),
		checkPower(actor, "Recover", reflect.TypeFor[func(ID, Disk) (*S, Effects)]()),
		checkPower(actor, "Chosen", reflect.TypeFor[func(ID, *S, Choice) Effects]()),
		checkPower(actor, "Clock", reflect.TypeFor[func(ID, *S, time.Time) Effects]()),
	)
}
