package canon

import (
	"bytes"
	"unsafe"
)

// A Guard records the spare room behind guarded slices, to find out whether somebody appended in place. It is for one goroutine.
//
// Does not find: an appended element that equals the paint, which is the zero value where an element holds only references
// (pointers, strings, slices, maps, interfaces).
type Guard struct {
	regions []region
}

// A region is the spare room behind one slice.
type region struct {
	at    unsafe.Pointer
	elems int
	paint []byte // what each element held at first
}

// Reset forgets all regions.
func (g *Guard) Reset() {
	clear(g.regions)
	g.regions = g.regions[:0]
}

// Touched reports whether some region no longer holds what it was filled with.
func (g *Guard) Touched() bool {
	for i := range g.regions {
		if g.regions[i].touched() {
			return true
		}
	}
	return false
}

// watch paints the room for elems elements at p and records it.
func (g *Guard) watch(p unsafe.Pointer, elems int, elem *plan) {
	r := region{at: p, elems: elems, paint: elem.paint()}
	for k := range elems {
		r.fill(k)
	}
	g.regions = append(g.regions, r)
}

// fill paints element k. Where paint is zero the memory is so already, and must not be written as bytes: the collector could
// be looking at a pointer there.
func (r *region) fill(k int) {
	room := r.element(k)
	for i, b := range r.paint {
		if b != 0 {
			room[i] = b
		}
	}
}

func (r *region) touched() bool {
	for k := range r.elems {
		if !bytes.Equal(r.element(k), r.paint) {
			return true
		}
	}
	return false
}

func (r *region) element(k int) []byte {
	return bytesAt(unsafe.Add(r.at, k*len(r.paint)), len(r.paint))
}
