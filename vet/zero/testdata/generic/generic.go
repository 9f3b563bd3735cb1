// Package generic makes zero values of type parameters.
package generic

import (
	"fmt"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/zero/testdata/flows"
)

func Zero[T any]() T {
	var z T
	return z
}

func First[T any](list []T) (T, bool) {
	if len(list) == 0 {
		var zero T
		return zero, false
	}
	return list[0], true
}

type Stack[T comparable] struct{ items []T }

func (s *Stack[T]) Pop() T {
	if len(s.items) == 0 {
		return *new(T)
	}
	return s.items[0]
}

func (s *Stack[T]) Peek() (top T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	return s.items[0], true
}

func Use() []any {
	var s Stack[flows.Port]
	a := Zero[flows.Port]() // want `^Zero may make the zero .* out of its type parameter, and it is not shown that it does not`
	b, ok := First([]flows.Port{})
	c := s.Pop() // want `^Pop may make the zero`
	d, found := s.Peek()
	var e Stack[int]
	return []any{a, b, ok, c, d, found, Zero[int](), e.Pop()}
}

type odd struct{}

func (odd) Holds(s string) bool { return fmt.Sprint(s) != "" }

var left refine.Of[string, odd] // want `^var left has no value: it is the zero .*, and it is not shown that the zero .* is one: the predicate calls fmt.Sprint`
var _ = left
