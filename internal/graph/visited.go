package graph

// visited is the set of the states that were found.
type visited interface {
	// claim marks in won the first step of the chunk to each state that is not in the set, and adds it, for the states whose
	// segment is at least low and less than high. Calls for segments apart may run at the same time, each with its own won.
	claim(c *chunk, won []bool, low, high uint64)
	// claimShared does so for all segments, while others call it too.
	claimShared(c *chunk)
	// misses tells whether a step of the chunk leads to a state that is not in the set.
	misses(c *chunk) bool
	// bytes is what the set holds.
	bytes() uint64
}

// The set is split by the high bits of the mixed fingerprint, so that each worker has its own part of it, and so that
// only a small part grows at a time.
const (
	segmentBits = 8
	segmentsAll = 1 << segmentBits
)

// mix spreads fingerprints evenly whatever bits they differ in; it is a bijection, so that it loses nothing. (Where
// all differ in their low bits alone, their order would put them in one cluster: TestVisitedAdversarial.) Zero stands
// for an empty slot; the fingerprint mixed to it shares the key of another, as in one collision more.
func mix(fingerprint uint64) uint64 {
	h := fingerprint ^ fingerprint>>32
	h *= 0x9e3779b97f4a7c15
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	if h == 0 {
		h = 1
	}
	return h
}

// prints is the visited set that takes fingerprints for states.
type prints struct {
	segments [segmentsAll]segment
	pool     slotPool
}

func newPrints() *prints {
	p := &prints{}
	first := make([]uint64, segmentsAll*slotsFirst)
	for i := range p.segments {
		s := &p.segments[i]
		s.pool = &p.pool
		s.pages = [][]uint64{first[i*slotsFirst : (i+1)*slotsFirst : (i+1)*slotsFirst]}
		s.size(slotsFirst)
	}
	p.pool.held.Store(int64(len(first) * 8))
	return p
}

func (p *prints) bytes() uint64 { return uint64(p.pool.held.Load()) }

// group is how many fingerprints are looked up together. A lookup waits for memory nearly always; waiting for many at
// once takes hardly longer than for one.
const group = 32

// claim collects groups without branching on whose a fingerprint is, which no processor could predict.
func (p *prints) claim(c *chunk, won []bool, low, high uint64) {
	var keys [group]uint64
	var steps [group]uint32
	n, span, wins := 0, high-low, 0
	for i, fingerprint := range c.Fingerprints {
		h := mix(fingerprint)
		keys[n&(group-1)], steps[n&(group-1)] = h, uint32(i)
		if h>>(64-segmentBits)-low < span {
			n++
		}
		if n == group {
			wins += p.claimGroup(won, &keys, &steps, n)
			n = 0
		}
	}
	wins += p.claimGroup(won, &keys, &steps, n)
	c.count.Add(int64(wins))
}

// claimGroup reads the first slot of every key before it inserts any: reads that do not depend on each other overlap.
// What it read has a use, or the compiler would leave the reads out: a key that stands in its first slot is not new.
func (p *prints) claimGroup(won []bool, keys *[group]uint64, steps *[group]uint32, n int) (wins int) {
	var heads [group]uint64
	for i, h := range keys[:n] {
		heads[i] = p.segments[h>>(64-segmentBits)].touch(h)
	}
	for i, h := range keys[:n] {
		if heads[i] != h && p.segments[h>>(64-segmentBits)].insert(h) {
			won[steps[i]] = true
			wins++
		}
	}
	return wins
}

func (p *prints) claimShared(c *chunk) {
	won := 0
	for i, fingerprint := range c.Fingerprints {
		h := mix(fingerprint)
		s := &p.segments[h>>(64-segmentBits)]
		s.lock.Lock()
		if s.insert(h) {
			c.won[i] = true
			won++
		}
		s.lock.Unlock()
	}
	c.count.Add(int64(won))
}

func (p *prints) misses(c *chunk) bool {
	for _, fingerprint := range c.Fingerprints {
		h := mix(fingerprint)
		if !p.segments[h>>(64-segmentBits)].has(h) {
			return true
		}
	}
	return false
}
