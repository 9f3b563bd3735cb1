package good

import (
	"iter"
	"maps"
	"slices"
)

// Set is a sorted set of words.
//
//assay:immutable
type Set struct {
	words []string
	index map[string]int
	limit int
}

// NewSet copies, and fills what it has made.
func NewSet(words ...string) Set {
	s := Set{words: slices.Clone(words), index: make(map[string]int, len(words))}
	slices.Sort(s.words)
	for i, word := range s.words {
		s.index[word] = i
	}
	s.limit = len(s.words)
	return s
}

// FromIndex copies a map.
func FromIndex(index map[string]int) *Set {
	s := &Set{index: maps.Clone(index)}
	s.words = slices.Sorted(maps.Keys(index))
	s.limit++
	return s
}

// Words are a copy.
func (s Set) Words() []string { return slices.Clone(s.words) }

// Index is a copy.
func (s Set) Index() map[string]int { return maps.Clone(s.index) }

// All goes over the words and hands out none of the inside.
func (s Set) All() iter.Seq[string] { return slices.Values(s.words) }

// At is one word.
func (s Set) At(i int) string { return s.words[i] }

// Len is how many words there are.
func (s *Set) Len() int { return len(s.words) }

// WithLimit changes its own copy: the receiver is a value.
func (s Set) WithLimit(n int) Set {
	s.limit = n
	return s
}

// With is a set that has one word more.
func (s Set) With(word string) Set {
	s.words = append(slices.Clone(s.words), word)
	s.index = maps.Clone(s.index)
	s.index[word] = len(s.words) - 1
	return s
}

// Without is a new set.
func (s *Set) Without(word string) *Set {
	words := make([]string, 0, len(s.words))
	for _, w := range s.words {
		if w != word {
			words = append(words, w)
		}
	}
	return &Set{words: words, limit: s.limit}
}

// Builder is not marked: it is there to be changed.
type Builder struct {
	words []string
	seen  map[string]bool
}

// Add changes the builder.
func (b *Builder) Add(word string) *Builder {
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	if !b.seen[word] {
		b.seen[word] = true
		b.words = append(b.words, word)
	}
	return b
}

// Words hands out the inner slice of what is not marked.
func (b *Builder) Words() []string { return b.words }

// Set makes the value.
func (b *Builder) Set() Set { return NewSet(b.words...) }

// rebind gives a variable another value: no value is changed by it.
func rebind() Set {
	s := NewSet("a")
	s = s.With("b")
	sets := []Set{s}
	sets[0] = NewSet("c")
	return sets[0]
}
