package canon

import (
	"math"
	"strconv"
	"unsafe"
)

const (
	// trackDepth is how deep references nest before the places on the way are remembered, to find cycles.
	trackDepth = 64
	// nestMax bounds how deep references nest, so that neither a value nor corrupted bytes overflow the stack.
	nestMax = 100_000
)

// An encoder is one walk over a value.
type encoder struct {
	space     *Space
	depth     int
	trackFrom int
	open      map[place]struct{} // the references being followed, from trackFrom on
	numbers   map[place]int      // of a living value, the places that were written
}

// A place is what a reference refers to. A struct and its first field have one address but not one plan.
type place struct {
	at   unsafe.Pointer
	len  int
	plan *plan
}

// steps appends the parts of the value at p. It is the hot loop: the cases that leave memory untouched are straight-line code.
func (e *encoder) steps(dst []byte, p unsafe.Pointer, steps []step) ([]byte, *fault) {
	for i := range steps {
		s := &steps[i]
		q := unsafe.Add(p, s.off)
		switch s.op {
		case opBool, opUint8:
			dst = append(dst, *(*byte)(q))
		case opInt8:
			dst = append(dst, *(*byte)(q)^0x80)
		case opInt16:
			dst = appendInt(dst, int64(*(*int16)(q)))
		case opInt32:
			dst = appendInt(dst, int64(*(*int32)(q)))
		case opInt64:
			dst = appendInt(dst, *(*int64)(q))
		case opUint16:
			dst = appendUint(dst, uint64(*(*uint16)(q)))
		case opUint32:
			dst = appendUint(dst, uint64(*(*uint32)(q)))
		case opUint64:
			dst = appendUint(dst, *(*uint64)(q))
		case opFloat32:
			dst = appendBig(dst, uint64(orderedFloat32(*(*uint32)(q))), 4)
		case opFloat64:
			dst = appendBig(dst, orderedFloat64(*(*uint64)(q)), 8)
		case opBytes, opBools:
			dst = append(dst, bytesAt(q, s.n)...)
		case opString:
			v := *(*string)(q)
			dst = append(appendUint(dst, uint64(len(v))), v...)
		case opPad:
			dst = append(dst, 0)
		default:
			var f *fault
			if dst, f = e.deep(dst, q, s); f != nil {
				return dst, f.at(s.name)
			}
		}
	}
	return dst, nil
}

// deep appends a part that refers to others, or that may have no canonical bytes.
func (e *encoder) deep(dst []byte, q unsafe.Pointer, s *step) ([]byte, *fault) {
	switch s.op {
	case opArray:
		return e.array(dst, q, s)
	case opPointer:
		return e.pointer(dst, *(*unsafe.Pointer)(q), s.sub)
	case opSlice:
		return e.slice(dst, (*sliceHeader)(q), s.sub)
	case opByteSlice, opBoolSlice:
		h := (*sliceHeader)(q)
		return append(appendUint(dst, uint64(h.len)), bytesAt(h.data, h.len)...), nil
	case opMap:
		return e.mapping(dst, *(*unsafe.Pointer)(q), s.maps)
	case opInterface:
		return e.any(dst, s.iface.load(q), s.iface.inKey)
	case opKeyFloat32:
		return appendKeyFloat(dst, float64(*(*float32)(q)), uint64(orderedFloat32(*(*uint32)(q))), 4)
	case opKeyFloat64:
		return appendKeyFloat(dst, *(*float64)(q), orderedFloat64(*(*uint64)(q)), 8)
	}
	return e.leaf(dst, q, s)
}

func appendKeyFloat(dst []byte, v float64, bits uint64, n int) ([]byte, *fault) {
	if math.IsNaN(v) {
		return dst, faultf("is NaN inside a map key, expected a number that equals itself")
	}
	return appendBig(dst, bits, n), nil
}

func (e *encoder) array(dst []byte, q unsafe.Pointer, s *step) ([]byte, *fault) {
	var f *fault
	for k := range s.n {
		if dst, f = e.steps(dst, unsafe.Add(q, uintptr(k)*s.size), s.body); f != nil {
			return dst, f.at(indexText(k))
		}
	}
	return dst, nil
}

func (e *encoder) pointer(dst []byte, to unsafe.Pointer, sub *plan) ([]byte, *fault) {
	if to == nil {
		return append(dst, 0), nil
	}
	at := place{at: to, plan: sub}
	dst, known := e.again(dst, at)
	if known {
		return dst, nil
	}
	if f := e.enter(at); f != nil {
		return dst, f
	}
	dst, f := e.steps(append(dst, 1), to, sub.steps)
	e.leave(at)
	return dst, f
}

func (e *encoder) slice(dst []byte, h *sliceHeader, elem *plan) ([]byte, *fault) {
	dst = appendUint(dst, uint64(h.len))
	if h.len == 0 || elem.size == 0 {
		return dst, nil
	}
	data, n := h.data, h.len
	at := place{at: data, len: n, plan: elem}
	if f := e.enter(at); f != nil {
		return dst, f
	}
	var f *fault
	for k := range n {
		if dst, f = e.steps(dst, unsafe.Add(data, uintptr(k)*elem.size), elem.steps); f != nil {
			return dst, f.at(indexText(k))
		}
	}
	e.leave(at)
	return dst, nil
}

// enter follows a reference. Only past trackDepth is the place remembered: shallow values, nearly all there are, pay a comparison.
func (e *encoder) enter(at place) *fault {
	e.depth++
	if e.depth <= e.trackFrom || at.plan == nil && e.depth <= nestMax {
		return nil
	}
	if _, ok := e.open[at]; ok {
		return &fault{what: "leads back to itself, expected a value without cycles", cycle: true}
	}
	if e.depth > nestMax {
		return tooDeep()
	}
	if e.open == nil {
		e.open = map[place]struct{}{}
	}
	e.open[at] = struct{}{}
	return nil
}

// leave ends what enter began.
func (e *encoder) leave(at place) {
	if e.depth > e.trackFrom {
		delete(e.open, at)
	}
	e.depth--
}

func tooDeep() *fault {
	return faultf("nests deeper than %d references, expected at most so many", nestMax)
}

func indexText(k int) string {
	return "[" + strconv.Itoa(k) + "]"
}
