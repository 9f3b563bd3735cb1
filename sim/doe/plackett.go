package doe

import (
	"fmt"
	"math"
	"slices"
)

// generatingRows are the first rows that Plackett and Burman published (Biometrika 33, 1946); the others are the same row moved on by one
// place each, and a last row has minus signs alone.
var generatingRows = map[int]string{
	8:  "+++-+--",
	12: "++-+++---+-",
	16: "++++-+-++--+---",
	20: "++--++++-+-+----++-",
	24: "+++++-+-++--++--+-+----",
}

// PlackettBurman is a screening design: up to one factor less than runs, in 8, 12, 16, 20 or 24 runs. Main effects are separate from
// each other, and each is mixed with parts of many two-factor interactions. With 0 runs the smallest design is taken that leaves three
// columns without a factor, from which Lenth's margin is better known.
func PlackettBurman(factors []Factor, runs int) (Design, error) {
	sizes := []int{8, 12, 16, 20, 24}
	if err := validate(factors, 2, sizes[len(sizes)-1]-1); err != nil {
		return Design{}, err
	}
	if runs == 0 {
		i := slices.IndexFunc(sizes, func(n int) bool { return n-1 >= len(factors)+3 })
		runs = sizes[len(sizes)-1]
		if i >= 0 {
			runs = sizes[i]
		}
	}
	row, ok := generatingRows[runs]
	if !ok {
		return Design{}, problem(fmt.Sprintf("a Plackett-Burman design of %d runs, expected one of %v", runs, sizes), "0 takes the smallest that fits")
	}
	if len(factors) > runs-1 {
		return Design{}, problem(fmt.Sprintf("%d factors in %d runs, expected at most %d", len(factors), runs, runs-1), "0 takes the smallest that fits")
	}
	d := Design{Kind: PlackettBurmanKind, Factors: slices.Clone(factors), Runs: make([][]float64, runs)}
	for i := len(factors); i < runs-1; i++ {
		d.Spare = append(d.Spare, make([]float64, runs))
	}
	for r := range d.Runs {
		d.Runs[r] = make([]float64, len(factors))
		for i := range runs - 1 {
			x := -1.0
			if r < runs-1 && row[(i-r+runs-1)%(runs-1)] == '+' {
				x = 1
			}
			if i < len(factors) {
				d.Runs[r][i] = x
			} else {
				d.Spare[i-len(factors)][r] = x
			}
		}
	}
	d.screened()
	return d, nil
}

// screened fills in how main effects are mixed with two-factor interactions, which are no words here but parts: 1/3 in 12 runs.
func (d *Design) screened() {
	d.Resolution = 4
	for i := range d.Factors {
		a := Alias{Effect: letter(i)}
		for j := range d.Factors {
			for l := j + 1; l < len(d.Factors); l++ {
				sum := 0.0
				for _, coded := range d.Runs {
					sum += coded[i] * coded[j] * coded[l]
				}
				if part := sum / float64(len(d.Runs)); part != 0 {
					d.Resolution = 3
					a.With = append(a.With, mixed(part, letter(j)+letter(l)))
				}
			}
		}
		if len(a.With) > 0 {
			d.Aliases = append(d.Aliases, a)
		}
	}
}

// mixed writes a part of an effect: "-BC/3", "3BC/5".
func mixed(part float64, effect string) string {
	sign := ""
	if part < 0 {
		sign = "-"
	}
	for q := 1; q <= 24; q++ {
		if p := math.Round(math.Abs(part) * float64(q)); math.Abs(p-math.Abs(part)*float64(q)) < 1e-9 {
			factor, divisor := "", ""
			if p != 1 {
				factor = fmt.Sprint(p)
			}
			if q != 1 {
				divisor = fmt.Sprintf("/%d", q)
			}
			return sign + factor + effect + divisor
		}
	}
	return fmt.Sprintf("%s%.3g%s", sign, math.Abs(part), effect)
}

// foldedSpare completes the folded design to a basis: what had the same sign in both halves, the spare columns with it changed, and
// the difference between the halves.
func (d Design) foldedSpare() [][]float64 {
	n := len(d.Runs)
	twice := func(column func(r int) float64, sign float64) []float64 {
		both := make([]float64, 2*n)
		for r := range n {
			both[r], both[n+r] = column(r), sign*column(r)
		}
		return both
	}
	var all [][]float64
	for i := range d.Factors {
		all = append(all, twice(func(r int) float64 { return d.Runs[r][i] }, 1))
	}
	for _, s := range d.Spare {
		all = append(all, twice(func(r int) float64 { return s[r] }, 1), twice(func(r int) float64 { return s[r] }, -1))
	}
	return append(all, twice(func(int) float64 { return 1 }, -1))
}
