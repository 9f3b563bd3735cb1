package sim

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// Knob is a parameter of a World that may be turned: by assay sim -find to look for a boundary, by assay doe as a factor.
type Knob struct {
	Name      string
	Low, High float64
	Set       func(World, float64) World
}

// Turning names the knobs of a test's World.
func Turning(knobs ...Knob) Option {
	return func(c *config) { c.knobs = append(c.knobs, knobs...) }
}

// Boundary is where a System stops being well, as a parameter grows or shrinks.
type Boundary struct {
	Good, Bad float64 // neighbours: well at Good, not at Bad
	Runs      int     // values that were tried, those at the ends included
}

// Bisect looks for a boundary between low and high, to within tolerance, for something that is well at one end, is not at the other, and
// changes once in between. It tries 2 + log2((high-low)/tolerance) values.
func Bisect(low, high, tolerance float64, bad func(x float64) (bool, error)) (Boundary, error) {
	var b Boundary
	ask := func(x float64) (bool, error) {
		b.Runs++
		return bad(x)
	}
	lowBad, err := ask(low)
	if err != nil {
		return b, err
	}
	highBad, err := ask(high)
	if err != nil {
		return b, err
	}
	if lowBad == highBad {
		state := "well"
		if lowBad {
			state = "not well"
		}
		return b, fmt.Errorf("sim: it is %s at %g and at %g, so there is no boundary to find between them\nhint: a wider range", state, low, high)
	}
	b.Good, b.Bad = low, high
	if lowBad {
		b.Good, b.Bad = high, low
	}
	for distance(b.Good, b.Bad) > tolerance {
		middle := (b.Good + b.Bad) / 2
		isBad, err := ask(middle)
		if err != nil {
			return b, err
		}
		if isBad {
			b.Bad = middle
		} else {
			b.Good = middle
		}
	}
	return b, nil
}

func distance(a, b float64) float64 { return max(a-b, b-a) }

// modeVariable is what the command sets to have tests do something else than simulate: "static", or "find lambda=100..300".
const modeVariable = "ASSAY_SIM"

// inMode does what the command asks for, and answers false where it asks for an ordinary simulation.
func inMode(t *testing.T, sys assay.System, w World, c *config) bool {
	mode, rest, _ := strings.Cut(os.Getenv(modeVariable), " ")
	var records []evidence.Record
	var err error
	switch mode {
	case "":
		return false
	case "static":
		records, err = Static(sys, w)
	case "find":
		records, err = c.find(t.Context(), sys, w, rest)
	default:
		err = fmt.Errorf("sim: %s is %q, expected static or find", modeVariable, mode)
	}
	if err != nil {
		problem(t, sys, err)
	}
	for _, r := range records {
		r.Expected = c.broken != "" && r.Verdict == evidence.Violated
		leave(t, r)
	}
	return true
}

// find bisects over one knob: a World is not well where something is violated.
func (c *config) find(ctx context.Context, sys assay.System, w World, asked string) ([]evidence.Record, error) {
	name, low, high, err := parseRange(asked)
	if err != nil {
		return nil, err
	}
	for _, k := range c.knobs {
		if k.Name != name {
			continue
		}
		b, err := Bisect(low, high, (high-low)/findSteps, func(x float64) (bool, error) {
			records, err := c.records(ctx, sys, k.Set(w, x), func(int) {})
			for _, r := range records {
				if r.Verdict == evidence.Violated {
					return true, err
				}
			}
			return false, err
		})
		if err != nil {
			return nil, err
		}
		r := evidence.Record{System: sys.Name, Property: "boundary of " + name, Technique: "sim", Verdict: evidence.Holds,
			Why:     fmt.Sprintf("well at %s = %.5g, not at %.5g: %.5g ± %.2g", name, b.Good, b.Bad, (b.Good+b.Bad)/2, distance(b.Good, b.Bad)/2),
			Figures: map[string]uint64{"runs": uint64(b.Runs), "seeds": uint64(len(c.seeds))},
			Bounds:  []evidence.Entry{{Name: "assumed", Value: "there is one boundary between the ends"}}}
		return []evidence.Record{r}, nil
	}
	return nil, nil // this test has no such knob; others may
}

// findSteps is into how many parts a range is divided at least.
const findSteps = 50

func parseRange(asked string) (name string, low, high float64, err error) {
	name, ends, ok := strings.Cut(asked, "=")
	from, to, also := strings.Cut(ends, "..")
	low, err1 := strconv.ParseFloat(from, 64)
	high, err2 := strconv.ParseFloat(to, 64)
	if !ok || !also || err1 != nil || err2 != nil || low >= high {
		return "", 0, 0, fmt.Errorf("sim: %q, expected a knob and a range such as lambda=100..300", asked)
	}
	return name, low, high, nil
}
