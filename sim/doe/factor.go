package doe

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Factor is something that an experiment varies: a parameter of the system, or an assumption about its world. It has two levels, which
// are numbers (Low and High) or names (Levels, the low one first).
type Factor struct {
	Name   string   `json:"name"`
	Low    float64  `json:"low"`
	High   float64  `json:"high"`
	Levels []string `json:"levels,omitempty"` // two names, instead of numbers
	Unit   string   `json:"unit,omitempty"`   // of Low and High, for people
}

const (
	letters    = "ABCDEFGHJKLMNOPQRSTUVWXYZ" // without I, which is the identity of the defining relation
	factorsMax = len(letters)
	runsMax    = 4096
)

func letter(i int) string { return letters[i : i+1] }

// Named says whether the levels are names. Such a factor has nothing between its levels.
func (f Factor) Named() bool { return len(f.Levels) > 0 }

// At says a coded level (-1 is low, +1 is high) as people do: "8 cores", "on".
func (f Factor) At(coded float64) string {
	if f.Named() {
		if coded < 0 {
			return f.Levels[0]
		}
		return f.Levels[1]
	}
	digits := 4 // between the levels
	if coded == -1 || coded == 1 {
		digits = 9
	}
	return withUnit(rounded(f.value(coded), digits), f.Unit)
}

func (f Factor) value(coded float64) float64 {
	switch coded { // exactly what was given, without rounding
	case -1:
		return f.Low
	case 1:
		return f.High
	}
	return f.Low + (coded+1)/2*(f.High-f.Low)
}

func (f Factor) validate() error {
	switch {
	case f.Name == "":
		return problem("a factor without a name", "name it as the report should: Factor{Name: \"workers\", Low: 2, High: 8}")
	case f.Named() && (len(f.Levels) != 2 || f.Levels[0] == f.Levels[1] || slices.Contains(f.Levels, "")):
		return problem(fmt.Sprintf("factor %s: the levels %q, expected two different names", f.Name, f.Levels),
			"these designs have two levels; take the two between which the difference matters")
	case f.Named() && (f.Low != 0 || f.High != 0):
		return problem(fmt.Sprintf("factor %s: it has named levels and the numbers %s and %s, expected one of both", f.Name, number(f.Low), number(f.High)),
			"leave out Low and High")
	case f.Named():
		return nil
	case math.IsNaN(f.Low) || math.IsNaN(f.High) || math.IsInf(f.Low, 0) || math.IsInf(f.High, 0):
		return problem(fmt.Sprintf("factor %s: the levels %v and %v, expected finite numbers", f.Name, f.Low, f.High), "choose bounds that the system can have")
	case f.Low >= f.High:
		return problem(fmt.Sprintf("factor %s: low is %s and high is %s, expected low < high", f.Name, number(f.Low), number(f.High)),
			"swap them, or give Levels if they are names")
	}
	return nil
}

func validate(factors []Factor, least, most int) error {
	if len(factors) < least || len(factors) > most {
		return problem(fmt.Sprintf("%d factors, expected %d to %d", len(factors), least, most), "other designs take other numbers: see the table in the documentation of the package")
	}
	seen := map[string]bool{}
	for _, f := range factors {
		if err := f.validate(); err != nil {
			return err
		}
		if seen[f.Name] {
			return problem(fmt.Sprintf("two factors are called %q, expected different names", f.Name), "results go by name")
		}
		seen[f.Name] = true
	}
	return nil
}

// numeric refuses factors that have nothing between their levels.
func numeric(factors []Factor, what string) error {
	for _, f := range factors {
		if f.Named() {
			return problem(fmt.Sprintf("%s: factor %s has the named levels %q, expected numbers", what, f.Name, f.Levels),
				"run the design once for each name, or take a factorial design")
		}
	}
	return nil
}

// Point is one setting of all factors: what a response is asked for.
type Point struct {
	Run     int       // the place of the run in the design, from 0
	Coded   []float64 // by factor, -1 is low and +1 is high
	factors []Factor
}

// Value is the number that a factor has at this point. For a factor with named levels it is 0 or 1.
func (p Point) Value(name string) float64 {
	i := p.index(name)
	if p.factors[i].Named() {
		if p.Coded[i] < 0 {
			return 0
		}
		return 1
	}
	return p.factors[i].value(p.Coded[i])
}

// Level is the name of the level that a factor has at this point; of a number, the number and its unit.
func (p Point) Level(name string) string {
	i := p.index(name)
	return p.factors[i].At(p.Coded[i])
}

// index panics for a name that no factor has: the response is then wrong for every point, and Run reports it with the point.
func (p Point) index(name string) int {
	i := slices.IndexFunc(p.factors, func(f Factor) bool { return f.Name == name })
	if i < 0 {
		panic(fmt.Sprintf("doe: no factor is called %q, expected one of %s", name, strings.Join(names(p.factors), ", ")))
	}
	return i
}

func names(factors []Factor) []string {
	all := make([]string, len(factors))
	for i, f := range factors {
		all[i] = f.Name
	}
	return all
}

func (p Point) String() string {
	parts := make([]string, len(p.factors))
	for i, f := range p.factors {
		parts[i] = f.Name + "=" + f.At(p.Coded[i])
	}
	return strings.Join(parts, ", ")
}

// problem is an error with a hint, in the form of the house.
func problem(text, hint string) error {
	return fmt.Errorf("doe: %s\nhint: %s", text, hint)
}

// number writes a number for people, with five significant digits.
func number(x float64) string { return rounded(x, 5) }

// rounded writes a number with so many significant digits, and large ones without an exponent.
func rounded(x float64, digits int) string {
	if x == 0 || math.Abs(x) < 1e-300 {
		return "0"
	}
	text := strconv.FormatFloat(x, 'g', digits, 64)
	if a := math.Abs(x); strings.Contains(text, "e+") && a < 1e9 {
		return strconv.FormatFloat(math.Round(x), 'f', -1, 64)
	}
	return text
}

func withUnit(text, unit string) string {
	if unit == "" {
		return text
	}
	return text + " " + unit
}
