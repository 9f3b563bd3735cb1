package refine

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
)

// What this package's types do at the edge of a program: they are written as their values are, and refuse to be read, Field apart.
// A decoder would make the zero value of what is left out, and skip the predicate of a null; a Field says which of these it was.

// refused is the error of an R that something tries to decode.
func refused[R any](content string) error {
	return fmt.Errorf("refine: %s is never decoded, expected a Field[%s] in a wire form, and Parse or ParseAll", nameOf[R](), content)
}

// unset is the error of the zero value of an R where something tries to write it.
func unset[R any]() error {
	return fmt.Errorf("refine: zero value of %s, expected one that is right before it is written: %s", nameOf[R](), wanted[R]())
}

// driverValue is v as database/sql takes it.
func driverValue(v any) (driver.Value, error) {
	return driver.DefaultParameterConverter.ConvertValue(v)
}

// Gob calls no method of a field that has its type's zero value: it leaves it out, right or wrong. All of this package's types share
// one form in gob, so that what an Of wrote, a Field reads: one byte for the state, and JSON.

func gobOf(s State, v any) ([]byte, error) {
	if s != StatePresent {
		return []byte{s.v}, nil
	}
	content, err := json.Marshal(v)
	return append([]byte{s.v}, content...), err
}

// content is v in JSON, which must not be null: that is none.
func content(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err == nil && bytes.Equal(data, []byte("null")) {
		return nil, fmt.Errorf("refine: %T is written as null, which would be read as none", v)
	}
	return data, err
}

// MarshalText is the value as text. It refuses the zero value where P does not hold of it.
func (o Of[T, P]) MarshalText() ([]byte, error) {
	if o.wrong() {
		return nil, unset[Of[T, P]]()
	}
	return textOf(o.v)
}

// MarshalJSON is the value in JSON. It refuses the zero value where P does not hold of it.
func (o Of[T, P]) MarshalJSON() ([]byte, error) {
	if o.wrong() {
		return nil, unset[Of[T, P]]()
	}
	return json.Marshal(o.v)
}

// Value is the value for database/sql. It refuses the zero value where P does not hold of it.
func (o Of[T, P]) Value() (driver.Value, error) {
	if o.wrong() {
		return nil, unset[Of[T, P]]()
	}
	return driverValue(o.v)
}

// GobEncode is the value for a Field[T] to decode. It refuses the zero value where P does not hold of it. But encoding/gob does not ask:
// it leaves out a field that is zero, and the Field that decodes it is absent even where P holds of the zero.
func (o Of[T, P]) GobEncode() ([]byte, error) {
	if o.wrong() {
		return nil, unset[Of[T, P]]()
	}
	return gobOf(StatePresent, o.v)
}

// UnmarshalText refuses.
func (*Of[T, P]) UnmarshalText([]byte) error { return refused[Of[T, P]](nameOf[T]()) }

// UnmarshalJSON refuses.
func (*Of[T, P]) UnmarshalJSON([]byte) error { return refused[Of[T, P]](nameOf[T]()) }

// Scan refuses.
func (*Of[T, P]) Scan(any) error { return refused[Of[T, P]](nameOf[T]()) }

// GobDecode refuses.
func (*Of[T, P]) GobDecode([]byte) error { return refused[Of[T, P]](nameOf[T]()) }

// MarshalJSON is the value in JSON, or null. It refuses a value that is null too.
func (o Option[T]) MarshalJSON() ([]byte, error) {
	if !o.some {
		return []byte("null"), nil
	}
	return content(o.value)
}

// Value is the value for database/sql, or NULL.
func (o Option[T]) Value() (driver.Value, error) {
	if !o.some {
		return nil, nil
	}
	return driverValue(o.value)
}

// GobEncode is the value, or null, for a Field[T] to decode.
func (o Option[T]) GobEncode() ([]byte, error) {
	if !o.some {
		return gobOf(StateNull, nil)
	}
	return gobOf(StatePresent, o.value)
}

// UnmarshalJSON refuses.
func (*Option[T]) UnmarshalJSON([]byte) error { return refused[Option[T]](nameOf[T]()) }

// Scan refuses.
func (*Option[T]) Scan(any) error { return refused[Option[T]](nameOf[T]()) }

// GobDecode refuses.
func (*Option[T]) GobDecode([]byte) error { return refused[Option[T]](nameOf[T]()) }

// MarshalText is the value as text.
func (t Tagged[B, T]) MarshalText() ([]byte, error) { return textOf(t.v) }

// MarshalJSON is the value in JSON.
func (t Tagged[B, T]) MarshalJSON() ([]byte, error) { return json.Marshal(t.v) }

// Value is the value for database/sql.
func (t Tagged[B, T]) Value() (driver.Value, error) { return driverValue(t.v) }

// UnmarshalText refuses.
func (*Tagged[B, T]) UnmarshalText([]byte) error { return refused[Tagged[B, T]](nameOf[T]()) }

// UnmarshalJSON refuses.
func (*Tagged[B, T]) UnmarshalJSON([]byte) error { return refused[Tagged[B, T]](nameOf[T]()) }

// Scan refuses.
func (*Tagged[B, T]) Scan(any) error { return refused[Tagged[B, T]](nameOf[T]()) }

// MarshalJSON is the items in JSON. It refuses a zero value that should have items.
func (v Vec[N, T]) MarshalJSON() ([]byte, error) {
	if v.wrong() {
		return nil, unset[Vec[N, T]]()
	}
	return json.Marshal(append([]T{}, v.items...))
}

// UnmarshalJSON refuses.
func (*Vec[N, T]) UnmarshalJSON([]byte) error { return refused[Vec[N, T]]("[]" + nameOf[T]()) }

// Encoders see no field of the following types, and would write an empty object.

var errInside = errors.New("refine: a Result, a Store or a Ref is of this process alone, expected the value that it holds")

// MarshalJSON refuses: write the value or the error.
func (Result[T]) MarshalJSON() ([]byte, error) { return nil, errInside }

// MarshalJSON refuses: a reference means nothing to another process.
func (Ref[B]) MarshalJSON() ([]byte, error) { return nil, errInside }

// MarshalJSON refuses: write the values.
func (Store[B, T]) MarshalJSON() ([]byte, error) { return nil, errInside }

// MarshalText is what String gives.
func (q Quality) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText refuses everything but the three qualities.
func (q *Quality) UnmarshalText(text []byte) error {
	for _, known := range []Quality{Bad, Uncertain, Good} {
		if string(text) == known.String() {
			*q = known
			return nil
		}
	}
	return fmt.Errorf("refine: quality %s, expected bad, uncertain or good", shown(string(text)))
}
