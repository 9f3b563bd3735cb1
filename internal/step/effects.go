package step

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay"
)

// encodeEffects gives the canonical bytes of effects.
func (s *System) encodeEffects(effects assay.Effects) (encoded []byte, err error) {
	for _, effect := range effects {
		if encoded, err = s.Space.AppendAny(encoded, effect); err != nil {
			return nil, err
		}
	}
	return encoded, nil
}

// copyEffects gives copies that nobody else can reach.
func (s *System) copyEffects(encoded []byte) (copies assay.Effects, err error) {
	for rest := encoded; len(rest) > 0; {
		var effect any
		if effect, rest, err = s.Space.ReadAny(rest); err != nil {
			return nil, err
		}
		copied, ok := effect.(assay.Effect)
		if !ok {
			return nil, fmt.Errorf("step: a nil effect, expected what assay.Send and the others make")
		}
		copies = append(copies, copied)
	}
	return copies, nil
}

// interpret turns an answer into components.
func (s *System) interpret(actor int, before Local, in Input, a answer) *Reaction {
	r := &Reaction{Next: before, effects: a.values, state: string(a.state)}
	r.Next.Up, r.Next.State = true, r.state
	for _, key := range a.asked {
		s.keys.note(diskKey{actor, true, key})
	}
	switch in.Kind {
	case Timeout:
		r.Next.stopTimer(in.Timer)
	case Choose:
		r.Next.dropChoice(in.Key)
	case Read:
		r.Next.Reading = false
	}
	for i, effect := range a.values {
		if _, restarts := effect.(assay.RestartEffect); restarts {
			if !s.mayRestart(actor, in, r, a.values[i+1:]) {
				return r
			}
			continue
		}
		if !s.carryOut(actor, r, effect) {
			return r
		}
	}
	r.Own, r.Posts = sentTo(r.Sends, actor), posts(r.Sends, actor)
	s.hold(actor, before, in, r)
	if r.stops {
		s.stop(actor, r)
	}
	r.Quiet = s.quiet(before, in, r, a)
	return r
}

// quiet says whether an answer changes nothing. Where ignored messages wait by assumption, an effect is a change even if nothing
// observes it: what is ignored must not depend on what some property reads (TestWaitsWhateverAnotherPropertyReads).
func (s *System) quiet(before Local, in Input, r *Reaction, a answer) bool {
	if in.Kind == Deliver && s.Waits() && len(a.values) > 0 {
		return false
	}
	next := r.Next
	if in.Kind == Deliver && s.Waits() && !breached(next.Held) {
		next.Held = before.Held // what waits is not delivered, so that no contract moves on
	}
	return (in.Kind == Deliver || in.Kind == Timeout) && before.equal(next) && len(r.Sends) == 0 && len(r.Marks) == 0
}

// carryOut does one effect; it answers false where the reaction ends there.
func (s *System) carryOut(actor int, r *Reaction, effect assay.Effect) bool {
	if c := s.Actors[actor].contract; c != nil {
		return s.carryOutAllowed(c, r, effect)
	}
	switch e := effect.(type) {
	case assay.SendEffect:
		return s.send(actor, r, e)
	case assay.TimerEffect:
		return s.timer(actor, r, e)
	case assay.DiskEffect:
		return s.disk(actor, r, e)
	case assay.SyncEffect:
		r.Next.sync()
		return true
	case assay.InvokeEffect:
		return s.note(r, Invoked, e.Op)
	case assay.ReturnEffect:
		if e.Unknown {
			return s.note(r, GaveUp, nil)
		}
		return s.note(r, Returned, e.Result)
	case assay.ClockEffect:
		return s.readClock(actor, r)
	case assay.ChooseEffect:
		return s.ask(actor, r, e)
	}
	r.Err = notBuilt(fmt.Sprintf("the effect %T of %s", effect, s.Actors[actor].ID), "the effects are what the functions of package assay make")
	return false
}

