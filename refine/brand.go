package refine

import (
	"fmt"
	"reflect"
)

// Store holds values of T and gives a reference to each, which fits stores of the brand B alone. B is a type that the store's owner
// declares for it and shares with no other store. A Store cannot be changed: Put gives a new one, which shares what it can with the
// old. The zero Store is empty.
//
// Does not find: a reference that another version of the store gave, where the two went different ways. A reference newer than the
// store gives none.
type Store[B, T any] struct {
	_     [0]*B
	trees *trees[T]
	len   int
}

// Ref refers to one value of a store of the brand B. The zero Ref refers to nothing.
type Ref[B any] struct {
	_ [0]*B
	n int // from 1 on
}

// NewStore is an empty Store.
func NewStore[B, T any]() Store[B, T] { return Store[B, T]{} }

// Put is the store with v in it, and the reference to v.
func (s Store[B, T]) Put(v T) (Store[B, T], Ref[B]) {
	return Store[B, T]{trees: s.trees.push(v), len: s.len + 1}, Ref[B]{n: s.len + 1}
}

// Get is the value that r refers to, or none where r refers to nothing here.
func (s Store[B, T]) Get(r Ref[B]) Option[T] {
	if r.n < 1 || r.n > s.len {
		return None[T]()
	}
	return Some(s.trees.at(s.len - r.n))
}

// Len is how many values were put.
func (s Store[B, T]) Len() int { return s.len }

// trees is a list that is pushed to in front in constant time and read anywhere in logarithmic time, and that never changes: full
// binary trees of growing sizes (Okasaki's skew binary random-access list).
type trees[T any] struct {
	size int // of root alone
	root *tree[T]
	rest *trees[T]
}

// A tree keeps its first value at the root, before those of left and right, which are equally large.
type tree[T any] struct {
	value       T
	left, right *tree[T]
}

func (l *trees[T]) push(v T) *trees[T] {
	if l != nil && l.rest != nil && l.size == l.rest.size {
		return &trees[T]{size: 2*l.size + 1, root: &tree[T]{v, l.root, l.rest.root}, rest: l.rest.rest}
	}
	return &trees[T]{size: 1, root: &tree[T]{value: v}, rest: l}
}

// at is the value i places after the one that was pushed last. There must be so many.
func (l *trees[T]) at(i int) T {
	for i >= l.size {
		i -= l.size
		l = l.rest
	}
	t, size := l.root, l.size
	for i > 0 {
		size /= 2
		if i <= size {
			i, t = i-1, t.left
		} else {
			i, t = i-1-size, t.right
		}
	}
	return t.value
}

// Tagged is a value of T for one purpose, B, which is a type that says nothing else: values for different purposes do not mix.
type Tagged[B any, T comparable] struct {
	_ [0]*B
	v T
}

// Tag is v for the purpose B.
func Tag[B any, T comparable](v T) Tagged[B, T] { return Tagged[B, T]{v: v} }

// Raw is the value.
func (t Tagged[B, T]) Raw() T { return t.v }

// String is the value as fmt prints it.
func (t Tagged[B, T]) String() string { return fmt.Sprint(t.v) }

func (t Tagged[B, T]) shape() Shape {
	return Shape{
		Kind: TaggedShape, Type: reflect.TypeFor[Tagged[B, T]](), Content: reflect.TypeFor[T](), Size: -1,
		Hold: func(content reflect.Value) (reflect.Value, bool) { return valueOf(Tag[B](into[T](content))), true },
	}
}
