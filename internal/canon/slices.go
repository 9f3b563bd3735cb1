package canon

import (
	"reflect"
	"unsafe"
)

// spareLen is how many elements of spare room a guarded slice has: enough for two appends in place.
const spareLen = 2

// zeroSize is where slices of elements without a size point to.
var zeroSize struct{}

// slice reads a slice into the header at h, which is that of a nil slice.
func (d *decoder) slice(src []byte, h *sliceHeader, s *step) ([]byte, *fault) {
	n, src, f := readLen(src, s.sub.least)
	if f != nil {
		return src, f
	}
	if n == 0 && d.guard == nil {
		return src, nil
	}
	spare := 0
	if d.guard != nil {
		spare = spareLen
	}
	s.reserve(h, n+spare)
	h.len, h.cap = n, n+spare
	if d.guard != nil && s.sub.size > 0 {
		d.guard.watch(unsafe.Add(h.data, uintptr(n)*s.sub.size), spare, s.sub)
	}
	return d.elements(src, h.data, n, s)
}

func (d *decoder) elements(src []byte, data unsafe.Pointer, n int, s *step) ([]byte, *fault) {
	switch {
	case s.op == opByteSlice:
		return readBytes(src, data, n)
	case s.op == opBoolSlice:
		return readBools(src, data, n)
	case s.sub.size == 0:
		return src, nil
	}
	f := d.enter()
	for k := 0; k < n && f == nil; k++ {
		if src, f = d.steps(src, unsafe.Add(data, uintptr(k)*s.sub.size), s.sub.steps); f != nil {
			f.at(indexText(k))
		}
	}
	d.depth--
	return src, f
}

// reserve points h to zeroed memory for n elements. Without pointers in them, words will do; otherwise the collector has to
// know their type.
func (s *step) reserve(h *sliceHeader, n int) {
	switch size := s.sub.size; {
	case size == 0:
		h.data = unsafe.Pointer(&zeroSize)
	case size == 1:
		h.data = unsafe.Pointer(unsafe.SliceData(make([]byte, n)))
	case s.sub.flat:
		h.data = unsafe.Pointer(unsafe.SliceData(make([]uint64, (uintptr(n)*size+7)/8)))
	default:
		reflect.NewAt(s.slice, unsafe.Pointer(h)).Elem().Grow(n)
	}
}
