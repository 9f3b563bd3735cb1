package refine

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
)

// A machine reads a text class by class and says in the end whether a rule holds of it. Its states are numbers that it gives as it
// meets them, so that only those that a text can lead to are ever made.
type machine interface {
	start() int
	// next is the state after one more character of class c. It may be asked of dead and of full too.
	next(state, c int) int
	// accepts says whether the rule holds of a text that ends here.
	accepts(state int) bool
}

// The states that every machine has. A machine that knows that it is in one says so: then what is combined with it ends there too.
const (
	dead = -1 // the rule holds of no text that goes on like this
	full = -2 // the rule holds of every text that goes on like this
)

// runeSets are the sets of characters that a rule about text tells apart.
func runeSets(e expr) (sets [][]rune) {
	switch e := e.(type) {
	case each:
		return [][]rune{e.set}
	case matches:
		return programSets(e.program())
	case oneOf:
		for _, v := range e.texts() {
			for _, r := range v {
				sets = append(sets, []rune{r, r})
			}
		}
	case join:
		for _, p := range e.parts {
			sets = append(sets, runeSets(p)...)
		}
	case not:
		return runeSets(e.part)
	case length, between, lengthMachine: // tell no characters apart
	}
	return sets
}

// newMachine is the machine of a rule about text.
func newMachine(e expr, a *alphabet) machine {
	switch e := e.(type) {
	case length:
		return newLengthMachine(e, a)
	case each:
		return eachMachine{a.members(e.set)}
	case matches:
		return newProgram(e.program(), a)
	case oneOf:
		return newTrie(e.texts(), a)
	case join:
		m := &joinMachine{or: e.or, known: map[string]int{}}
		for _, p := range e.parts {
			m.parts = append(m.parts, newMachine(p, a))
		}
		return m
	case not:
		return notMachine{newMachine(e.part, a)}
	}
	panic("refine: " + wordsOf(e) + " is no rule about text, expected one")
}

// A lengthMachine counts. Its states are the lengths.
type lengthMachine struct {
	length
	widths []int
}

func newLengthMachine(e length, a *alphabet) lengthMachine {
	m := lengthMachine{length: e, widths: make([]int, len(a.classes))}
	for c, class := range a.classes {
		m.widths[c] = class.width
		if e.chars {
			m.widths[c] = 1
		}
	}
	return m
}

func (m lengthMachine) start() int { return m.at(0) }

func (m lengthMachine) at(n int) int {
	switch {
	case n > m.max:
		return dead
	case unlimited(m.max) && n >= m.min:
		return full
	}
	return n
}

func (m lengthMachine) next(state, c int) int {
	if state < 0 {
		return state
	}
	return m.at(state + m.widths[c])
}

func (m lengthMachine) accepts(state int) bool { return state == full || state >= m.min }

// An eachMachine is alive as long as each class is in.
type eachMachine struct{ in []bool }

func (m eachMachine) start() int {
	if slices.Contains(m.in, false) {
		return 0
	}
	return full
}

func (m eachMachine) next(state, c int) int {
	if state == 0 && !m.in[c] {
		return dead
	}
	return state
}

func (m eachMachine) accepts(state int) bool { return state != dead }

// A trie holds a list of texts as a tree of their beginnings.
type trie struct {
	nodes []trieNode
}

type trieNode struct {
	next map[int]int // by class: here each is one character
	ends bool
}

func newTrie(texts []string, a *alphabet) *trie {
	t := &trie{nodes: []trieNode{{next: map[int]int{}}}}
	for _, text := range texts {
		at := 0
		for _, r := range text {
			c := a.of(r)
			to, ok := t.nodes[at].next[c]
			if !ok {
				to = len(t.nodes)
				t.nodes[at].next[c] = to
				t.nodes = append(t.nodes, trieNode{next: map[int]int{}})
			}
			at = to
		}
		t.nodes[at].ends = true
	}
	return t
}

func (t *trie) start() int { return 0 }

func (t *trie) next(state, c int) int {
	if state < 0 {
		return state
	}
	if to, ok := t.nodes[state].next[c]; ok {
		return to
	}
	return dead
}

func (t *trie) accepts(state int) bool { return state == full || state >= 0 && t.nodes[state].ends }

// A notMachine accepts what another does not.
type notMachine struct{ part machine }

func opposite(state int) int {
	switch state {
	case dead:
		return full
	case full:
		return dead
	}
	return state
}

func (m notMachine) start() int { return opposite(m.part.start()) }

func (m notMachine) next(state, c int) int { return opposite(m.part.next(opposite(state), c)) }

func (m notMachine) accepts(state int) bool { return !m.part.accepts(opposite(state)) }

// A joinMachine runs several machines side by side. Its states are their states.
type joinMachine struct {
	or     bool
	parts  []machine
	known  map[string]int
	states [][]int
	memory []int // what next works on
	key    []byte
}

func (m *joinMachine) start() int {
	m.memory = m.memory[:0]
	for _, p := range m.parts {
		m.memory = append(m.memory, p.start())
	}
	return m.number()
}

func (m *joinMachine) next(state, c int) int {
	if state < 0 {
		return state
	}
	m.memory = m.memory[:0]
	for i, p := range m.parts {
		m.memory = append(m.memory, p.next(m.states[state][i], c))
	}
	return m.number()
}

// number is the state of which the parts are in memory. One part may decide it for all; otherwise all of them do.
func (m *joinMachine) number() int {
	decides, other := dead, full
	if m.or {
		decides, other = full, dead
	}
	undecided := false
	for _, s := range m.memory {
		if s == decides {
			return decides
		}
		undecided = undecided || s != other
	}
	if !undecided {
		return other
	}
	m.key = m.key[:0]
	for _, s := range m.memory {
		m.key = binary.AppendVarint(m.key, int64(s))
	}
	n, ok := m.known[string(m.key)]
	if !ok {
		n = len(m.states)
		m.known[string(m.key)] = n
		m.states = append(m.states, slices.Clone(m.memory))
	}
	return n
}

func (m *joinMachine) accepts(state int) bool {
	if state < 0 {
		return state == full
	}
	for i, p := range m.parts {
		if p.accepts(m.states[state][i]) == m.or {
			return m.or
		}
	}
	return !m.or
}

func (e matches) program() *syntax.Prog {
	re, err := syntax.Parse(e.pattern, syntax.Perl)
	if err != nil {
		panic(err) // Matches has refused it
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		panic(err)
	}
	return prog
}
