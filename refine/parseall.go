package refine

import (
	"fmt"
	"reflect"
	"sync"
)

// ParseAll makes a D of a wire form, or says everything that is wrong with it. D is a struct of the domain, of refined types; W is a
// struct that has a field of the same name for each of D's, usually a Field. What they hold may be
//
//   - an Of, a Tagged, a Vec, a number, a text or a bool, from its raw value
//   - a struct, slice, array, map or pointer, from one of what its parts come from
//   - an Option, which is none where the wire's Field is absent or null; a Field, which keeps the three states
//   - any type that reads itself from text, such as a closed enum, from a text
//   - any type at all, from a wire type with a method Refine() (Option[D], Issues): so are sums made, by their kind
//
// Everything else that is absent or null is an issue. Numbers are converted where nothing is lost. A field of W that D has not is not
// read: sums share one wire form so. ParseAll does not call W's own Refine, which is free to call it.
//
// ParseAll panics where no W could ever become a D, because a field has no counterpart: that is found when it runs for the first time.
func ParseAll[D, W any](wire W) (Option[D], Issues) {
	return parseWith[D](planFor(reflect.TypeFor[D](), reflect.TypeFor[W](), false), valueOf(wire), &parsing{})
}

func parseWith[D any](parse step, wire reflect.Value, p *parsing) (Option[D], Issues) {
	var d D
	parse(p, wire, reflect.ValueOf(&d).Elem())
	if len(p.issues) > 0 || len(p.earlier) > 0 {
		return None[D](), p.issues
	}
	return Some(d), nil
}

// A step sets into, which can be set, to what wire becomes, or reports issues.
type step func(p *parsing, wire, into reflect.Value)

// A planKey names a plan. hook says whether the method Refine of the wire type itself counts.
type planKey struct {
	domain, wire reflect.Type
	hook         bool
}

// plans are the steps that were planned, by their key, or the error that there is none.
var plans sync.Map

type planned struct {
	parse step
	err   error
}

func planFor(domain, wire reflect.Type, hook bool) step {
	key := planKey{domain, wire, hook}
	found, ok := plans.Load(key)
	if !ok {
		pl := planner{made: map[planKey]*step{}}
		parse, err := pl.present(domain, wire, hook)
		found, _ = plans.LoadOrStore(key, planned{parse, err})
	}
	if err := found.(planned).err; err != nil {
		panic(fmt.Sprintf("refine: %s from %s: %v", shortName(domain), shortName(wire), err))
	}
	return found.(planned).parse
}

// A planner makes the steps for one pair of types. made are those that it has begun with: a type may hold itself.
type planner struct{ made map[planKey]*step }

// present is the step for a wire that may be absent or null.
func (pl *planner) present(d, w reflect.Type, hook bool) (step, error) {
	s, ours := ShapeFor(w)
	isField := ours && s.Kind == FieldShape
	if !isField && w.Kind() != reflect.Pointer {
		return pl.value(d, w, hook)
	}
	content := s.Content
	if !isField {
		content = w.Elem()
	}
	inner, err := pl.present(d, content, hook)
	if err != nil {
		return nil, err
	}
	missing := pl.missing(d)
	return func(p *parsing, wire, into reflect.Value) {
		state, v := StateAbsent, reflect.Value{}
		if isField {
			state, v = wire.Interface().(opened).open()
		} else if !wire.IsNil() {
			state, v = StatePresent, wire.Elem()
		}
		if state == StatePresent {
			inner(p, v, into)
			return
		}
		missing(p, state, into)
	}, nil
}

// An opened type is a Field, its type unknown.
type opened interface{ open() (State, reflect.Value) }

func (f Field[T]) open() (State, reflect.Value) { return f.state, valueOf(f.value) }

// missing is what becomes of a d that is not there.
func (pl *planner) missing(d reflect.Type) func(p *parsing, state State, into reflect.Value) {
	s, ours := ShapeFor(d)
	if ours && (s.Kind == OptionShape || s.Kind == FieldShape) {
		return func(_ *parsing, state State, into reflect.Value) {
			into.Set(s.Empty[min(int(state.v), len(s.Empty)-1)])
		}
	}
	want := wantOf(d)
	return func(p *parsing, state State, _ reflect.Value) { p.add(state.String(), want) }
}

// value is the step for a wire that is there.
func (pl *planner) value(d, w reflect.Type, hook bool) (step, error) {
	key := planKey{d, w, hook}
	if made := pl.made[key]; made != nil {
		return func(p *parsing, wire, into reflect.Value) { (*made)(p, wire, into) }, nil
	}
	made := new(step)
	pl.made[key] = made
	parse, err := pl.choose(d, w, hook)
	*made = parse
	return parse, err
}

func (pl *planner) choose(d, w reflect.Type, hook bool) (step, error) {
	if call, ok := hookOf(d, w); ok && hook {
		return call, nil
	}
	if s, ours := ShapeFor(d); ours {
		return pl.shaped(s, w)
	}
	switch {
	case w.Kind() == reflect.String && reflect.PointerTo(d).Implements(textUnmarshaler):
		return textStep(d), nil
	case plain(d.Kind()) && (d.Kind() == w.Kind() || isNumber(d) && isNumber(w)):
		return plainStep(d), nil
	case d.Kind() == reflect.Pointer:
		return pl.pointer(d, w)
	case d.Kind() == reflect.Slice && w.Kind() == reflect.Slice, d.Kind() == reflect.Array && (w.Kind() == reflect.Slice || w.Kind() == reflect.Array):
		return pl.list(d, w)
	case d.Kind() == reflect.Map && w.Kind() == reflect.Map:
		return pl.dictionary(d, w)
	case d == w && bare(d, map[reflect.Type]bool{}):
		return func(_ *parsing, wire, into reflect.Value) { into.Set(wire) }, nil
	case d.Kind() == reflect.Struct && w.Kind() == reflect.Struct:
		return pl.object(d, w)
	}
	return nil, fmt.Errorf("no way from %s to %s, expected a wire form of raw values, or a method Refine() (Option[%s], Issues) of %s",
		shortName(w), shortName(d), shortName(d), shortName(w))
}

// bare says that t holds none of this package's types, so that it may be taken as it is.
func bare(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return true
	}
	seen[t] = true
	if _, ours := ShapeFor(t); ours {
		return false
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return bare(t.Elem(), seen)
	case reflect.Map:
		return bare(t.Key(), seen) && bare(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if !bare(t.Field(i).Type, seen) {
				return false
			}
		}
	}
	return true
}
