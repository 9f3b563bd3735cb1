package check

import (
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay/internal/lts"
)

// outcome is what a property answers in one state.
type outcome uint8

const (
	silent   outcome = iota // an Always holds here, a Sometimes is not reached
	struck                  // an Always is violated here, a Sometimes is reached
	panicked                // the function panics
	misread                 // it asked the View for what there is not
	wavering                // it answers twice differently
	outcomes
	// restart is no answer: the function reads what this pass does not have.
	restart
)

// reading is one thing that a property read and the number of what it found there.
type reading struct{ what, found uint32 }

// tree remembers a property as a decision tree: the first component that it reads, then by what it found there the next. So it is
// evaluated once for each distinct reading, not once for each state.
type tree struct {
	mu    sync.Mutex // of writers
	nodes atomic.Pointer[[]node]
	edges lts.Memo // (node, what was found) to the next node
}

type node struct {
	leaf   bool
	answer outcome
	what   uint32 // read next, if no leaf
}

func newTree() *tree {
	t := &tree{edges: lts.NewMemo()}
	t.nodes.Store(&[]node{})
	return t
}

// find follows the tree with look, which tells the number of what is found at a place.
func (t *tree) find(look func(what uint32) uint32) (outcome, bool) {
	nodes := *t.nodes.Load()
	if len(nodes) == 0 {
		return silent, false
	}
	for at := uint32(0); ; {
		n := nodes[at]
		if n.leaf {
			return n.answer, true
		}
		next, ok := t.edges.Get(at, look(n.what))
		if !ok || int(next) >= len(nodes) {
			return silent, false
		}
		at = next
	}
}

// lesson is what became of adding an evaluation to a tree.
type lesson uint8

const (
	learnt  lesson = iota
	strays         // it read something else than before where all that it had read was the same: no tree can remember it
	differs        // it read the same and answered differently: it is no function of what it reads
)

// learn adds the path of one evaluation.
func (t *tree) learn(trail []reading, answer outcome) lesson {
	t.mu.Lock()
	defer t.mu.Unlock()
	at, fresh := uint32(0), len(*t.nodes.Load()) == 0
	for _, r := range trail {
		if fresh {
			t.grow(node{what: r.what})
		}
		if n := (*t.nodes.Load())[at]; n.leaf || n.what != r.what {
			return strays
		}
		next, ok := t.edges.Get(at, r.found)
		if fresh = !ok; fresh {
			next = uint32(len(*t.nodes.Load()))
			defer t.edges.Set(at, r.found, next) // after its node is there
		}
		at = next
	}
	if fresh {
		t.grow(node{leaf: true, answer: answer})
		return learnt
	}
	switch n := (*t.nodes.Load())[at]; {
	case !n.leaf:
		return strays
	case n.answer != answer:
		return differs
	}
	return learnt
}

func (t *tree) grow(n node) {
	longer := append(*t.nodes.Load(), n)
	t.nodes.Store(&longer)
}
