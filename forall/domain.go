package forall

import (
	"math/big"
	"reflect"
	"slices"
)

// domain is the values of one type. It is compiled once per law, and shared by all places of that type.
//
// Most domains are choices: one of some alternatives, each of which has parts with domains of their own. A leaf says itself how
// many values it has and how to make one. Both make the value of a number, for trying all, and one from a source of choices.
type domain struct {
	typ   reflect.Type
	name  string    // as people call it
	cover *coverage // what should be tried at least once, or nil

	// A choice.
	alts  []alternative
	build func(dst reflect.Value, alt int) (places []reflect.Value, done func())
	grow  func(dst reflect.Value, c *making) // draws a value part by part, instead of one of an alternative, or nil

	// A leaf. An alternative there says only what a value is made of, so that recursion is seen.
	leaf   bool
	sizeOf func() *big.Int // where a leaf knows its size only once its parts know theirs
	nth    func(dst reflect.Value, i uint64, c *making)
	draw   func(dst reflect.Value, c *making)

	size   *big.Int // how many values, nil where they are without end or where nobody knows
	n      uint64   // size, where it fits
	hidden string   // why nobody knows how many
	height int      // how deep the flattest value is nested
	sized  sizing
}

type sizing uint8

const (
	unsized sizing = iota
	beingSized
	isSized
)

// alternative is one way to make a value.
type alternative struct {
	parts []*domain
	n     uint64 // how many values are made this way, where that fits
}

// heightNone is the height of a domain in which no value comes to an end: it has none.
const heightNone = 1 << 20

// measure works out how many values d has. A type that contains itself has values without end.
func (d *domain) measure() {
	if d.sized != unsized {
		return // in the middle of it the size is nil: without end
	}
	if d.height >= heightNone {
		d.size, d.n, d.sized = new(big.Int), 0, isSized
		return
	}
	d.sized = beingSized
	total, hidden, endless := new(big.Int), "", false
	for i := range d.alts {
		size, why := product(d.alts[i].parts)
		switch {
		case size != nil:
			d.alts[i].n = saturated(size)
			total.Add(total, size)
		case why != "":
			hidden = why
		default:
			endless = true
		}
	}
	switch {
	case d.leaf && d.sizeOf != nil:
		d.size = d.sizeOf()
	case d.leaf || endless:
	case hidden != "":
		d.hidden = hidden
	default:
		d.size = total
	}
	if d.size != nil {
		d.n = saturated(d.size)
	}
	d.sized = isSized
}

// product is how many ways there are to fill parts: nil where they are without end or, with a reason, where nobody knows.
func product(parts []*domain) (size *big.Int, hidden string) {
	size = big.NewInt(1)
	endless := false
	for _, part := range parts {
		part.measure()
		switch {
		case part.size != nil:
			size.Mul(size, part.size)
		case part.hidden != "":
			hidden = part.hidden
		default:
			endless = true
		}
	}
	switch {
	case endless && size.Sign() != 0:
		return nil, ""
	case hidden != "" && size.Sign() != 0:
		return nil, hidden
	}
	return size, ""
}

func saturated(n *big.Int) uint64 {
	if n.IsUint64() {
		return n.Uint64()
	}
	return ^uint64(0)
}

// settle finds the height of each domain, by going over them until nothing changes. It is what ends the drawing of a tree.
func settle(domains []*domain) {
	for _, d := range domains {
		d.height = heightNone
	}
	for changed := true; changed; {
		changed = false
		for _, d := range domains {
			if h := d.flattest(); h < d.height {
				d.height, changed = h, true
			}
		}
	}
}

func (d *domain) flattest() int {
	if len(d.alts) == 0 {
		if d.leaf {
			return 0
		}
		return heightNone
	}
	_, height := d.lowest()
	return height
}

// lowest is the alternative that is nested least.
func (d *domain) lowest() (alt, height int) {
	height = heightNone
	for i, a := range d.alts {
		if h := a.height(); h < height {
			alt, height = i, h
		}
	}
	return alt, height
}

func (a alternative) height() int {
	height := 0
	for _, part := range a.parts {
		height = max(height, part.height+1)
	}
	return min(height, heightNone)
}

// fillNth makes value number i of d at dst, in the order of alternatives and then of parts, the last part fastest.
func (d *domain) fillNth(dst reflect.Value, i uint64, c *making) {
	if d.leaf {
		d.nth(dst, i, c)
		return
	}
	alt := 0
	for i >= d.alts[alt].n {
		i -= d.alts[alt].n
		alt++
	}
	c.mark(d.cover, alt)
	places, done := d.build(dst, alt)
	fillAllNth(d.alts[alt].parts, places, i, c)
	if done != nil {
		done()
	}
}

// fillAllNth makes combination number i of the parts.
func fillAllNth(parts []*domain, places []reflect.Value, i uint64, c *making) {
	for k := len(parts) - 1; k >= 0; k-- {
		n := parts[k].n
		parts[k].fillNth(places[k], i%n, c)
		i /= n
	}
}

// fill makes a value of d at dst by the choices of c.
func (d *domain) fill(dst reflect.Value, c *making) {
	if d.vacant() {
		c.lost = &filtered{name: d.name}
		return
	}
	c.depth++
	c.parts++
	defer func() { c.depth-- }()
	if d.leaf {
		d.draw(dst, c)
		return
	}
	if d.grow != nil {
		d.grow(dst, c)
		return
	}
	alt := d.choose(c)
	c.mark(d.cover, alt)
	places, done := d.build(dst, alt)
	for k, part := range d.alts[alt].parts {
		part.fill(places[k], c)
	}
	if done != nil {
		done()
	}
}

// choose is an alternative that comes to an end: deep inside, one that is nested least.
func (d *domain) choose(c *making) int {
	if len(d.alts) == 1 {
		return 0
	}
	lowest, height := d.lowest()
	if c.grown() && height < heightNone {
		return lowest
	}
	alt := c.choose(len(d.alts))
	if d.barren(alt) {
		return lowest
	}
	return alt
}

func (d *domain) barren(alt int) bool {
	return slices.ContainsFunc(d.alts[alt].parts, (*domain).vacant)
}

// vacant says whether d is known to have no values.
func (d *domain) vacant() bool { return d.size != nil && d.size.Sign() == 0 }
