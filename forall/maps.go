package forall

import (
	"math/big"
	"reflect"
)

// ofMapWithin is nil, and each map of up to so many entries: each set of keys, with each combination of values.
func (b *compiler) ofMapWithin(d, key, elem *domain) {
	most := b.length
	d.leafOf(nil)
	d.cover = newCoverage(d.name, append([]string{"nil", "empty"}, numbered("of", 1, most)...)...)
	d.alts = []alternative{{}, {parts: []*domain{key, elem}}}
	var counts []uint64 // of maps with so many entries
	d.sizeOf = func() *big.Int {
		total := big.NewInt(1) // nil
		key.measure()
		elem.measure()
		if key.size == nil || elem.size == nil {
			return nil
		}
		for n := 0; n <= most; n++ {
			size := new(big.Int).Exp(elem.size, big.NewInt(int64(n)), nil)
			size.Mul(size, choose(key.size, n))
			counts = append(counts, saturated(size))
			total.Add(total, size)
		}
		return total
	}
	d.nth = func(dst reflect.Value, i uint64, c *making) {
		if i == 0 {
			dst.SetZero()
			c.mark(d.cover, isNil)
			return
		}
		i--
		n := 0
		for i >= counts[n] {
			i -= counts[n]
			n++
		}
		c.mark(d.cover, isEmpty+n)
		values := power(elem.n, n)
		fillMap(dst, subset(key.n, n, i/values), i%values, key, elem, c)
	}
	d.draw = func(dst reflect.Value, c *making) {
		if c.oneIn(nilOdds) {
			dst.SetZero()
			c.mark(d.cover, isNil)
			return
		}
		into := reflect.MakeMap(d.typ)
		for n := 0; n < most && !c.grown() && !elem.vacant() && more(c); n++ {
			k, v := reflect.New(d.typ.Key()).Elem(), reflect.New(d.typ.Elem()).Elem()
			key.fill(k, c)
			elem.fill(v, c)
			into.SetMapIndex(k, v)
		}
		dst.Set(into)
		c.mark(d.cover, isEmpty+into.Len())
	}
}

// fillMap makes the map of these keys, by their numbers, with combination i of values.
func fillMap(dst reflect.Value, keys []uint64, i uint64, key, elem *domain, c *making) {
	into := reflect.MakeMapWithSize(dst.Type(), len(keys))
	for _, at := range keys {
		k, v := reflect.New(dst.Type().Key()).Elem(), reflect.New(dst.Type().Elem()).Elem()
		key.fillNth(k, at, c)
		elem.fillNth(v, i%elem.n, c)
		i /= elem.n
		into.SetMapIndex(k, v)
	}
	dst.Set(into)
}

// choose is how many sets of n there are among so many.
func choose(among *big.Int, n int) *big.Int {
	product := big.NewInt(1)
	for i := range int64(n) {
		left := new(big.Int).Sub(among, big.NewInt(i))
		product.Mul(product, left)
		product.Div(product, big.NewInt(i+1))
	}
	return product
}

// subset is set number i of n numbers below among, the greatest number in it first (Knuth 7.2.1.3, the combinatorial number system).
func subset(among uint64, n int, i uint64) []uint64 {
	var members []uint64
	for top := among; n > 0; n-- {
		top = largestBelow(top, func(at uint64) bool { return saturated(choose(new(big.Int).SetUint64(at), n)) <= i })
		i -= saturated(choose(new(big.Int).SetUint64(top), n))
		members = append(members, top)
	}
	return members
}

// largestBelow is the largest number below end of which fits holds. It holds of 0, and of all below one of which it holds.
func largestBelow(end uint64, fits func(uint64) bool) uint64 {
	low := uint64(0)
	for low+1 < end {
		if middle := low + (end-low)/2; fits(middle) {
			low = middle
		} else {
			end = middle
		}
	}
	return low
}

func power(base uint64, n int) uint64 {
	product := uint64(1)
	for range n {
		product *= base
	}
	return product
}
