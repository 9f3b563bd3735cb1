package assay

import "time"

// Effects are what a handler wants done, in this order. Nil is nothing.
type Effects []Effect

// Effect is one of the closed set of values that Send, Broadcast and the other functions of this file make.
type Effect interface{ effect() }

// The effects as the rooms that carry them out see them. Handlers make them with the functions below.
type (
	// SendEffect sends Message to each of To, in order.
	SendEffect struct {
		To      []ID
		Message any
	}
	// TimerEffect sets the timer called Name to fire After a duration, or stops it.
	TimerEffect struct {
		Name  string
		After time.Duration
		Stop  bool
	}
	// DiskEffect writes Value under Key, or erases Key.
	DiskEffect struct {
		Key   string
		Value any
		Erase bool
	}
	// SyncEffect makes all earlier writes durable.
	SyncEffect struct{}
	// ClockEffect asks for the time.
	ClockEffect struct{}
	// ChooseEffect asks for one of Options.
	ChooseEffect struct {
		Key     string
		Options []any
	}
	// RestartEffect stops the participant, which then comes up by a deploy.
	RestartEffect struct{}
	// InvokeEffect marks that an operation begins.
	InvokeEffect struct{ Op any }
	// ReturnEffect marks that the operation in flight ends. With Unknown nobody knows whether it took effect.
	ReturnEffect struct {
		Result  any
		Unknown bool
	}
)

func (SendEffect) effect()    {}
func (TimerEffect) effect()   {}
func (DiskEffect) effect()    {}
func (SyncEffect) effect()    {}
func (ClockEffect) effect()   {}
func (ChooseEffect) effect()  {}
func (RestartEffect) effect() {}
func (InvokeEffect) effect()  {}
func (ReturnEffect) effect()  {}

// Send sends msg to one participant. Sending to oneself is an ordinary message.
func Send(to ID, msg any) Effect { return SendEffect{To: []ID{to}, Message: msg} }

// Broadcast sends msg to the listed participants, in order. There is no "everyone".
func Broadcast(to []ID, msg any) Effect { return SendEffect{To: to, Message: msg} }

// SetTimer sets a timer of this participant; setting it again replaces it. In check any set timer may fire at any moment: the
// duration orders nothing and is no part of the state. A timer that resends puts one more copy in flight each time it fires, without
// end: Firings: AtMost(3) or System.Within bounds that.
func SetTimer(name string, after time.Duration) Effect { return TimerEffect{Name: name, After: after} }

// StopTimer unsets a timer.
func StopTimer(name string) Effect { return TimerEffect{Name: name, Stop: true} }

// Persist writes value under key on this participant's disk.
func Persist(key string, value any) Effect { return DiskEffect{Key: key, Value: value} }

// Erase removes key from this participant's disk.
func Erase(key string) Effect { return DiskEffect{Key: key, Erase: true} }

// Sync makes what was persisted so far durable against a power failure.
func Sync() Effect { return SyncEffect{} }

// ReadClock asks for the time, which comes through the actor's Clock method.
func ReadClock() Effect { return ClockEffect{} }

// Choose asks for one of options, which comes through the actor's Chosen method. An option that is a Mistake or Malicious is taken only
// within the budget of its sort, and comes as such.
func Choose(key string, options ...any) Effect { return ChooseEffect{Key: key, Options: options} }

// Restart stops this participant cleanly, as the last effect of a handler: nothing that was persisted is lost, and no budget pays for it.
// Otherwise it is as after a crash, until the participant comes up by a step of the kind deploy, through its Recover method. On FIFO links
// its connections end, so that what it sent in the same step is lost with them: what must arrive is sent in an earlier step, or on Recover.
// It takes the power of a Restarter.
func Restart() Effect { return RestartEffect{} }

// Mistake is an option of Choose that a person takes by mistake. Taking it is a failure, and spends one of Assumptions.Mistakes.
type Mistake struct {
	Sort   string // its phenotype, in one word: omission, jump, repetition
	Option any
}

// Malicious is an option of Choose that only somebody takes who means harm. It spends one of Assumptions.Malice.
type Malicious struct{ Option any }

// Invoke marks that this participant begins the operation op, for the history. A participant has at most one in flight.
func Invoke(op any) Effect { return InvokeEffect{Op: op} }

// Return marks that the operation in flight ended with result.
func Return(result any) Effect { return ReturnEffect{Result: result} }

// ReturnUnknown marks that the participant gave up on the operation in flight without knowing whether it took effect. The
// operation stays open for ever: it may take effect at any later moment, or never.
func ReturnUnknown() Effect { return ReturnEffect{Unknown: true} }
