package lts

import (
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay/internal/step"
)

// interner numbers the components of one kind, each with the word that stands for it in fingerprints. Reading by number takes no
// lock. The numbers depend on the order in which workers come; the words do not.
type interner[C any] struct {
	place   string // what the word derives from beside the content
	key     func(C) string
	content func(C) string

	mu      sync.Mutex
	numbers map[string]uint32
	list    atomic.Pointer[[]C]
	words   atomic.Pointer[[]uint64] // apart from the components: the search reads them alone
}

func newInterner[C any](place string, key, content func(C) string) *interner[C] {
	in := &interner[C]{place: place, key: key, content: content, numbers: map[string]uint32{}}
	in.list.Store(&[]C{})
	in.words.Store(&[]uint64{})
	return in
}

// number is that of c, which nobody may change from here on.
func (in *interner[C]) number(c C) uint32 {
	key := in.key(c)
	in.mu.Lock()
	defer in.mu.Unlock()
	if n, ok := in.numbers[key]; ok {
		return n
	}
	list := *in.list.Load()
	n := uint32(len(list))
	in.numbers[key] = n
	longer, words := append(list, c), append(*in.words.Load(), step.Sum(in.place+in.content(c)))
	in.words.Store(&words)
	in.list.Store(&longer)
	return n
}

func (in *interner[C]) at(n uint32) C { return (*in.list.Load())[n] }

func (in *interner[C]) word(n uint32) uint64 { return (*in.words.Load())[n] }

func (in *interner[C]) len() int { return len(*in.list.Load()) }

// delta is what going from one component to another changes in a fingerprint.
func (in *interner[C]) delta(from, to uint32) uint64 {
	if from == to {
		return 0
	}
	return in.word(from) ^ in.word(to)
}
