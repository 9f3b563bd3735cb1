package step

import (
	"cmp"
	"reflect"
	"slices"
)

const (
	writesCapacity = ": it writes into the spare capacity of a slice that it was given\nhint: append to a clipped copy (slices.Clone, slices.Clip)"

	writtenDeep = 64 // a value may lead round to itself
)

// What an argument is called where it was changed.
const (
	itsState   = "its state"
	itsMessage = "the message that it was given"
	itsOption  = "the option that it was given"
	itsDisk    = "what it was given of its disk"
)

// written says what of an argument a handler has changed, and how not to: the first by name where there are several, since a map is
// walked in no order. It is "" where that cannot be told, as in a map whose keys are pointers.
func written(argument string, was, now any) string {
	var w writes
	w.compare(reflect.ValueOf(was), reflect.ValueOf(now), place{}, 0)
	if len(w) == 0 {
		return ""
	}
	return slices.MinFunc(w, func(a, b holder) int { return cmp.Or(cmp.Compare(a.way, b.way), cmp.Compare(a.kind, b.kind)) }).words(argument)
}

// place is where the comparison stands: a way of fields, and the innermost thing on it that copies of the argument share.
type place struct {
	way    string
	holder holder
}

// holder is a map, a slice or a pointer.
type holder struct {
	way  string
	kind reflect.Kind
}

func (h holder) words(argument string) string {
	that, of := "that is "+argument, argument
	if h.way != "" {
		of = h.way + " of " + argument
		that = of
	}
	switch h.kind {
	case reflect.Map:
		return ": it changes the map " + that + " in place\nhint: clone it first (maps.Clone; make it where it is nil), and write to the clone"
	case reflect.Slice:
		return ": it changes the slice " + that + " in place\nhint: clone it first (slices.Clone), and write to the clone"
	}
	return ": it changes what " + of + " points to\nhint: copy that first, and point to the copy"
}

func (p place) field(name string) place {
	if p.way != "" {
		name = p.way + "." + name
	}
	return place{name, p.holder}
}

func (p place) element() place { return place{p.way + "[…]", p.holder} }

func (p place) within(kind reflect.Kind) place { return place{p.way, holder{p.way, kind}} }

// writes are what holds something that is another now.
type writes []holder

func (w *writes) add(p place) {
	if p.holder.kind != reflect.Invalid {
		*w = append(*w, p.holder)
	}
}

func (w *writes) compare(was, now reflect.Value, at place, depth int) {
	if !was.IsValid() && !now.IsValid() || depth > writtenDeep {
		return
	}
	if was.IsValid() != now.IsValid() || was.Type() != now.Type() {
		w.add(at)
		return
	}
	switch was.Kind() {
	case reflect.Struct:
		for i := range was.NumField() {
			w.compare(was.Field(i), now.Field(i), at.field(was.Type().Field(i).Name), depth+1)
		}
	case reflect.Map:
		w.compareMaps(was, now, at.within(reflect.Map), depth)
	case reflect.Slice, reflect.Array:
		w.compareLists(was, now, at, depth)
	case reflect.Pointer:
		w.compare(was.Elem(), now.Elem(), at.within(reflect.Pointer), depth+1)
	case reflect.Interface:
		w.compare(was.Elem(), now.Elem(), at, depth+1)
	default:
		if was.Comparable() && !was.Equal(now) {
			w.add(at)
		}
	}
}

func (w *writes) compareMaps(was, now reflect.Value, at place, depth int) {
	if was.Len() != now.Len() {
		w.add(at)
		return
	}
	for _, key := range was.MapKeys() {
		if after := now.MapIndex(key); after.IsValid() || !holdsPointers(key.Type()) {
			w.compare(was.MapIndex(key), after, at.element(), depth+1)
		}
	}
}

// compareLists takes a slice of another length for another slice: what holds it has changed.
func (w *writes) compareLists(was, now reflect.Value, at place, depth int) {
	if was.Len() != now.Len() {
		w.add(at)
		return
	}
	if was.Kind() == reflect.Slice {
		at = at.within(reflect.Slice)
	}
	for i := range was.Len() {
		w.compare(was.Index(i), now.Index(i), at.element(), depth+1)
	}
}

// holdsPointers says whether a copy of a key may be no key of the same map.
func holdsPointers(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface:
		return true
	case reflect.Array:
		return holdsPointers(t.Elem())
	case reflect.Struct:
		return slices.ContainsFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return holdsPointers(f.Type) })
	}
	return false
}
