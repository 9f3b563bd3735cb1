package effects

import (
	"slices"
	"strings"
)

// A nodeID names a node of one function's analysis.
type nodeID int32

// A ref is one reference that a value may hold: at a place in the value, to a place within a node. An open one may lie at any place
// below its path too, as what is inside of an interface that came from elsewhere. One that is clipped is a slice without spare
// capacity.
type ref struct {
	path    path
	node    nodeID
	off     path
	open    bool
	clipped bool
}

// A value is the references that it may hold, sorted.
type value []ref

func compareRefs(a, b ref) int {
	if c := strings.Compare(a.path, b.path); c != 0 {
		return c
	}
	if a.node != b.node {
		return int(a.node) - int(b.node)
	}
	if c := strings.Compare(a.off, b.off); c != 0 {
		return c
	}
	return flags(a) - flags(b)
}

func flags(r ref) (n int) {
	if r.open {
		n++
	}
	if r.clipped {
		n += 2
	}
	return n
}

// normal sorts a value in place and takes out what is there twice.
func normal(v value) value {
	switch len(v) {
	case 0:
		return nil
	case 1:
		return v
	}
	slices.SortFunc(v, compareRefs)
	v = slices.Compact(v)
	if len(v) > refsMax {
		return widened(v)
	}
	return v
}

// refsMax bounds how many references a value tells apart. Beyond, only the nodes are kept, as what may lie anywhere.
const refsMax = 64

func widened(v value) value {
	out := make(value, 0, len(v))
	for _, r := range v {
		out = append(out, ref{node: r.node, open: true})
	}
	slices.SortFunc(out, compareRefs)
	return slices.Compact(out)
}

// join is what either value may hold. It may be one of the two.
func join(a, b value) value {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0 || within(b, a):
		return a
	case within(a, b):
		return b
	}
	out := make(value, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch c := compareRefs(a[0], b[0]); {
		case c < 0:
			out, a = append(out, a[0]), a[1:]
		case c > 0:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	out = append(append(out, a...), b...)
	if len(out) > refsMax {
		return widened(out)
	}
	return out
}

// within says whether all of a is in b.
func within(a, b value) bool {
	if len(a) > len(b) {
		return false
	}
	for len(a) > 0 {
		switch {
		case len(a) > len(b):
			return false
		case a[0] == b[0]:
			a, b = a[1:], b[1:]
		default:
			b = b[1:]
		}
	}
	return true
}

// under is the value at a place of a larger one.
func under(v value, at path) value {
	if len(v) == 0 || at == "" {
		return v
	}
	cut := false
	out := make(value, 0, len(v))
	for _, r := range v {
		r.path = at + r.path
		if len(r.path) > pathMax {
			r.path, r.open, cut = r.path[:pathMax], true, true
		}
		out = append(out, r)
	}
	if cut {
		return normal(out)
	}
	return out // as sorted as before
}

// part is the value at a place within a larger one. inside says what an open reference leads to at a place below its own.
func part(v value, at path, inside func(r ref, at path) ref) value {
	if at == "" || len(v) == 0 {
		return v
	}
	var out value
	opened := false
	for _, r := range v {
		if rest, ok := strings.CutPrefix(r.path, at); ok {
			r.path = rest
			out = append(out, r)
		} else if rest, ok := strings.CutPrefix(at, r.path); ok && r.open {
			out, opened = append(out, inside(r, rest)), true
		}
	}
	if opened {
		return normal(out)
	}
	return out // as sorted as before
}

// without is a value without what lies at a place.
func without(v value, at path) value {
	var out value
	for _, r := range v {
		if !strings.HasPrefix(r.path, at) {
			out = append(out, r)
		}
	}
	return out
}

// A heap says what nodes hold, by node. One that is missing holds what it held at first.
type heap map[nodeID]value

func (h heap) clone() heap {
	c := make(heap, len(h)+4)
	for n, v := range h {
		c[n] = v
	}
	return c
}
