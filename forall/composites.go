package forall

import (
	"fmt"
	"reflect"
)

// ofStruct is every combination of its fields. One whose fields are hidden holds what its package lets it hold, and no more.
func (b *compiler) ofStruct(d *domain) error {
	var parts []*domain
	var fields []int
	for i := range d.typ.NumField() {
		f := d.typ.Field(i)
		if f.Name == "_" {
			continue
		}
		if !f.IsExported() {
			return &problem{text: fmt.Sprintf("%s has the unexported field %s, so its package says what it may hold", d.name, f.Name),
				hint: fmt.Sprintf("forall.Enum(x, y) lists all values of %s, forall.Via(f) makes them by a function, forall.Values(x, y) gives some", d.name)}
		}
		part, err := b.domain(f.Type)
		if err != nil {
			return within(err, fmt.Sprintf("%s.%s", d.name, f.Name)+" ")
		}
		parts, fields = append(parts, part), append(fields, i)
	}
	d.alts = []alternative{{parts: parts}}
	d.build = func(dst reflect.Value, _ int) ([]reflect.Value, func()) {
		places := make([]reflect.Value, len(fields))
		for k, i := range fields {
			places[k] = dst.Field(i)
		}
		return places, nil
	}
	return nil
}

// ofArray is every combination of its elements.
func (b *compiler) ofArray(d *domain) error {
	elem, err := b.domain(d.typ.Elem())
	if err != nil {
		return err
	}
	d.alts = []alternative{{parts: repeated(elem, d.typ.Len())}}
	d.build = func(dst reflect.Value, _ int) ([]reflect.Value, func()) { return elements(dst), nil }
	return nil
}

func repeated(d *domain, n int) []*domain {
	parts := make([]*domain, n)
	for i := range parts {
		parts[i] = d
	}
	return parts
}

// elements are the places in an array or a slice.
func elements(v reflect.Value) []reflect.Value {
	places := make([]reflect.Value, v.Len())
	for i := range places {
		places[i] = v.Index(i)
	}
	return places
}

// ofPointer is nil, and a pointer to each value.
func (b *compiler) ofPointer(d *domain) error {
	elem, err := b.domain(d.typ.Elem())
	if err != nil {
		return err
	}
	d.cover = newCoverage(d.name, "nil", "not nil")
	d.alts = []alternative{{}, {parts: []*domain{elem}}}
	d.build = func(dst reflect.Value, alt int) ([]reflect.Value, func()) {
		if alt == 0 {
			dst.SetZero()
			return nil, nil
		}
		dst.Set(reflect.New(d.typ.Elem()))
		return []reflect.Value{dst.Elem()}, nil
	}
	return nil
}

// The variants of slices and maps. A nil one and an empty one are two values: code may tell them apart.
const (
	isNil = iota
	isEmpty
	isOne
	isMore
)

func lengths(name string) *coverage { return newCoverage(name, "nil", "empty", "of one", "of more") }

func lengthMark(length int) int { return min(isEmpty+length, isMore) }

// ofSlice is nil, and slices of each length: of all, or of those up to the bound where one is given.
func (b *compiler) ofSlice(d *domain) error {
	elem, err := b.domain(d.typ.Elem())
	if err != nil {
		return within(err, d.name+" ")
	}
	cover := lengths(d.name)
	if b.length < 0 {
		b.endless(d, elem, func(dst reflect.Value, c *making) {
			into := reflect.MakeSlice(d.typ, 0, 0)
			for into.Len() < lengthMax && !c.grown() && !elem.vacant() && more(c) {
				v := reflect.New(d.typ.Elem()).Elem()
				elem.fill(v, c)
				into = reflect.Append(into, v)
			}
			dst.Set(into.Slice3(0, into.Len(), into.Len()))
			c.mark(cover, lengthMark(into.Len()))
		})
		d.cover = cover
		return nil
	}
	d.alts = []alternative{{}}
	for n := 0; n <= b.length; n++ {
		d.alts = append(d.alts, alternative{parts: repeated(elem, n)})
	}
	d.cover = newCoverage(d.name, append([]string{"nil", "empty"}, numbered("of", 1, b.length)...)...)
	d.build = func(dst reflect.Value, alt int) ([]reflect.Value, func()) {
		if alt == isNil {
			dst.SetZero()
			return nil, nil
		}
		dst.Set(reflect.MakeSlice(d.typ, alt-1, alt-1))
		return elements(dst), nil
	}
	return nil
}

func numbered(word string, from, to int) []string {
	var names []string
	for i := from; i <= to; i++ {
		names = append(names, fmt.Sprintf("%s %d", word, i))
	}
	return names
}

// endless is a domain of slices or maps that nothing bounds: nil, or what grow makes.
func (b *compiler) endless(d *domain, part *domain, grow func(dst reflect.Value, c *making)) {
	d.leafOf(nil)
	d.alts = []alternative{{}, {parts: []*domain{part}}}
	d.draw = func(dst reflect.Value, c *making) {
		if c.oneIn(nilOdds) {
			dst.SetZero()
			c.mark(d.cover, isNil)
			return
		}
		grow(dst, c)
	}
}

// nilOdds is how many slices and maps are drawn for one that is nil.
const nilOdds = 12

// ofMap is nil, and maps of each size, as slices are.
func (b *compiler) ofMap(d *domain) error {
	key, err := b.domain(d.typ.Key())
	if err != nil {
		return within(err, d.name+" key ")
	}
	elem, err := b.domain(d.typ.Elem())
	if err != nil {
		return within(err, d.name+" ")
	}
	if b.length >= 0 {
		b.ofMapWithin(d, key, elem)
		return nil
	}
	d.cover = lengths(d.name)
	b.endless(d, elem, func(dst reflect.Value, c *making) {
		into := reflect.MakeMap(d.typ)
		for i := 0; i < lengthMax && !c.grown() && !elem.vacant() && more(c); i++ {
			k, v := reflect.New(d.typ.Key()).Elem(), reflect.New(d.typ.Elem()).Elem()
			key.fill(k, c)
			elem.fill(v, c)
			into.SetMapIndex(k, v)
		}
		dst.Set(into)
		c.mark(d.cover, lengthMark(into.Len()))
	})
	return nil
}
