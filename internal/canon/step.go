package canon

import (
	"bytes"
	"reflect"
	"sync"
	"unsafe"
)

// An op says how one part of a value is written and read.
type op uint8

const (
	opPad op = iota // a part without contents but with a size: one zero byte, so that counts are bounded by bytes
	opBool
	opUint8
	opInt8
	opInt16
	opInt32
	opInt64
	opUint16
	opUint32
	opUint64
	opFloat32
	opFloat64
	opKeyFloat32 // a float inside a map key, where NaN is an error
	opKeyFloat64
	opBytes // n bytes side by side
	opBools // n bools side by side
	opArray // n elements, each by the steps of body
	opString
	opPointer
	opSlice
	opByteSlice
	opBoolSlice
	opMap
	opInterface
	opTime
	opLocation
	opAddr

	// of living values alone, which are not read back
	opFunction
	opForeign // a channel and its like, which has bytes only where it is nil
	opView
)

// traits holds, for each op, the bytes in memory of a part that can be painted, the least encoded length, and whether every value has
// that length. Ops of n parts count one of them.
var traits = [...]struct {
	memory, least int
	fixed, flat   bool
}{
	opPad:        {0, 1, true, true},
	opBool:       {1, 1, true, true},
	opUint8:      {1, 1, true, true},
	opInt8:       {1, 1, true, true},
	opInt16:      {2, 1, false, true},
	opInt32:      {4, 1, false, true},
	opInt64:      {8, 1, false, true},
	opUint16:     {2, 1, false, true},
	opUint32:     {4, 1, false, true},
	opUint64:     {8, 1, false, true},
	opFloat32:    {4, 4, true, true},
	opFloat64:    {8, 8, true, true},
	opKeyFloat32: {4, 4, true, true},
	opKeyFloat64: {8, 8, true, true},
	opBytes:      {1, 1, true, true},
	opBools:      {1, 1, true, true},
	opString:     {0, 1, false, false},
	opPointer:    {0, 1, false, false},
	opSlice:      {0, 1, false, false},
	opByteSlice:  {0, 1, false, false},
	opBoolSlice:  {0, 1, false, false},
	opMap:        {0, 1, false, false},
	opInterface:  {0, 1, false, false},
	opTime:       {0, 3, false, false},
	opLocation:   {0, 1, false, false},
	opAddr:       {0, 1, false, false},
	opFunction:   {0, 1, false, false},
	opForeign:    {0, 1, false, false},
	opView:       {0, 1, false, false},
}

// A step moves one part of a value. Nested structs and small arrays are flattened into the steps of the value that holds them.
type step struct {
	op    op
	off   uintptr
	n     int           // parts of opBytes, opBools and opArray
	size  uintptr       // bytes of an element of opArray in memory
	body  []step        // what opArray does to each element
	sub   *plan         // what a pointer points to, a slice or a map's values consist of
	slice reflect.Type  // the type of a slice, and of what has a view
	see   func(any) any // opView
	maps  *mapPlan
	iface *interfacePlan
	name  string // the path from the plan's value to this part
}

// A plan is a type's compiled way into bytes and back. Plans refer to each other only through pointers, slices, maps and
// interfaces, so that recursive types are cyclic plans.
type plan struct {
	typ   reflect.Type
	size  uintptr
	steps []step
	least int // no value has fewer bytes
	fixed int // every value has so many bytes, or -1
	flat  bool

	paintOnce sync.Once
	paintBuf  []byte
}

// measure fills in what follows from the steps.
func (p *plan) measure() {
	p.least, p.fixed, p.flat = measure(p.steps)
}

func measure(steps []step) (least, fixed int, flat bool) {
	flat = true
	exact := true
	for i := range steps {
		l, f, fl := steps[i].measure()
		least += l
		exact = exact && f
		flat = flat && fl
	}
	if !exact {
		return least, -1, flat
	}
	return least, least, flat
}

func (s *step) measure() (least int, exact, flat bool) {
	switch s.op {
	case opArray:
		l, fixed, flat := measure(s.body)
		return l * s.n, fixed >= 0, flat
	case opBytes, opBools:
		return s.n, true, true
	}
	t := traits[s.op]
	return t.least, t.fixed, t.flat
}

// paintByte fills the scalars of unused slice elements under a Guard.
const paintByte = 0xA5

// paint is an element as a Guard leaves it in spare room: paintByte where scalars are, zero where the collector may look.
func (p *plan) paint() []byte {
	p.paintOnce.Do(func() {
		p.paintBuf = make([]byte, p.size)
		paint(p.paintBuf, p.steps)
	})
	return p.paintBuf
}

func paint(buf []byte, steps []step) {
	for i := range steps {
		s := &steps[i]
		switch s.op {
		case opArray:
			for k := range s.n {
				paint(buf[s.off+uintptr(k)*s.size:], s.body)
			}
		case opBytes, opBools:
			fill(buf[s.off:], s.n)
		default:
			fill(buf[s.off:], traits[s.op].memory)
		}
	}
}

func fill(buf []byte, n int) {
	copy(buf, bytes.Repeat([]byte{paintByte}, n))
}

// bytesAt is the n bytes of memory at p.
func bytesAt(p unsafe.Pointer, n int) []byte {
	return unsafe.Slice((*byte)(p), n)
}
