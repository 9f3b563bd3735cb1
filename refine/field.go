package refine

import (
	"fmt"
	"reflect"
)

// Field is a value of a wire form: a message from outside, before anything of it is believed. It is absent, null or present, and the
// zero Field is absent. A struct of Fields decodes without losing what was left out:
//
//	type OrderWire struct {
//		ID    refine.Field[string]      `json:"id,omitzero"`
//		Lines refine.Field[[]LineWire]  `json:"lines,omitzero"`
//	}
//
// An absent Field cannot be written: the option omitzero of encoding/json leaves it out.
type Field[T any] struct {
	state State
	value T
}

// State is what is known of a Field.
type State struct{ v uint8 }

// The states of a Field. The zero State is StateAbsent.
var (
	StateAbsent  = State{0}
	StateNull    = State{1}
	StatePresent = State{2}
)

func (s State) String() string { return [...]string{"absent", "null", "present"}[s.v] }

// Absent is a Field that was left out.
func Absent[T any]() Field[T] { return Field[T]{} }

// Null is a Field that was there, and said to be nothing.
func Null[T any]() Field[T] { return Field[T]{state: StateNull} }

// Present is a Field that holds v.
func Present[T any](v T) Field[T] { return Field[T]{state: StatePresent, value: v} }

// State is whether f is absent, null or present.
func (f Field[T]) State() State { return f.state }

// Get is the value and true, or the zero value and false where f is absent or null.
func (f Field[T]) Get() (T, bool) { return f.value, f.state == StatePresent }

// IsZero says whether f is absent, for the option omitzero of encoding/json.
func (f Field[T]) IsZero() bool { return f.state == StateAbsent }

// String is the value as fmt prints it, "absent" or "null".
func (f Field[T]) String() string {
	if f.state != StatePresent {
		return f.state.String()
	}
	return fmt.Sprint(f.value)
}

func (f Field[T]) shape() Shape {
	return Shape{
		Kind: FieldShape, Type: reflect.TypeFor[Field[T]](), Content: reflect.TypeFor[T](), Size: -1,
		Empty: []reflect.Value{valueOf(Absent[T]()), valueOf(Null[T]())},
		Hold:  func(content reflect.Value) (reflect.Value, bool) { return valueOf(Present(into[T](content))), true },
	}
}
