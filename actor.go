package assay

import "time"

// ID names a participant of a System. IDs are unique within a System and never empty.
type ID string

// Actor is the behaviour of one participant, with local state S and messages M (usually a sealed interface). Both methods are
// pure: the result depends on the arguments alone, and the arguments are not changed. The rooms that run actors hold them to it:
// each distinct input runs at least twice, on separate copies.
//
// Optional powers are further methods, found on the actor as io.WriterTo is found on a reader. Each has exactly the signature of
// the interface of its name here: Timeouter, Recoverer, Chooser, Clocker, Restarter.
type Actor[S, M any] interface {
	// Start is the state in which a participant begins, and what it does first.
	Start(self ID) (S, Effects)
	// Receive is what a participant does on a message.
	Receive(self ID, state S, from ID, msg M) (S, Effects)
}

// Timeouter is the power to set timers.
type Timeouter[S any] interface {
	Timeout(self ID, state S, timer string) (S, Effects)
}

// Recoverer is the power to come back from a crash with what was persisted. An actor without it Starts again.
type Recoverer[S any] interface {
	Recover(self ID, disk Disk) (S, Effects)
}

// Chooser is the power to go on after a Choose effect, with the option that was chosen.
type Chooser[S any] interface {
	Chosen(self ID, state S, choice Choice) (S, Effects)
}

// Clocker is the power to read a clock: it answers a ReadClock effect.
type Clocker[S any] interface {
	Clock(self ID, state S, now time.Time) (S, Effects)
}

// Restarter is the power to stop by a Restart effect and to come up again, perhaps as another version of itself. Restarts says in a word
// or two as what it will come up with what is on its disk: a trace shows it.
type Restarter interface {
	Restarts(disk Disk) string
}

// Teller is an actor that says in words how it is set up: a line or two that stand among the assumptions of every record, since a
// reader of the evidence has not read the code.
type Teller interface {
	Tells() []string
}

// Choice is one option of an earlier Choose effect.
type Choice struct {
	Key    string
	Option any
}
