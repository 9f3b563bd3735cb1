package refine

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// FromJSON reads a W from data and makes a D of it as ParseAll does, or says everything that is wrong with it. It reads more strictly
// than encoding/json. All of these are issues, with their paths:
//
//   - a key that comes twice, at any depth, and in an object also one that differs from another in case alone
//   - a key that W has no field for
//   - a null where there is no Field, pointer or interface
//   - a number that its type cannot hold, a whole number written as 1.0 or 1e3
//   - text that is not valid UTF-8, escaped halves of surrogate pairs, anything after the value
//
// What is no JSON at all is one issue. The rest of the options of encoding/json's tags (string, inline) and embedded fields are refused
// with a panic; W's own method Refine is called.
func FromJSON[D, W any](data []byte) (Option[D], Issues) {
	parse := planFor(reflect.TypeFor[D](), reflect.TypeFor[W](), true)
	checkWire(reflect.TypeFor[W]())
	tree, err := readJSON(data)
	if err != nil {
		return None[D](), Issues{{Got: err.Error(), Want: "one value in JSON"}}
	}
	var wire W
	f := filler{unread: map[string]bool{}}
	f.fill(tree, reflect.ValueOf(&wire).Elem())
	p := &parsing{earlier: map[string]*found{}}
	for _, i := range f.issues {
		at := p.earlier[i.Path]
		if at == nil {
			at = &found{unread: f.unread[i.Path]}
			p.earlier[i.Path] = at
		}
		at.issues = append(at.issues, i)
	}
	d, _ := parseWith[D](parse, valueOf(wire), p)
	for _, i := range f.issues { // those of places that D does not have
		p.report(p.earlier[i.Path].issues...)
		p.earlier[i.Path].issues = nil
	}
	return d, p.issues
}

// A filler sets the fields of a wire form to what a tree says. What is wrong stays unset, and is an issue.
type filler struct {
	parsing
	unread map[string]bool // by path
}

func (f *filler) wrong(n *jsonNode, want string) { f.refuse(n.shown(), want) }

// refuse reports an issue that leaves this place without a value.
func (f *filler) refuse(got, want string) {
	f.add(got, want)
	f.unread[f.at(len(f.path))] = true
}

func (f *filler) fill(n *jsonNode, v reflect.Value) {
	t := v.Type()
	s, ours := ShapeFor(t)
	pointer := v.Addr().Interface()
	switch _, decodes := pointer.(json.Unmarshaler); {
	case ours && s.Kind == FieldShape:
		f.field(n, s, v)
	case t == reflect.TypeFor[json.RawMessage](), t.Kind() == reflect.Interface:
		f.repeats(n)
		f.decode(n, v)
	case n.kind == 'n' && t.Kind() == reflect.Pointer:
		v.SetZero()
	case n.kind == 'n':
		f.wrong(n, plainName(t))
	case t.Kind() == reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		f.fill(n, v.Elem())
	case decodes:
		f.repeats(n)
		f.decode(n, v)
	case t.Implements(textUnmarshaler), reflect.PointerTo(t).Implements(textUnmarshaler):
		f.decode(n, v)
	default:
		f.plain(n, v)
	}
}

// plain fills a type that has no way of its own to be decoded.
func (f *filler) plain(n *jsonNode, v reflect.Value) {
	bytes := v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8
	switch {
	case v.Kind() == reflect.Struct && n.kind == '{':
		f.object(n, v)
	case v.Kind() == reflect.Map && n.kind == '{':
		f.dictionary(n, v)
	case (v.Kind() == reflect.Slice && !bytes || v.Kind() == reflect.Array) && n.kind == '[':
		f.list(n, v)
	case plain(v.Kind()) || bytes:
		f.decode(n, v)
	default:
		f.wrong(n, plainName(v.Type()))
	}
}

func (f *filler) field(n *jsonNode, s Shape, v reflect.Value) {
	if n.kind == 'n' {
		v.Set(s.Empty[StateNull.v])
		return
	}
	content := reflect.New(s.Content).Elem()
	before := len(f.issues)
	f.fill(n, content)
	// An object or a list is kept although a part of it is wrong, so that the rest of it is looked at too.
	if len(f.issues) == before || n.kind == '{' || n.kind == '[' {
		held, _ := s.Hold(content)
		v.Set(held)
	}
}

// decode leaves a value to encoding/json.
func (f *filler) decode(n *jsonNode, v reflect.Value) {
	d := json.NewDecoder(strings.NewReader(string(n.raw)))
	d.UseNumber() // an interface would make a float of a whole number
	if err := d.Decode(v.Addr().Interface()); err != nil {
		v.SetZero()
		f.wrong(n, plainName(v.Type()))
	}
}

// repeats reports what comes twice in a value that is left to encoding/json.
func (f *filler) repeats(n *jsonNode) {
	f.repeated(n, true, namePart)
	for i, kid := range n.kids {
		if n.kind == '{' {
			f.enter(namePart(n.keys[i]))
		} else {
			f.enter("[" + strconv.Itoa(i) + "]")
		}
		f.repeats(kid)
		f.leave()
	}
}

func (f *filler) repeated(n *jsonNode, folds bool, part func(key string) string) {
	n.repeated(folds, func(i int, before string) {
		f.enter(part(n.keys[i]))
		if before == n.keys[i] {
			f.add("the key twice", "once")
		} else {
			f.add("the key, and "+shown(before)+" too", "only one of keys that differ in case alone")
		}
		f.leave()
	})
}

func (f *filler) list(n *jsonNode, v reflect.Value) {
	if v.Kind() == reflect.Array && len(n.kids) != v.Len() {
		f.refuse(items(len(n.kids)), items(v.Len()))
		return
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), len(n.kids), len(n.kids)))
	}
	for i, kid := range n.kids {
		f.enter("[" + strconv.Itoa(i) + "]")
		f.fill(kid, v.Index(i))
		f.leave()
	}
}

func (f *filler) dictionary(n *jsonNode, v reflect.Value) {
	part := func(key string) string { return "[" + shown(key) + "]" }
	f.repeated(n, false, part)
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.keys)))
	for i, kid := range n.kids {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.enter(part(n.keys[i]))
		if err := setText(key, n.keys[i]); err != nil {
			f.refuse("the key", plainName(key.Type()))
		} else {
			f.fill(kid, value)
			v.SetMapIndex(key, value)
		}
		f.leave()
	}
}

func (f *filler) object(n *jsonNode, v reflect.Value) {
	f.repeated(n, true, namePart)
	fields := wireFields(v.Type())
	for i, kid := range n.kids {
		f.enter(namePart(n.keys[i]))
		if at, ok := fields[n.keys[i]]; ok {
			f.fill(kid, v.Field(at))
		} else {
			f.add("an unknown key", "one of "+strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
		}
		f.leave()
	}
}
