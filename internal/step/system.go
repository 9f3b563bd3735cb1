package step

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// System is an assay.System made ready to run.
type System struct {
	Name   string
	Actors []Actor
	Space  *canon.Space
	Within func(assay.View) bool

	assume assay.Assumptions
	rules  rules
	track  Track
	memory *Memory
	doubts *Doubts
	keys   diskKeys
	values *values
	index  map[assay.ID]int

	allowing   sync.Mutex
	allowances map[string]allowance
}

// Actor is one participant made ready to run.
type Actor struct {
	ID        assay.ID
	Behaviour assay.Behaviour
	State     form

	disk, timers bool // whether they are components of the state

	contract *contract   // of one that is given by it alone
	held     []*contract // that it is held to
}

// Track says what is part of the state though no budget or power observes it: because a property reads it.
type Track struct {
	History, Disks, Timers, Last bool
}

// New makes sys ready, or says in one sentence why it cannot be run.
func New(sys assay.System, track Track) (*System, error) { return NewWith(sys, track, nil) }

// NewWith is New for one of several Systems that differ in their assumptions alone, and share a Memory. Nil is none.
func NewWith(sys assay.System, track Track, memory *Memory) (*System, error) {
	if err := validate(sys); err != nil {
		return nil, err
	}
	s := &System{Name: sys.Name, Space: canon.NewSpace(), Within: sys.Within, assume: sys.Assume, track: track, index: map[assay.ID]int{}, allowances: map[string]allowance{}}
	if s.memory = memory; memory != nil {
		s.Space = memory.space
	}
	s.values = newValues(s.Space)
	for i, p := range sys.Actors {
		s.index[p.ID] = i
	}
	var err error
	if s.rules, err = compileRules(sys, s.index); err != nil {
		return nil, err
	}
	if len(s.rules.cells) > cellsMax {
		return nil, fmt.Errorf("step: system %q has %d limited budgets, expected at most %d\nhint: a budget of the whole system is one", sys.Name, len(s.rules.cells), cellsMax)
	}
	for i, p := range sys.Actors {
		actor, err := s.compileActor(i, p)
		if err != nil {
			return nil, err
		}
		s.Actors = append(s.Actors, actor)
	}
	if err := s.compileContracts(sys); err != nil {
		return nil, err
	}
	return s, s.compileLies(sys.Actors)
}

func (s *System) compileActor(i int, p assay.Participant) (Actor, error) {
	state, err := s.newForm(p)
	if err != nil {
		return Actor{}, fmt.Errorf("step: the state of %s: %s%s", stateOf(p), canon.Words(err), hintBeside(err))
	}
	rule := s.rules.actors[i]
	return Actor{
		ID:        p.ID,
		Behaviour: p.Behaviour,
		State:     state,
		disk:      s.track.Disks || rule.observesDisk(p.Behaviour.Recover != nil, p.Behaviour.Restarts != nil),
		timers:    s.track.Timers || rule.firings != never && p.Behaviour.Timeout != nil,
	}, nil
}

// hintBeside is the hint about states, where the error has none of its own that says it better.
func hintBeside(err error) string {
	if strings.Contains(err.Error(), "hint: ") {
		return ""
	}
	return "\nhint: a state holds plain values: numbers, strings, structs, slices, maps, pointers"
}

// stateOf is whose state it is, and what the type is called that has it.
func stateOf(p assay.Participant) string {
	if p.ID == "" || p.Behaviour.Actor == nil {
		return nameOf(p.ID)
	}
	return fmt.Sprintf("%s (%s)", p.ID, typeName(p.Behaviour.Actor))
}

func nameOf(id assay.ID) string {
	if id == "" {
		return "the machine"
	}
	return string(id)
}

// Machine says whether the System is a Machine alone.
func (s *System) Machine() bool { return s.Actors[0].Behaviour.Machine != nil }

// IDs are those of all participants, in the order of the System.
func (s *System) IDs() []assay.ID {
	ids := make([]assay.ID, 0, len(s.Actors))
	for _, a := range s.Actors {
		ids = append(ids, a.ID)
	}
	return ids
}

// Index is the place of a participant.
func (s *System) Index(id assay.ID) (int, bool) {
	i, ok := s.index[id]
	return i, ok
}

// Kinds are the kinds of step that this System can have, in canonical order.
func (s *System) Kinds() []Kind {
	var possible []Kind
	for k := range kinds {
		if s.rules.kinds[k] {
			possible = append(possible, k)
		}
	}
	return possible
}

// Cells are the limited budgets.
func (s *System) Cells() []Cell { return s.rules.cells }

// Tracked is what is part of the state.
func (s *System) Tracked() Track { return s.track }

// DisksKept says whether a participant's disk is part of the state.
func (s *System) DisksKept(actor int) bool { return s.Actors[actor].disk }

// TimersKept says whether a participant's timers are part of the state.
func (s *System) TimersKept(actor int) bool { return s.Actors[actor].timers }

// Fresh is a new copy of an interned value.
func (s *System) Fresh(v Value) any { return s.values.fresh(v) }

// Disk is a new copy of what is on a participant's disk.
func (s *System) Disk(l Local) assay.Disk { return assay.DiskOf(s.entries(l)) }

func (s *System) entries(l Local) map[string]any {
	entries := make(map[string]any, len(l.Disk))
	for _, e := range l.Disk {
		entries[e.Key] = s.Fresh(e.Value)
	}
	return entries
}

// Open is who sent an envelope, and what is in it.
func (s *System) Open(e Envelope) (from int, message Value) {
	opened := s.values.opened(e)
	return int(opened.from), opened.value
}

// TypeOf is the type of an interned value.
func (s *System) TypeOf(v Value) reflect.Type { return s.values.entry(v).kind }

// Bytes are the canonical bytes of an interned value.
func (s *System) Bytes(v Value) string { return s.values.entry(v).bytes }

// MayBeDown says whether a participant may ever be down: by a crash or a restart.
func (s *System) MayBeDown(actor int) bool {
	return s.rules.actors[actor].crashes != never || s.Actors[actor].Behaviour.Restarts != nil
}

// Waits says whether ignored messages stay by assumption.
func (s *System) Waits() bool { return s.assume.Ignored == assay.Waits }

// FreshState is a pointer to a new copy of a local state.
func (s *System) FreshState(actor int, state string) any {
	return s.Actors[actor].State.show(state)
}

// decodeState is a pointer to a new copy of a state, or to one that is guarded.
func decodeState(t *canon.Type, state string, guard *canon.Guard) any {
	var pointer any
	var err error
	if guard == nil {
		pointer, _, err = t.New([]byte(state))
	} else {
		pointer, _, err = t.NewGuarded([]byte(state), guard)
	}
	if err != nil {
		panic("step: an interned state does not decode: " + err.Error())
	}
	return pointer
}
