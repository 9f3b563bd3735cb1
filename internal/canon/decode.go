package canon

import (
	"encoding/binary"
	"math"
	"reflect"
	"unsafe"
)

// A decoder is one walk over bytes, into fresh memory that is all zero.
type decoder struct {
	space *Space
	guard *Guard // nil unless slices get spare room
	depth int
}

// steps reads the parts of a value into p.
func (d *decoder) steps(src []byte, p unsafe.Pointer, steps []step) ([]byte, *fault) {
	var f *fault
	for i := range steps {
		s := &steps[i]
		q := unsafe.Add(p, s.off)
		if len(src) == 0 {
			return src, truncated().at(s.name)
		}
		switch s.op {
		case opUint8:
			*(*byte)(q), src = src[0], src[1:]
		case opInt8:
			*(*byte)(q), src = src[0]^0x80, src[1:]
		case opInt16, opInt32, opInt64:
			src, f = readSigned(src, q, s.op)
		case opUint16, opUint32, opUint64:
			src, f = readUnsigned(src, q, s.op)
		case opBool:
			src, f = readBools(src, q, 1)
		case opString:
			src, f = readString(src, (*string)(q))
		default:
			src, f = d.deep(src, q, s)
		}
		if f != nil {
			return src, f.at(s.name)
		}
	}
	return src, nil
}

func (d *decoder) deep(src []byte, q unsafe.Pointer, s *step) ([]byte, *fault) {
	switch s.op {
	case opPad:
		return readPad(src)
	case opFloat32, opFloat64, opKeyFloat32, opKeyFloat64:
		return readFloat(src, q, s.op)
	case opBytes:
		return readBytes(src, q, s.n)
	case opBools:
		return readBools(src, q, s.n)
	case opArray:
		return d.array(src, q, s)
	case opPointer:
		return d.pointer(src, (*unsafe.Pointer)(q), s.sub)
	case opSlice, opByteSlice, opBoolSlice:
		return d.slice(src, (*sliceHeader)(q), s)
	case opMap:
		return d.mapping(src, q, s.maps)
	case opInterface:
		return d.interfaceField(src, q, s.iface)
	}
	return d.leaf(src, q, s)
}

func truncated() *fault {
	return faultf("is cut short, expected more bytes")
}

func misread(what string) *fault {
	return faultf("has bytes that no value has, expected %s", what)
}

func readPad(src []byte) ([]byte, *fault) {
	if src[0] != 0 {
		return src, misread("a zero byte")
	}
	return src[1:], nil
}

func readSigned(src []byte, q unsafe.Pointer, o op) ([]byte, *fault) {
	v, rest, ok := readInt(src)
	switch o {
	case opInt16:
		*(*int16)(q) = int16(v)
		ok = ok && v == int64(int16(v))
	case opInt32:
		*(*int32)(q) = int32(v)
		ok = ok && v == int64(int32(v))
	default:
		*(*int64)(q) = v
	}
	if !ok {
		return src, misread("an integer that fits")
	}
	return rest, nil
}

func readUnsigned(src []byte, q unsafe.Pointer, o op) ([]byte, *fault) {
	v, rest, ok := readUint(src)
	switch o {
	case opUint16:
		*(*uint16)(q) = uint16(v)
		ok = ok && v <= math.MaxUint16
	case opUint32:
		*(*uint32)(q) = uint32(v)
		ok = ok && v <= math.MaxUint32
	default:
		*(*uint64)(q) = v
	}
	if !ok {
		return src, misread("an unsigned integer that fits")
	}
	return rest, nil
}

func readFloat(src []byte, q unsafe.Pointer, o op) ([]byte, *fault) {
	inKey := o == opKeyFloat32 || o == opKeyFloat64
	if o == opFloat32 || o == opKeyFloat32 {
		if len(src) < 4 {
			return src, truncated()
		}
		*(*uint32)(q) = floatBits32(binary.BigEndian.Uint32(src))
		return src[4:], refuseNaN(float64(*(*float32)(q)), inKey)
	}
	if len(src) < 8 {
		return src, truncated()
	}
	*(*uint64)(q) = floatBits64(binary.BigEndian.Uint64(src))
	return src[8:], refuseNaN(*(*float64)(q), inKey)
}

func refuseNaN(v float64, inKey bool) *fault {
	if inKey && math.IsNaN(v) {
		return misread("a number that equals itself inside a map key")
	}
	return nil
}

func readBytes(src []byte, q unsafe.Pointer, n int) ([]byte, *fault) {
	if len(src) < n {
		return src, truncated()
	}
	copy(bytesAt(q, n), src)
	return src[n:], nil
}

// readBools checks each byte first: a bool that is neither 0 nor 1 breaks compiled code.
func readBools(src []byte, q unsafe.Pointer, n int) ([]byte, *fault) {
	if len(src) < n {
		return src, truncated()
	}
	for _, b := range src[:n] {
		if b > 1 {
			return src, misread("0 or 1")
		}
	}
	return readBytes(src, q, n)
}

func readString(src []byte, to *string) ([]byte, *fault) {
	n, rest, f := readLen(src, 1)
	if f != nil {
		return src, f
	}
	*to = string(rest[:n])
	return rest[n:], nil
}

// readLen reads a count of things of which each has at least so many bytes, and refuses one that cannot be true: corrupted
// bytes must not reserve memory that they do not fill.
func readLen(src []byte, least int) (int, []byte, *fault) {
	n, rest, ok := readUint(src)
	if !ok || n > math.MaxInt32 && least == 0 {
		return 0, src, misread("a length")
	}
	if least > 0 && n > uint64(len(rest)/least) {
		return 0, src, faultf("has length %d but %d bytes are left, expected at least %d for each", n, len(rest), least)
	}
	return int(n), rest, nil
}

func (d *decoder) array(src []byte, q unsafe.Pointer, s *step) ([]byte, *fault) {
	var f *fault
	for k := range s.n {
		if src, f = d.steps(src, unsafe.Add(q, uintptr(k)*s.size), s.body); f != nil {
			return src, f.at(indexText(k))
		}
	}
	return src, nil
}

func (d *decoder) pointer(src []byte, to *unsafe.Pointer, sub *plan) ([]byte, *fault) {
	if src[0] > 1 {
		return src, misread("0 or 1")
	}
	if src[0] == 0 {
		return src[1:], nil
	}
	if f := d.enter(); f != nil {
		return src, f
	}
	*to = reflect.New(sub.typ).UnsafePointer()
	rest, f := d.steps(src[1:], *to, sub.steps)
	d.depth--
	return rest, f
}

// enter follows a reference, unless there are too many on the way.
func (d *decoder) enter() *fault {
	d.depth++
	if d.depth > nestMax {
		return tooDeep()
	}
	return nil
}
