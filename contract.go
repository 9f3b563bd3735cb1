package assay

import (
	"fmt"
	"reflect"
)

// Contract says what a participant may answer to what, as it is seen from outside: one text for one that is not ours, which then
// behaves in every way that the contract allows (Assumed), and for one that is, which is held to it (Guarantees). S is what the
// contract remembers of the messages so far, M are the messages that the participant is given. Its methods are pure.
//
// A contract spans all lives of a participant: a crash changes nothing of it, and what is sent on Recover or on a timer is unprompted.
// One that may say something unprompted has the method of Unprompter too.
//
// The participants of two contracts may assume each other's for safety: what breaks first, step by step, is found. What a contract
// says is allowed is not thereby promised: nothing says that it answers at all, unless every Reaction of it does.
type Contract[S, M any] interface {
	Init() S
	// Allowed are the ways in which it may react to a message. No way at all says that the message must not be sent then; to be silent
	// is a Reaction that sends nothing.
	Allowed(state S, from ID, msg M) []Reaction[S]
}

// Unprompter is the power of a Contract to allow what no message prompts.
type Unprompter[S any] interface {
	Unprompted(state S) []Reaction[S]
}

// Reaction is one way in which a Contract allows a participant to react.
type Reaction[S any] struct {
	To    S
	Sends Effects // of Send and Broadcast alone; in order, as far as the links keep it
}

// ContractBehaviour is a Contract with its types erased. A state travels as a pointer to S.
type ContractBehaviour struct {
	Contract       any
	State, Message reflect.Type

	Init       func() []any
	Allowed    func(state any, from ID, msg any) []ErasedReaction
	Unprompted func(state any) []ErasedReaction // nil where it allows nothing unprompted
	Err        error
}

// ErasedReaction is a Reaction whose To is a pointer to S.
type ErasedReaction struct {
	To    any
	Sends Effects
}

// Assumed makes a participant called id of which nothing is known but its contract: it behaves in every way that c allows. Its state,
// as StateOf reads it, is the contract's. Every record of evidence says that c is assumed of it.
func Assumed[S, M any](id ID, c Contract[S, M]) Participant {
	erased := eraseContract(c)
	return Participant{ID: id, Behaviour: Behaviour{Actor: c, State: erased.State, Message: erased.Message, Contract: &erased, Err: erased.Err}}
}

// Guarantees says that in every reachable state the participant called id has sent nothing but what c allows, and was sent nothing to
// which c allows no reaction. Each of its steps is one step of c: a message is answered by one of the reactions to it, all of which the
// step sends; any other handler, and a message that is no M, is a reaction that is allowed unprompted, or none where nothing is sent.
// Where several states of c explain what was said so far, all of them are followed.
func Guarantees[S, M any](name string, id ID, c Contract[S, M]) Property {
	erased := eraseContract(c)
	return Property{Name: name, Kind: KindGuarantees, Participant: id, Contract: &erased}
}

func eraseContract[S, M any](c Contract[S, M]) ContractBehaviour {
	b := ContractBehaviour{
		Contract: c,
		State:    reflect.TypeFor[S](),
		Message:  reflect.TypeFor[M](),
		Init: func() []any {
			state := c.Init()
			return []any{&state}
		},
		Allowed: func(state any, from ID, msg any) []ErasedReaction {
			return eraseReactions(c.Allowed(*state.(*S), from, msg.(M)))
		},
	}
	if any(c) == nil {
		b.Err = fmt.Errorf("assay: the contract is nil, expected a value with Init and Allowed\nhint: pass assay.Assumed a contract")
		return b
	}
	if u, ok := any(c).(Unprompter[S]); ok {
		b.Unprompted = func(state any) []ErasedReaction { return eraseReactions(u.Unprompted(*state.(*S))) }
	}
	if several, ok := any(c).(interface{ inits() []S }); ok {
		b.Init = func() []any {
			var all []any
			for _, state := range several.inits() {
				all = append(all, &state)
			}
			return all
		}
	}
	b.Err = checkPower(c, "Unprompted", reflect.TypeFor[func(S) []Reaction[S]]())
	return b
}

func eraseReactions[S any](reactions []Reaction[S]) []ErasedReaction {
	all := make([]ErasedReaction, 0, len(reactions))
	for i := range reactions {
		all = append(all, ErasedReaction{&reactions[i].To, reactions[i].Sends})
	}
	return all
}

// Crossing is how one Move of a Machine looks from outside.
type Crossing[M any] struct {
	// Takes says whether the move is made on a message. Nil is a move that the machine makes unprompted.
	Takes func(from ID, msg M) bool
	Sends Effects // of Send and Broadcast alone
}

// Boundary maps the moves of a Machine to messages. It is pure.
type Boundary[S, M any] func(state S, move Move[S]) Crossing[M]

// Stub makes a Contract of a specification, so that a Machine takes part in a System: as Assumed, or as what an actor Guarantees. A
// message that no move takes must not be sent then.
func Stub[S, M any](spec Machine[S], boundary Boundary[S, M]) Contract[S, M] {
	return stub[S, M]{spec, boundary}
}

type stub[S, M any] struct {
	Spec     Machine[S]
	boundary Boundary[S, M]
}

func (s stub[S, M]) Init() S {
	var first S
	for _, state := range s.Spec.Init() {
		return state
	}
	return first
}

// Parts are what the stub is made of, for its text.
func (s stub[S, M]) Parts() (spec, boundary any) { return s.Spec, s.boundary }

func (s stub[S, M]) inits() []S { return s.Spec.Init() }

func (s stub[S, M]) Allowed(state S, from ID, msg M) []Reaction[S] {
	return s.moves(state, func(c Crossing[M]) bool { return c.Takes != nil && c.Takes(from, msg) })
}

func (s stub[S, M]) Unprompted(state S) []Reaction[S] {
	return s.moves(state, func(c Crossing[M]) bool { return c.Takes == nil })
}

func (s stub[S, M]) moves(state S, made func(Crossing[M]) bool) []Reaction[S] {
	var all []Reaction[S]
	for _, move := range s.Spec.Next(state) {
		if c := s.boundary(state, move); made(c) {
			all = append(all, Reaction[S]{move.To, c.Sends})
		}
	}
	return all
}
