package upgrade

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// form is how a version writes its entries.
type form[E any] interface {
	write(E) (string, error)
	read(string) (E, error)
}

// plain is the form in which all versions agree: the JSON of the order itself. What is not about the wire, or not about the disk, has it there.
type plain[E Entry[E]] struct{}

func (plain[E]) write(e E) (string, error) {
	text, err := json.Marshal(e.Order())
	return string(text), err
}

func (plain[E]) read(text string) (e E, err error) {
	var o Order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return e, err
	}
	return e.Of(o), nil
}

// named is JSON: what is written goes by names.
type named[E any] struct{ strict bool }

func (named[E]) write(e E) (string, error) {
	text, err := json.Marshal(e)
	return string(text), err
}

func (n named[E]) read(text string) (e E, err error) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	if n.strict {
		decoder.DisallowUnknownFields()
	}
	return e, decoder.Decode(&e)
}

// numbered goes by numbers, as Protocol Buffers do: 2=500 3=30. A field with the tag n:"3,default=30" is not written where it has its
// default (which is zero where nothing else is said), one that is required is always there, and numbers that a version does not know are
// passed over. A value that an enumeration does not know is read as its first, as of a closed one in proto2.
type numbered[E any] struct{}

// enumeration knows its values.
type enumeration interface{ known() bool }

type tag struct {
	number   string
	required bool // it must be there
	always   bool // it is written also where it has its default
	standard int
}

func tagOf(f reflect.StructField) (t tag) {
	parts := strings.Split(f.Tag.Get("n"), ",")
	t.number = parts[0]
	for _, part := range parts[1:] {
		if text, ok := strings.CutPrefix(part, "default="); ok {
			t.standard, _ = strconv.Atoi(text)
		}
		t.required = t.required || part == "required"
		t.always = t.always || part == "always"
	}
	return t
}

func (numbered[E]) write(e E) (string, error) {
	var parts []string
	v := reflect.ValueOf(e)
	for i := range v.NumField() {
		t, f := tagOf(v.Type().Field(i)), v.Field(i)
		if t.required || t.always || !(f.Kind() == reflect.Int && f.Int() == int64(t.standard) || f.Kind() == reflect.String && f.Len() == 0) {
			parts = append(parts, fmt.Sprintf("%s=%v", t.number, f.Interface()))
		}
	}
	return strings.Join(parts, " "), nil
}

func (numbered[E]) read(text string) (e E, err error) {
	written := map[string]string{}
	for _, part := range strings.Fields(text) {
		number, value, _ := strings.Cut(part, "=")
		written[number] = value
	}
	v := reflect.ValueOf(&e).Elem()
	for i := range v.NumField() {
		t, f := tagOf(v.Type().Field(i)), v.Field(i)
		value, there := written[t.number]
		if !there && t.required {
			return e, fmt.Errorf("the required field %s (%s) is missing", t.number, v.Type().Field(i).Name)
		}
		if err := set(f, t, value, there); err != nil {
			return e, err
		}
	}
	return e, nil
}

func set(f reflect.Value, t tag, value string, there bool) error {
	if f.Kind() == reflect.String {
		f.SetString(value)
		return nil
	}
	n := t.standard
	if there {
		var err error
		if n, err = strconv.Atoi(value); err != nil {
			return fmt.Errorf("field %s is %q, expected a number", t.number, value)
		}
	}
	f.SetInt(int64(n))
	if is, ok := f.Interface().(enumeration); ok && !is.known() {
		f.SetInt(0)
	}
	return nil
}

// headed is a new form behind a heading. It reads the old one too.
type headed[E Entry[E]] struct {
	old form[E]
	new form[E]
	now bool // it writes the new one
}

const heading = "#2 "

func (h headed[E]) write(e E) (string, error) {
	if !h.now {
		return h.old.write(e)
	}
	text, err := h.new.write(e)
	return heading + text, err
}

func (h headed[E]) read(text string) (E, error) {
	if rest, ok := strings.CutPrefix(text, heading); ok {
		return h.new.read(rest)
	}
	return h.old.read(text)
}

// disk is the people.Codec of what a version persists: entries alone.
type disk[E any] struct{ form form[E] }

func (d disk[E]) Encode(value any) ([]byte, error) {
	e, ok := value.(E)
	if !ok {
		return nil, fmt.Errorf("a %T on disk, expected an entry", value)
	}
	text, err := d.form.write(e)
	return []byte(text), err
}

func (d disk[E]) Decode(encoded []byte) (any, error) { return d.form.read(string(encoded)) }

// wire is the people.Codec of what a version sends: the name of a message, its index, and its entries in the form. The rest is as it is in
// all versions.
type wire[E any] struct {
	form    form[E]
	batches bool // it knows a Batch
}

func (w wire[E]) Encode(value any) ([]byte, error) {
	switch m := value.(type) {
	case Append[E]:
		text, err := w.form.write(m.Entry)
		return []byte(fmt.Sprintf("append %d %s", m.Index, text)), err
	case Batch[E]:
		texts := make([]string, len(m.Entries))
		for i, e := range m.Entries {
			var err error
			if texts[i], err = w.form.write(e); err != nil {
				return nil, err
			}
		}
		return []byte(fmt.Sprintf("batch %d %s", m.Index, strings.Join(texts, "; "))), nil
	}
	return fixed.Encode(value)
}

func (w wire[E]) Decode(encoded []byte) (any, error) {
	kind, rest, _ := strings.Cut(string(encoded), " ")
	number, text, _ := strings.Cut(rest, " ")
	switch {
	case kind == "append":
		e, err := w.form.read(text)
		return Append[E]{atoi(number), e}, err
	case kind == "batch" && w.batches:
		b := Batch[E]{Index: atoi(number)}
		for _, one := range strings.Split(text, "; ") {
			e, err := w.form.read(one)
			if err != nil {
				return nil, err
			}
			b.Entries = append(b.Entries, e)
		}
		return b, nil
	case kind == "batch":
		return nil, errors.New("no message is called batch")
	}
	return fixed.Decode(encoded)
}

func atoi(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
