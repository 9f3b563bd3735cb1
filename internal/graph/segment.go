package graph

import (
	"math/bits"
	"sync"
)

// A segment is a hash table with ordered linear probing (Amble and Knuth, 1974): a key's home slot grows with the key,
// and keys that had to move on from their homes are kept in order. All keys of the segment thus stand in ascending
// order with gaps between, which buys two things: a search for a key that is missing ends at the first greater one, so
// that the table may be 85 % full, and growing is one pass over both tables in order.
type segment struct {
	pages [][]uint64 // of pageSlots; a small segment has a single smaller one
	homes uint64     // slots that are a home; the slots after them take what flows over
	keys  uint64
	limit uint64 // keys at which the segment grows
	pool  *slotPool
	lock  sync.Mutex // for claimShared alone
}

const (
	slotsFirst = 16
	pageSlots  = 4096 // 32 KiB, which is one of the allocator's sizes
	loadMax    = 85   // per cent of the homes
)

// size sets the bounds for so many slots.
func (s *segment) size(slots uint64) {
	s.homes = slots - min(slots/8, 64)
	s.limit = s.homes * loadMax / 100
}

// home is the slot that h belongs to: the bits of h below those that chose the segment, as a fraction of the homes.
func (s *segment) home(h uint64) uint64 {
	high, _ := bits.Mul64(h<<segmentBits, s.homes)
	return high
}

// touch reads the slot where a search for h begins.
func (s *segment) touch(h uint64) uint64 {
	home := s.home(h)
	return s.pages[home/pageSlots][home%pageSlots]
}

// find is the slot of h, or the one where it belongs if it is missing; past the last slot, number is len(s.pages).
func (s *segment) find(h uint64) (number, i uint64, found bool) {
	home := s.home(h)
	number, i = home/pageSlots, home%pageSlots
	for ; number < uint64(len(s.pages)); number++ {
		page := s.pages[number]
		for ; i < uint64(len(page)); i++ {
			if key := page[i]; key == 0 || key >= h {
				return number, i, key == h
			}
		}
		i = 0
	}
	return number, i, false
}

func (s *segment) has(h uint64) bool {
	_, _, found := s.find(h)
	return found
}

// insert adds h and tells whether it was missing.
func (s *segment) insert(h uint64) bool {
	if s.keys >= s.limit {
		s.grow()
	}
	number, i, found := s.find(h)
	if found {
		return false
	}
	s.keys++
	if rest := s.put(number, i, h); rest != 0 {
		s.overflow(rest)
	}
	return true
}

// put writes h to a slot and moves what stands from there up to the next gap on by one. If no gap is left, it returns
// the last key, which has lost its place, and otherwise zero.
func (s *segment) put(number, i, h uint64) (rest uint64) {
	for ; number < uint64(len(s.pages)); number++ {
		page := s.pages[number]
		for ; i < uint64(len(page)); i++ {
			h, page[i] = page[i], h
			if h == 0 {
				return 0
			}
		}
		i = 0
	}
	return h
}

// overflow puts a key, greater than all others, for which no slot is left at the end. More homes would not help where
// many keys share one; with more slots after the homes the segment stays what it is, if slow (TestSegmentOverflow).
func (s *segment) overflow(h uint64) {
	if len(s.pages[0]) < pageSlots {
		s.move(1, pageSlots)
	} else {
		s.pages = append(s.pages, s.pool.get(pageSlots))
	}
	s.keys-- // h was counted, and is again.
	s.insert(h)
}

// grow moves all keys to about a quarter more pages.
func (s *segment) grow() {
	if !s.move(grown(len(s.pages), len(s.pages[0]))) {
		s.move(1, pageSlots)
	}
}

// move moves all keys in order to so many pages of that size. Old pages serve again as soon as they are read. It
// returns false, and moves none, if the keys crowd so at the end of a small page that they do not fit.
func (s *segment) move(count, size int) bool {
	pages, homes, limit := s.pages, s.homes, s.limit
	s.pages = make([][]uint64, 0, count)
	s.size(uint64(count * size))
	at := uint64(0) // the slot after the last key
	for _, page := range pages {
		for _, h := range page {
			if h == 0 {
				continue
			}
			at = max(at, s.home(h))
			if at >= uint64(size) && size < pageSlots {
				s.pool.put(s.pages[0])
				s.pages, s.homes, s.limit = pages, homes, limit
				return false
			}
			s.reach(at, size)
			s.pages[at/pageSlots][at%pageSlots] = h
			at++
		}
		s.pool.put(page)
	}
	s.reach(uint64(count*size-1), size)
	return true
}

// reach adds pages until the slot at is in one. When the keys crowd at the end, there are then more than were planned.
func (s *segment) reach(at uint64, size int) {
	for uint64(len(s.pages)*size) <= at {
		s.pages = append(s.pages, s.pool.get(size))
	}
}

// grown is the next number and size of pages: a single one that doubles, until pages of full size are added.
func grown(count, size int) (int, int) {
	if size < pageSlots {
		return 1, 2 * size
	}
	return count + max(1, count/4), pageSlots
}
