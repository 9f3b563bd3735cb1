package lts

import (
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay/internal/step"
)

// interner numbers the components of one kind, each with the word that stands for it in fingerprints. Reading by number takes no
// lock. The numbers depend on the order in which workers come; the words do not.
type interner[C any] struct {
	list  *chunks[C]
	words *chunks[uint64] // apart from the components: the search reads them alone
	_     [cacheLine]byte // what follows is written, what precedes is read

	place   string // what the word derives from beside the content
	key     func(C) string
	content func(C) string
	mu      sync.Mutex
	numbers map[string]uint32
	size    atomic.Int64
}

func newInterner[C any](place string, key, content func(C) string) *interner[C] {
	return &interner[C]{place: place, key: key, content: content, numbers: map[string]uint32{}, list: newChunks[C](), words: newChunks[uint64]()}
}

// number is that of c, which nobody may change from here on.
func (in *interner[C]) number(c C) uint32 {
	key := in.key(c)
	in.mu.Lock()
	defer in.mu.Unlock()
	if n, ok := in.numbers[key]; ok {
		return n
	}
	in.words.addOne(step.Sum(in.place + in.content(c)))
	n := in.list.addOne(c)
	in.numbers[key] = n
	in.size.Add(1)
	return n
}

func (in *interner[C]) at(n uint32) C { return *in.list.one(n) }

func (in *interner[C]) word(n uint32) uint64 { return *in.words.one(n) }

func (in *interner[C]) len() int { return int(in.size.Load()) }

// delta is what going from one component to another changes in a fingerprint.
func (in *interner[C]) delta(from, to uint32) uint64 {
	if from == to {
		return 0
	}
	return in.word(from) ^ in.word(to)
}
