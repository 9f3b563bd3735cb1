package graph

// A book has for each code the least state that it was reported for, or None. Each worker keeps its own; they are
// merged between batches, so that the order in which workers come does not show.
type book struct {
	least  []uint64
	news   bool // something was written since the last merge
	counts [Counters]uint64
	_      apart
}

func newBook(codes int) *book {
	b := &book{least: make([]uint64, codes)}
	b.wipe()
	return b
}

// wipe forgets everything.
func (b *book) wipe() {
	for i := range b.least {
		b.least[i] = None
	}
	b.news = false
}

func (b *book) has(code uint32) bool {
	return int(code) < len(b.least) && b.least[code] != None
}

// merge takes over what other has, and leaves other as it is: what it has already told stays true.
func (b *book) merge(other *book) {
	for i := range b.counts {
		b.counts[i], other.counts[i] = b.counts[i]+other.counts[i], 0
	}
	if !other.news {
		return
	}
	for code, state := range other.least {
		b.least[code] = min(b.least[code], state)
	}
	b.news, other.news = true, false
}
