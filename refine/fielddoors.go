package refine

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

func (f Field[T]) absentError() error {
	return fmt.Errorf("refine: absent %s is not written, expected it to be left out, as the option omitzero does", nameOf[Field[T]]())
}

// MarshalJSON is the value in JSON, or null. It refuses an absent field: the option omitzero leaves that out.
func (f Field[T]) MarshalJSON() ([]byte, error) {
	switch f.state {
	case StateAbsent:
		return nil, f.absentError()
	case StateNull:
		return []byte("null"), nil
	}
	return content(f.value)
}

// UnmarshalJSON makes f present, or null. What is left out is never decoded, and stays absent. FromJSON is stricter inside of T.
func (f *Field[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		*f = Null[T]()
		return nil
	}
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*f = Present(v)
	return nil
}

// MarshalText is the value as text. It refuses a field that is absent or null: there is no text for it.
func (f Field[T]) MarshalText() ([]byte, error) {
	if f.state != StatePresent {
		return nil, fmt.Errorf("refine: %s of a %s has no text, expected it to be present", f.state, nameOf[Field[T]]())
	}
	return textOf(f.value)
}

// UnmarshalText makes f present.
func (f *Field[T]) UnmarshalText(text []byte) error {
	v, err := fromText[T](text)
	if err != nil {
		return err
	}
	*f = Present(v)
	return nil
}

// Value is the value for database/sql, or NULL. It refuses an absent field: a column that is not written is left out of the statement.
func (f Field[T]) Value() (driver.Value, error) {
	switch f.state {
	case StateAbsent:
		return nil, f.absentError()
	case StateNull:
		return nil, nil
	}
	return driverValue(f.value)
}

// Scan makes f present, or null of NULL. It converts only what loses nothing.
func (f *Field[T]) Scan(src any) error {
	if src == nil {
		*f = Null[T]()
		return nil
	}
	v, err := scanned[T](src)
	if err != nil {
		return err
	}
	*f = Present(v)
	return nil
}

// GobEncode is the field, whatever its state.
func (f Field[T]) GobEncode() ([]byte, error) { return gobOf(f.state, f.value) }

// GobDecode reads what a Field, an Of or an Option has encoded.
func (f *Field[T]) GobDecode(data []byte) error {
	var v T
	switch {
	case len(data) == 1 && data[0] == StateAbsent.v:
		*f = Absent[T]()
		return nil
	case len(data) == 1 && data[0] == StateNull.v:
		*f = Null[T]()
		return nil
	case len(data) < 2 || data[0] != StatePresent.v:
		return fmt.Errorf("refine: %d bytes of gob, expected a state and a value of %s", len(data), nameOf[Field[T]]())
	}
	if err := json.Unmarshal(data[1:], &v); err != nil {
		return err
	}
	*f = Present(v)
	return nil
}
