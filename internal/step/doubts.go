package step

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"github.com/assay-dev/assay/internal/canon"
)

// Doubts are the inputs about which handlers were seen to be no functions, by canonical bytes. All passes over one System share them:
// what a handler has shown once it has shown, also where chance lets it answer alike in a later pass. Nil doubts nothing.
type Doubts struct {
	mu     sync.Mutex
	faults map[string]Doubt
}

// Doubt is how a participant's handler is no function.
type Doubt struct {
	Actor int
	Fault *Fault
}

// NewDoubts are none.
func NewDoubts() *Doubts { return &Doubts{faults: map[string]Doubt{}} }

// All lists them: by participant, then by what is wrong, each once.
func (d *Doubts) All() []Doubt {
	if d == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	all := slices.SortedFunc(maps.Values(d.faults), func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Fault.Finding, b.Fault.Finding), cmp.Compare(a.Fault.Why, b.Fault.Why))
	})
	return slices.CompactFunc(all, func(a, b Doubt) bool { return a.Actor == b.Actor && a.Fault.Finding == b.Fault.Finding })
}

// Any says whether there are some.
func (d *Doubts) Any() bool {
	if d == nil {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.faults) > 0
}

// settle is the fault of an input: the one that is known, or else the one that was seen now, which may be none.
func (d *Doubts) settle(key func() string, actor int, seen *Fault) *Fault {
	if d == nil {
		return seen
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if seen == nil && len(d.faults) == 0 {
		return nil
	}
	if known, ok := d.faults[key()]; ok {
		return known.Fault
	}
	if seen != nil {
		d.faults[key()] = Doubt{actor, seen}
	}
	return seen
}

// Doubting has s note what it doubts in d, and hold to what stands there.
func (s *System) Doubting(d *Doubts) { s.doubts = d }

// doubted is what is wrong with a handler's answer, now or when it was given the same before. Only what chance can hide is remembered.
func (s *System) doubted(actor int, l Local, in Input, seen *Fault) *Fault {
	if seen != nil && seen.Finding != "pure" && seen.Finding != "deterministic" {
		return seen
	}
	return s.doubts.settle(func() string { return s.InputKey(actor, l, in) }, actor, seen)
}

// Again runs a handler so many times more on an input that it has answered, and holds all answers against the first. It answers whether
// some was another. Two runs catch a handler that draws lots only as often as two draws differ, so inputs that are few are run oftener.
func (s *System) Again(actor int, l Local, in Input, known *Reaction, times int, w Watcher) bool {
	if known.Err != nil || known.Fault != nil || s.Actors[actor].contract != nil && in.Kind == Recover {
		return false
	}
	key := s.InputKey(actor, l, in)
	if s.memory.again(key) {
		return false
	}
	fault := s.runAgain(actor, l, in, known, times, w)
	if fault == nil {
		return false
	}
	s.memory.doubt(key, fault)
	return s.doubted(actor, l, in, fault) != nil
}

func (s *System) runAgain(actor int, l Local, in Input, known *Reaction, times int, w Watcher) *Fault {
	if w != nil {
		defer w.Leave()
	}
	first := answer{state: []byte(known.state)}
	once := func(guard *canon.Guard) answer { return s.run(actor, l, in, guard) }
	if c := s.Actors[actor].contract; c != nil {
		once = func(guard *canon.Guard) answer { return s.waysOnce(c, l.State, in, guard) }
		first = once(nil)
	} else if first.effects, first.err = s.encodeEffects(known.effects); first.err != nil {
		return nil
	}
	for range times {
		if w != nil {
			w.Enter(actor, l, in) // each run has the whole time
		}
		var guard canon.Guard
		if fault := compareRuns(s.handlerName(actor, in), first, once(&guard)); fault != nil {
			return fault
		}
	}
	return nil
}
