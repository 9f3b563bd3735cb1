package doe

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is how a design was made.
type Kind string

const (
	FullFactorial        Kind = "full factorial"
	FractionalFactorial  Kind = "fractional factorial"
	PlackettBurmanKind   Kind = "Plackett-Burman"
	CentralCompositeKind Kind = "central composite"
	LatinHypercubeKind   Kind = "Latin hypercube"
)

// Design is a list of runs, each a setting of all factors. The functions of this package make it; it is data and may be read at will.
type Design struct {
	Kind       Kind        `json:"kind"`
	Factors    []Factor    `json:"factors"`
	Runs       [][]float64 `json:"runs"`                 // by run and factor, coded: -1 is low, +1 is high, 0 is the centre
	Generators []string    `json:"generators,omitempty"` // of a fraction: "D=AB"
	Relation   []string    `json:"relation,omitempty"`   // the defining relation: words that are +1 in every run, "-ABD" if -1
	Resolution int         `json:"resolution,omitempty"` // the length of the shortest word; 0 if all effects are separate
	Aliases    []Alias     `json:"aliases,omitempty"`    // what the runs cannot tell apart
	Notes      []string    `json:"notes,omitempty"`      // what was done to it: foldover, centre points
	Spare      [][]float64 `json:"spare,omitempty"`      // by column and run: contrasts of a Plackett-Burman design that no factor has
}

// Alias is an effect, and the others that the runs cannot tell from it: what is estimated is their signed sum. Beyond two-factor
// interactions only those of the lowest order are listed.
type Alias struct {
	Effect string   `json:"effect"`         // "A"
	With   []string `json:"with,omitempty"` // "BD", "-CE", or "BC/3" where a third of it is added
}

func (a Alias) String() string {
	var b strings.Builder
	b.WriteString(a.Effect)
	for _, w := range a.With {
		if rest, minus := strings.CutPrefix(w, "-"); minus {
			b.WriteString(" - " + rest)
		} else {
			b.WriteString(" + " + w)
		}
	}
	return b.String()
}

// Full is the design with every combination of the levels, in standard order: the first factor changes fastest. It takes up to 12
// factors, and separates all effects.
func Full(factors []Factor) (Design, error) {
	if err := validate(factors, 1, 12); err != nil {
		return Design{}, err
	}
	return Design{Kind: FullFactorial, Factors: slices.Clone(factors), Runs: standardOrder(len(factors))}, nil
}

func standardOrder(k int) [][]float64 {
	runs := make([][]float64, 1<<k)
	for r := range runs {
		runs[r] = make([]float64, k)
		for i := range k {
			runs[r][i] = float64(r>>i&1)*2 - 1
		}
	}
	return runs
}

// Point is a run of the design as a response sees it.
func (d Design) Point(run int) Point {
	return Point{Run: run, Coded: slices.Clone(d.Runs[run]), factors: d.Factors}
}

// WithCenter adds runs in the middle of all factors, which must be numbers. They show curvature, which two levels cannot. A simulation
// answers the same at the same point with the same seed, so one is enough; where a response has noise of its own, more are better.
func (d Design) WithCenter(runs int) (Design, error) {
	if runs < 1 || runs > 100 {
		return Design{}, problem(fmt.Sprintf("%d centre points, expected 1 to 100", runs), "one is enough for a simulation")
	}
	if !d.twoLevel() {
		return Design{}, problem(fmt.Sprintf("centre points for a %s design", d.Kind), "they are for factorial and Plackett-Burman designs")
	}
	if err := numeric(d.Factors, "centre points"); err != nil {
		return Design{}, err
	}
	d.Runs = slices.Clone(d.Runs)
	for range runs {
		d.Runs = append(d.Runs, make([]float64, len(d.Factors)))
	}
	d.Notes = append(slices.Clone(d.Notes), fmt.Sprintf("%d centre points", runs))
	return d, nil
}

// twoLevel says whether effects are contrasts between two levels; otherwise they are those of a surface.
func (d Design) twoLevel() bool {
	return d.Kind == FullFactorial || d.Kind == FractionalFactorial || d.Kind == PlackettBurmanKind
}

func (d Design) regular() bool { return d.Kind == FullFactorial || d.Kind == FractionalFactorial }

// corners are the runs that are not in the centre.
func (d Design) corners() []int {
	var all []int
	for r, coded := range d.Runs {
		if slices.ContainsFunc(coded, func(x float64) bool { return x != 0 }) {
			all = append(all, r)
		}
	}
	return all
}

// Title names the design as books do: "2^(7-4) fractional factorial, resolution III, 8 runs".
func (d Design) Title() string {
	k := len(d.Factors)
	title := fmt.Sprintf("%s design of %d %s", d.Kind, k, plural(k, "factor"))
	switch d.Kind {
	case FullFactorial:
		title = fmt.Sprintf("2^%d full factorial", k)
	case FractionalFactorial:
		title = fmt.Sprintf("2^(%d-%d) fractional factorial", k, d.fraction())
	}
	if d.Resolution > 0 {
		title += ", resolution " + roman(d.Resolution)
	}
	return fmt.Sprintf("%s, %d runs", strings.Join(append([]string{title}, d.Notes...), ", "), len(d.Runs))
}

// fraction is p in 2^(k-p): how many times the full design was halved.
func (d Design) fraction() int {
	p := 0
	for 1<<p < len(d.Relation)+1 {
		p++
	}
	return p
}

func roman(n int) string {
	all := []string{"0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}
	if n < len(all) {
		return all[n]
	}
	return fmt.Sprint(n)
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// shape refuses a design whose runs are not rows of the factors: one that was changed by hand, or read from a file.
func (d Design) shape() error {
	if len(d.Runs) == 0 || len(d.Factors) == 0 {
		return problem("a design without runs", "make it with Full, Fractional, PlackettBurman, CentralComposite or LatinHypercube")
	}
	for r, coded := range d.Runs {
		if len(coded) != len(d.Factors) {
			return problem(fmt.Sprintf("run %d has %d levels, expected one for each of %d factors", r, len(coded), len(d.Factors)), "make the design with the functions of this package")
		}
	}
	return nil
}
