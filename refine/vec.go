package refine

import (
	"fmt"
	"reflect"
	"slices"
)

// Vec is a row of as many values of T as N says. It cannot be changed. Two rows of different sizes are of different types, so that
// Zip of them does not compile; a size that is known at run time alone gives an Option.
type Vec[N Size, T any] struct {
	_     [0]*N
	items []T
}

// Pair is two values.
type Pair[A, B any] struct {
	First  A
	Second B
}

// FromSlice is a Vec of copies of the items, or none where there are not N of them.
func FromSlice[N Size, T any](items []T) Option[Vec[N, T]] {
	var n N
	if len(items) != n.Size() {
		return None[Vec[N, T]]()
	}
	return Some(Vec[N, T]{items: slices.Clone(items)})
}

// Len is N. Like all that reads a Vec, it panics on a zero value that should have items: nobody gave it any.
func (v Vec[N, T]) Len() int { return len(v.sized()) }

// At is item i, from 0 on, or none where there is no such item.
func (v Vec[N, T]) At(i int) Option[T] {
	items := v.sized()
	if i < 0 || i >= len(items) {
		return None[T]()
	}
	return Some(items[i])
}

// Slice is a copy of the items.
func (v Vec[N, T]) Slice() []T { return slices.Clone(v.sized()) }

// String is the items as fmt prints them, or "zero" where nobody gave it any.
func (v Vec[N, T]) String() string {
	if v.wrong() {
		return "zero"
	}
	return fmt.Sprint(v.items)
}

func (v Vec[N, T]) wrong() bool {
	var n N
	return len(v.items) != n.Size()
}

func (v Vec[N, T]) sized() []T {
	if v.wrong() {
		var n N
		panic(fmt.Sprintf("refine: zero value of %s, expected one of %d items that FromSlice made", nameOf[Vec[N, T]](), n.Size()))
	}
	return v.items
}

// MapVec is f of each item.
func MapVec[N Size, T, U any](v Vec[N, T], f func(T) U) Vec[N, U] {
	var mapped []U
	for _, item := range v.sized() {
		mapped = append(mapped, f(item))
	}
	return Vec[N, U]{items: mapped}
}

// Zip is the pairs of the items at the same place.
func Zip[N Size, A, B any](a Vec[N, A], b Vec[N, B]) Vec[N, Pair[A, B]] {
	var pairs []Pair[A, B]
	second := b.sized()
	for i, first := range a.sized() {
		pairs = append(pairs, Pair[A, B]{first, second[i]})
	}
	return Vec[N, Pair[A, B]]{items: pairs}
}

func (v Vec[N, T]) shape() Shape {
	var n N
	return Shape{
		Kind: VecShape, Type: reflect.TypeFor[Vec[N, T]](), Content: reflect.TypeFor[[]T](), Size: n.Size(),
		Hold: func(content reflect.Value) (reflect.Value, bool) {
			made, ok := FromSlice[N](into[[]T](content)).Get()
			return valueOf(made), ok
		},
	}
}
