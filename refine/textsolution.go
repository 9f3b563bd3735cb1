package refine

import (
	"iter"
	"math/big"
	"sync"
)

// bitsMax limits the size of all the numbers that counting keeps at once, in bits.
const bitsMax = 1 << 28

// texts is what tools ask about a rule about text.
type texts struct {
	expr     expr
	alphabet *alphabet
	whole    func() (*automaton, bool)
	counts   func() (Count, []*big.Int) // and by state, where Finite
	walks    func() (walker, bool)
}

func newTexts(e expr) *texts {
	t := &texts{expr: e, alphabet: newAlphabet(runeSets(e))}
	t.whole = sync.OnceValues(func() (*automaton, bool) { return build(newMachine(e, t.alphabet), t.alphabet) })
	t.counts = sync.OnceValues(t.countAll)
	t.walks = sync.OnceValues(t.findWalker)
	return t
}

func (t *texts) count() Count {
	c, _ := t.counts()
	return c
}

func (t *texts) first() (text string, found, known bool) {
	return shortest(newMachine(t.expr, t.alphabet), t.alphabet)
}

// countAll counts, for each state, the texts that can still follow: one that ends here, and those that go on.
func (t *texts) countAll() (Count, []*big.Int) {
	a, ok := t.whole()
	if !ok {
		return Count{}, nil
	}
	if a.states() == 0 {
		return counted(new(big.Int)), nil
	}
	order, ok := a.order()
	if !ok {
		return Count{Known: true}, nil
	}
	by := make([]*big.Int, a.states())
	bits := 0
	var part big.Int
	for i := len(order) - 1; i >= 0; i-- {
		s := order[i]
		n := new(big.Int)
		if a.accepts[s] {
			n.SetInt64(1)
		}
		for c, to := range a.row(int(s)) {
			if to != dead {
				n.Add(n, part.Mul(by[to], big.NewInt(int64(t.alphabet.classes[c].size))))
			}
		}
		if bits += n.BitLen(); bits > bitsMax {
			return Count{}, nil
		}
		by[s] = n
	}
	return counted(new(big.Int).Set(by[0])), by
}

// listCellsMax limits the table that listing keeps: states times lengths.
const listCellsMax = 1 << 26

func (t *texts) all() (iter.Seq[string], bool) {
	a, ok := t.whole()
	if !ok {
		return nil, false
	}
	longest := -1 // without end
	if order, ok := a.order(); ok {
		longest = a.longest(order)
		if a.states()*(longest+1) > listCellsMax {
			return nil, false
		}
	}
	return func(yield func(string) bool) {
		l := lister{automaton: a, yield: yield}
		for n := 0; a.states() > 0 && (longest < 0 || n <= longest); n++ {
			l.reach(n)
			if !l.list(0, n) {
				return
			}
		}
	}, true
}

// longest is the number of characters of the longest text, of an automaton without cycles.
func (a *automaton) longest(order []int32) int {
	by := make([]int, a.states())
	for i := len(order) - 1; i >= 0; i-- {
		for _, to := range a.row(int(order[i])) {
			if to != dead {
				by[order[i]] = max(by[order[i]], by[to]+1)
			}
		}
	}
	if len(by) == 0 {
		return 0
	}
	return by[0]
}

// A lister gives the texts of one length in the order of their code points.
type lister struct {
	*automaton
	yield func(string) bool
	can   [][]bool // by length and state: whether a text of so many characters may follow
	text  []rune
}

// reach fills the table up to length n.
func (l *lister) reach(n int) {
	for len(l.can) <= n {
		if len(l.can) == 0 {
			l.can = append(l.can, l.accepts)
			continue
		}
		last := l.can[len(l.can)-1]
		now := make([]bool, l.states())
		for s := range now {
			for _, to := range l.row(s) {
				now[s] = now[s] || to != dead && last[to]
			}
		}
		l.can = append(l.can, now)
	}
}

// list gives what begins with text and goes on from a state for left characters. It is false when nobody wants more.
func (l *lister) list(state, left int) bool {
	if !l.can[left][state] {
		return true
	}
	if left == 0 {
		return l.yield(string(l.text))
	}
	row := l.row(state)
	for _, run := range l.alphabet.runs {
		to := row[run.class]
		if to == dead || !l.can[left-1][to] {
			continue
		}
		for r := run.lo; r <= run.hi; r++ {
			l.text = append(l.text, r)
			more := l.list(int(to), left-1)
			l.text = l.text[:len(l.text)-1]
			if !more {
				return false
			}
		}
	}
	return true
}
