// Package bad has actors with methods that are nearly a power, and so are never called.
package bad

import (
	"time"

	"github.com/assay-dev/assay"
)

// Msg is what all of them receive.
type Msg interface{ msg() }

type Ping struct{}

func (Ping) msg() {}

// State is the state of all of them.
type State struct {
	N     int
	Until time.Time
}

// Names that are nearly right.

type Spelled struct{}

func (Spelled) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{assay.SetTimer("retry", time.Second)}
}
func (Spelled) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Spelled) TimeOut(self assay.ID, s State, timer string) (State, assay.Effects) { // HERE
	return s, assay.Effects{assay.Send("a", Ping{})}
}
func (Spelled) Recovered(self assay.ID, disk assay.Disk) (State, assay.Effects) { // HERE
	return State{N: assay.Load[int](disk, "n").Or(0)}, nil
}
func (Spelled) Choose(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) { // HERE
	return State{N: s.N + 1}, nil
}
func (Spelled) Clocked(self assay.ID, s State, now time.Time) (State, assay.Effects) { // HERE
	return State{Until: now}, nil
}

type Renamed struct{}

func (Renamed) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Renamed) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Renamed) OnTimeout(self assay.ID, s State, timer string) (State, assay.Effects) { // HERE
	return s, nil
}
func (Renamed) Recovery(self assay.ID, disk assay.Disk) (State, assay.Effects) { // HERE
	return State{}, nil
}
func (Renamed) Choice(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) { // HERE
	return s, nil
}

type Lower struct{}

func (Lower) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Lower) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Lower) timeout(self assay.ID, s State, timer string) (State, assay.Effects) { // HERE
	return s, nil
}
func (Lower) recover(self assay.ID, disk assay.Disk) (State, assay.Effects) { // HERE
	return State{}, nil
}

// Parameters that are nearly right.

type Swapped struct{}

func (Swapped) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Swapped) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Swapped) Timeout(self assay.ID, timer string, s State) (State, assay.Effects) { // HERE
	return s, nil
}
func (Swapped) Recover(disk assay.Disk, self assay.ID) (State, assay.Effects) { // HERE
	return State{}, nil
}
func (Swapped) Chosen(self assay.ID, choice assay.Choice, s State) (State, assay.Effects) { // HERE
	return s, nil
}
func (Swapped) Clock(s State, self assay.ID, now time.Time) (State, assay.Effects) { // HERE
	return s, nil
}

type Mistyped struct{}

func (Mistyped) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Mistyped) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Mistyped) Timeout(self assay.ID, s State, timer assay.ID) (State, assay.Effects) { // HERE
	return s, nil
}
func (Mistyped) Recover(self assay.ID, disk map[string]any) (State, assay.Effects) { // HERE
	return State{}, nil
}
func (Mistyped) Chosen(self assay.ID, s State, key string, option any) (State, assay.Effects) { // HERE
	return s, nil
}
func (Mistyped) Clock(self assay.ID, s State, now int64) (State, assay.Effects) { // HERE
	return s, nil
}

type Short struct{}

func (Short) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Short) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Short) Timeout(s State, timer string) (State, assay.Effects) { // HERE
	return s, nil
}
func (Short) Recover(disk assay.Disk) (State, assay.Effects) { // HERE
	return State{}, nil
}
func (Short) Clock(self assay.ID, now time.Time) (State, assay.Effects) { // HERE
	return State{Until: now}, nil
}
func (Short) Chosen(self assay.ID, s State, choice *assay.Choice) (State, assay.Effects) { // HERE
	return s, nil
}

// Results that are nearly right.

type Answers struct{}

func (Answers) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Answers) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Answers) Timeout(self assay.ID, s State, timer string) State { // HERE
	return s
}
func (Answers) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects, error) { // HERE
	return State{}, nil, nil
}
func (Answers) Chosen(self assay.ID, s State, choice assay.Choice) (State, []assay.Effect) { // HERE
	return s, nil
}
func (Answers) Clock(self assay.ID, s State, now time.Time) (assay.Effects, State) { // HERE
	return nil, s
}

// The state of another actor, a pointer to the state.

type Other struct{ Old int }

type Stranger struct{}

func (Stranger) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Stranger) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (Stranger) Timeout(self assay.ID, s Other, timer string) (Other, assay.Effects) { // HERE
	return s, nil
}
func (Stranger) Clock(self assay.ID, s *State, now time.Time) (*State, assay.Effects) { // HERE
	return s, nil
}

// Powers of the pointer alone, where the actor is the value that is spawned.

type Pointed struct{}

func (Pointed) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Pointed) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}
func (*Pointed) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) { // HERE
	return s, nil
}
func (*Pointed) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) { // HERE
	return State{}, nil
}

// Generic is an actor of any message.
type Generic[M any] struct{ Seen []M }

func (Generic[M]) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }
func (Generic[M]) Receive(self assay.ID, s State, from assay.ID, m M) (State, assay.Effects) {
	return s, nil
}
func (Generic[M]) Timeout(self assay.ID, s State, timer int) (State, assay.Effects) { // HERE
	return s, nil
}

// System spawns them, as values.
func System() assay.System {
	return assay.System{
		Name: "nearly",
		Actors: []assay.Participant{
			assay.Spawn("spelled", Spelled{}),
			assay.Spawn("renamed", Renamed{}),
			assay.Spawn("lower", Lower{}),
			assay.Spawn("swapped", Swapped{}),
			assay.Spawn("mistyped", Mistyped{}),
			assay.Spawn("short", Short{}),
			assay.Spawn("answers", Answers{}),
			assay.Spawn("stranger", Stranger{}),
			assay.Spawn("pointed", Pointed{}),
			assay.Spawn("generic", Generic[Msg]{}),
		},
	}
}
