package step

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// Input is what a participant reacts to.
type Input struct {
	Kind     Kind     // Start, Deliver, Timeout, Choose, Read or Recover
	Envelope Envelope // Deliver
	Timer    string   // Timeout
	Key      string   // Choose
	Option   Value    // Choose
}

// Reaction is what a participant does about an input.
type Reaction struct {
	Next  Local
	Sends []Send     // in order
	Own   []Envelope // of these, what it sends to itself
	Posts []Post     // what it sends to others, by receiver
	Marks []Mark
	Quiet bool // nothing changed: the state is equal, nothing is sent, nothing is marked
	Fault *Fault
	Err   error // the System is not well formed, which only running it showed
	Known any   // what a caller that remembers the reaction keeps with it

	Others []*Reaction // the other ways in which a participant given by its contract may react
	None   bool        // there is no way, so that there is no step

	effects assay.Effects // all that the handler wants done
	state   string        // what it answered, also where it is down then
	stops   bool          // by a Restart
}

// Send is one message sent.
type Send struct {
	To       int
	Envelope Envelope
}

// Fault is how a handler is not a function of its arguments: a finding.
type Fault struct {
	Finding string // pure, total, deterministic, handled
	Why     string
	Dead    bool // there is no answer to go on with
}

// Watcher is told of each call of a handler, so that one which never returns, or kills the process, can be named.
type Watcher interface {
	Enter(actor int, l Local, in Input)
	Leave()
}

// answer is what one run of a handler gave, in canonical bytes.
type answer struct {
	state   []byte
	effects []byte
	values  assay.Effects
	changed bool   // it changed its arguments
	how     string // and in what way, as far as that can be told
	moved   bool   // it changed a state of which it was given a clone
	panics  string
	err     error
	asked   []string // the keys that it asked of its disk
}

// React runs a handler twice, on separate copies of its arguments, and holds it to being a function of them. The second copy's
// slices have spare capacity, since a handler that appends in place changes what others hold only where there is room
// (TestSpareCapacity).
func (s *System) React(actor int, l Local, in Input, w Watcher) *Reaction {
	if fault := s.unhandled(actor, in); fault != nil {
		return &Reaction{Fault: fault}
	}
	if c := s.Actors[actor].contract; c != nil {
		return s.reactAssumed(c, l, in, w)
	}
	first, fault := s.remembered(actor, l, in, func() (answer, *Fault) { return s.runTwice(actor, l, in, w) })
	fault = s.doubted(actor, l, in, fault)
	if first.err != nil {
		return &Reaction{Err: fmt.Errorf("step: %s answers with what is no plain value: %s", s.handlerName(actor, in), canon.Words(first.err))}
	}
	if fault != nil && fault.Dead {
		return &Reaction{Fault: fault}
	}
	if w != nil && len(s.Actors[actor].held) > 0 { // contracts are the user's functions too
		w.Enter(actor, l, in)
		defer w.Leave()
	}
	r := s.interpret(actor, l, in, first)
	if r.Fault == nil {
		r.Fault = fault
	}
	r.Quiet = r.Quiet && r.Fault == nil // a finding is never left out
	return r
}

// runTwice runs a handler on two copies of its arguments, and says what is wrong with it.
func (s *System) runTwice(actor int, l Local, in Input, w Watcher) (answer, *Fault) {
	if w != nil {
		w.Enter(actor, l, in)
		defer w.Leave()
	}
	first := s.run(actor, l, in, nil)
	if w != nil {
		w.Enter(actor, l, in) // each run has the whole time
	}
	var guard canon.Guard
	second := s.run(actor, l, in, &guard)
	if first.err != nil {
		return first, nil
	}
	return first, compareRuns(s.handlerName(actor, in), first, second)
}

func compareRuns(handler string, first, second answer) *Fault {
	if first.panics == "" && second.panics == "" && !first.changed && !second.changed && !first.moved && !second.moved && second.same(first) {
		return nil
	}
	switch {
	case first.moved || second.moved:
		return &Fault{Finding: "pure", Why: handler + " changes a state of which it was given a clone\nhint: states share what changes, by a global or a goroutine"}
	case first.panics != "" && second.panics != "":
		return &Fault{Finding: "total", Why: fmt.Sprintf("%s panics: %s", handler, first.panics), Dead: true}
	case first.panics != "" || second.panics != "":
		return &Fault{Finding: "deterministic", Why: fmt.Sprintf("%s panics on one run and answers the same arguments on another: %s%s", handler, first.panics+second.panics, nilMapHint(first.panics+second.panics)), Dead: true}
	case first.changed:
		return &Fault{Finding: "pure", Why: handler + " changes its arguments" + first.how}
	case second.changed:
		return &Fault{Finding: "pure", Why: handler + " changes its arguments" + second.how}
	}
	return &Fault{Finding: "deterministic", Why: handler + " answers the same arguments differently on another run"}
}

// touched adds that the handler wrote where an argument shows nothing.
func (a *answer) touched(guard *canon.Guard) {
	if guard != nil && !a.changed && guard.Touched() {
		a.changed, a.how = true, writesCapacity
	}
}

func (a answer) same(other answer) bool {
	return a.err == nil && bytes.Equal(a.state, other.state) && bytes.Equal(a.effects, other.effects)
}

