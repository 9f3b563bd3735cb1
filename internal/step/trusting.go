package step

import "time"

// Trusting is a Reactor that runs each handler once and takes its word: it finds no fault but a panic and a message that is none of
// the actor's. It is for one goroutine of an explorer that React is held against, and as quick as a run can be: it hands out the
// same decoded state and message again instead of fresh copies, and remembers nothing else.
func (s *System) Trusting() Reactor {
	kept := make([]arguments, len(s.Actors))
	decoded := make([]string, len(s.Actors))
	messages := map[Value]any{}
	var scratch []byte
	return func(actor int, l Local, in Input) *Reaction {
		if fault := s.unhandled(actor, in); fault != nil {
			return &Reaction{Fault: fault}
		}
		if s.Actors[actor].contract != nil {
			return s.React(actor, l, in, nil)
		}
		args := &kept[actor]
		switch {
		case in.Kind == Recover:
			args.disk = s.arguments(actor, l, in, nil).disk
		case in.Kind != Start && (args.state == nil || decoded[actor] != l.State || s.Actors[actor].Behaviour.Mutable != nil):
			args.state, decoded[actor] = s.Actors[actor].State.fresh(l.State, nil), l.State
		}
		args.now, args.option = time.UnixMilli(int64(l.Clock)).UTC(), nil
		if in.Kind == Choose {
			args.option = s.Fresh(in.Option)
		}
		if in.Kind == Deliver {
			from, message := s.Open(in.Envelope)
			if messages[message] == nil {
				messages[message] = s.Fresh(message)
			}
			args.from, args.message = s.Actors[from].ID, messages[message]
		}
		var a answer
		state, effects := s.call(actor, in, *args, &a)
		if a.panics != "" {
			return &Reaction{Fault: &Fault{Finding: "total", Why: a.panics, Dead: true}}
		}
		if scratch, a.err = s.Actors[actor].State.AppendPtr(scratch[:0], state); a.err == nil {
			a.err = s.Actors[actor].State.keep(scratch, state)
		}
		if a.err != nil {
			return &Reaction{Err: a.err}
		}
		a.state, a.values = scratch, effects
		return s.interpret(actor, l, in, a)
	}
}
