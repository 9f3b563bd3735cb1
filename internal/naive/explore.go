package naive

import (
	"fmt"
	"hash/maphash"

	"github.com/assay-dev/assay/internal/step"
)

// Options say what is explored, and how far.
type Options struct {
	Mode step.Mode
	// StatesMax ends the search once so many states were found, and StepsMax once so many steps were taken. Zero is no bound.
	StatesMax, StepsMax uint64
	// Inside is the declared bound: a step out of it is counted as cut, and not followed. Nil is none.
	Inside func(step.State) bool
	// Visit is called for each state when it is found, with its depth; an initial state has depth 1. Nil is nothing.
	Visit func(st step.State, depth int)
}

// Result is what a search found.
type Result struct {
	States, Steps uint64 // steps count the initial states too
	Depth         int
	Cut           uint64 // steps out of the declared bound
	Faults        uint64 // steps whose handler is no function, or gave no answer
	Quiescent     uint64 // states in which no step is enabled but failures
	Deadlocks     uint64 // those of them in which no spent budget is to blame
	Complete      bool   // neither bound was hit
}

// Explore finds everything that is reachable, breadth first. An error says that the System is not well formed.
func Explore(sys *step.System, o Options) (Result, error) {
	react := sys.Trusting()
	initial, failed := sys.Initial(react)
	if failed != nil {
		return Result{}, fmt.Errorf("naive: %s does not start: %v %v", sys.Name, failed.Fault, failed.Err)
	}
	e := &explorer{sys: sys, react: react, Options: o, sets: sys.HasSets(), known: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
	for _, st := range initial {
		e.Steps++
		e.meet(st, 1)
	}
	for len(e.queue) > 0 {
		if e.over() {
			return e.Result, nil
		}
		first := e.queue[0]
		e.queue[0], e.queue = found{}, e.queue[1:]
		if err := e.expand(first.state, first.depth); err != nil {
			return e.Result, err
		}
	}
	e.Complete = true
	return e.Result, nil
}

// explorer is a search under way.
type explorer struct {
	Options
	Result
	sys   *step.System
	react step.Reactor
	sets  bool
	known map[uint64]struct{} // fingerprints
	seed  maphash.Seed
	bytes []byte
	queue []found
}

type found struct {
	state step.State
	depth int
}

func (e *explorer) over() bool {
	return e.StatesMax > 0 && e.States >= e.StatesMax || e.StepsMax > 0 && e.Steps >= e.StepsMax
}

// meet keeps a state that is new.
func (e *explorer) meet(st step.State, depth int) {
	fingerprint := e.fingerprint(st)
	if _, known := e.known[fingerprint]; known {
		return
	}
	e.known[fingerprint] = struct{}{}
	e.States++
	e.Depth = max(e.Depth, depth)
	e.queue = append(e.queue, found{st, depth})
	if e.Visit != nil {
		e.Visit(st, depth)
	}
}

// expand takes every enabled step of a state. Those without an answer are listed, so that they are counted.
func (e *explorer) expand(st step.State, depth int) error {
	alive := false
	steps := e.sys.Steps(st, e.Mode&^step.LeaveDead, e.react)
	for i := range steps {
		s := &steps[i]
		if s.Fault != nil {
			e.Faults++
		}
		if s.Err != nil {
			return s.Err
		}
		if s.Dead() {
			alive = true
			continue
		}
		next, err := e.sys.Do(st, *s)
		if err != nil {
			return err
		}
		alive = alive || e.lively(st, next, s)
		if e.Inside != nil && !e.Inside(next) {
			e.Cut++
			continue
		}
		e.Steps++
		e.meet(next, depth+1)
	}
	if !alive {
		e.still(st)
	}
	return nil
}

// lively says whether a step keeps its state from being quiescent: one that is no failure, and no delivery to an inbox that is a set
// which leads to the same state of the whole.
func (e *explorer) lively(from, to step.State, s *step.Step) bool {
	return !s.Kind.Failure() && !(s.Kind == step.Timeout && s.Quiet) && !(e.sets && s.Kind == step.Deliver && e.fingerprint(from) == e.fingerprint(to))
}

// still counts a quiescent state. Where every budget were one at least, a deadlock would still have no step but failures.
func (e *explorer) still(st step.State) {
	e.Quiescent++
	if e.sys.AtHorizon(st.World) {
		return
	}
	rich := st
	rich.Left = make([]int, len(st.Left))
	for i := range rich.Left {
		rich.Left[i] = max(st.Left[i], 1)
	}
	for _, s := range e.sys.Steps(rich, e.Mode, e.react) {
		if !s.Kind.Failure() && !(s.Kind == step.Timeout && s.Quiet) && (s.Cell >= 0 && st.Left[s.Cell] == 0) {
			return
		}
	}
	e.Deadlocks++
}
