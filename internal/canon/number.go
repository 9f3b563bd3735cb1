package canon

import (
	"math"
	"math/bits"
)

// Integers are written so that the order of the bytes is the order of the numbers. The first byte is the number itself
// when it is small; from 248 on it counts the bytes that follow a large number, below 8 (signed only) those of a very negative one.
const (
	wideBase  = 247 // first byte of a large number, less the count of bytes that follow
	smallUint = 248 // unsigned numbers below this are one byte
	smallLow  = -48 // signed numbers from here
	smallHigh = 191 // to here are one byte
	smallBias = 56  // which is the number plus this
	lowBase   = 8   // first byte of a very negative number, plus the count of bytes that follow
)

func appendUint(dst []byte, v uint64) []byte {
	if v < smallUint {
		return append(dst, byte(v))
	}
	return appendWide(dst, v-smallUint)
}

func appendInt(dst []byte, v int64) []byte {
	if uint64(v-smallLow) <= smallHigh-smallLow {
		return append(dst, byte(v+smallBias))
	}
	return appendFarInt(dst, v)
}

func appendFarInt(dst []byte, v int64) []byte {
	if v > 0 {
		return appendWide(dst, uint64(v)-(smallHigh+1))
	}
	m := uint64(smallLow - 1 - v)
	n := byteLen(m)
	return appendBig(append(dst, byte(lowBase-n)), ^m, n)
}

func appendWide(dst []byte, m uint64) []byte {
	n := byteLen(m)
	return appendBig(append(dst, byte(wideBase+n)), m, n)
}

func appendBig(dst []byte, m uint64, n int) []byte {
	for i := n - 1; i >= 0; i-- {
		dst = append(dst, byte(m>>(8*i)))
	}
	return dst
}

// byteLen is the count of bytes that m needs, at least one.
func byteLen(m uint64) int {
	return (bits.Len64(m|1) + 7) / 8
}

// readUint reads what appendUint wrote; ok is false for bytes that it never writes.
func readUint(src []byte) (v uint64, rest []byte, ok bool) {
	if len(src) == 0 {
		return 0, src, false
	}
	if src[0] < smallUint {
		return uint64(src[0]), src[1:], true
	}
	m, rest, ok := readBig(src[1:], int(src[0])-wideBase, 0)
	return m + smallUint, rest, ok && m <= math.MaxUint64-smallUint
}

// readInt reads what appendInt wrote; ok is false for bytes that it never writes.
func readInt(src []byte) (v int64, rest []byte, ok bool) {
	if len(src) == 0 {
		return 0, src, false
	}
	b := src[0]
	switch {
	case b > wideBase:
		m, rest, ok := readBig(src[1:], int(b)-wideBase, 0)
		return int64(m + smallHigh + 1), rest, ok && m <= math.MaxInt64-(smallHigh+1)
	case b < lowBase:
		m, rest, ok := readBig(src[1:], lowBase-int(b), 0xFF)
		return smallLow - 1 - int64(m), rest, ok && m <= 1<<63+(smallLow-1)
	}
	return int64(b) - smallBias, src[1:], true
}

// readBig reads n big-endian bytes, each exclusive-or flip. A leading zero is refused, since the shorter form is the canonical one.
func readBig(src []byte, n int, flip byte) (m uint64, rest []byte, ok bool) {
	if len(src) < n {
		return 0, src, false
	}
	for _, b := range src[:n] {
		m = m<<8 | uint64(b^flip)
	}
	return m, src[n:], byteLen(m) == n
}

// orderedFloat64 maps the bits of a float so that unsigned order is the order of the numbers; floatBits64 is its inverse.
func orderedFloat64(b uint64) uint64 {
	if b>>63 != 0 {
		return ^b
	}
	return b | 1<<63
}

func floatBits64(o uint64) uint64 {
	if o>>63 != 0 {
		return o &^ (1 << 63)
	}
	return ^o
}

func orderedFloat32(b uint32) uint32 {
	if b>>31 != 0 {
		return ^b
	}
	return b | 1<<31
}

func floatBits32(o uint32) uint32 {
	if o>>31 != 0 {
		return o &^ (1 << 31)
	}
	return ^o
}
