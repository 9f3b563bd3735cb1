package judged

import "math"

type Wrap struct{}

func (Wrap) Holds(n int8) bool {
	m := n
	m += 100
	m <<= 1
	u := uint8(m)
	return m < 0 && u>>3 > 10 && ^n != 5 && -n != n && n&^3 == n && n|1 != n
}

var _ = Judge[Wrap](int8(100))
var _ = Judge[Wrap](int8(0))
var _ = Judge[Wrap](int8(-4))
var _ = Judge[Wrap](int8(-128))
var _ = Judge[Wrap](int8(64))
var _ = Judge[Wrap](int8(32))
var _ = Judge[Wrap](int8(3))

type Prime struct{}

func (Prime) Holds(n uint64) bool {
	for d := uint64(2); d*d <= n; d++ {
		if n%d == 0 {
			return false
		}
	}
	return n > 1
}

var _ = Judge[Prime](uint64(7))
var _ = Judge[Prime](uint64(91))
var _ = Judge[Prime](uint64(7919))
var _ = Judge[Prime](uint64(0))
var _ = Judge[Prime](uint64(math.MaxUint32))

type Float struct{}

func (Float) Holds(f float64) bool {
	g := float32(f)
	return g*g == 2.25 || f/3 > 1e10 || int(f) == -7 || math.Abs(f+0.1) < 1e-9
}

var _ = Judge[Float](1.5)
var _ = Judge[Float](1e11)
var _ = Judge[Float](-7.9)
var _ = Judge[Float](-0.1)
var _ = Judge[Float](0.1)
var _ = Judge[Float](float64(1 << 62))

type Port int

type PortRange struct{}

func (PortRange) Holds(p Port) bool { return p.inRange() && p != 8 }

func (p Port) inRange() bool { return 0 < p && p < 1<<16 }

var _ = Judge[PortRange](Port(80))
var _ = Judge[PortRange](Port(8))
var _ = Judge[PortRange](Port(0))
var _ = Judge[PortRange](Port(1 << 16))

type Divides struct{}

func (Divides) Holds(n int) bool { return 100/n > 3 }

var _ = Judge[Divides](0)
var _ = Judge[Divides](20)
var _ = Judge[Divides](50)

type Span struct{ Low, High int }

type Ordered struct{}

func (Ordered) Holds(s Span) bool {
	t := s
	t.Low++
	return s.Low <= s.High && t != s && t.Low == s.Low+1
}

var _ = Judge[Ordered](Span{1, 2})
var _ = Judge[Ordered](Span{High: -2})
var _ = Judge[Ordered](Span{})

type Rgb struct{}

func (Rgb) Holds(c [3]uint8) bool {
	sum := 0
	for i, part := range c {
		if i == 2 && part == 0 {
			return false
		}
		sum += int(part)
	}
	p := &c
	p[0] = 9
	return sum > 10 && c[0] == 9 && len(c) == 3
}

var _ = Judge[Rgb]([3]uint8{1, 2, 20})
var _ = Judge[Rgb]([3]uint8{2: 20})
var _ = Judge[Rgb]([3]uint8{100, 100})
