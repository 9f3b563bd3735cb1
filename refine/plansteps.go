package refine

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

func isNumber(t reflect.Type) bool {
	_, ok := orderOf(t)
	return ok
}

// hookOf is the step of a wire type's own method Refine() (Option[D], Issues), which may be that of a pointer.
func hookOf(d, w reflect.Type) (step, bool) {
	m, ok := reflect.PointerTo(w).MethodByName("Refine")
	if !ok || m.Type.NumIn() != 1 || m.Type.NumOut() != 2 || m.Type.Out(1) != reflect.TypeFor[Issues]() {
		return nil, false
	}
	if s, ours := ShapeFor(m.Type.Out(0)); !ours || s.Kind != OptionShape || s.Content != d {
		return nil, false
	}
	return func(p *parsing, wire, into reflect.Value) {
		self := reflect.New(w)
		self.Elem().Set(wire)
		out := self.MethodByName("Refine").Call(nil)
		issues := out[1].Interface().(Issues)
		for _, i := range issues {
			part := i.Path
			if part != "" && part[0] != '[' {
				part = "." + part
			}
			p.enter(part)
			p.add(i.Got, i.Want)
			p.leave()
		}
		some, v := out[0].Interface().(optional).held()
		switch {
		case some && len(issues) == 0:
			into.Set(v)
		case len(issues) == 0:
			p.add(shown(wire.Interface()), wantOf(d))
		}
	}, true
}

// An optional type is an Option, its type unknown.
type optional interface{ held() (bool, reflect.Value) }

func (o Option[T]) held() (bool, reflect.Value) { return o.some, valueOf(o.value) }

// shaped is the step for one of this package's types: its content is made first, and then held to what the type demands.
func (pl *planner) shaped(s Shape, w reflect.Type) (step, error) {
	if s.Kind == ResultShape {
		return nil, fmt.Errorf("%s comes from no wire, expected its value", withArticle(shortName(s.Type)))
	}
	inner, err := pl.present(s.Content, w, true)
	if err != nil {
		return nil, err
	}
	want := wantOf(s.Type)
	return func(p *parsing, wire, into reflect.Value) {
		content := reflect.New(s.Content).Elem()
		before := len(p.issues)
		inner(p, wire, content)
		if len(p.issues) > before {
			return
		}
		v, ok := s.Hold(content)
		switch {
		case ok:
			into.Set(v)
		case s.Kind == VecShape:
			p.add(items(content.Len()), want)
		default:
			p.add(shown(content.Interface()), want)
		}
	}, nil
}

func textStep(d reflect.Type) step {
	name := withArticle(shortName(d))
	return func(p *parsing, wire, into reflect.Value) {
		if err := into.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(wire.String())); err != nil {
			p.add(shown(wire.String()), name+" ("+cut(err.Error(), saidBytesMax)+")")
		}
	}
}

func plainStep(d reflect.Type) step {
	want := plainName(d)
	return func(p *parsing, wire, into reflect.Value) {
		if wire.Kind() != into.Kind() && !fits(wire, into) {
			p.add(shown(wire.Interface()), want)
			return
		}
		into.Set(wire.Convert(d))
	}
}

func (pl *planner) pointer(d, w reflect.Type) (step, error) {
	inner, err := pl.present(d.Elem(), w, true)
	if err != nil {
		return nil, err
	}
	return func(p *parsing, wire, into reflect.Value) {
		into.Set(reflect.New(d.Elem()))
		inner(p, wire, into.Elem())
	}, nil
}

func (pl *planner) list(d, w reflect.Type) (step, error) {
	inner, err := pl.present(d.Elem(), w.Elem(), true)
	if err != nil {
		return nil, err
	}
	same := d.Elem() == w.Elem() && plain(d.Elem().Kind())
	return func(p *parsing, wire, into reflect.Value) {
		if p.deep() {
			return
		}
		n := wire.Len()
		switch {
		case d.Kind() == reflect.Slice && !wire.IsNil():
			into.Set(reflect.MakeSlice(d, n, n))
		case d.Kind() == reflect.Array && n != d.Len():
			p.add(items(n), items(d.Len()))
			return
		}
		if same { // such as bytes, of which there may be many
			reflect.Copy(into, wire)
			return
		}
		for i := 0; i < n && !p.full(); i++ {
			p.enter("[" + strconv.Itoa(i) + "]")
			inner(p, wire.Index(i), into.Index(i))
			p.leave()
		}
	}, nil
}

// dictionary parses keys too. It goes by the text of the wire's keys, so that its issues have one order.
func (pl *planner) dictionary(d, w reflect.Type) (step, error) {
	keys, err := pl.value(d.Key(), w.Key(), true)
	if err != nil {
		return nil, err
	}
	values, err := pl.present(d.Elem(), w.Elem(), true)
	if err != nil {
		return nil, err
	}
	return func(p *parsing, wire, into reflect.Value) {
		if wire.IsNil() || p.deep() {
			return
		}
		into.Set(reflect.MakeMapWithSize(d, wire.Len()))
		sorted := wire.MapKeys()
		slices.SortFunc(sorted, func(a, b reflect.Value) int { return strings.Compare(keyPart(a), keyPart(b)) })
		for _, k := range sorted {
			p.enter(keyPart(k))
			before := len(p.issues)
			key, value := reflect.New(d.Key()).Elem(), reflect.New(d.Elem()).Elem()
			keys(p, k, key)
			values(p, wire.MapIndex(k), value)
			switch {
			case len(p.issues) > before:
			case into.MapIndex(key).IsValid():
				p.add("a second key for the same "+shortName(d.Key()), "one")
			default:
				into.SetMapIndex(key, value)
			}
			p.leave()
			if p.full() {
				return
			}
		}
	}, nil
}

// keyPart is the part of a path for the value of a map's key.
func keyPart(k reflect.Value) string { return "[" + shown(k.Interface()) + "]" }

// A fieldStep is the step for one field of a struct of the domain.
type fieldStep struct {
	part       string
	from, into int
	parse      step
}

func (pl *planner) object(d, w reflect.Type) (step, error) {
	var steps []fieldStep
	for i := range d.NumField() {
		to := d.Field(i)
		if to.Name == "_" {
			continue
		}
		if !to.IsExported() {
			return nil, fmt.Errorf("%s.%s is not exported, expected a method Refine() (Option[%s], Issues) of %s",
				shortName(d), to.Name, shortName(d), shortName(w))
		}
		from, ok := w.FieldByName(to.Name)
		if !ok || len(from.Index) != 1 {
			return nil, fmt.Errorf("%s has no field %s, expected one for %s.%s", shortName(w), to.Name, shortName(d), to.Name)
		}
		parse, err := pl.present(to.Type, from.Type, true)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", to.Name, err)
		}
		steps = append(steps, fieldStep{namePart(wireName(from)), from.Index[0], i, parse})
	}
	return func(p *parsing, wire, into reflect.Value) {
		if p.deep() {
			return
		}
		for _, s := range steps {
			p.enter(s.part)
			s.parse(p, wire.Field(s.from), into.Field(s.into))
			p.leave()
		}
	}, nil
}
