package refine

import (
	"math/big"
	"slices"
)

// pickedCharsMax limits the length of a picked text beyond its shortest, unless the rule leaves no choice.
const pickedCharsMax = 256

// wideRun is the number of characters from which on the edges of a run are tried more often than others.
const wideRun = 256

func (t *texts) pick(draw func(n uint64) uint64) (string, bool) {
	count, by := t.counts()
	if count.Finite && count.N.Cmp(big.NewInt(uniformMax)) <= 0 {
		if count.N.Sign() == 0 {
			return "", false
		}
		a, _ := t.whole()
		return a.ranked(draw(count.N.Uint64()), by), true
	}
	w, ok := t.walks()
	if !ok || w.states() == 0 {
		return "", false
	}
	return w.walk(draw), true
}

// ranked is the text before which there are rank others, in the order of a dictionary.
func (a *automaton) ranked(rank uint64, by []*big.Int) string {
	var text []rune
	state := 0
	for {
		if a.accepts[state] {
			if rank == 0 {
				return string(text)
			}
			rank--
		}
		for _, run := range a.alphabet.runs {
			to := a.row(state)[run.class]
			if to == dead {
				continue
			}
			each := by[to].Uint64()
			if size := each * uint64(run.hi-run.lo+1); rank >= size {
				rank -= size
				continue
			}
			text = append(text, run.lo+rune(rank/each))
			rank %= each
			state = int(to)
			break
		}
	}
}

// A walker makes texts of an automaton with more of them than anyone counts to.
type walker struct {
	*automaton
	nearest []int32 // by state, how many characters are missing to the next text
	longest int     // the most characters of a text, or -1 where there is no most
}

// findWalker may be ok where the whole automaton is too large: long texts are then left out, which leaves a part of the rule.
func (t *texts) findWalker() (w walker, ok bool) {
	a, ok := t.whole()
	if !ok {
		if a, ok = build(newMachine(shorter(t.expr, true), t.alphabet), t.alphabet); !ok {
			return walker{}, false
		}
	}
	w = walker{automaton: a, nearest: a.nearest(), longest: -1}
	if order, ok := a.order(); ok {
		w.longest = a.longest(order)
	}
	return w, true
}

// shorter is a rule that holds of a part of the texts that e holds of: those that are not very long. What is negated must hold of
// more instead, so its lengths stay as they are.
func shorter(e expr, positive bool) expr {
	switch e := e.(type) {
	case length:
		if positive && e.max-e.min > pickedCharsMax {
			e.max = e.min + pickedCharsMax
		}
		return e
	case join:
		parts := slices.Clone(e.parts)
		for i, p := range parts {
			parts[i] = shorter(p, positive)
		}
		return join{e.or, parts}
	case not:
		return not{shorter(e.part, !positive)}
	case each, matches, oneOf, between, lengthMachine: // have no length of their own
	}
	return e
}

// nearest is the number of characters from each state to the next text.
func (a *automaton) nearest() []int32 {
	nearest := slices.Repeat([]int32{dead}, a.states())
	before := a.before()
	var todo []int32
	for s, accepts := range a.accepts {
		if accepts {
			nearest[s] = 0
			todo = append(todo, int32(s))
		}
	}
	for i := 0; i < len(todo); i++ {
		for _, from := range before[todo[i]] {
			if nearest[from] == dead {
				nearest[from] = nearest[todo[i]] + 1
				todo = append(todo, from)
			}
		}
	}
	return nearest
}

// walk draws a length, goes on at random up to it, and from there the shortest way to a text: every state has one.
func (w walker) walk(draw func(n uint64) uint64) string {
	var text []rune
	state := 0
	for aim := w.aim(draw); ; {
		home := len(text) >= aim
		if home && w.accepts[state] {
			return string(text)
		}
		ways := w.ways(state, home)
		if ways == 0 {
			return string(text) // no way leads on, so a text ends here
		}
		run := w.way(state, home, int(draw(uint64(ways))))
		text = append(text, run.draw(draw))
		state = int(w.row(state)[run.class])
	}
}

// aim is a length to go on to: mostly short, sometimes the longest that there is.
func (w walker) aim(draw func(n uint64) uint64) int {
	shortest := int(w.nearest[0])
	switch way := draw(16); {
	case way < 10:
		return shortest + int(draw(8))
	case way < 14:
		return shortest + int(draw(32))
	case way < 15 || w.longest < 0 || w.longest > shortest+pickedCharsMax:
		return shortest + int(draw(pickedCharsMax))
	}
	return w.longest
}

// leads says whether a run leads on, and on the way home whether it is the shortest.
func (w walker) leads(state int, r run, home bool) bool {
	to := w.row(state)[r.class]
	return to != dead && (!home || w.nearest[to] < w.nearest[state])
}

// ways is how many runs lead on.
func (w walker) ways(state int, home bool) (n int) {
	for _, r := range w.alphabet.runs {
		if w.leads(state, r, home) {
			n++
		}
	}
	return n
}

// way is run number n of those that lead on, of which there are more.
func (w walker) way(state int, home bool, n int) run {
	for _, r := range w.alphabet.runs {
		if w.leads(state, r, home) {
			if n == 0 {
				return r
			}
			n--
		}
	}
	panic("refine: no way leads on, expected one more")
}

// draw is a character of the run.
func (r run) draw(draw func(n uint64) uint64) rune {
	size := uint64(r.hi - r.lo + 1)
	if size < wideRun {
		return r.lo + rune(draw(size))
	}
	switch draw(8) {
	case 0:
		return r.lo
	case 1:
		return r.hi
	}
	return r.lo + rune(draw(size))
}
