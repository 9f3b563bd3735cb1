package canon

import (
	"reflect"
	"strconv"
	"strings"
)

// typePath names t the same in every process: a named type by its full package path and name (which holds its type arguments in
// full), any other by its structure. Only function-local types can share a path, and a Space refuses to meet two of them.
func typePath(t reflect.Type) string {
	var b strings.Builder
	writePath(&b, t)
	return b.String()
}

func writePath(b *strings.Builder, t reflect.Type) {
	if t.Name() != "" {
		if t.PkgPath() != "" {
			b.WriteString(t.PkgPath() + ".")
		}
		b.WriteString(t.Name())
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		writeWrapped(b, "*", t.Elem())
	case reflect.Slice:
		writeWrapped(b, "[]", t.Elem())
	case reflect.Array:
		writeWrapped(b, "["+strconv.Itoa(t.Len())+"]", t.Elem())
	case reflect.Map:
		writeWrapped(b, "map[", t.Key())
		writeWrapped(b, "]", t.Elem())
	case reflect.Struct:
		writeStruct(b, t)
	case reflect.Interface:
		writeInterface(b, t)
	case reflect.Func:
		b.WriteString("func")
		writeSignature(b, t)
	default:
		b.WriteString(t.String())
	}
}

func writeWrapped(b *strings.Builder, before string, t reflect.Type) {
	b.WriteString(before)
	writePath(b, t)
}

func writeStruct(b *strings.Builder, t reflect.Type) {
	b.WriteString("struct{")
	for i := range t.NumField() {
		f := t.Field(i)
		if f.PkgPath != "" {
			b.WriteString(f.PkgPath + ".")
		}
		b.WriteString(f.Name)
		if f.Anonymous {
			b.WriteString("!")
		}
		writeWrapped(b, " ", f.Type)
		if f.Tag != "" {
			b.WriteString(" " + strconv.Quote(string(f.Tag)))
		}
		b.WriteString(";")
	}
	b.WriteString("}")
}

func writeInterface(b *strings.Builder, t reflect.Type) {
	b.WriteString("interface{")
	for i := range t.NumMethod() {
		m := t.Method(i)
		if m.PkgPath != "" {
			b.WriteString(m.PkgPath + ".")
		}
		b.WriteString(m.Name)
		writeSignature(b, m.Type)
		b.WriteString(";")
	}
	b.WriteString("}")
}

func writeSignature(b *strings.Builder, t reflect.Type) {
	b.WriteString("(")
	for i := range t.NumIn() {
		if t.IsVariadic() && i == t.NumIn()-1 {
			b.WriteString("...")
		}
		writeWrapped(b, "", t.In(i))
		b.WriteString(",")
	}
	b.WriteString(")(")
	for i := range t.NumOut() {
		writeWrapped(b, "", t.Out(i))
		b.WriteString(",")
	}
	b.WriteString(")")
}
