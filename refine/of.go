package refine

import (
	"fmt"
	"reflect"
	"strings"
)

// Predicate says which values of T are right. Its zero value judges, and the answer depends on v alone.
type Predicate[T any] interface{ Holds(v T) bool }

// Ruled is the optional power of a predicate to be read: its values can then be counted, listed, made, and compared with those of
// another version. Holds and Rule must agree.
type Ruled[T any] interface {
	Predicate[T]
	Rule() Rule[T]
}

// Of is a value of T of which P holds. It comes from Must or Parse alone; == compares the values.
//
// The array of no elements keeps two predicates apart: without it Go converts an Of of one predicate to an Of of another (see
// testdata/ways/conversionother).
type Of[T comparable, P Predicate[T]] struct {
	_ [0]*P
	v T
}

// Parse is v refined to R, a type Of, or none where R's predicate does not hold of v.
func Parse[R interface{ parse(T) (R, bool) }, T any](v T) Option[R] {
	var r R
	if r, ok := r.parse(v); ok {
		return Some(r)
	}
	return None[R]()
}

// Must is v refined to R, a type Of. It is for constants, which the analyzer refined judges before the program runs; it panics where
// R's predicate does not hold of v.
func Must[R interface{ parse(T) (R, bool) }, T any](v T) R {
	var r R
	r, ok := r.parse(v)
	if !ok {
		panic(fmt.Sprintf("refine: Must of %s, expected %s", shown(v), wanted[R]()))
	}
	return r
}

func (Of[T, P]) parse(v T) (Of[T, P], bool) {
	var p P
	if !p.Holds(v) {
		return Of[T, P]{}, false
	}
	return Of[T, P]{v: v}, true
}

// Raw is the value. It panics on the zero value where P does not hold of it: nobody refined that.
func (o Of[T, P]) Raw() T {
	if o.wrong() {
		panic("refine: zero value of " + nameOf[Of[T, P]]() + ", expected one that Must or Parse made: " + wanted[Of[T, P]]())
	}
	return o.v
}

// wrong says whether o is the zero value and P does not hold of it. The predicate runs on zeros alone: all others come from parse.
func (o Of[T, P]) wrong() bool {
	var zero T
	if o.v != zero {
		return false
	}
	var p P
	return !p.Holds(zero)
}

// String is the value as fmt prints it, or "zero" where nobody refined it.
func (o Of[T, P]) String() string {
	if o.wrong() {
		return "zero"
	}
	return fmt.Sprint(o.v)
}

// wanted is the name of R with what its values are, for messages.
//
//assay:ignore pure it reads types and values for a text that depends on nothing else
//assay:ignore deterministic what it prints of a value is its own text
//assay:ignore total it makes the text of a panic or of an issue, from what is there
func wanted[R any]() string { return nameOf[R]() + ", " + wantOf(reflect.TypeFor[R]()) }

// nameOf is T's name as its author writes it: without the paths of packages.
func nameOf[T any]() string { return shortName(reflect.TypeFor[T]()) }

// shortName leaves out of a type's name everything of a path but its last name.
func shortName(t reflect.Type) string {
	var b strings.Builder
	word := 0
	name := t.String()
	for i := 0; i <= len(name); i++ {
		if i < len(name) && !strings.ContainsRune("[],*{}; ()", rune(name[i])) {
			continue
		}
		part := name[word:i]
		part = part[strings.LastIndexByte(part, '/')+1:]
		part = part[strings.LastIndexByte(part, '.')+1:]
		b.WriteString(part)
		if i < len(name) {
			b.WriteByte(name[i])
		}
		word = i + 1
	}
	return strings.ReplaceAll(b.String(), ",", ", ")
}
