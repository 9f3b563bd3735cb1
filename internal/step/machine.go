package step

import (
	"bytes"
	"fmt"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// Runner asks a Machine for its moves, twice, and keeps them until it is asked again. One goroutine uses it.
type Runner struct {
	machine *assay.MachineBehaviour
	state   *canon.Type
	first   moveList
	second  moveList
	into    *moveList
	yield   func(name string, to any)
	guard   canon.Guard
}

type moveList struct {
	names []string
	ends  []int
	bytes []byte
	err   error
}

// Runner makes a Runner of a System that is a Machine.
func (s *System) Runner() *Runner {
	r := &Runner{machine: s.Actors[0].Behaviour.Machine, state: s.Actors[0].State.plain}
	r.yield = func(name string, to any) {
		l := r.into
		var err error
		if l.bytes, err = r.state.AppendPtr(l.bytes, to); err != nil && l.err == nil {
			l.err = err
		}
		l.names, l.ends = append(l.names, name), append(l.ends, len(l.bytes))
	}
	return r
}

// Run finds the moves of a state. The fault, if any, says how Next is no function of the state.
func (r *Runner) Run(state []byte) (*Fault, error) {
	first := r.once(state, &r.first, nil)
	second := r.once(state, &r.second, &r.guard)
	switch {
	case r.first.err != nil:
		return nil, fmt.Errorf("step: Next answers with what is no plain value: %s", canon.Words(r.first.err))
	case first.panics != "" && second.panics != "":
		return &Fault{Finding: "total", Why: "Next panics: " + first.panics, Dead: true}, nil
	case first.panics != "" || second.panics != "":
		return &Fault{Finding: "deterministic", Why: "Next panics on one run and answers on another: " + first.panics + second.panics, Dead: true}, nil
	case first.changed:
		return &Fault{Finding: "pure", Why: "Next changes its argument" + first.how}, nil
	case second.changed:
		return &Fault{Finding: "pure", Why: "Next changes its argument" + second.how}, nil
	case !r.first.equal(&r.second):
		return &Fault{Finding: "deterministic", Why: "Next answers the same state differently on another run"}, nil
	}
	return nil, nil
}

func (r *Runner) once(state []byte, list *moveList, guard *canon.Guard) (a answer) {
	list.names, list.ends, list.bytes, list.err = list.names[:0], list.ends[:0], list.bytes[:0], nil
	r.into = list
	pointer := r.decode(state, guard)
	r.call(pointer, &a)
	if r.state.Flat() {
		return a // Next was given a copy of all there is
	}
	if now, err := r.state.AppendPtr(nil, pointer); err != nil || !bytes.Equal(now, state) {
		a.changed, a.how = true, written("the state", valueOf(r.decode(state, nil)), valueOf(pointer))
	}
	a.touched(guard)
	return a
}

func (r *Runner) decode(state []byte, guard *canon.Guard) any {
	if guard == nil || r.state.Flat() {
		pointer, _, err := r.state.New(state)
		must(err)
		return pointer
	}
	guard.Reset()
	pointer, _, err := r.state.NewGuarded(state, guard)
	must(err)
	return pointer
}

func (r *Runner) call(pointer any, a *answer) {
	defer func() {
		if p := recover(); p != nil {
			a.panics = PanicText(p, 0)
		}
	}()
	r.machine.Next(pointer, r.yield)
}

func (l *moveList) equal(other *moveList) bool {
	if len(l.names) != len(other.names) || !bytes.Equal(l.bytes, other.bytes) {
		return false
	}
	for i := range l.names {
		if l.names[i] != other.names[i] || l.ends[i] != other.ends[i] {
			return false
		}
	}
	return true
}

// Len is how many moves there are.
func (r *Runner) Len() int { return len(r.first.names) }

// To is where the i-th move leads, in canonical bytes that are valid until the next Run.
func (r *Runner) To(i int) []byte {
	from := 0
	if i > 0 {
		from = r.first.ends[i-1]
	}
	return r.first.bytes[from:r.first.ends[i]]
}

// Name is the name of the i-th move.
func (r *Runner) Name(i int) string { return r.first.names[i] }

func (s *System) machineInitial() (states []State, failed *Reaction) {
	defer func() {
		if p := recover(); p != nil {
			states, failed = nil, &Reaction{Fault: &Fault{Finding: "total", Why: "Init panics: " + PanicText(p, 0), Dead: true}}
		}
	}()
	first, second := s.Actors[0].Behaviour.Machine.Init(), s.Actors[0].Behaviour.Machine.Init()
	if len(first) == 0 && len(second) == 0 {
		return nil, &Reaction{Err: fmt.Errorf("step: the machine %q has no initial state, expected at least one from Init", s.Name)}
	}
	for _, pointer := range first {
		encoded, err := s.Actors[0].State.AppendPtr(nil, pointer)
		if err != nil {
			return nil, &Reaction{Err: err}
		}
		states = append(states, State{Locals: []Local{{Up: true, State: string(encoded)}}, Inboxes: []Inbox{nil}})
	}
	for i, pointer := range second {
		if encoded, err := s.Actors[0].State.AppendPtr(nil, pointer); err != nil || i >= len(states) || string(encoded) != states[i].Locals[0].State {
			return nil, &Reaction{Fault: &Fault{Finding: "deterministic", Why: "Init answers differently on another run", Dead: true}}
		}
	}
	if len(first) != len(second) {
		return nil, &Reaction{Fault: &Fault{Finding: "deterministic", Why: "Init answers differently on another run", Dead: true}}
	}
	return states, nil
}

func (s *System) machineSteps(st State) []Step {
	r := s.Runner()
	fault, err := r.Run([]byte(st.Locals[0].State))
	if err != nil || fault != nil && fault.Dead {
		return []Step{{Enabled: Enabled{Kind: Move, Cell: never, Fault: fault, Err: err}}}
	}
	steps := make([]Step, r.Len())
	for i := range steps {
		steps[i] = Step{Enabled: Enabled{Kind: Move, Cell: never, Fault: fault}, Name: r.Name(i), to: string(r.To(i))}
	}
	return steps
}

func must(err error) {
	if err != nil {
		panic("step: an interned state does not decode: " + err.Error())
	}
}
