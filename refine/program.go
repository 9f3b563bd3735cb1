package refine

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode"
)

// A program runs a regular expression on all its ways at once. A state is the places where it may be before it looks at what is
// between two characters, and what kind of character came last: only so are ^, $ and \b known, which look both ways.
type program struct {
	prog     *syntax.Prog
	alphabet *alphabet
	takes    [][]bool // by place and class
	looks    bool     // whether there is a ^, $ or \b at all
	known    map[string]int
	states   []progState
	steps    [][]int // by state and class; notYet where nobody asked
	seen     []bool  // what close works on
}

type progState struct {
	places []uint32 // sorted
	last   rune     // of its kind; textBegin at the beginning
}

const (
	textEdge = -1 // instead of a character before the first and after the last
	notYet   = -3
)

// kinds are the characters that ^, $ and \b tell apart, each by one that stands for it.
var wordRunes = []rune{'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}

func programSets(prog *syntax.Prog) (sets [][]rune) {
	for i := range prog.Inst {
		if set := instSet(&prog.Inst[i]); set != nil {
			sets = append(sets, set)
		}
	}
	if looksAround(prog) {
		sets = append(sets, []rune{'\n', '\n'}, wordRunes)
	}
	return sets
}

// instSet is the characters that an instruction takes, nil where it takes none.
func instSet(inst *syntax.Inst) []rune {
	switch inst.Op {
	case syntax.InstRune, syntax.InstRune1:
		if len(inst.Rune) == 1 {
			return foldPairs(inst.Rune[0], syntax.Flags(inst.Arg)&syntax.FoldCase != 0)
		}
		return inst.Rune
	case syntax.InstRuneAny:
		return []rune{0, unicode.MaxRune}
	case syntax.InstRuneAnyNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}
	}
	return nil
}

func looksAround(prog *syntax.Prog) bool {
	return slices.ContainsFunc(prog.Inst, func(i syntax.Inst) bool { return i.Op == syntax.InstEmptyWidth })
}

func newProgram(prog *syntax.Prog, a *alphabet) *program {
	p := &program{prog: prog, alphabet: a, looks: looksAround(prog), known: map[string]int{}, seen: make([]bool, len(prog.Inst))}
	p.takes = make([][]bool, len(prog.Inst))
	for i := range prog.Inst {
		if set := instSet(&prog.Inst[i]); set != nil {
			p.takes[i] = a.members(set)
		}
	}
	return p
}

func (p *program) start() int { return p.number([]uint32{uint32(p.prog.Start)}, textEdge) }

func (p *program) next(state, c int) int {
	if state < 0 {
		return state
	}
	if to := p.steps[state][c]; to != notYet {
		return to
	}
	first := p.alphabet.classes[c].first
	var after []uint32
	for _, place := range p.close(p.states[state], first) {
		if takes := p.takes[place]; takes != nil && takes[c] {
			after = append(after, p.prog.Inst[place].Out)
		}
	}
	to := p.number(after, p.kind(first))
	p.steps[state][c] = to
	return to
}

func (p *program) accepts(state int) bool {
	if state < 0 {
		return state == full
	}
	return slices.ContainsFunc(p.close(p.states[state], textEdge), func(place uint32) bool {
		return p.prog.Inst[place].Op == syntax.InstMatch
	})
}

// kind is a character that stands for all that ^, $ and \b do not tell from r.
func (p *program) kind(r rune) rune {
	switch {
	case !p.looks:
		return textEdge
	case r == '\n':
		return '\n'
	case contains(wordRunes, r):
		return 'a'
	}
	return ' '
}

// number is the state of places, in which nothing is in order yet.
func (p *program) number(places []uint32, last rune) int {
	if len(places) == 0 {
		return dead
	}
	slices.Sort(places)
	places = slices.Compact(places)
	key := binary.AppendVarint(nil, int64(last))
	for _, place := range places {
		key = binary.AppendUvarint(key, uint64(place))
	}
	n, ok := p.known[string(key)]
	if !ok {
		n = len(p.states)
		p.known[string(key)] = n
		p.states = append(p.states, progState{places, last})
		p.steps = append(p.steps, slices.Repeat([]int{notYet}, len(p.alphabet.classes)))
	}
	return n
}

// close is all the places that a state leads to between its last character and the next one.
func (p *program) close(s progState, next rune) (places []uint32) {
	flags := syntax.EmptyOpContext(s.last, next)
	clear(p.seen)
	todo := slices.Clone(s.places)
	for len(todo) > 0 {
		place := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if p.seen[place] {
			continue
		}
		p.seen[place] = true
		places = append(places, place)
		switch inst := &p.prog.Inst[place]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstNop:
			todo = append(todo, inst.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&^flags == 0 {
				todo = append(todo, inst.Out)
			}
		}
	}
	return places
}
