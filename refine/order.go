package refine

import (
	"math"
	"math/bits"
	"reflect"
)

// An order numbers the values of one type of number, from the least to the greatest, so that all types are alike: integers by 2^63 more
// than their value (unsigned ones by their value), floats by how many floats lie between them and 0, which is at 2^63. The two zeros of a
// float are one.
type order struct {
	typ   reflect.Type
	whole span // every value
	zero  uint64
}

const middle = 1 << 63

// orderOf is not ok where t is no type of number.
func orderOf(t reflect.Type) (o order, ok bool) {
	o = order{typ: t, zero: middle}
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		half := uint64(1) << (t.Bits() - 1)
		o.whole = span{middle - half, middle + half - 1}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		o.zero = 0
		o.whole = span{0, math.MaxUint64 >> (64 - t.Bits())}
	case reflect.Float32:
		infinity := uint64(math.Float32bits(float32(math.Inf(1))))
		o.whole = span{middle - infinity, middle + infinity}
	case reflect.Float64:
		infinity := math.Float64bits(math.Inf(1))
		o.whole = span{middle - infinity, middle + infinity}
	default:
		return order{}, false
	}
	return o, true
}

// number is the number of v, which is not NaN.
func (o order) number(v reflect.Value) uint64 {
	switch {
	case v.CanInt():
		return uint64(v.Int()) ^ middle
	case v.CanUint():
		return v.Uint()
	}
	f := v.Float()
	size := math.Float64bits(math.Abs(f))
	if o.typ.Kind() == reflect.Float32 {
		size = uint64(math.Float32bits(float32(math.Abs(f))))
	}
	if f < 0 {
		return middle - size
	}
	return middle + size
}

// value is the value of a number.
func (o order) value(n uint64) reflect.Value {
	v := reflect.New(o.typ).Elem()
	switch {
	case v.CanInt():
		v.SetInt(int64(n ^ middle))
	case v.CanUint():
		v.SetUint(n)
	case n < middle:
		v.SetFloat(-o.float(middle - n))
	default:
		v.SetFloat(o.float(n - middle))
	}
	return v
}

func (o order) float(size uint64) float64 {
	if o.typ.Kind() == reflect.Float32 {
		return float64(math.Float32frombits(uint32(size)))
	}
	return math.Float64frombits(size)
}

// spansOf is what a rule about numbers holds of.
func (o order) spansOf(e expr) spans {
	switch e := e.(type) {
	case between:
		s := o.whole
		if e.min != nil {
			s.lo = o.number(reflect.ValueOf(e.min))
		}
		if e.max != nil {
			s.hi = o.number(reflect.ValueOf(e.max))
		}
		return spans{s}
	case oneOf:
		var all spans
		for _, v := range e.values {
			n := o.number(reflect.ValueOf(v))
			all = append(all, span{n, n})
		}
		return all.sorted()
	case not:
		return o.spansOf(e.part).outside(o.whole)
	case join:
		all := o.spansOf(e.parts[0])
		for _, p := range e.parts[1:] {
			next := o.spansOf(p)
			if e.or {
				all = append(all, next...).sorted()
				continue
			}
			// What is in both is what is outside of what is outside of either.
			all = append(all.outside(o.whole), next.outside(o.whole)...).sorted().outside(o.whole)
		}
		return all
	}
	panic("refine: " + wordsOf(e) + " is no rule about numbers, expected one")
}

// magnitude draws a number below n, of which small ones are likelier: first its length in bits.
func magnitude(draw func(n uint64) uint64, n uint64) uint64 {
	length := draw(uint64(bits.Len64(n-1)) + 1)
	if length == 0 {
		return 0
	}
	low := uint64(1) << (length - 1)
	return low + draw(min(low, n-low))
}
