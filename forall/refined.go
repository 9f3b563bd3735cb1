package forall

import (
	"fmt"
	"math/big"
	"reflect"

	"github.com/assay-dev/assay/refine"
)

// ofShape is the values of a type of package refine.
func (b *compiler) ofShape(d *domain, s refine.Shape) error {
	switch {
	case s.Kind == refine.OfShape && s.Domain != nil:
		return b.ofRule(d, s)
	case s.Kind == refine.OfShape:
		return b.ofPredicate(d, s)
	case s.Kind == refine.VecShape:
		return b.ofVec(d, s)
	}
	content, err := b.domain(s.Content)
	if err != nil {
		return within(err, d.name+" ")
	}
	var names []string
	for _, empty := range s.Empty {
		d.alts = append(d.alts, alternative{})
		names = append(names, fmt.Sprint(empty.Interface()))
	}
	if len(s.Empty) > 0 {
		d.cover = newCoverage(d.name, append(names, "a value")...)
	}
	d.alts = append(d.alts, alternative{parts: []*domain{content}})
	d.build = func(dst reflect.Value, alt int) ([]reflect.Value, func()) {
		if alt < len(s.Empty) {
			dst.Set(s.Empty[alt])
			return nil, nil
		}
		return held(dst, s)
	}
	return nil
}

// held is the place of what dst is to hold.
func held(dst reflect.Value, s refine.Shape) ([]reflect.Value, func()) {
	content := reflect.New(s.Content).Elem()
	return []reflect.Value{content}, func() { hold(dst, s, content) }
}

// hold puts a content in that was made to fit.
func hold(dst reflect.Value, s refine.Shape, content reflect.Value) {
	v, ok := s.Hold(content)
	if !ok {
		panic(fmt.Sprintf("forall: %v refuses %s, which was made for it", s.Type, goText(content)))
	}
	dst.Set(v)
}

// ofVec is every combination of its elements.
func (b *compiler) ofVec(d *domain, s refine.Shape) error {
	elem, err := b.domain(s.Content.Elem())
	if err != nil {
		return within(err, d.name+" ")
	}
	d.alts = []alternative{{parts: repeated(elem, s.Size)}}
	d.build = func(dst reflect.Value, _ int) ([]reflect.Value, func()) {
		content := reflect.MakeSlice(s.Content, s.Size, s.Size)
		return elements(content), func() { hold(dst, s, content) }
	}
	return nil
}

// ofRule is the values that a rule has. It tells how many, lists them in order, and constructs a random one: none is made and refused.
func (b *compiler) ofRule(d *domain, s refine.Shape) error {
	d.leafOf(nil)
	count := s.Domain.Count()
	switch {
	case !count.Known:
		d.hidden = fmt.Sprintf("how many values the rule of %s has is beyond counting", d.name)
	case count.Finite:
		d.size = count.N
	}
	if empty, known := s.Domain.Empty(); known && empty {
		d.size, d.hidden = new(big.Int), ""
	}
	var listed []reflect.Value
	d.nth = func(dst reflect.Value, i uint64, c *making) {
		if listed == nil {
			listed = listRule(s, d.n)
		}
		dst.Set(listed[i])
	}
	d.draw = func(dst reflect.Value, c *making) {
		v, ok := s.Domain.Draw(func(n uint64) uint64 { return c.fair(n - 1) })
		if !ok {
			c.lost = &filtered{name: d.name}
			return
		}
		hold(dst, s, v)
	}
	return nil
}

// listRule is all values of a rule. A search that is done with a prefix of them asks for n alone.
func listRule(s refine.Shape, n uint64) []reflect.Value {
	values, known := s.Domain.Values()
	if !known {
		panic(fmt.Sprintf("forall: the rule of %v has %d values, and cannot list them", s.Type, n))
	}
	listed := make([]reflect.Value, 0, n)
	for raw := range values {
		v, ok := s.Hold(raw)
		if !ok {
			panic(fmt.Sprintf("forall: %v refuses %s, which its rule lists", s.Type, goText(raw)))
		}
		listed = append(listed, v)
	}
	if uint64(len(listed)) != n {
		panic(fmt.Sprintf("forall: the rule of %v lists %d values, and counts %d", s.Type, len(listed), n))
	}
	return listed
}

// filtered counts what a predicate without a rule accepted of what was drawn for it.
type filtered struct {
	name          string
	drawn, passed uint64
}

const (
	filterTries   = 100     // values drawn for one that the predicate accepts
	filterListMax = 1 << 16 // raw values that are tried, all of them, to find those that a predicate accepts
)

// ofPredicate is the values that a handwritten predicate accepts: found among all raw values where these are few, and by drawing raw
// values until one is accepted where they are not.
func (b *compiler) ofPredicate(d *domain, s refine.Shape) error {
	raw, err := b.domain(s.Content)
	if err != nil {
		return within(err, d.name+" ")
	}
	d.leafOf(nil)
	raw.measure()
	if raw.size != nil && raw.n <= filterListMax {
		listAccepted(d, s, raw)
		return nil
	}
	d.hidden = fmt.Sprintf("%s has no Rule that tells how many values it accepts", d.name)
	f := &filtered{name: d.name}
	b.filters = append(b.filters, f)
	d.draw = func(dst reflect.Value, c *making) {
		v := reflect.New(s.Content).Elem()
		for range filterTries {
			f.drawn++
			raw.fill(v, c)
			if accepted, ok := s.Hold(v); ok {
				f.passed++
				dst.Set(accepted)
				return
			}
		}
		c.lost = f
	}
	return nil
}

func listAccepted(d *domain, s refine.Shape, raw *domain) {
	var accepted []reflect.Value
	for i := range raw.n {
		v := reflect.New(s.Content).Elem()
		raw.fillNth(v, i, &making{})
		if held, ok := s.Hold(v); ok {
			accepted = append(accepted, held)
		}
	}
	d.size = big.NewInt(int64(len(accepted)))
	d.nth = func(dst reflect.Value, i uint64, c *making) { dst.Set(accepted[i]) }
	d.draw = func(dst reflect.Value, c *making) {
		if len(accepted) == 0 {
			c.lost = &filtered{name: d.name}
			return
		}
		d.nth(dst, c.fair(uint64(len(accepted)-1)), c)
	}
}
