package canon

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// pathPartsMax bounds the parts of a path that a message shows; the middle of a longer one is left out.
const pathPartsMax = 24

// A fault is an error whose path grows, innermost part first, while the walk that met it unwinds. The walks return it as it is,
// since a nil *fault costs nothing and a path is built only when something is wrong.
type fault struct {
	parts []string
	what  string
	cycle bool
}

// faultf starts a fault; the text continues the path: `is a channel, ...`.
func faultf(format string, args ...any) *fault {
	return &fault{what: fmt.Sprintf(format, args...)}
}

// at puts one more part in front of the path.
func (f *fault) at(part string) *fault {
	if part != "" {
		f.parts = append(f.parts, part)
	}
	return f
}

// err is the finished message, with the path starting at root.
func (f *fault) err(root string) error {
	return &unfit{root + f.path() + " " + f.what}
}

// unfit is the error about a value or a type.
type unfit struct{ words string }

func (u *unfit) Error() string { return "canon: " + u.words }

// Words are those of an error of this package for somebody who has never heard of it.
func Words(err error) string {
	var u *unfit
	if errors.As(err, &u) {
		return u.words
	}
	return err.Error()
}

func (f *fault) path() string {
	parts := slices.Clone(f.parts)
	slices.Reverse(parts)
	if n := len(parts); n > pathPartsMax {
		head, tail := parts[:pathPartsMax/2], parts[n-pathPartsMax/2:]
		return fmt.Sprintf("%s…(%d more)…%s", strings.Join(head, ""), n-pathPartsMax, strings.Join(tail, ""))
	}
	return strings.Join(parts, "")
}

// rootName is how a path calls a value of type t.
func rootName(t reflect.Type) string {
	switch {
	case t.Name() != "":
		return t.Name()
	case t.Kind() == reflect.Pointer:
		return "*" + rootName(t.Elem())
	}
	return t.String()
}

// keyText shows a map key inside a path; where it would show an address, which differs from run to run, it shows the type.
func keyText(key reflect.Value) string {
	switch {
	case key.Kind() == reflect.String:
		return strconv.Quote(key.String())
	case key.Type() != timeType && key.Type() != addrType && hasAddress(key):
		return "of " + rootName(key.Type())
	}
	return fmt.Sprintf("%v", key)
}

func hasAddress(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Chan, reflect.UnsafePointer:
		return true
	case reflect.Interface:
		return !v.IsNil() && hasAddress(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if hasAddress(v.Field(i)) {
				return true
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			if hasAddress(v.Index(i)) {
				return true
			}
		}
	}
	return false
}

// clone is a fault that can grow without changing f.
func (f *fault) clone() *fault {
	return &fault{parts: slices.Clone(f.parts), what: f.what, cycle: f.cycle}
}
