package refine

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

var (
	wires   sync.Map // the fields of structs of wire forms, by their types
	checked sync.Map // the wire forms of which every part can be read
)

// wireFields are the fields of a wire form by their names.
func wireFields(t reflect.Type) map[string]int {
	if fields, ok := wires.Load(t); ok {
		return fields.(map[string]int)
	}
	fields := map[string]int{}
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		if !field.IsExported() && !field.Anonymous || tag == "-" {
			continue
		}
		_, options, _ := strings.Cut(tag, ",")
		for option := range strings.SplitSeq(options, ",") {
			if field.Anonymous || option == "string" {
				panic(fmt.Sprintf("refine: field %s of %s is embedded or has the option string, expected one that is written as it is",
					field.Name, shortName(t)))
			}
		}
		fields[wireName(field)] = i
	}
	wires.Store(t, fields)
	return fields
}

// checkWire panics where a part of a wire form could not be read, whatever the message. It looks once at what can be read.
func checkWire(t reflect.Type) {
	if _, ok := checked.Load(t); !ok {
		checkPart(t, map[reflect.Type]bool{})
		checked.Store(t, true)
	}
}

func checkPart(t reflect.Type, seen map[reflect.Type]bool) {
	if seen[t] {
		return
	}
	seen[t] = true
	s, ours := ShapeFor(t)
	switch {
	case ours && s.Kind == FieldShape:
		checkPart(s.Content, seen)
	case reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()), reflect.PointerTo(t).Implements(textUnmarshaler):
	case t.Kind() == reflect.Struct:
		for _, i := range wireFields(t) {
			checkPart(t.Field(i).Type, seen)
		}
	case t.Kind() == reflect.Map || t.Kind() == reflect.Slice || t.Kind() == reflect.Array || t.Kind() == reflect.Pointer:
		checkPart(t.Elem(), seen)
	case t.Kind() == reflect.Interface && t.NumMethod() > 0:
		panic("refine: " + shortName(t) + " is an interface in a wire form, expected a struct with a method Refine")
	}
}

// wireName is what a field is called on the wire: by its json tag, or else as in Go.
func wireName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" || name == "-" {
		return f.Name
	}
	return name
}

// namePart is the part of a path for a name: .id, or ["a name"] where it would not be read as one.
func namePart(name string) string {
	odd := func(r rune) bool {
		return r == '.' || r == '[' || r == ']' || r == '"' || !strconv.IsPrint(r) || r == ' '
	}
	if name == "" || len(name) > shownBytesMax || strings.ContainsFunc(name, odd) {
		return "[" + shown(name) + "]"
	}
	return "." + name
}
