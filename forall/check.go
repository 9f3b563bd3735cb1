package forall

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

// Skip is what a law returns of a value that it does not speak of. Such values are counted, and a law that speaks of too few of those that
// were drawn is Unknown.
var Skip = errors.New("forall: the law does not speak of this value")

// Check tries a law on every value of T where these are few enough, and on random ones otherwise. A law returns nil where it holds, an
// error that says what is wrong where it does not, and Skip where it says nothing. It must not keep or change what it is given, nor end
// the test itself.
func Check[T any](t testing.TB, law func(T) error, options ...Option) {
	t.Helper()
	run(t, subjectOf(law, callOf(law)), options)
}

func callOf[T any](law func(T) error) func([]reflect.Value) error {
	return func(a []reflect.Value) error { return law(*pointerTo[T](a[0])) }
}

// Check2 is Check for a law of two arguments: their combinations count.
func Check2[A, B any](t testing.TB, law func(A, B) error, options ...Option) {
	t.Helper()
	run(t, subjectOf(law, func(a []reflect.Value) error { return law(*pointerTo[A](a[0]), *pointerTo[B](a[1])) }), options)
}

// Check3 is Check for a law of three arguments: their combinations count.
func Check3[A, B, C any](t testing.TB, law func(A, B, C) error, options ...Option) {
	t.Helper()
	run(t, subjectOf(law, func(a []reflect.Value) error {
		return law(*pointerTo[A](a[0]), *pointerTo[B](a[1]), *pointerTo[C](a[2]))
	}), options)
}

// subject is a law with its types erased.
type subject struct {
	name   string   // of the function, or "" where it has none
	params []string // as its source calls them, or nil
	types  []reflect.Type
	names  map[reflect.Type]string // that the source has for types
	call   func(args []reflect.Value) error

	show  func(args []reflect.Value) string // instead of the arguments of a call, or nil
	doing *string                           // what the law was at when it panicked, or nil
}

// subjectOf reads the arguments of a law from its type.
func subjectOf(law any, call func([]reflect.Value) error) subject {
	v := reflect.ValueOf(law)
	if v.IsNil() {
		panic("forall: the law is nil, expected a function")
	}
	s := subject{call: call}
	for i := range v.Type().NumIn() {
		s.types = append(s.types, v.Type().In(i))
	}
	s.readSource(v)
	return s
}

// run tries a law and leaves the record.
func run(t testing.TB, s subject, options []Option) {
	t.Helper()
	attempt(t, s.property(), options, func(c *config) (evidence.Record, error) {
		c.names = s.names
		b, domains, err := compile(c, s.types)
		if err != nil {
			return evidence.Record{}, err
		}
		search := newSearch(c, s, b, domains)
		search.run()
		return search.record(), nil
	})
}

// property is what the record calls the law.
func (s subject) property() string {
	if s.name != "" {
		return s.name
	}
	return "every " + s.over()
}

// over is what a law speaks of: "ID", or "(Light, int8)".
func (s subject) over() string {
	var names []string
	for _, t := range s.types {
		name, ok := s.names[t]
		if !ok {
			name = typeName(t)
		}
		names = append(names, name)
	}
	if len(names) == 1 {
		return names[0]
	}
	return "(" + strings.Join(names, ", ") + ")"
}
