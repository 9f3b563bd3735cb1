package forall

import (
	"fmt"
	"reflect"
	"testing"
)

// Inverse checks that back undoes there: back(there(x)) is x for every x of A. Values are compared by reflect.DeepEqual.
func Inverse[A, B any](t testing.TB, there func(A) B, back func(B) A, options ...Option) {
	t.Helper()
	s := lawOf[A]("inverse", there, back)
	s.call = func(a []reflect.Value) error {
		x := *pointerTo[A](a[0])
		through := there(x)
		return same(back(through), x, "by way of %s it came back as %s", goTextOf(through))
	}
	run(t, s, options)
}

// Idempotent checks that applying f twice is applying it once: f(f(x)) is f(x) for every x.
func Idempotent[T any](t testing.TB, f func(T) T, options ...Option) {
	t.Helper()
	s := lawOf[T]("idempotent", f)
	s.call = func(a []reflect.Value) error {
		once := f(*pointerTo[T](a[0]))
		return same(f(once), once, "applied once it is %s, and twice %s", goTextOf(once))
	}
	run(t, s, options)
}

// Commutative checks that the order of arguments is all the same: f(a, b) is f(b, a) for all a and b.
func Commutative[T, R any](t testing.TB, f func(a, b T) R, options ...Option) {
	t.Helper()
	s := lawOf[T]("commutative", f)
	s.types, s.params = append(s.types, s.types[0]), []string{"a", "b"}
	s.call = func(v []reflect.Value) error {
		a, b := *pointerTo[T](v[0]), *pointerTo[T](v[1])
		result := f(a, b)
		return same(f(b, a), result, "f(a, b) is %s, and f(b, a) is %s", goTextOf(result))
	}
	run(t, s, options)
}

// Associative checks that grouping is all the same: f(f(a, b), c) is f(a, f(b, c)) for all a, b and c.
func Associative[T any](t testing.TB, f func(a, b T) T, options ...Option) {
	t.Helper()
	s := lawOf[T]("associative", f)
	s.types, s.params = append(s.types, s.types[0], s.types[0]), []string{"a", "b", "c"}
	s.call = func(v []reflect.Value) error {
		a, b, c := *pointerTo[T](v[0]), *pointerTo[T](v[1]), *pointerTo[T](v[2])
		left := f(f(a, b), c)
		return same(f(a, f(b, c)), left, "f(f(a, b), c) is %s, and f(a, f(b, c)) is %s", goTextOf(left))
	}
	run(t, s, options)
}

// lawOf is a law that is named after what it says and of which functions. It speaks of what the first of them takes.
func lawOf[T any](says string, functions ...any) subject {
	var first subject
	first.readSource(reflect.ValueOf(functions[0]))
	s := subject{name: says, types: []reflect.Type{reflect.TypeFor[T]()}, params: []string{"x"}, names: first.names}
	for _, f := range functions {
		if name := functionName(reflect.ValueOf(f)); name != "" {
			s.name += " " + name
		}
	}
	return s
}

// same answers nil where two values are equal. The last word of format is the one that was got.
func same[T any](got, expected T, format, first string) error {
	if reflect.DeepEqual(got, expected) {
		return nil
	}
	return fmt.Errorf(format, first, goTextOf(got))
}

// goTextOf is goText of a value of a type that is known.
func goTextOf[T any](v T) string { return goText(reflect.ValueOf(&v).Elem()) }
