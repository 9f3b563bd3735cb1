package refine

import (
	"fmt"
	"reflect"
)

// Option is a value that may be absent. The zero Option is None, so a field that nobody set is absent rather than wrong.
// Two absent Options are always equal: an Option never remembers a value that it does not hold.
type Option[T any] struct {
	some  bool
	value T
}

// Some is an Option that holds v.
func Some[T any](v T) Option[T] { return Option[T]{some: true, value: v} }

// None is an Option that holds nothing.
func None[T any]() Option[T] { return Option[T]{} }

// IsSome says whether o holds a value.
func (o Option[T]) IsSome() bool { return o.some }

// Get is the value and true, or the zero value and false.
func (o Option[T]) Get() (T, bool) { return o.value, o.some }

// Or is the value, or instead where there is none.
func (o Option[T]) Or(instead T) T {
	if o.some {
		return o.value
	}
	return instead
}

// String is the value as fmt prints it, or "none".
func (o Option[T]) String() string {
	if !o.some {
		return "none"
	}
	return fmt.Sprint(o.value)
}

// Map is f of the value, or none.
func Map[T, U any](o Option[T], f func(T) U) Option[U] {
	if !o.some {
		return None[U]()
	}
	return Some(f(o.value))
}

// Then is what f makes of the value, or none.
func Then[T, U any](o Option[T], f func(T) Option[U]) Option[U] {
	if !o.some {
		return None[U]()
	}
	return f(o.value)
}

func (o Option[T]) shape() Shape {
	return Shape{
		Kind: OptionShape, Type: reflect.TypeFor[Option[T]](), Content: reflect.TypeFor[T](), Size: -1,
		Empty: []reflect.Value{valueOf(None[T]())},
		Hold:  func(content reflect.Value) (reflect.Value, bool) { return valueOf(Some(into[T](content))), true },
	}
}
