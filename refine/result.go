package refine

import (
	"errors"
	"fmt"
	"reflect"
)

// Result is a value, or the error that there is instead of it. The zero Result is a failure, so one that nobody set is not a value.
type Result[T any] struct {
	ok    bool
	value T
	err   error
}

var errNoResult = errors.New("refine: the zero Result, expected one that Ok or Fail made")

// Ok is a Result that holds v.
func Ok[T any](v T) Result[T] { return Result[T]{ok: true, value: v} }

// Fail is a Result that holds err and no value. Fail of nil is the zero Result, which has an error of its own.
func Fail[T any](err error) Result[T] { return Result[T]{err: err} }

// Get is the value and nil, or the zero value and an error.
func (r Result[T]) Get() (T, error) {
	if !r.ok && r.err == nil {
		return r.value, errNoResult
	}
	return r.value, r.err
}

// Option is the value, or none where there is an error.
func (r Result[T]) Option() Option[T] { return Option[T]{some: r.ok, value: r.value} }

// String is the value as fmt prints it, or "failed: " and the error.
func (r Result[T]) String() string {
	v, err := r.Get()
	if err != nil {
		return "failed: " + err.Error()
	}
	return fmt.Sprint(v)
}

// MapResult is f of the value, or the error.
func MapResult[T, U any](r Result[T], f func(T) U) Result[U] {
	if !r.ok {
		return Fail[U](r.err)
	}
	return Ok(f(r.value))
}

// ThenResult is what f makes of the value, or the error.
func ThenResult[T, U any](r Result[T], f func(T) Result[U]) Result[U] {
	if !r.ok {
		return Fail[U](r.err)
	}
	return f(r.value)
}

func (r Result[T]) shape() Shape {
	return Shape{
		Kind: ResultShape, Type: reflect.TypeFor[Result[T]](), Content: reflect.TypeFor[T](), Size: -1,
		Empty: []reflect.Value{valueOf(Fail[T](errNoResult))},
		Hold:  func(content reflect.Value) (reflect.Value, bool) { return valueOf(Ok(into[T](content))), true },
	}
}
