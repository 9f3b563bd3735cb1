package step

import (
	"bytes"
	"fmt"
	"reflect"
	"sync"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/canon"
)

// Sampler holds single calls of handlers to being functions of their arguments, for a room that runs actors without keeping states as
// canonical bytes. It knows no System, so it works for any number of participants. It is safe for concurrent use.
type Sampler struct {
	space *canon.Space
	slept sync.Map // by type of actor

	kinds sync.Map // assay.ID to *canon.Living, of those whose state changes in place
}

// NewSampler makes a Sampler.
func NewSampler() *Sampler { return &Sampler{space: canon.NewSpace()} }

// Given is what a handler is about to be given.
type Given struct {
	Kind    Kind // Deliver or Timeout
	State   any  // pointer to S
	From    assay.ID
	Message any
	Timer   string
}

// Twice runs a handler on two copies of its arguments, the second with painted spare capacity, and says how it is no function of them,
// or nil. It changes nothing that it is given. What has no canonical bytes is a finding too: it could be neither compared nor checked.
func (s *Sampler) Twice(p assay.Participant, g Given) *Fault {
	handler := fmt.Sprintf("%s of %s (%s)", map[Kind]string{Deliver: "Receive", Timeout: "Timeout"}[g.Kind], p.ID, typeName(p.Behaviour.Actor))
	kind, err := s.form(p)
	if err != nil {
		return &Fault{Finding: "pure", Why: fmt.Sprintf("the state of %s: %v", p.ID, err)}
	}
	state, err := kind.AppendPtr(nil, g.State)
	if err == nil && kind.living != nil {
		err = kind.living.keep(string(state), g.State)
	}
	if err != nil {
		return &Fault{Finding: "pure", Why: fmt.Sprintf("the state of %s: %v", p.ID, err)}
	}
	var message []byte
	if g.Kind == Deliver {
		if message, err = s.space.AppendAny(nil, g.Message); err != nil {
			return &Fault{Finding: "pure", Why: fmt.Sprintf("a message to %s: %v", p.ID, err)}
		}
	}
	call := sampledCall{s: s, p: p, g: g, kind: kind, state: state, message: message}
	first := call.run(nil)
	if first.err != nil {
		return &Fault{Finding: "pure", Why: fmt.Sprintf("%s answers with what has no canonical bytes: %v", handler, first.err)}
	}
	if _, slept := s.slept.LoadOrStore(reflect.TypeOf(p.Behaviour.Actor), true); !slept {
		time.Sleep(2 * time.Millisecond) // once for each sort of actor, so that a coarse clock that is read has moved on
	}
	var guard canon.Guard
	return compareRuns(handler, first, call.run(&guard))
}

// sampledCall is one call of a handler, its arguments in canonical bytes.
type sampledCall struct {
	s       *Sampler
	p       assay.Participant
	g       Given
	kind    form
	state   []byte
	message []byte
}

func (c *sampledCall) run(guard *canon.Guard) (a answer) {
	state, message := c.copies(guard)
	next, effects := c.call(state, message, &a)
	if a.panics != "" {
		return a
	}
	a.changed, a.how = c.changed(state, message)
	a.touched(guard)
	a.moved = c.kind.moved(string(c.state))
	if a.state, a.err = c.kind.AppendPtr(nil, next); a.err != nil {
		return a
	}
	for _, effect := range effects {
		if a.effects, a.err = c.s.space.AppendAny(a.effects, effect); a.err != nil {
			return a
		}
	}
	return a
}

func (c *sampledCall) copies(guard *canon.Guard) (state, message any) {
	var err error
	if c.message != nil {
		message, _, err = c.s.space.ReadAnyGuarded(c.message, guard)
	}
	if err != nil {
		panic(fmt.Sprintf("step: what was just encoded does not decode: %v", err))
	}
	return c.kind.fresh(string(c.state), guard), message
}

// form is how the states of a participant become bytes. A living one is compiled once for each participant.
func (s *Sampler) form(p assay.Participant) (form, error) {
	if p.Behaviour.Mutable == nil {
		plain, err := s.space.Type(p.Behaviour.State)
		return form{plain: plain}, err
	}
	kind, ok := s.kinds.Load(p.ID)
	if !ok {
		compiled, err := livingKind(p.Behaviour)
		if err != nil {
			return form{}, err
		}
		kind, _ = s.kinds.LoadOrStore(p.ID, compiled)
	}
	return form{living: &living{kind: kind.(*canon.Living), frozen: map[string][]any{}}}, nil // it shows nothing
}

func (c *sampledCall) call(state, message any, a *answer) (next any, effects assay.Effects) {
	defer func() {
		if p := recover(); p != nil {
			a.panics = PanicText(p, 0)
		}
	}()
	if c.g.Kind == Timeout {
		return c.p.Behaviour.Timeout(c.p.ID, state, c.g.Timer)
	}
	return c.p.Behaviour.Receive(c.p.ID, state, c.g.From, message)
}

func (c *sampledCall) changed(state, message any) (bool, string) {
	if c.kind.living == nil {
		if now, err := c.kind.AppendPtr(nil, state); err != nil || !bytes.Equal(now, c.state) {
			was, _ := c.copies(nil)
			return true, written(itsState, valueOf(was), valueOf(state))
		}
	}
	if c.message == nil {
		return false, ""
	}
	if now, err := c.s.space.AppendAny(nil, message); err != nil || !bytes.Equal(now, c.message) {
		_, was := c.copies(nil)
		return true, written(itsMessage, was, message)
	}
	return false, ""
}

// Copy is what a property may read of a live state: of one that changes in place a clone.
func (s *Sampler) Copy(p assay.Participant, state any) any {
	if p.Behaviour.Mutable == nil || state == nil {
		return state
	}
	kind, err := s.form(p)
	if err == nil {
		state, err = kind.living.kind.Clone(state)
	}
	if err == nil && p.Behaviour.Mutable.Show != nil {
		state = p.Behaviour.Mutable.Show(state)
	}
	if err != nil {
		panic(&assay.ViewError{Reason: fmt.Sprintf("the state of %q: %v", p.ID, err)})
	}
	return state
}

// CopyValue is a value that shares nothing with v.
func (s *Sampler) CopyValue(v any) (any, error) {
	b, err := s.space.AppendAny(nil, v)
	if err != nil {
		return nil, err
	}
	own, _, err := s.space.ReadAny(b)
	return own, err
}

// Bytes are the canonical bytes of any value.
func (s *Sampler) Bytes(v any) (string, error) {
	b, err := s.space.AppendAny(nil, v)
	return string(b), err
}
