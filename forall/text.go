package forall

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/assay-dev/assay/refine"
)

// typeName is what people call a type: without packages, and a refined type by its predicate.
func typeName(t reflect.Type) string {
	if shape, ok := refine.ShapeFor(t); ok && shape.Kind == refine.OfShape {
		return typeName(reflect.TypeOf(shape.Predicate))
	}
	switch {
	case t.Name() != "":
		name, arguments, generic := strings.Cut(t.Name(), "[")
		if !generic {
			return name
		}
		return name + "[" + shortNames(strings.TrimSuffix(arguments, "]")) + "]"
	case t.Kind() == reflect.Pointer:
		return "*" + typeName(t.Elem())
	case t.Kind() == reflect.Slice:
		return "[]" + typeName(t.Elem())
	case t.Kind() == reflect.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), typeName(t.Elem()))
	case t.Kind() == reflect.Map:
		return "map[" + typeName(t.Key()) + "]" + typeName(t.Elem())
	}
	return shortNames(t.String())
}

// shortNames takes the packages out of the names in a text.
func shortNames(text string) string {
	var b strings.Builder
	for text != "" {
		end := strings.IndexAny(text, "[], *(){};")
		if end < 0 {
			end = len(text)
		}
		b.WriteString(shortName(text[:end]))
		if end < len(text) {
			b.WriteByte(text[end])
			end++
		}
		text = text[end:]
	}
	return b.String()
}

// shortName is a name without its package's path.
func shortName(name string) string {
	name = name[strings.LastIndexByte(name, '/')+1:]
	_, short, ok := strings.Cut(name, ".")
	if !ok || short == "" {
		return name
	}
	return short
}

// goText is a value as Go would write it, without packages. Refined values are shown as what they hold, and values that hide their fields
// by their String method where they have one.
func goText(v reflect.Value) string {
	if !v.IsValid() {
		return "nil"
	}
	t := v.Type()
	if shape, ok := refine.ShapeFor(t); ok {
		return shapeText(v, shape)
	}
	if text, ok := stringerText(v); ok {
		return text
	}
	switch v.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Float32, reflect.Float64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr, reflect.Complex64, reflect.Complex128:
		return fmt.Sprint(plain(v))
	case reflect.String:
		return strconv.Quote(v.String())
	case reflect.Pointer:
		if v.IsNil() {
			return "nil"
		}
		return "&" + goText(v.Elem())
	case reflect.Interface:
		return goText(v.Elem())
	case reflect.Struct:
		return structText(v)
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return "nil"
		}
		return typeName(t) + "{" + strings.Join(partTexts(v), ", ") + "}"
	case reflect.Array:
		return typeName(t) + "{" + strings.Join(partTexts(v), ", ") + "}"
	}
	return fmt.Sprintf("%s(…)", typeName(t))
}

// plain is a scalar without the methods of its type, also one that stands in an unexported field.
func plain(v reflect.Value) any {
	switch {
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return v.Uint()
	case v.CanFloat():
		return v.Float()
	case v.CanComplex():
		return v.Complex()
	}
	return v.Bool()
}

// stringerText is the String method's answer of a struct that hides its fields.
func stringerText(v reflect.Value) (string, bool) {
	t := v.Type()
	if t.Kind() != reflect.Struct || !v.CanInterface() {
		return "", false
	}
	hidden := false
	for i := range t.NumField() {
		hidden = hidden || !t.Field(i).IsExported()
	}
	s, ok := v.Interface().(fmt.Stringer)
	if !hidden || !ok {
		return "", false
	}
	return fmt.Sprint(s), true // fmt bears a String that panics
}

func structText(v reflect.Value) string {
	var fields []string
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; name != "_" {
			fields = append(fields, name+": "+goText(v.Field(i)))
		}
	}
	return typeName(v.Type()) + "{" + strings.Join(fields, ", ") + "}"
}

// partTexts are the elements of a list in order, and of a map in the order of their texts.
func partTexts(v reflect.Value) []string {
	var parts []string
	if v.Kind() != reflect.Map {
		for i := range v.Len() {
			parts = append(parts, goText(v.Index(i)))
		}
		return parts
	}
	for _, key := range v.MapKeys() {
		parts = append(parts, goText(key)+": "+goText(v.MapIndex(key)))
	}
	slices.Sort(parts)
	return parts
}

// digits are a number with thousands apart; of more than 30 digits, how many there are about.
func digits(n *big.Int) string {
	text := n.String()
	if len(text) > digitsMax {
		return fmt.Sprintf("about 10^%d", len(text)-1)
	}
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

const digitsMax = 30

func thousands(n uint64) string { return digits(new(big.Int).SetUint64(n)) }
