package assay

import "reflect"

// Machine is a specification of behaviour: where it begins and which moves it has. Next is pure.
type Machine[S any] interface {
	Init() []S
	Next(state S) []Move[S]
}

// Move is one step of a Machine.
type Move[S any] struct {
	Name string
	To   S
}

// MachineBehaviour is a Machine with its types erased. A state travels as a pointer to S, both ways.
type MachineBehaviour struct {
	Machine any
	State   reflect.Type
	Init    func() []any
	// Next calls yield once for each move, in the Machine's own order. What it yields is valid until yield returns.
	Next func(state any, yield func(name string, to any))
}

// Model makes a System of a Machine alone. Its state is read with StateOf[S](v, "").
func Model[S any](name string, m Machine[S], properties ...Property) System {
	behaviour := &MachineBehaviour{
		Machine: m,
		State:   reflect.TypeFor[S](),
		Init: func() []any {
			var states []any
			for _, state := range m.Init() {
				states = append(states, &state)
			}
			return states
		},
		Next: func(state any, yield func(string, any)) {
			moves := m.Next(*state.(*S))
			for i := range moves {
				yield(moves[i].Name, &moves[i].To)
			}
		},
	}
	return System{
		Name:       name,
		Actors:     []Participant{{Behaviour: Behaviour{Actor: m, State: behaviour.State, Machine: behaviour}}},
		Properties: properties,
	}
}
