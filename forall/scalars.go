package forall

import (
	"math"
	"math/big"
	"reflect"
	"strings"
	"unicode/utf8"
)

// ofBool is false and true.
func (b *compiler) ofBool(d *domain) {
	d.leafOf(big.NewInt(2))
	d.cover = newCoverage(d.name, "false", "true")
	set := func(dst reflect.Value, i int, c *making) {
		c.mark(d.cover, i)
		dst.SetBool(i == 1)
	}
	d.nth = func(dst reflect.Value, i uint64, c *making) { set(dst, int(i), c) }
	d.draw = func(dst reflect.Value, c *making) { set(dst, c.choose(2), c) }
}

func (d *domain) leafOf(size *big.Int) { d.leaf, d.size = true, size }

// ofSigned goes from 0 outwards: 0, 1, -1, 2, -2 and so on, so that the first value that a law refuses is a simple one.
func (b *compiler) ofSigned(d *domain) {
	width := d.typ.Bits()
	d.leafOf(new(big.Int).Lsh(big.NewInt(1), uint(width)))
	least, most := int64(math.MinInt64)>>(64-width), int64(math.MaxInt64)>>(64-width)
	corners := []int64{0, most, least}
	d.cover = newCoverage(d.name, "zero", "largest", "least")
	set := func(dst reflect.Value, v int64, c *making) {
		for i, corner := range corners {
			if v == corner {
				c.mark(d.cover, i)
			}
		}
		dst.SetInt(v)
	}
	d.nth = func(dst reflect.Value, i uint64, c *making) { set(dst, zigzag(i), c) }
	// A sign and a size: rapid likes the small and the largest sizes, and shrinks one to the other. Boundaries that were drawn by a
	// choice of their own would not shrink (TestBoundaryShrinks).
	d.draw = func(dst reflect.Value, c *making) {
		if c.choose(2) == 1 {
			set(dst, -1-int64(c.upTo(uint64(most))), c)
			return
		}
		set(dst, int64(c.upTo(uint64(most))), c)
	}
}

// zigzag counts 0, 1, -1, 2, -2 and so on.
func zigzag(i uint64) int64 {
	if i%2 == 1 {
		return int64(i/2) + 1 // the last one of 64 bits is beyond the largest, and wraps to the least
	}
	return -int64(i / 2)
}

// ofUnsigned goes up from 0.
func (b *compiler) ofUnsigned(d *domain) {
	width := d.typ.Bits()
	d.leafOf(new(big.Int).Lsh(big.NewInt(1), uint(width)))
	most := uint64(math.MaxUint64) >> (64 - width)
	d.cover = newCoverage(d.name, "zero", "largest")
	set := func(dst reflect.Value, v uint64, c *making) {
		switch v {
		case 0:
			c.mark(d.cover, 0)
		case most:
			c.mark(d.cover, 1)
		}
		dst.SetUint(v)
	}
	d.nth = set
	d.draw = func(dst reflect.Value, c *making) { set(dst, c.upTo(most), c) }
}

// floatCorners are where arithmetic goes wrong. Not a number is one of them, and is not equal to itself.
var floatCorners = []float64{0, 1, -1, math.Copysign(0, -1), 0.1, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64,
	math.Inf(1), math.Inf(-1), math.NaN()}

// ofFloat is every pattern of bits.
func (b *compiler) ofFloat(d *domain) {
	width := d.typ.Bits()
	d.leafOf(new(big.Int).Lsh(big.NewInt(1), uint(width)))
	d.cover = newCoverage(d.name, "zero", "negative", "fractions", "infinite", "not a number")
	set := func(dst reflect.Value, v float64, c *making) {
		if width == 32 {
			v = float64(float32(v))
		}
		for i, is := range []bool{v == 0, v < 0, v != math.Trunc(v) && !math.IsNaN(v), math.IsInf(v, 0), math.IsNaN(v)} {
			if is {
				c.mark(d.cover, i)
			}
		}
		dst.SetFloat(v)
	}
	d.nth = func(dst reflect.Value, i uint64, c *making) {
		v := math.Float64frombits(i)
		if width == 32 {
			v = float64(math.Float32frombits(uint32(i)))
		}
		set(dst, v, c)
	}
	d.draw = func(dst reflect.Value, c *making) {
		switch c.choose(4) {
		case 0:
			set(dst, float64(zigzag(c.upTo(1<<20))), c)
		case 1:
			set(dst, float64(zigzag(c.upTo(1<<20)))/float64(uint64(1)<<c.choose(11)), c)
		case 2:
			set(dst, floatCorners[c.choose(len(floatCorners))], c)
		default:
			d.nth(dst, c.upTo(d.n-1), c)
		}
	}
}

// ofComplex is a real and an imaginary part.
func (b *compiler) ofComplex(d *domain) error {
	part := reflect.TypeFor[float64]()
	if d.typ.Bits() == 64 {
		part = reflect.TypeFor[float32]()
	}
	half, err := b.domain(part)
	if err != nil {
		return err
	}
	d.alts = []alternative{{parts: []*domain{half, half}}}
	d.build = func(dst reflect.Value, _ int) ([]reflect.Value, func()) {
		re, im := reflect.New(part).Elem(), reflect.New(part).Elem()
		return []reflect.Value{re, im}, func() { dst.SetComplex(complex(re.Float(), im.Float())) }
	}
	return nil
}

// runes are from simple to unusual: what a text is made of beside plain letters.
var runes = []rune("abcxyzABZ0189 _-.,:/\"'\\\n\t\x00éßÄ€世🙂\u0301\u202e\ufeff")

// The first runes, which texts are mostly made of, and the first that take more than a byte.
const runesPlain = 13

// ofString is any text, and bytes that are none: a string of Go may hold both.
func (b *compiler) ofString(d *domain) {
	d.leafOf(nil)
	d.cover = newCoverage(d.name, "empty", "of one byte", "not of ASCII alone", "not of valid UTF-8")
	d.draw = func(dst reflect.Value, c *making) {
		s := drawText(c)
		for i, is := range []bool{s == "", len(s) == 1, strings.IndexFunc(s, beyondASCII) >= 0, !utf8.ValidString(s)} {
			if is {
				c.mark(d.cover, i)
			}
		}
		dst.SetString(s)
	}
}

func beyondASCII(r rune) bool { return r >= utf8.RuneSelf }

func drawText(c *making) string {
	var b strings.Builder
	for n := 0; n < lengthMax && more(c); n++ {
		switch c.choose(8) {
		case 6:
			b.WriteRune(runes[c.choose(len(runes))])
		case 7:
			b.WriteByte(byte(c.upTo(math.MaxUint8)))
		case 5:
			b.WriteRune(anyRune(c))
		default:
			b.WriteRune(runes[c.choose(runesPlain)])
		}
	}
	return b.String()
}

// anyRune is any that UTF-8 can write.
func anyRune(c *making) rune {
	r := rune(c.upTo(utf8.MaxRune))
	if !utf8.ValidRune(r) {
		return utf8.RuneError
	}
	return r
}

// more says whether something that has no length of its own goes on. Each part has such a choice of its own, so that shrinking can
// take parts out.
func more(c *making) bool { return c.choose(6) > 0 }
