package step

import (
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// form is how the states of one participant become canonical bytes, and values again: from the bytes, or where a state changes in place
// from a frozen value that is kept beside them.
type form struct {
	plain  *canon.Type // of a living state what is shown of it, nil where that is the state itself
	living *living
}

func (s *System) newForm(p assay.Participant) (form, error) {
	if p.Behaviour.Mutable == nil {
		plain, err := s.Space.Type(p.Behaviour.State)
		return form{plain: plain}, err
	}
	living, err := newLiving(p.Behaviour)
	if err == nil && s.memory != nil {
		living = s.memory.shared(p.ID, living)
	}
	f := form{living: living}
	if err == nil && p.Behaviour.Mutable.Show != nil {
		f.plain, err = s.Space.Type(p.Behaviour.State)
	}
	return f, err
}

// Reflect is the type of a state.
func (f form) Reflect() reflect.Type {
	if f.living != nil {
		return f.living.kind.Reflect()
	}
	return f.plain.Reflect()
}

// New reads a state that is made from its bytes, as a Machine's is.
func (f form) New(src []byte) (pointer any, rest []byte, err error) { return f.plain.New(src) }

// FixedLen is how many bytes every state has, or -1.
func (f form) FixedLen() int {
	if f.living != nil {
		return -1
	}
	return f.plain.FixedLen()
}

// AppendPtr adds the canonical bytes of the state that an interface points to.
func (f form) AppendPtr(dst []byte, pointer any) ([]byte, error) {
	if f.living != nil {
		return f.living.kind.AppendPtr(dst, pointer)
	}
	return f.plain.AppendPtr(dst, pointer)
}

// show is a pointer to a new copy of what properties and traces see of a state.
func (f form) show(state string) any {
	if f.living != nil && f.plain != nil {
		return decodeState(f.plain, f.living.shown(state, f.plain), nil)
	}
	return f.fresh(state, nil)
}

// fresh is a pointer to a new copy of a state, or to one that is guarded.
func (f form) fresh(state string, guard *canon.Guard) any {
	if f.living != nil {
		return f.living.fresh(state, guard != nil)
	}
	return decodeState(f.plain, state, guard)
}

// keep sees to it that a state which a handler answered with can be had again by its bytes.
func (f form) keep(state []byte, pointer any) error {
	if f.living == nil {
		return nil
	}
	return f.living.keep(string(state), pointer)
}

// moved says whether a frozen state is no longer what it was, now that a clone of it has acted.
func (f form) moved(state string) bool {
	return f.living != nil && f.living.moved(state)
}

// living keeps states that change in place. States with equal bytes must act alike, also where they differ in what is no state: so of
// each two are kept, if there are two, and each of a handler's two runs begins from another.
type living struct {
	kind *canon.Living
	see  func(any) any // Mutable.Show

	mu     sync.RWMutex
	frozen map[string][]any  // by canonical bytes, one value or two; nobody changes them
	seen   map[string]string // what is shown of them, by canonical bytes
}

// frozenMax is how many values are kept of one state.
const frozenMax = 2

func newLiving(b assay.Behaviour) (*living, error) {
	kind, err := livingKind(b)
	if err != nil {
		return nil, err
	}
	return &living{kind: kind, see: b.Mutable.Show, frozen: map[string][]any{}, seen: map[string]string{}}, nil
}

func livingKind(b assay.Behaviour) (*canon.Living, error) {
	rules := canon.Rules{NotState: b.Mutable.NotState, Shared: b.Mutable.Shared}
	for kind, see := range b.Mutable.Views {
		rules.Views = append(rules.Views, canon.View{Of: kind, See: see})
	}
	return canon.NewLiving(b.Mutable.State, rules)
}

// keep freezes a value. What is kept is a copy, which is held to being one.
func (l *living) keep(state string, pointer any) error {
	l.mu.RLock()
	have := len(l.frozen[state])
	l.mu.RUnlock()
	if have >= frozenMax {
		return nil
	}
	frozen, err := l.kind.Clone(pointer)
	if err != nil {
		return err
	}
	copied, err := l.kind.AppendPtr(nil, frozen)
	if err != nil {
		return err
	}
	if string(copied) != state {
		return fmt.Errorf("step: a clone of a %v has other canonical bytes than what it was made from\nhint: what assay.Seen is given must answer for the value alone, and not for where it lies", l.kind.Reflect())
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.frozen[state]) < frozenMax {
		l.frozen[state] = append(slices.Clip(l.frozen[state]), frozen)
	}
	return nil
}

func (l *living) of(state string) []any {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if len(l.frozen[state]) == 0 {
		panic("step: a state that was never frozen")
	}
	return l.frozen[state]
}

// fresh is a clone of the first or the last of the values that a state has.
func (l *living) fresh(state string, last bool) any {
	values := l.of(state)
	from := values[0]
	if last {
		from = values[len(values)-1]
	}
	clone, err := l.kind.Clone(from)
	if err != nil {
		panic("step: a frozen state cannot be cloned: " + err.Error())
	}
	return clone
}

// shown are the canonical bytes of what is shown of a state. It is made of a clone, since what only looks may write too (a cache, a
// counter of calls).
func (l *living) shown(state string, as *canon.Type) string {
	l.mu.RLock()
	known, ok := l.seen[state]
	l.mu.RUnlock()
	if ok {
		return known
	}
	encoded, err := as.AppendPtr(nil, l.see(l.fresh(state, false)))
	if err != nil {
		panic(&assay.ViewError{Reason: fmt.Sprintf("what is shown of a state: %v", err)})
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[state] = string(encoded)
	return string(encoded)
}

func (l *living) moved(state string) bool {
	for _, value := range l.of(state) {
		now, err := l.kind.AppendPtr(nil, value)
		if err != nil || string(now) != state {
			return true
		}
	}
	return false
}

// shared is the one living of a participant in all Systems of a Memory: their states are recalled from it.
func (m *Memory) shared(id assay.ID, l *living) *living {
	m.mu.Lock()
	defer m.mu.Unlock()
	if known := m.living[id]; known != nil {
		return known
	}
	m.living[id] = l
	return l
}

// unmet refuses options of assay.Mutable that name no part of the states in which participants begin.
func (s *System) unmet() error {
	for _, a := range s.Actors {
		if a.State.living == nil {
			continue
		}
		if names := a.State.living.kind.Unmet(); len(names) > 0 {
			return fmt.Errorf("step: %q is no part of the state in which %s begins, expected a type or a field of one, as in \"raft.raft.logger\"\nhint: reflect prints the names of types: package and type, without the path", names[0], a.ID)
		}
	}
	return nil
}