func (s *System) readClock(actor int, r *Reaction) bool {
	switch {
	case !s.clocks():
		return s.blame(actor, r, "handled", "reads the clock, and the system assumes no clocks")
	case s.Actors[actor].Behaviour.Clock == nil:
		return s.blame(actor, r, "handled", "reads the clock, and has no Clock method to be answered")
	}
	r.Next.Reading = true
	return true
}

// ask makes a choice pending. Options that are equal are one.
func (s *System) ask(actor int, r *Reaction, e assay.ChooseEffect) bool {
	switch {
	case s.Actors[actor].Behaviour.Chosen == nil:
		return s.blame(actor, r, "handled", fmt.Sprintf("chooses %q, and has no Chosen method to go on", e.Key))
	case len(e.Options) == 0:
		return s.blame(actor, r, "handled", fmt.Sprintf("chooses %q of no options", e.Key))
	}
	choice := Choice{Key: e.Key}
	for _, option := range e.Options {
		value, err := s.values.intern(option)
		if err != nil {
			r.Err = err
			return false
		}
		choice.Options = append(choice.Options, value)
	}
	slices.SortFunc(choice.Options, func(a, b Value) int { return strings.Compare(s.Bytes(a), s.Bytes(b)) })
	choice.Options = slices.Compact(choice.Options)
	if s.onlyWrong(choice.Options) {
		return s.blame(actor, r, "handled", fmt.Sprintf("chooses %q among mistakes alone, and has no right option", e.Key))
	}
	r.Next.setChoice(choice)
	return true
}

func (s *System) blame(actor int, r *Reaction, finding, why string) bool {
	r.Fault = &Fault{Finding: finding, Dead: true, Why: fmt.Sprintf("%s %s", s.Actors[actor].ID, why)}
	return false
}

func (s *System) send(actor int, r *Reaction, e assay.SendEffect) bool {
	if e.Message == nil {
		r.Err = fmt.Errorf("step: %s sends a nil message, expected a value", s.Actors[actor].ID)
		return false
	}
	message, err := s.values.intern(e.Message)
	if err != nil {
		r.Err = err
		return false
	}
	envelope := s.values.envelope(actor, message)
	for _, id := range e.To {
		to, ok := s.index[id]
		if !ok {
			r.Err = fmt.Errorf("step: %s sends a %T to %q, and no participant is called that\nhint: there are %v",
				s.Actors[actor].ID, e.Message, id, slices.Sorted(maps.Keys(s.index)))
			return false
		}
		r.Sends = append(r.Sends, Send{To: to, Envelope: envelope})
	}
	return true
}

func (s *System) timer(actor int, r *Reaction, e assay.TimerEffect) bool {
	if s.Actors[actor].Behaviour.Timeout == nil && !e.Stop {
		return s.blame(actor, r, "handled", fmt.Sprintf("sets the timer %q, and has no Timeout method to fire it", e.Name))
	}
	switch {
	case !s.Actors[actor].timers:
	case e.Stop:
		r.Next.stopTimer(e.Name)
	default:
		r.Next.setTimer(e.Name, r.Next.Clock+milliseconds(e.After), s.clocks())
	}
	return true
}

func (s *System) disk(actor int, r *Reaction, e assay.DiskEffect) bool {
	entry := Entry{Key: e.Key, Value: erased}
	if !e.Erase {
		value, err := s.values.intern(e.Value)
		if err != nil {
			r.Err = err
			return false
		}
		entry.Value = value
		s.keys.note(diskKey{actor, false, e.Key})
	}
	if s.Actors[actor].disk {
		r.Next.put(entry, s.rules.actors[actor].losesWrites())
	}
	return true
}

func (s *System) note(r *Reaction, kind MarkKind, x any) bool {
	value, err := s.values.intern(x)
	if err != nil {
		r.Err = err
		return false
	}
	if s.track.History {
		r.Marks = append(r.Marks, Mark{Kind: kind, Value: value})
	}
	return true
}

// milliseconds are those after which a duration has passed.
func milliseconds(d time.Duration) int {
	return int((d + time.Millisecond - 1) / time.Millisecond)
}
