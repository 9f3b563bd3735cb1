package doe

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Fractional is the fraction of a full factorial in which some factors are set to products of others: Fractional(seven, "D=AB", "E=AC",
// "F=BC", "G=ABC") runs seven factors in eight runs. Factors go by letters in their order, without I. With "D=-AB" the sign is changed.
// The factors that no generator sets are in standard order. MinimumAberration has the generators of the usual designs.
func Fractional(factors []Factor, generators ...string) (Design, error) {
	if err := validate(factors, 3, 16); err != nil {
		return Design{}, err
	}
	d := Design{Kind: FractionalFactorial, Factors: slices.Clone(factors), Generators: slices.Clone(generators)}
	if len(generators) == 0 {
		return Design{}, problem("a fraction without generators", "MinimumAberration(factors, runs) has the usual ones; Full runs all combinations")
	}
	parsed, set := make([]generator, len(generators)), uint32(0)
	words := make([]word, len(generators))
	for i, text := range generators {
		g, err := parseGenerator(text, len(factors))
		if err != nil {
			return Design{}, err
		}
		if set>>g.factor&1 == 1 {
			return Design{}, problem(fmt.Sprintf("the generators %s set %s twice", strings.Join(generators, ", "), letter(g.factor)), "each factor is set once")
		}
		set |= 1 << g.factor
		parsed[i], words[i] = g, word{g.mask | 1<<g.factor, g.sign}
	}
	for i, g := range parsed {
		if g.mask&set != 0 {
			return Design{}, problem(fmt.Sprintf("the generator %s uses %s, which another one sets", generators[i], effectName(g.mask&set)),
				"write products of the factors that are not set")
		}
	}
	if n := 1 << (len(factors) - len(generators)); n > runsMax {
		return Design{}, problem(fmt.Sprintf("%d runs, expected at most %d", n, runsMax), "give more generators, or take fewer factors")
	}
	d.Runs = fraction(len(factors), set, parsed)
	d.related(relation(words))
	return d, nil
}

func fraction(k int, set uint32, generators []generator) [][]float64 {
	base := standardOrder(k - len(generators))
	runs := make([][]float64, len(base))
	for r := range runs {
		runs[r] = make([]float64, k)
		next := 0
		for i := range k {
			if set>>i&1 == 0 {
				runs[r][i] = base[r][next]
				next++
			}
		}
		for _, g := range generators {
			runs[r][g.factor] = float64(g.sign) * product(runs[r], g.mask)
		}
	}
	return runs
}

func product(coded []float64, mask uint32) float64 {
	p := 1.0
	for i, x := range coded {
		if mask>>i&1 == 1 {
			p *= x
		}
	}
	return p
}

// MinimumAberration is the fraction with that many runs which confounds as little as possible: of all with the highest resolution, one
// with the fewest words of that length, then of the next (Fries and Hunter 1980). The generators are those of Box, Hunter and Hunter,
// Statistics for Experimenters, as in the table of the NIST/SEMATECH e-Handbook, 5.3.3.4.7: 3 to 11 factors in 4 to 128 runs.
func MinimumAberration(factors []Factor, runs int) (Design, error) {
	k := len(factors)
	if k >= 3 && k <= 12 && runs == 1<<(k-1) { // a half
		return Fractional(factors, letter(k-1)+"="+letters[:k-1])
	}
	generators, ok := catalogue[size{k, runs}]
	if !ok {
		var known []string
		for _, s := range slices.SortedFunc(maps.Keys(catalogue), func(a, b size) int { return a.runs - b.runs }) {
			if s.factors == k {
				known = append(known, fmt.Sprint(s.runs))
			}
		}
		if k >= 3 && k <= 12 {
			known = append(known, fmt.Sprint(1<<(k-1)))
		}
		return Design{}, problem(fmt.Sprintf("no table has %d factors in %d runs, expected one of [%s] runs", k, runs, strings.Join(known, " ")),
			"Fractional takes generators, PlackettBurman up to 23 factors in 8 to 24 runs")
	}
	return Fractional(factors, strings.Fields(generators)...)
}

type size struct{ factors, runs int }

// catalogue holds the fractions below a half; TestCatalogue holds each against all others of its size.
var catalogue = map[size]string{
	{5, 8}:    "D=AB E=AC",
	{6, 8}:    "D=AB E=AC F=BC",
	{7, 8}:    "D=AB E=AC F=BC G=ABC",
	{6, 16}:   "E=ABC F=BCD",
	{7, 16}:   "E=ABC F=BCD G=ACD",
	{8, 16}:   "E=BCD F=ACD G=ABC H=ABD",
	{9, 16}:   "E=ABC F=BCD G=ACD H=ABD J=ABCD",
	{10, 16}:  "E=ABC F=BCD G=ACD H=ABD J=ABCD K=AB",
	{11, 16}:  "E=ABC F=BCD G=ACD H=ABD J=ABCD K=AB L=AC",
	{7, 32}:   "F=ABCD G=ABDE",
	{8, 32}:   "F=ABC G=ABD H=BCDE",
	{9, 32}:   "F=BCDE G=ACDE H=ABDE J=ABCE",
	{10, 32}:  "F=ABCD G=ABCE H=ABDE J=ACDE K=BCDE",
	{11, 32}:  "F=ABC G=BCD H=CDE J=ACD K=ADE L=BDE",
	{8, 64}:   "G=ABCD H=ABEF",
	{9, 64}:   "G=ABCD H=ACEF J=CDEF",
	{10, 64}:  "G=BCDF H=ACDF J=ABDE K=ABCE",
	{11, 64}:  "G=CDE H=ABCD J=ABF K=BDEF L=ADEF",
	{9, 128}:  "H=ACDFG J=BCEFG",
	{10, 128}: "H=ABCG J=BCDE K=ACDF",
	{11, 128}: "H=ABCG J=BCDE K=ACDF L=ABCDEFG",
}

// Foldover adds each run once more with the levels of some factors exchanged; without names, of all. That separates these factors from
// what they were confounded with: folded over all factors, main effects are free of two-factor interactions.
func (d Design) Foldover(factors ...string) (Design, error) {
	if !d.twoLevel() || d.Kind == FullFactorial {
		return Design{}, problem(fmt.Sprintf("a foldover of a %s design", d.Kind), "it is for fractional and Plackett-Burman designs, which confound effects")
	}
	if len(d.corners()) != len(d.Runs) {
		return Design{}, problem("a foldover of a design with centre points", "fold over first, then add the centre points")
	}
	mask, err := d.mask(factors)
	if err != nil {
		return Design{}, err
	}
	folded := Design{Kind: d.Kind, Factors: d.Factors, Generators: d.Generators, Notes: append(slices.Clone(d.Notes), foldNote(factors))}
	folded.Runs = slices.Concat(d.Runs, flipped(d.Runs, mask))
	if d.Kind == PlackettBurmanKind {
		if len(factors) > 0 || strings.Contains(strings.Join(d.Notes, ""), "folded") {
			return Design{}, problem("a foldover of a Plackett-Burman design over some factors, or once more", "fold it over all factors, once")
		}
		folded.Spare = d.foldedSpare()
		folded.screened()
		return folded, nil
	}
	var kept []word
	for _, w := range d.words() {
		if (word{mask: w.mask & mask}).order()%2 == 0 {
			kept = append(kept, w)
		}
	}
	if len(kept) == len(d.Relation) {
		return Design{}, problem("this foldover repeats every run and separates nothing", "fold over a single factor: Foldover(\""+d.Factors[0].Name+"\")")
	}
	folded.related(kept)
	return folded, nil
}

func (d Design) mask(factors []string) (uint32, error) {
	if len(factors) == 0 {
		return 1<<len(d.Factors) - 1, nil
	}
	mask := uint32(0)
	for _, name := range factors {
		i := slices.IndexFunc(d.Factors, func(f Factor) bool { return f.Name == name })
		if i < 0 {
			return 0, problem(fmt.Sprintf("no factor is called %q, expected one of %s", name, strings.Join(names(d.Factors), ", ")), "a foldover goes by names")
		}
		mask |= 1 << i
	}
	return mask, nil
}

func foldNote(factors []string) string {
	if len(factors) == 0 {
		return "folded over"
	}
	return "folded over " + strings.Join(factors, ", ")
}

func flipped(runs [][]float64, mask uint32) [][]float64 {
	all := make([][]float64, len(runs))
	for r, coded := range runs {
		all[r] = slices.Clone(coded)
		for i := range coded {
			if mask>>i&1 == 1 {
				all[r][i] = -coded[i]
			}
		}
	}
	return all
}
