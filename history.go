package assay

import (
	"reflect"

	"github.com/assay-dev/assay/refine"
)

// Spec is a specification for histories: what each operation does to, and answers from, one sequential object. Apply is pure and
// total.
type Spec[S any] interface {
	Init() S
	Apply(state S, op any) (next S, result any)
}

// SpecBehaviour is a Spec with its types erased. A state travels as a pointer to S.
type SpecBehaviour struct {
	State reflect.Type
	Init  func() any
	Apply func(state, op any) (next, result any)
}

// Operation is one entry of a history, as Invoke and Return marked it.
type Operation struct {
	Client ID
	Op     any
	Result refine.Option[any] // None while in flight, and for ever where the client crashed or gave up
	Open   bool               // it may still take effect
	// Before says how many operations each other client had completed when this one was invoked. Clients with none are absent.
	Before map[ID]int
}

func eraseSpec[S any](spec Spec[S]) SpecBehaviour {
	return SpecBehaviour{
		State: reflect.TypeFor[S](),
		Init: func() any {
			state := spec.Init()
			return &state
		},
		Apply: func(state, op any) (any, any) {
			next, result := spec.Apply(*state.(*S), op)
			return &next, result
		},
	}
}
