package refine

import (
	"bytes"
	"encoding"
	"fmt"
	"math"
	"reflect"
)

// scanned is the T that a database's driver gave as src, which is not nil. It converts only what loses nothing: package database/sql
// would cut a float to an integer's digits and print a time as a text.
func scanned[T any](src any) (v T, err error) {
	if s, ok := any(&v).(interface{ Scan(any) error }); ok {
		return v, s.Scan(src)
	}
	to := reflect.ValueOf(&v).Elem()
	if text, ok := textual(src); ok {
		if to.Kind() == reflect.Slice && to.Type().Elem().Kind() == reflect.Uint8 {
			to.SetBytes(bytes.Clone(text))
			return v, nil
		}
		return v, scanText(to, text)
	}
	if from := reflect.ValueOf(src); from.Type() == to.Type() || fits(from, to) {
		to.Set(from.Convert(to.Type()))
		return v, nil
	}
	if n, ok := src.(int64); ok && to.Kind() == reflect.Bool && (n == 0 || n == 1) {
		to.SetBool(n == 1) // databases that have no bools
		return v, nil
	}
	return v, fmt.Errorf("refine: %s of type %T, expected %s", shown(src), src, plainName(to.Type()))
}

// textual are texts, which drivers may give as bytes that they use again.
func textual(src any) ([]byte, bool) {
	switch src := src.(type) {
	case string:
		return []byte(src), true
	case []byte:
		return src, true
	}
	return nil, false
}

// scanText sets to, which is never a text that is no text: some drivers give numbers as text.
func scanText(to reflect.Value, text []byte) error {
	if _, ok := to.Addr().Interface().(encoding.TextUnmarshaler); !ok && !plain(to.Kind()) {
		return fmt.Errorf("refine: %s, expected %s", shown(string(text)), plainName(to.Type()))
	}
	return setText(to, string(text))
}

// plain are the kinds of texts, numbers and bools.
func plain(k reflect.Kind) bool {
	return k == reflect.String || reflect.Bool <= k && k <= reflect.Float64
}

// fits says whether a number or a bool is the same as a value of to's type.
func fits(from, to reflect.Value) bool {
	switch {
	case from.Kind() == reflect.Bool:
		return to.Kind() == reflect.Bool
	case from.CanInt() && to.CanInt():
		return !to.OverflowInt(from.Int())
	case from.CanInt() && to.CanUint():
		return from.Int() >= 0 && !to.OverflowUint(uint64(from.Int()))
	case from.CanUint() && to.CanInt():
		return from.Uint() <= math.MaxInt64 && !to.OverflowInt(int64(from.Uint()))
	case from.CanUint() && to.CanUint():
		return !to.OverflowUint(from.Uint())
	case from.CanInt() && to.CanFloat():
		return exact(from.Int(), to)
	case from.CanFloat() && to.CanFloat():
		f := from.Float()
		return f != f || from.Convert(to.Type()).Float() == f
	}
	return false
}

// exact says whether n is small enough that every whole number up to it is a float of to's type: converting a greater one back may
// meet it by chance.
func exact(n int64, to reflect.Value) bool {
	limit := int64(1) << 53
	if to.Type().Bits() == 32 {
		limit = 1 << 24
	}
	return -limit <= n && n <= limit
}
