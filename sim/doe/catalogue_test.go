package doe

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"
)

// lengths counts the words of a relation by their length: the pattern by which aberration is judged.
type lengths [factorsMax + 1]int

func lengthsOf(words []word) (l lengths) {
	for _, w := range words {
		l[w.order()]++
	}
	return l
}

// better says whether a pattern has fewer words of the shortest length at which two differ.
func better(a, b lengths) bool { return slices.Compare(a[:], b[:]) < 0 }

func unnamed(k int) []Factor {
	all := make([]Factor, k)
	for i := range all {
		all[i] = Factor{Name: letter(i), Low: 0, High: 1}
	}
	return all
}

// The numbers of the shortest words as published: Chen, Sun and Wu, A Catalogue of Two-Level and Three-Level Fractional Factorial
// Designs with Small Runs, International Statistical Review 61, 1993; from words of length 3 on.
func TestCatalogueHasPublishedWordLengths(t *testing.T) {
	for s, want := range map[size][]int{
		{5, 8}: {2, 1}, {6, 8}: {4, 3}, {7, 8}: {7, 7, 0, 0, 1},
		{6, 16}: {0, 3}, {7, 16}: {0, 7}, {8, 16}: {0, 14, 0, 0, 0, 1}, {9, 16}: {4, 14, 8, 0, 4, 1}, {10, 16}: {8, 18, 16, 8, 8, 5}, {11, 16}: {12, 26, 28, 24, 20, 13, 4},
		{7, 32}: {0, 1, 2}, {8, 32}: {0, 3, 4}, {9, 32}: {0, 6, 8, 0, 0, 1}, {10, 32}: {0, 10, 16, 0, 0, 5}, {11, 32}: {0, 25, 0, 27, 0, 10, 0, 1},
		{8, 64}: {0, 0, 2, 1}, {9, 64}: {0, 1, 4, 2}, {10, 64}: {0, 2, 8, 4, 0, 1}, {11, 64}: {0, 4, 14, 8, 0, 3, 2},
		{9, 128}: {0, 0, 0, 3}, {10, 128}: {0, 0, 3, 3, 1}, {11, 128}: {0, 0, 6, 6, 2, 1},
	} {
		d, err := MinimumAberration(unnamed(s.factors), s.runs)
		if err != nil {
			t.Error(err)
			continue
		}
		if have := lengthsOf(d.words()); len(d.Runs) != s.runs || fmt.Sprint(have[3:3+len(want)]) != fmt.Sprint(want) {
			t.Errorf("%d factors in %d runs: words by length %v, expected %v", s.factors, s.runs, have[3:], want)
		}
	}
}

// least tries every set of generators of a size: the slow way to a design with minimum aberration.
func least(s size) lengths {
	base := bits.Len(uint(s.runs)) - 1
	var columns []uint32
	for mask := range uint32(s.runs) {
		if bits.OnesCount32(mask) >= 2 {
			columns = append(columns, mask)
		}
	}
	best := lengths{3: 1 << 20}
	var add func(from, at int, words []word)
	add = func(from, at int, words []word) {
		if at == s.factors {
			if l := lengthsOf(words[1:]); better(l, best) {
				best = l
			}
			return
		}
		for i := from; i < len(columns); i++ {
			g := word{columns[i] | 1<<at, 1}
			more := slices.Clone(words)
			for _, w := range words {
				more = append(more, w.times(g))
			}
			add(i+1, at+1, more)
		}
	}
	add(0, base, []word{{0, 1}})
	return best
}

// TestCatalogue looks for better fractions among all. The largest searches are behind the tag long.
func TestCatalogue(t *testing.T) {
	const setsMax = 20_000
	tried := 0
	for s, sets := range searches() {
		if sets > setsMax {
			continue
		}
		tried++
		held(t, s)
	}
	if tried < 12 {
		t.Errorf("%d sizes were searched, expected 12 at least", tried)
	}
}

func held(t *testing.T, s size) {
	t.Helper()
	d, err := MinimumAberration(unnamed(s.factors), s.runs)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := lengthsOf(d.words()), least(s); have != want {
		t.Errorf("%d factors in %d runs: words by length %v, and %v are possible", s.factors, s.runs, have[3:], want[3:])
	}
}

// searches says how many sets of generators each size has.
func searches() map[size]int {
	all := map[size]int{}
	for s := range catalogue {
		base := bits.Len(uint(s.runs)) - 1
		sets, columns := 1, s.runs-1-base
		for i := range s.factors - base {
			sets = sets * (columns - i) / (i + 1)
		}
		all[s] = sets
	}
	return all
}
