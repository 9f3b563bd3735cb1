package trace

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
	"unsafe"

	"github.com/assay-dev/assay"
)

const (
	// lengthMax is how many runes of a value are shown; a longer text ends with "…".
	lengthMax = 2000
	// depthMax is how deep values may nest before "…" stands for the rest.
	depthMax = 64
	// nodesMax is how many values are looked at for one text, which bounds the time that a value of shared pointers takes.
	nodesMax = 100_000
)

// Format is any value as one line for people, the same in every run: Put{Request: client0#1, Value: "A"}. Types are named without
// their package, where the type around them does not name them already. IDs are unquoted, an Option is none or what it holds, a
// pointer is what it points to, a map is sorted, and nil and empty are the same. Types with a String or Error method are shown by
// it. Unexported fields are shown too. The text has at most 2000 runes.
//
// It is no encoding: two values may have one text.
func Format(v any) string { return format(v, true) }

// FormatState is Format for a participant's state: the type's name is left out, and a string that is a plain word is not quoted. A
// state travels as a pointer to it. Where its type is an interface, the name stays, since it tells one state from another.
func FormatState(v any) string {
	value := reflect.ValueOf(v)
	for range depthMax {
		if value.Kind() == reflect.Pointer && !value.IsNil() && value.Elem().Kind() == reflect.Pointer {
			value = value.Elem()
		}
	}
	if value.Kind() == reflect.Pointer && !value.IsNil() {
		value = value.Elem()
		if value.Kind() == reflect.Interface {
			return format(value.Interface(), true)
		}
	}
	if value.Kind() == reflect.String && plainID(value.String()) {
		if _, own := ownText(addressable(value)); !own {
			return cutText(value.String())
		}
	}
	if !value.IsValid() {
		return "nil"
	}
	return format(value.Interface(), false)
}

func format(v any, named bool) string {
	if v == nil {
		return "nil"
	}
	f := formatter{seen: map[visit]bool{}}
	f.value(addressable(reflect.ValueOf(v)), named, 0)
	return cutText(f.out.String())
}

func cutText(s string) string {
	if len(s) <= lengthMax || utf8.RuneCountInString(s) <= lengthMax {
		return s
	}
	return string([]rune(s)[:lengthMax-1]) + "…"
}

type formatter struct {
	out   strings.Builder
	nodes int
	seen  map[visit]bool // what the walk is inside of
}

type visit struct {
	at  unsafe.Pointer
	len int
	of  reflect.Type
}

// addressable copies v to where its unexported fields can be reached.
func addressable(v reflect.Value) reflect.Value {
	copied := reflect.New(v.Type()).Elem()
	copied.Set(v)
	return copied
}

// done says whether nothing more of the text would be seen, or the value costs more than a text is worth.
func (f *formatter) done(depth int) bool {
	f.nodes++
	return depth > depthMax || f.nodes > nodesMax || f.out.Len() > lengthMax*utf8.UTFMax
}

// value writes v, which is addressable. With named the type is written where the value does not show it.
func (f *formatter) value(v reflect.Value, named bool, depth int) {
	if f.done(depth) {
		f.out.WriteString("…")
		return
	}
	if f.special(v, depth) {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		f.structure(v, named, depth)
	case reflect.Pointer, reflect.Interface:
		f.pointer(v, named, depth)
	case reflect.Map, reflect.Slice, reflect.Array:
		f.collection(v, named, depth)
	default:
		f.named(v.Type(), named, scalar(v))
	}
}

// special writes the types that have a form of their own.
func (f *formatter) special(v reflect.Value, depth int) bool {
	switch t := v.Type(); {
	case t == reflect.TypeFor[assay.ID]():
		f.out.WriteString(idText(assay.ID(v.String())))
	case t == reflect.TypeFor[assay.RequestID]():
		id := v.Interface().(assay.RequestID)
		f.out.WriteString(idText(id.Client) + "#" + strconv.Itoa(id.N))
	case t == reflect.TypeFor[time.Time]():
		f.out.WriteString(v.Interface().(time.Time).UTC().Format(time.RFC3339Nano))
	case isOption(t):
		f.option(v, depth)
	default:
		text, ok := ownText(v)
		f.out.WriteString(text)
		return ok
	}
	return true
}

