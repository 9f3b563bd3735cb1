package people

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
)

// Loss is something that one version wrote and another one did not read as it was meant.
type Loss struct {
	Reader, Writer string // the versions
	Via            string // wire or disk
	Field          string // of the writer's value or, where it has no such field, of the reader's: Entry.Term
	How            string // 3 read as 0: "3 as 0"; or dropped, defaulted, unreadable
	Unreadable     bool   // it could not be read at all
}

// String is "v1 read Entry.Term of v2 from disk: 3 as 0".
func (l Loss) String() string {
	if l.Unreadable {
		return fmt.Sprintf("%s could not read what %s wrote to the %s: %s", versionText(l.Reader), versionText(l.Writer), l.Via, l.How)
	}
	return fmt.Sprintf("%s read %s of %s from %s: %s", versionText(l.Reader), l.Field, versionText(l.Writer), l.Via, l.How)
}

func versionText(name string) string {
	if name == "" {
		return "one without versions"
	}
	return name
}

// By which way something was read.
const (
	onWire = "wire"
	onDisk = "disk"
)

// lossesMax is how many losses a participant remembers.
const lossesMax = 16

// order leaves out how: what was lost of one field is told once.
func (l Loss) order(other Loss) int {
	return cmp.Or(strings.Compare(l.Reader, other.Reader), strings.Compare(l.Writer, other.Writer), strings.Compare(l.Via, other.Via), strings.Compare(l.Field, other.Field))
}

func unreadable(reader, writer, via string, err error) Loss {
	return Loss{Reader: reader, Writer: writer, Via: via, How: strings.TrimPrefix(err.Error(), "people: "), Unreadable: true}
}

// Readable says that each version can read what the others wrote, on the wire and on disk.
func Readable() assay.Property {
	return assay.Always("what one version writes another can read", func(v assay.View) error {
		for id, n := range assay.Each[Node](v) {
			for _, l := range n.Lost {
				if l.Unreadable {
					return fmt.Errorf("%s: %s", id, l)
				}
			}
		}
		return nil
	})
}

// Naming adds to what is wrong where holds is violated the fields that did not survive from one version to another, and from which stage a
// Rollout went back: for Always.
func Naming(holds func(assay.View) error) func(assay.View) error {
	return func(v assay.View) error {
		err := holds(v)
		if err == nil {
			return nil
		}
		text := err.Error()
		for id, n := range assay.Each[Node](v) {
			for _, l := range n.Lost {
				if line := fmt.Sprintf("%s: %s", id, l); !strings.Contains(text, line) {
					text += "\n" + line
				}
			}
		}
		for id, r := range assay.Each[RolloutState](v) {
			if r.Back {
				text += fmt.Sprintf("\n%s went back from stage %d", id, r.From)
			}
		}
		return errors.New(text)
	}
}

// comparison finds what became of a writer's fields in what a reader read.
type comparison struct {
	reader, writer, via string
	found               []Loss
}

// compare is what of meant is not in read, or there with another value, by the names of fields.
func compare(reader, writer, via string, meant, read any) []Loss {
	if meant == nil || read == nil {
		return nil
	}
	c := comparison{reader: reader, writer: writer, via: via}
	w, r := reflect.ValueOf(meant), reflect.ValueOf(read)
	c.values(path{plainName(w.Type()), plainName(r.Type())}, w, r)
	return c.found
}

// plainName is the name of a type without the types that it was made with.
func plainName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

func (c *comparison) note(field, how string, args ...any) {
	c.found = append(c.found, Loss{Reader: c.reader, Writer: c.writer, Via: c.via, Field: field, How: fmt.Sprintf(how, args...)})
}

// path is where a part stands in what was written, and in what was read.
type path struct{ written, read string }

func (p path) of(f string) path { return path{join(p.written, f), join(p.read, f)} }

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

func (c *comparison) values(at path, meant, read reflect.Value) {
	switch {
	case meant.Kind() == reflect.Struct && read.Kind() == reflect.Struct:
		c.fields(at, meant, read)
	case meant.Kind() == reflect.Slice && read.Kind() == reflect.Slice && meant.Len() == read.Len():
		for i := range meant.Len() {
			c.values(path{fmt.Sprintf("%s[%d]", at.written, i), fmt.Sprintf("%s[%d]", at.read, i)}, meant.Index(i), read.Index(i))
		}
	default:
		if w, r := text(meant), text(read); w != r {
			c.note(at.written, "%s as %s", w, r)
		}
	}
}

// unit is the tag by which a field says what its numbers count: `unit:"ms"`. Two versions that say it differently do not mean the same.
const unit = "unit"

// fields compares two structs by the names of their exported fields.
func (c *comparison) fields(at path, meant, read reflect.Value) {
	for i := range meant.NumField() {
		f := meant.Type().Field(i)
		if !f.IsExported() {
			continue
		}
		switch other, there := read.Type().FieldByName(f.Name); {
		case there && f.Tag.Get(unit) != other.Tag.Get(unit):
			c.note(at.of(f.Name).written, "%s %s as %s %s", text(meant.Field(i)), f.Tag.Get(unit), text(read.FieldByName(f.Name)), other.Tag.Get(unit))
		case there:
			c.values(at.of(f.Name), meant.Field(i), read.FieldByName(f.Name))
		case !empty(meant.Field(i)):
			c.gone(at.of(f.Name), meant, meant.Field(i), read)
		}
	}
	for i := range read.NumField() {
		f := read.Type().Field(i)
		if f.IsExported() && !meant.FieldByName(f.Name).IsValid() && empty(read.Field(i)) {
			c.note(at.of(f.Name).read, "not written, so read as %s: defaulted", text(read.Field(i)))
		}
	}
}

// gone is about a field that the reader does not have: its value may stand in one that the writer does not have.
func (c *comparison) gone(at path, meant, value, read reflect.Value) {
	for i := range read.NumField() {
		f := read.Type().Field(i)
		if f.IsExported() && !meant.FieldByName(f.Name).IsValid() && text(value) == text(read.Field(i)) {
			c.note(at.written, "%s as the field %s", text(value), f.Name)
			return
		}
	}
	c.note(at.written, "%s dropped", text(value))
}

// empty is zero, where nil and empty are one.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Map, reflect.Slice:
		return v.Len() == 0
	}
	return v.IsZero()
}

// text is a value as it stands in a Loss: the same for values that are canonically equal.
func text(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.String:
		return fmt.Sprintf("%q", v.String())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return "nothing"
		}
		return text(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			parts = append(parts, text(v.Index(i)))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case reflect.Map:
		for _, key := range v.MapKeys() {
			parts = append(parts, text(key)+": "+text(v.MapIndex(key)))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Struct:
		for i := range v.NumField() {
			parts = append(parts, v.Type().Field(i).Name+": "+text(v.Field(i)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}
