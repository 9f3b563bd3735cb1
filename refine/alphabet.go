package refine

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// An alphabet parts the characters into classes that no rule in question tells apart. Machines read classes.
type alphabet struct {
	runs    []run   // in order; together they are every character
	classes []class // in the order of their first characters
}

// A run is a row of characters of one class.
type run struct {
	lo, hi rune
	class  int
}

type class struct {
	first rune // the least character
	size  int  // how many characters there are
	width int  // of each in UTF-8
}

// newAlphabet tells apart what any of the sets tells apart, and characters of different widths in UTF-8.
func newAlphabet(sets [][]rune) *alphabet {
	sets = distinct(sets)
	var cuts []rune
	for _, set := range append(sets, everyRune) {
		for i := 0; i < len(set); i += 2 {
			cuts = append(cuts, set[i], set[i+1]+1)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	a := &alphabet{}
	known := map[string]int{}
	sign := make([]byte, len(sets)+1)
	for i, lo := range cuts[:len(cuts)-1] {
		if !contains(everyRune, lo) {
			continue // surrogates
		}
		for j, set := range sets {
			sign[j] = 0
			if contains(set, lo) {
				sign[j] = 1
			}
		}
		sign[len(sets)] = byte(utf8.RuneLen(lo))
		a.add(run{lo: lo, hi: cuts[i+1] - 1}, string(sign), known)
	}
	return a
}

// add gives a run the class of its sign.
func (a *alphabet) add(r run, sign string, known map[string]int) {
	c, ok := known[sign]
	if !ok {
		c = len(a.classes)
		known[sign] = c
		a.classes = append(a.classes, class{first: r.lo, width: utf8.RuneLen(r.lo)})
	}
	r.class = c
	a.classes[c].size += int(r.hi - r.lo + 1)
	a.runs = append(a.runs, r)
}

// distinct leaves out sets that were there before.
func distinct(sets [][]rune) (kept [][]rune) {
	seen := map[string]bool{}
	for _, set := range sets {
		if key := fmt.Sprint(set); !seen[key] {
			seen[key] = true
			kept = append(kept, set)
		}
	}
	return kept
}

// of is the class of r, which is no surrogate.
func (a *alphabet) of(r rune) int {
	i, _ := slices.BinarySearchFunc(a.runs, r, func(run run, r rune) int { return int(run.hi - r) })
	return a.runs[i].class
}

// members says for each class whether its characters are in the set, which is one that the alphabet was made of.
func (a *alphabet) members(set []rune) []bool {
	in := make([]bool, len(a.classes))
	for c := range in {
		in[c] = contains(set, a.classes[c].first)
	}
	return in
}
