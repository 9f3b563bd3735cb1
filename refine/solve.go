package refine

import (
	"iter"
	"reflect"
)

// A solution answers what tools ask about a rule.
type solution[T any] interface {
	count() Count
	first() (v T, found, known bool)
	all() (values iter.Seq[T], known bool)
	pick(draw func(n uint64) uint64) (v T, ok bool)
}

// solve finds the solution by the kind of T: texts by automata, numbers by spans, other values by lists.
func solve[T any](e expr) solution[T] {
	t := reflect.TypeFor[T]()
	if t.Kind() == reflect.String {
		return translated[string, T]{newTexts(e), func(s string) T { return into[T](reflect.ValueOf(s).Convert(t)) }}
	}
	if o, ok := orderOf(t); ok {
		return translated[reflect.Value, T]{numbers{o, o.spansOf(e)}, into[T]}
	}
	var every []any
	if t.Kind() == reflect.Bool {
		for _, b := range []bool{false, true} {
			every = append(every, reflect.ValueOf(b).Convert(t).Interface())
		}
	}
	return translated[any, T]{setOf(e, every), func(v any) T { return v.(T) }}
}

// translated is a solution about values of A, as one about those of T.
type translated[A, T any] struct {
	inner solution[A]
	to    func(A) T
}

func (s translated[A, T]) count() Count { return s.inner.count() }

func (s translated[A, T]) first() (v T, found, known bool) {
	a, found, known := s.inner.first()
	if !found {
		return v, false, known
	}
	return s.to(a), true, known
}

func (s translated[A, T]) all() (iter.Seq[T], bool) {
	values, known := s.inner.all()
	if !known {
		return nil, false
	}
	return func(yield func(T) bool) {
		for a := range values {
			if !yield(s.to(a)) {
				return
			}
		}
	}, true
}

func (s translated[A, T]) pick(draw func(n uint64) uint64) (v T, ok bool) {
	a, ok := s.inner.pick(draw)
	if !ok {
		return v, false
	}
	return s.to(a), true
}
