package refine

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
)

// textOf is v as text: as v itself marshals, or a text, a number or a bool as Go writes it.
func textOf(v any) ([]byte, error) {
	if m, ok := v.(encoding.TextMarshaler); ok {
		return m.MarshalText()
	}
	rv := reflect.ValueOf(v)
	switch {
	case rv.Kind() == reflect.String:
		return []byte(rv.String()), nil
	case rv.Kind() == reflect.Bool:
		return strconv.AppendBool(nil, rv.Bool()), nil
	case rv.CanInt():
		return strconv.AppendInt(nil, rv.Int(), 10), nil
	case rv.CanUint():
		return strconv.AppendUint(nil, rv.Uint(), 10), nil
	case rv.CanFloat():
		return strconv.AppendFloat(nil, rv.Float(), 'g', -1, rv.Type().Bits()), nil
	}
	return nil, fmt.Errorf("refine: %T has no text, expected text, a number, a bool or a TextMarshaler", v)
}

// fromText is the T that a text says, all of it and nothing else.
func fromText[T any](text []byte) (v T, err error) {
	err = setText(reflect.ValueOf(&v).Elem(), string(text))
	return v, err
}

// setText sets v, which can be addressed, to what a text says.
func setText(v reflect.Value, text string) error {
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(text))
	}
	var err error
	switch {
	case v.Kind() == reflect.String:
		v.SetString(text)
	case v.Kind() == reflect.Bool:
		var b bool
		b, err = strconv.ParseBool(text)
		v.SetBool(b)
	case v.CanInt():
		var n int64
		n, err = strconv.ParseInt(text, 10, v.Type().Bits())
		v.SetInt(n)
	case v.CanUint():
		var n uint64
		n, err = strconv.ParseUint(text, 10, v.Type().Bits())
		v.SetUint(n)
	case v.CanFloat():
		var f float64
		f, err = strconv.ParseFloat(text, v.Type().Bits())
		v.SetFloat(f)
	default:
		return fmt.Errorf("refine: %v has no text, expected text, a number, a bool or a TextUnmarshaler", v.Type())
	}
	if err != nil {
		return fmt.Errorf("refine: %s, expected %s", shown(text), plainName(v.Type()))
	}
	return nil
}

// plainName is what people call the values of a type.
func plainName(t reflect.Type) string {
	switch v := reflect.Zero(t); {
	case reflect.PointerTo(t).Implements(textUnmarshaler):
		return withArticle(shortName(t))
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return "bytes"
	case t.Kind() == reflect.String:
		return "a text"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case v.CanInt(), v.CanUint():
		o, _ := orderOf(t)
		return fmt.Sprintf("a whole number from %v to %v", o.value(o.whole.lo), o.value(o.whole.hi))
	case v.CanFloat():
		return fmt.Sprintf("a number of %d bits", t.Bits())
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		return "a list"
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return "an object"
	}
	return withArticle(shortName(t))
}
