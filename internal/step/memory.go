package step

import (
	"encoding/binary"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// Memory remembers what handlers answered, by canonical bytes alone, for Systems that differ in nothing but their assumptions: a sweep
// runs each handler once for each distinct input, and not once for each point.
type Memory struct {
	space *canon.Space

	mu      sync.Mutex
	answers map[string]recalled
	living  map[assay.ID]*living
	hits    uint64
}

type recalled struct {
	answer answer // without its values
	fault  *Fault
	again  bool // it was run oftener than twice
}

// NewMemory is a Memory of nothing.
func NewMemory() *Memory {
	return &Memory{space: canon.NewSpace(), answers: map[string]recalled{}, living: map[assay.ID]*living{}}
}

// Counts are how many answers are remembered, and how often one was recalled.
func (m *Memory) Counts() (answers, recalls uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return uint64(len(m.answers)), m.hits
}

// remembered answers for both runs of a handler, by memory where it can.
func (s *System) remembered(actor int, l Local, in Input, both func() (answer, *Fault)) (answer, *Fault) {
	m := s.memory
	if m == nil {
		return both()
	}
	key := s.InputKey(actor, l, in)
	m.mu.Lock()
	known, ok := m.answers[key]
	if ok {
		m.hits++
	}
	m.mu.Unlock()
	if ok {
		a := known.answer
		if a.err == nil && a.panics == "" {
			a.values, a.err = s.copyEffects(a.effects)
		}
		return a, known.fault
	}
	a, fault := both()
	kept := a
	kept.values = nil
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answers[key] = recalled{answer: kept, fault: fault}
	return a, fault
}

// again says whether an input was run oftener than twice before, and notes that it is now. Nil remembers nothing.
func (m *Memory) again(key string) bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.answers[key]
	before := known.again
	if known.again = true; ok {
		m.answers[key] = known
	}
	return before
}

// doubt notes what a later run of an input has shown.
func (m *Memory) doubt(key string, fault *Fault) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if known, ok := m.answers[key]; ok {
		known.fault = fault
		m.answers[key] = known
	}
}

// InputKey is equal for equal inputs alone, in every System that differs in nothing but its assumptions: the canonical order of inputs.
func (s *System) InputKey(actor int, l Local, in Input) string {
	key := appendText(nil, string(s.Actors[actor].ID))
	key = appendText(append(key, byte(in.Kind)), l.State)
	switch in.Kind {
	case Deliver:
		from, message := s.Open(in.Envelope)
		key = appendText(appendText(key, string(s.Actors[from].ID)), s.Bytes(message))
	case Timeout:
		key = appendText(key, in.Timer)
	case Choose:
		if s.Actors[actor].contract != nil {
			break // it has no option
		}
		key = appendText(appendText(key, in.Key), s.Bytes(in.Option))
	case Read:
		key = binary.AppendVarint(key, int64(l.Clock))
	case Recover:
		for _, e := range l.Disk {
			key = appendText(appendText(key, e.Key), s.Bytes(e.Value))
		}
	}
	return string(key)
}
