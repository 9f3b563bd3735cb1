// Package good has actors with exactly the powers of actors, and other types with methods of those names.
package good

import (
	"net"
	"time"

	"github.com/assay-dev/assay"
)

// Msg is what the actors receive.
type Msg interface{ msg() }

type Ping struct{}

func (Ping) msg() {}

// State is the state of most of them.
type State struct {
	N     int
	Until time.Time
}

// Alias is State by another name.
type Alias = State

// Full has all powers.
type Full struct{ Retry time.Duration }

func (f Full) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{assay.SetTimer("retry", f.Retry)}
}

func (Full) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, assay.Effects{assay.ReadClock(), assay.Choose("side", 1, 2)}
}

func (f Full) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	return f.handleTimeout(s, timer), nil
}

func (f Full) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	return f.restore(disk), nil
}

func (Full) Chosen(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) {
	return s, nil
}

func (Full) Clock(self assay.ID, s State, now time.Time) (State, assay.Effects) {
	return State{N: s.N, Until: now}, nil
}

// Helpers of an actor that has the powers.

func (Full) handleTimeout(s State, timer string) State {
	if timer == "retry" {
		s.N++
	}
	return s
}

func (Full) restore(disk assay.Disk) State { return State{N: assay.Load[int](disk, "n").Or(0)} }

func (f Full) String() string { return "full after " + f.Retry.String() }

// Named has names for its results and none for its parameters, and an alias for its state.
type Named struct{}

func (Named) Start(assay.ID) (s State, effects assay.Effects) { return }

func (Named) Receive(_ assay.ID, before State, _ assay.ID, _ Msg) (after Alias, effects assay.Effects) {
	return before, nil
}

func (Named) Timeout(_ assay.ID, before Alias, _ string) (after Alias, effects assay.Effects) {
	return before, nil
}

func (Named) Recover(assay.ID, assay.Disk) (s Alias, _ assay.Effects) { return s, nil }

// Pointer is spawned as a pointer: all methods are the pointer's.
type Pointer struct{ peers []assay.ID }

func (p *Pointer) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{assay.Broadcast(p.peers, Ping{})}
}

func (p *Pointer) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return s, nil
}

func (p *Pointer) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	return s, nil
}

// Recover is the value's, and so the pointer's too.
func (p Pointer) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	return State{N: len(p.peers)}, nil
}

// Generic is an actor of any state.
type Generic[S, M any] struct{ First S }

func (g Generic[S, M]) Start(self assay.ID) (S, assay.Effects) { return g.First, nil }

func (g Generic[S, M]) Receive(self assay.ID, s S, from assay.ID, m M) (S, assay.Effects) {
	return s, nil
}

func (g Generic[S, M]) Timeout(self assay.ID, s S, timer string) (S, assay.Effects) { return s, nil }

func (g Generic[S, M]) Clock(self assay.ID, s S, now time.Time) (S, assay.Effects) { return s, nil }

// Outer has its powers from the actor inside.
type Outer struct{ Full }

// Script is a client of the vocabulary.
type Script struct{ assay.Client[Msg] }

// What follows is no actor.

// Config has a timeout, which is a time.
type Config struct{ seconds int }

func (c Config) Timeout() time.Duration { return time.Duration(c.seconds) * time.Second }

func (c *Config) Recover() error { c.seconds = 1; return nil }

// slow is a net.Error.
type slow struct{}

func (slow) Error() string   { return "slow" }
func (slow) Timeout() bool   { return true }
func (slow) Temporary() bool { return true }

var _ net.Error = slow{}

// Wall is a clock on a wall.
type Wall struct{ at time.Time }

func (w Wall) Clock() (hour, min, sec int) { return w.at.Clock() }

func (w *Wall) Tick(d time.Duration) { w.at = w.at.Add(d) }

func (w Wall) TimeOut(d time.Duration) bool { return time.Since(w.at) > d }

// Menu is what somebody chooses from.
type Menu struct{ items []string }

func (m Menu) Choose(n int) string { return m.items[n] }

func (m Menu) Chosen() []string { return m.items[:1] }

// Engine starts, and is no actor: it does not receive.
type Engine struct{ on bool }

func (e *Engine) Start(key string) error { e.on = key != ""; return nil }

func (e *Engine) Timeout(after time.Duration) *Engine { return e }

// Radio receives, and is no actor either: it has another Start.
type Radio struct{}

func (Radio) Start() {}

func (Radio) Receive(band string, timeout time.Duration) (text string, err error) { return }

func (Radio) Recover(tries int) bool { return tries > 0 }

// System spawns the actors.
func System() assay.System {
	return assay.System{
		Name: "exactly",
		Actors: []assay.Participant{
			assay.Spawn("full", Full{Retry: time.Second}),
			assay.Spawn("named", Named{}),
			assay.Spawn("pointer", &Pointer{}),
			assay.Spawn("generic", Generic[int, Msg]{}),
			assay.Spawn("outer", Outer{}),
			assay.Spawn("script", Script{}),
		},
	}
}
