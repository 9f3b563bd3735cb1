package graph

// Rows are vectors each followed by its fingerprint (two words), and in a stack by more, in pages of fixed size.
const (
	pageRows   = 256
	printWords = 2
)

// A pagePool keeps the pages that are not in use for the next who needs one: the garbage collector would let the
// process grow to twice its live size before it gave them back.
type pagePool struct {
	words int // of a page
	free  [][]uint32
	made  uint64 // pages in existence
}

func (p *pagePool) get() []uint32 {
	if n := len(p.free); n > 0 {
		page := p.free[n-1]
		p.free = p.free[:n-1]
		return page
	}
	p.made++
	return make([]uint32, p.words)
}

func (p *pagePool) put(page []uint32) { p.free = append(p.free, page) }

func (p *pagePool) bytes() uint64 { return p.made * uint64(p.words) * 4 }

// A queue has the rows of consecutive states: those found and not expanded.
type queue struct {
	stride int
	first  uint64 // the number of pages[0]: state s stands in page s/pageRows
	pages  [][]uint32
	pool   pagePool
}

func newQueue(width int) *queue {
	stride := width + printWords
	return &queue{stride: stride, pool: pagePool{words: stride * pageRows}}
}

// row is that of state, which must lie between the last release and the last extend.
func (q *queue) row(state uint64) []uint32 {
	page := q.pages[state/pageRows-q.first]
	at := int(state%pageRows) * q.stride
	return page[at : at+q.stride : at+q.stride]
}

// extend makes room for all states less than end.
func (q *queue) extend(end uint64) {
	for (q.first+uint64(len(q.pages)))*pageRows < end {
		q.pages = append(q.pages, q.pool.get())
	}
}

// release gives back the pages of which every state is less than start.
func (q *queue) release(start uint64) {
	gone := int(start/pageRows - q.first)
	for _, page := range q.pages[:gone] {
		q.pool.put(page)
	}
	q.pages = q.pages[gone:]
	q.first += uint64(gone)
}

// printOf reads the fingerprint of a row whose vector has so many components.
func printOf(row []uint32, width int) uint64 {
	return uint64(row[width]) | uint64(row[width+1])<<32
}

func setPrint(row []uint32, width int, fingerprint uint64) {
	row[width], row[width+1] = uint32(fingerprint), uint32(fingerprint>>32)
}
