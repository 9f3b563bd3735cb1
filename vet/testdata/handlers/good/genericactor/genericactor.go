// Package genericactor is good: a generic actor keeps the latest value of each sender in a copy of its map.
package genericactor

import "github.com/assay-dev/assay"

type Msg[T any] interface{ isMsg(T) }

type Set[T any] struct{ Value T }

func (Set[T]) isMsg(T) {}

type Latest[T any] struct{ Watcher assay.ID }

type State[T any] struct{ Values map[assay.ID]T }

func (Latest[T]) Start(self assay.ID) (State[T], assay.Effects) { return State[T]{}, nil }

func (a Latest[T]) Receive(self assay.ID, s State[T], from assay.ID, msg Msg[T]) (State[T], assay.Effects) {
	set, ok := msg.(Set[T])
	if !ok {
		return s, nil
	}
	values := make(map[assay.ID]T, len(s.Values)+1)
	for id, value := range s.Values {
		values[id] = value
	}
	values[from] = set.Value
	return State[T]{values}, assay.Effects{assay.Send(a.Watcher, set)}
}

// Numbers makes the analyzer see one instance of it.
func Numbers(watcher assay.ID) assay.Participant { return assay.Spawn("numbers", Latest[int]{watcher}) }
