package graph

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// claimed claims fingerprints in chunks and compares the winners with a map.
func claimed(t *testing.T, name string, fingerprints []uint64) *prints {
	t.Helper()
	p, seen := newPrints(), map[uint64]bool{}
	for at := 0; at < len(fingerprints); at += 999 {
		var c chunk
		c.Fingerprints = fingerprints[at:min(at+999, len(fingerprints))]
		c.seal()
		p.claim(&c, c.won, 0, 100)
		p.claim(&c, c.won, 100, segmentsAll)
		for i, f := range c.Fingerprints {
			if c.won[i] == seen[f] {
				t.Fatalf("%s: fingerprint %x was new: %v, want %v", name, f, c.won[i], !seen[f])
			}
			seen[f] = true
		}
		if p.misses(&c) {
			t.Fatalf("%s: a fingerprint that was claimed is missing", name)
		}
	}
	keys := uint64(0)
	for i := range p.segments {
		keys += ordered(t, name, &p.segments[i])
	}
	if keys != uint64(len(seen)) {
		t.Fatalf("%s: the set has %d keys, want %d", name, keys, len(seen))
	}
	return p
}

// ordered checks that keys ascend, each at its home or after it without a gap between, and returns their number.
func ordered(t *testing.T, name string, s *segment) uint64 {
	t.Helper()
	last, gap, at, keys := uint64(0), uint64(0), uint64(0), uint64(0)
	for _, page := range s.pages {
		for _, h := range page {
			if h == 0 {
				gap = at + 1
			} else {
				if h <= last || s.home(h) > at || s.home(h) < gap {
					t.Fatalf("%s: key %x with home %d stands at %d, after %x and a gap at %d", name, h, s.home(h), at, last, gap)
				}
				last = h
				keys++
			}
			at++
		}
	}
	if keys != s.keys {
		t.Fatalf("%s: the segment counts %d keys, and has %d", name, s.keys, keys)
	}
	return keys
}

// TestVisitedAdversarial inserts fingerprints that differ in few bits. Taken as they are, those that share their high
// bits would all belong to one slot, and the set would take time by the square of their number.
func TestVisitedAdversarial(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const n = 100_000
	makers := map[string]func(i uint64) uint64{
		"random":     func(uint64) uint64 { return r.Uint64() },
		"twice":      func(i uint64) uint64 { return i % (n / 2) * 0x9e3779b97f4a7c15 },
		"low bits":   func(i uint64) uint64 { return i },
		"high bits":  func(i uint64) uint64 { return i << 45 },
		"mid bits":   func(i uint64) uint64 { return 7<<60 | i<<20 },
		"reversed":   func(i uint64) uint64 { return bits.Reverse64(i) },
		"descending": func(i uint64) uint64 { return n - i },
		"few":        func(i uint64) uint64 { return i % 3 },
	}
	for name, maker := range makers {
		all := make([]uint64, n)
		for i := range all {
			all[i] = maker(uint64(i))
		}
		claimed(t, name, all)
	}
}

// TestSegmentOverflow crowds keys at the end of a segment, past the mixing, so that they flow over its last slot.
func TestSegmentOverflow(t *testing.T) {
	pool := &slotPool{}
	s := &segment{pool: pool, pages: [][]uint64{pool.get(slotsFirst)}}
	s.size(slotsFirst)
	const n = 5000
	for i := range uint64(n) {
		if h := ^(i * 7919 % n); !s.insert(h) || s.insert(h) {
			t.Fatalf("key %x is not inserted once", h)
		}
	}
	if keys := ordered(t, "overflow", s); keys != n {
		t.Fatalf("%d keys, want %d", keys, n)
	}
}

func TestVisitedBytes(t *testing.T) {
	const n = 3_000_000
	r := rand.New(rand.NewPCG(5, 6))
	p := newPrints()
	for range n {
		h := mix(r.Uint64())
		p.segments[h>>(64-segmentBits)].insert(h)
	}
	if each := float64(p.bytes()) / n; each > 12.5 {
		t.Errorf("the visited set takes %.1f bytes a state, want at most 12.5", each)
	}
}
