// Package actors has actors with powers, and with what is nearly a power.
package actors

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type State struct{ N int }

// base is an actor without powers.
type base struct{}

func (base) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (base) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}

// complete has them all.
type complete struct{ base }

func (complete) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil }
func (complete) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects)       { return State{}, nil }
func (complete) Chosen(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) {
	return s, nil
}
func (complete) Clock(self assay.ID, s State, now time.Time) (State, assay.Effects)    { return s, nil }
func (complete) timeout(self assay.ID, s State, timer string) (State, assay.Effects)   { return s, nil }
func (complete) Close() error                                                          { return nil }
func (complete) OnTimeout(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil }

type wrongCase struct{ base }

func (wrongCase) TimeOut(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil } // want `^TimeOut is nearly the power Timeout, and so is never called: name it Timeout$`

type slips struct{ base }

func (slips) Recovr(self assay.ID, disk assay.Disk) (State, assay.Effects)          { return State{}, nil } // want `Recovr is nearly the power Recover`
func (slips) Choosen(self assay.ID, s State, c assay.Choice) (State, assay.Effects) { return s, nil }       // want `Choosen is nearly the power Chosen`
func (slips) Clok(self assay.ID, s State, now time.Time) (State, assay.Effects)     { return s, nil }       // want `Clok is nearly the power Clock`

type synonyms struct{ base }

func (synonyms) OnTimeout(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil }       // want `OnTimeout is nearly the power Timeout`
func (synonyms) Restart(self assay.ID, disk assay.Disk) (State, assay.Effects)         { return State{}, nil } // want `Restart is nearly the power Recover`
func (synonyms) Choose(self assay.ID, s State, c assay.Choice) (State, assay.Effects)  { return s, nil }       // want `Choose is nearly the power Chosen`
func (synonyms) Tick(self assay.ID, s State) (State, assay.Effects)                    { return s, nil }       // want `Tick is nearly the power Clock, and so is never called: expected Clock\(self assay.ID, state State, now time.Time\) \(State, assay.Effects\)`

type unexported struct{ base }

func (unexported) timeout(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil } // want `timeout is nearly the power Timeout`

type wrongForm struct{ base }

func (wrongForm) Timeout(self assay.ID, s State) (State, assay.Effects) { return s, nil } // want `Timeout has the name of a power and not its signature, and no System with wrongForm is built: Timeout\(self assay.ID, s State\) \(State, assay.Effects\), expected Timeout\(self assay.ID, state State, timer string\) \(State, assay.Effects\)`
func (wrongForm) Recover(self assay.ID, s State, disk assay.Disk) (State, assay.Effects) { // want `expected Recover\(self assay.ID, disk assay.Disk\) \(State, assay.Effects\)`
	return s, nil
}
func (wrongForm) Chosen(self assay.ID, s *State, c assay.Choice) (State, assay.Effects) { // want `Chosen has the name`
	return *s, nil
}
func (wrongForm) Clock() time.Time { return time.Time{} } // want `Clock has the name`

// ByValue is an actor as a value, and has a power on the pointer alone.
type ByValue struct{ base }

func (*ByValue) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil } // want `Timeout has a pointer receiver, and so ByValue has not the power Timeout: declare it on the value`

// byPointer is spawned as a pointer.
type byPointer struct{ base }

func (*byPointer) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil }

// helper calls what has a near name.
type helper struct{ base }

func (h helper) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return h.choose(self, s, assay.Choice{})
}

func (helper) choose(self assay.ID, s State, c assay.Choice) (State, assay.Effects) { return s, nil }

// plain has methods with near names that are nothing of the kind.
type plain struct{ base }

func (plain) Clone() State                         { return State{} }
func (plain) Lock()                                {}
func (plain) Now() time.Time                       { return time.Time{} }
func (plain) Close(s State) (State, assay.Effects) { return s, nil }

// other is an actor with another state, and gets a Timeout of the state that it does not have.
type other struct{ complete } // want `other gets Timeout from what it embeds` `other gets Recover from what it embeds` `other gets Chosen` `other gets Clock`

func (other) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (other) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) { return s, nil }

// mixin is a part of actors.
type mixin struct{}

func (mixin) Init(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (mixin) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}

func (mixin) Timer(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil } // want `Timer is nearly the power Timeout`

type mixed struct{ mixin }

func (mixed) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

type noStart struct{}

func (noStart) Strat(self assay.ID) (State, assay.Effects) { return State{}, nil } // want `Strat is nearly Start, without which noStart is no actor: name it Start`

func (noStart) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}

type noReceive struct{}

func (noReceive) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (noReceive) Recieve(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) { // want `Recieve is nearly Receive`
	return s, nil
}

type badStart struct{}

func (badStart) Start(self assay.ID) State { return State{} } // want `badStart is nearly an actor: Start\(self assay.ID\) State, expected Start\(self assay.ID\) \(State, assay.Effects\)`

func (badStart) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}

type badReceive struct{}

func (badReceive) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (badReceive) Receive(self assay.ID, s State, m Msg) (State, assay.Effects) { return s, nil } // want `badReceive is nearly an actor: Receive\(self assay.ID, s State, m Msg\)`

// generic is an actor for every message.
type generic[M any] struct{ last M }

func (generic[M]) Start(self assay.ID) (List[M], assay.Effects) { return List[M]{}, nil }

func (generic[N]) Receive(self assay.ID, s List[N], from assay.ID, m N) (List[N], assay.Effects) {
	return s, nil
}

func (generic[O]) Timeout(self assay.ID, s List[O], timer string) (List[O], assay.Effects) {
	return s, nil
}

func (generic[P]) TheClock(self assay.ID, s List[P], now time.Time) (List[P], assay.Effects) {
	return s, nil
}

func (generic[P]) CLOCK(self assay.ID, s List[P], now time.Time) (List[P], assay.Effects) { // want `CLOCK is nearly the power Clock`
	return s, nil
}

type List[M any] struct{ All []M }

// ignored keeps its name for a reason.
type ignored struct{ base }

//assay:ignore powers it is called by the harness of the old tests
func (ignored) TimeOut(self assay.ID, s State, timer string) (State, assay.Effects) { return s, nil }

// inPlace changes its state where it is: it is an assay.InPlace, and no near miss of an actor.
type inPlace struct{}

func (inPlace) Start(self assay.ID) (*State, assay.Effects) { return &State{}, nil }

func (inPlace) Receive(self assay.ID, s *State, from assay.ID, m Msg) assay.Effects { return nil }

// nearlyInPlace answers with nothing.
type nearlyInPlace struct{}

func (nearlyInPlace) Start(self assay.ID) (*State, assay.Effects) { return &State{}, nil }

func (nearlyInPlace) Receive(self assay.ID, s *State, from assay.ID, m Msg) {} // want `nearlyInPlace is nearly an actor`

// Runner has the names and is no actor.
type Runner struct{}

func (Runner) Start() error         { return nil }
func (Runner) Receive(n int) string { return "" }
func (Runner) TimeOut()             {}

var _ = []any{assay.Spawn("a", ByValue{}), assay.Spawn("b", &byPointer{}), complete{}, wrongCase{}, slips{}, synonyms{}, unexported{}, wrongForm{},
	helper{}, plain{}, other{}, mixed{}, noStart{}, noReceive{}, badStart{}, badReceive{}, generic[Msg]{}, ignored{}, nearlyInPlace{}, assay.Mutable("c", inPlace{})}
