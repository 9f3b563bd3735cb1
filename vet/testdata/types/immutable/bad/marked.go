package bad

// Set is a sorted set of words.
//
//assay:immutable
type Set struct {
	words []string
	index map[string]int
	first *string
}

// NewSet keeps the caller's slice.
func NewSet(words []string) Set { return Set{words: words} } // HERE

// NewIndexed keeps the caller's map.
func NewIndexed(index map[string]int) Set {
	s := Set{}
	s.index = index // HERE
	return s        // OR HERE
}

// Words hands out the inner slice.
func (s Set) Words() []string { return s.words } // HERE

// Some hands out a part of the inner slice.
func (s Set) Some(n int) []string { return s.words[:n] } // HERE

// Index hands out the inner map.
func (s Set) Index() map[string]int { return s.index } // HERE

// Sort sorts in place.
func (s Set) Sort() {
	if len(s.words) > 1 && s.words[0] > s.words[1] {
		s.words[0], s.words[1] = s.words[1], s.words[0] // HERE
	}
}

// Forget takes a word out of the index.
func (s Set) Forget(word string) { delete(s.index, word) } // HERE

// Counter counts.
//
//assay:immutable
type Counter struct {
	n     int
	names []string
}

// NewCounter begins at n.
func NewCounter(n int) *Counter { return &Counter{n: n} }

// Add changes the counter itself.
func (c *Counter) Add(k int) {
	c.n += k // HERE
}

// Increment changes it too.
func (c *Counter) Increment() {
	c.n++ // HERE
}

// Rename replaces one field.
func (c *Counter) Rename(name string) {
	c.names = append([]string(nil), name) // HERE
}

// Reset replaces the whole.
func (c *Counter) Reset() {
	*c = Counter{} // HERE
}

// bump is no method, and no constructor.
func bump(c *Counter) {
	c.n = 7 // HERE
}