func (s *System) handlerName(actor int, in Input) string {
	if c := s.Actors[actor].contract; c != nil {
		return s.contractMethod(c, in)
	}
	method := map[Kind]string{Start: "Start", Deliver: "Receive", Timeout: "Timeout", Choose: "Chosen", Read: "Clock", Recover: "Recover"}[in.Kind]
	if in.Kind == Recover && s.Actors[actor].Behaviour.Recover == nil {
		method = "Start"
	}
	return fmt.Sprintf("%s of %s (%s)", method, s.Actors[actor].ID, typeName(s.Actors[actor].Behaviour.Actor))
}

// unhandled finds a message that is none of the actor's, and a timer of an actor that has no Timeout.
func (s *System) unhandled(actor int, in Input) *Fault {
	if in.Kind != Deliver {
		return nil
	}
	_, message := s.Open(in.Envelope)
	want := s.Actors[actor].Behaviour.Message
	if have := s.TypeOf(message); !Fits(have, want) {
		return &Fault{Finding: "handled", Dead: true, Why: fmt.Sprintf("%s received a %v, which %s does not handle: its messages are %v",
			s.Actors[actor].ID, have, typeName(s.Actors[actor].Behaviour.Actor), want)}
	}
	return nil
}

func typeName(actor any) string {
	if t := reflect.TypeOf(actor); t.Name() != "" {
		return t.Name()
	}
	return fmt.Sprintf("%T", actor)
}

// run calls the handler once on fresh copies.
func (s *System) run(actor int, l Local, in Input, guard *canon.Guard) (a answer) {
	args := s.arguments(actor, l, in, guard)
	state, effects := s.call(actor, in, args, &a)
	if a.panics != "" {
		return a
	}
	a.changed, a.how = args.changed(s, l, in)
	a.touched(guard)
	a.moved = args.state != nil && s.Actors[actor].State.moved(l.State)
	if a.state, a.err = s.Actors[actor].State.AppendPtr(nil, state); a.err == nil {
		a.effects, a.err = s.encodeEffects(effects)
	}
	if a.err == nil && guard == nil { // the first run's answer is the one that is gone on with
		if a.err = s.Actors[actor].State.keep(a.state, state); a.err == nil {
			a.values, a.err = s.copyEffects(a.effects)
		}
	}
	return a
}

func (s *System) call(actor int, in Input, args arguments, a *answer) (state any, effects assay.Effects) {
	defer func() {
		if p := recover(); p != nil {
			a.panics = PanicText(p, 0)
		}
	}()
	self, b := s.Actors[actor].ID, s.Actors[actor].Behaviour
	switch {
	case in.Kind == Deliver:
		return b.Receive(self, args.state, args.from, args.message)
	case in.Kind == Timeout:
		return b.Timeout(self, args.state, in.Timer)
	case in.Kind == Choose:
		return b.Chosen(self, args.state, assay.Choice{Key: in.Key, Option: args.option})
	case in.Kind == Read:
		return b.Clock(self, args.state, args.now)
	case in.Kind == Recover && b.Recover != nil:
		return b.Recover(self, assay.DiskOf(args.disk, func(key string) { a.asked = append(a.asked, key) }))
	}
	return b.Start(self)
}

// DescribeCall is which handler an input runs, and on what, in words.
func (s *System) DescribeCall(actor int, l Local, in Input, format func(any) string) (handler, input string) {
	handler = s.handlerName(actor, in)
	switch in.Kind {
	case Deliver:
		from, message := s.Open(in.Envelope)
		input = fmt.Sprintf("%s from %s in state %s", format(s.Fresh(message)), s.Actors[from].ID, format(s.StateValue(actor, l.State)))
	case Timeout:
		input = fmt.Sprintf("timer %s in state %s", in.Timer, format(s.StateValue(actor, l.State)))
	case Choose:
		if s.Actors[actor].contract != nil {
			input = fmt.Sprintf("state %s", format(s.StateValue(actor, l.State)))
			break
		}
		input = fmt.Sprintf("%s=%s in state %s", in.Key, format(s.Fresh(in.Option)), format(s.StateValue(actor, l.State)))
	case Read:
		input = fmt.Sprintf("%d ms in state %s", l.Clock, format(s.StateValue(actor, l.State)))
	case Recover:
		input = "the disk"
	default:
		input = "the start"
	}
	return handler, input
}

// StateValue is a new copy of a local state, as the value itself.
func (s *System) StateValue(actor int, state string) any {
	return valueOf(s.FreshState(actor, state))
}

// valueOf is what a pointer to a state points to.
func valueOf(pointer any) any { return reflect.ValueOf(pointer).Elem().Interface() }

// nilMapHint explains the one panic that surprises: a map that was made empty may come back nil.
func nilMapHint(panics string) string {
	if !strings.Contains(panics, "nil map") {
		return ""
	}
	return "\nhint: a nil and an empty map are one value here, as after decoding; make the map where it is nil before writing (maps.Clone keeps nil)"
}

// Fits says whether a message of type have is one that an actor with messages of type want is given.
func Fits(have, want reflect.Type) bool {
	if have == nil {
		return false
	}
	return have == want || want.Kind() == reflect.Interface && have.Implements(want)
}