const refinePath = "github.com/assay-dev/assay/refine"

func isOption(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == refinePath && strings.HasPrefix(t.Name(), "Option[")
}

func (f *formatter) option(v reflect.Value, depth int) {
	if !v.FieldByName("some").Bool() {
		f.out.WriteString("none")
		return
	}
	value, _ := v.Type().FieldByName("value")
	f.value(field(v, value.Index[0]), false, depth+1)
}

// field is a field of an addressable struct, with the mark taken off that keeps reflect from reading unexported ones.
func field(v reflect.Value, i int) reflect.Value {
	at := v.Field(i)
	return reflect.NewAt(at.Type(), unsafe.Pointer(at.UnsafeAddr())).Elem()
}

// ownText is what a String or Error method says. Without one, or where it panics or comes from an embedded field and so shows a
// part for the whole, there is none.
func ownText(v reflect.Value) (text string, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = "", false
		}
	}()
	if v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer && v.IsNil() || promoted(v.Type()) {
		return "", false
	}
	switch own := v.Interface().(type) {
	case fmt.Stringer:
		text = own.String()
	case error:
		text = own.Error()
	}
	text = Line(text)
	return text, text != ""
}

func promoted(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if own := t.Field(i); own.Anonymous && (hasText(own.Type) || hasText(reflect.PointerTo(own.Type))) {
			return true
		}
	}
	return false
}

func hasText(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[fmt.Stringer]()) || t.Implements(reflect.TypeFor[error]())
}

func (f *formatter) structure(v reflect.Value, named bool, depth int) {
	name := typeName(v.Type())
	if named {
		f.out.WriteString(name)
	}
	if v.NumField() == 0 && named && name != "" {
		return
	}
	f.out.WriteByte('{')
	for i := range v.NumField() {
		if i > 0 {
			f.out.WriteString(", ")
		}
		if f.done(depth) {
			f.out.WriteString("…")
			break
		}
		f.out.WriteString(v.Type().Field(i).Name + ": ")
		f.value(field(v, i), false, depth+1)
	}
	f.out.WriteByte('}')
}

// pointer writes what a pointer points to, or what an interface holds: there the type is part of the value.
func (f *formatter) pointer(v reflect.Value, named bool, depth int) {
	if v.IsNil() {
		f.out.WriteString("nil")
		return
	}
	if v.Kind() == reflect.Interface {
		f.value(addressable(v.Elem()), true, depth+1)
		return
	}
	f.inside(visit{v.UnsafePointer(), 0, v.Type()}, func() { f.value(v.Elem(), named, depth+1) })
}

// inside writes "…" instead of going round in a circle.
func (f *formatter) inside(at visit, write func()) {
	if f.seen[at] {
		f.out.WriteString("…")
		return
	}
	f.seen[at] = true
	write()
	delete(f.seen, at)
}

// named writes a value of a type whose name would be lost: Ping(3). The types that Go itself has need no name.
func (f *formatter) named(t reflect.Type, named bool, text string) {
	if name := typeName(t); named && t.PkgPath() != "" {
		text = name + "(" + text + ")"
	}
	f.out.WriteString(text)
}

func bytesText(b []byte) string {
	if s := strconv.Quote(string(b)); utf8.Valid(b) && !strings.ContainsAny(s, `\`) {
		return quote(string(b))
	}
	return "0x" + hex.EncodeToString(b[:min(len(b), lengthMax)])
}

func scalar(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, v.Type().Bits())
	case reflect.Complex64, reflect.Complex128:
		return strconv.FormatComplex(v.Complex(), 'g', -1, v.Type().Bits())
	case reflect.String:
		s := v.String()
		return quote(s[:min(len(s), lengthMax*utf8.UTFMax)])
	}
	return v.Kind().String() // func, chan, unsafe.Pointer: their addresses differ from run to run
}
