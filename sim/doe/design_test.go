package doe_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/sim/doe"
)

// lettered makes k factors that are called by their letters.
func lettered(k int) []doe.Factor {
	var all []doe.Factor
	for _, name := range strings.Split("a b c d e f g h j k l m n o p q r s t u v w x y z", " ")[:k] {
		all = append(all, doe.Factor{Name: name, Low: -1, High: 1})
	}
	return all
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestFullIsInStandardOrder(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(3)))
	have := fmt.Sprint(d.Runs)
	if want := "[[-1 -1 -1] [1 -1 -1] [-1 1 -1] [1 1 -1] [-1 -1 1] [1 -1 1] [-1 1 1] [1 1 1]]"; have != want {
		t.Errorf("runs %s, expected %s", have, want)
	}
	if d.Kind != doe.FullFactorial || d.Title() != "2^3 full factorial, 8 runs" || d.Aliases != nil {
		t.Errorf("%s: %q, %v", d.Kind, d.Title(), d.Aliases)
	}
}

// The alias structure of the 2^(7-4) of Box, Hunter and Hunter; Montgomery, Design and Analysis of Experiments, Table 8.15.
func TestAliasesOfSevenFactorsInEightRuns(t *testing.T) {
	d := must[doe.Design](t)(doe.MinimumAberration(lettered(7), 8))
	var have []string
	for _, a := range d.Aliases {
		have = append(have, a.String())
	}
	want := []string{"A + BD + CE + FG", "B + AD + CF + EG", "C + AE + BF + DG", "D + AB + CG + EF", "E + AC + BG + DF", "F + AG + BC + DE", "G + AF + BE + CD"}
	if !slices.Equal(have, want) {
		t.Errorf("aliases %q,\nexpected %q", have, want)
	}
	relation := "ABD ACE AFG BCF BEG CDG DEF ABCG ABEF ACDF ADEG BCDE BDFG CEFG ABCDEFG"
	if strings.Join(d.Relation, " ") != relation || d.Resolution != 3 || d.Kind != doe.FractionalFactorial {
		t.Errorf("relation %v, resolution %d", d.Relation, d.Resolution)
	}
	if d.Title() != "2^(7-4) fractional factorial, resolution III, 8 runs" {
		t.Error(d.Title())
	}
}

// The 2^(6-2) with I = ABCE = BCDF = ADEF; Montgomery, Table 8.8. With a sign changed, so are those of its words.
func TestAliasesOfResolutionFour(t *testing.T) {
	d := must[doe.Design](t)(doe.Fractional(lettered(6), "E=ABC", "F=-BCD"))
	if have := strings.Join(d.Relation, " "); have != "ABCE -ADEF -BCDF" || d.Resolution != 4 {
		t.Errorf("relation %s, resolution %d", have, d.Resolution)
	}
	i := slices.IndexFunc(d.Aliases, func(a doe.Alias) bool { return a.Effect == "AD" })
	if have := d.Aliases[i].String(); have != "AD - EF" {
		t.Errorf("%s, expected AD - EF", have)
	}
	for _, run := range d.Runs {
		if run[4] != run[0]*run[1]*run[2] || run[5] != -run[1]*run[2]*run[3] {
			t.Errorf("run %v breaks its generators", run)
		}
	}
}

func TestHalfOfFiveFactors(t *testing.T) {
	d := must[doe.Design](t)(doe.MinimumAberration(lettered(5), 16))
	if d.Resolution != 5 || d.Generators[0] != "E=ABCD" || d.Aliases[0].String() != "A + BCDE" || d.Aliases[5].String() != "AB + CDE" {
		t.Errorf("%v %v", d.Title(), d.Aliases)
	}
}

// Foldover: a resolution III design folded over all factors has resolution IV, and its words are those of even length.
func TestFoldover(t *testing.T) {
	seven := must[doe.Design](t)(doe.MinimumAberration(lettered(7), 8))
	all := must[doe.Design](t)(seven.Foldover())
	if have := strings.Join(all.Relation, " "); have != "ABCG ABEF ACDF ADEG BCDE BDFG CEFG" || all.Resolution != 4 || len(all.Runs) != 16 {
		t.Errorf("relation %s, resolution %d, %d runs", have, all.Resolution, len(all.Runs))
	}
	for r := range 8 {
		for i := range 7 {
			if all.Runs[8+r][i] != -all.Runs[r][i] {
				t.Fatalf("run %d is not the mirror of run %d", 8+r, r)
			}
		}
	}
	one := must[doe.Design](t)(seven.Foldover("d")) // d and its interactions come free: Montgomery, section 8.6.3
	for _, a := range one.Aliases {
		if strings.Contains(a.Effect, "D") && a.Effect != "D" && len(a.Effect) == 1 || a.Effect == "D" && strings.Contains(a.String(), "AB") {
			t.Errorf("%s", a)
		}
	}
	screen := must[doe.Design](t)(doe.PlackettBurman(lettered(11), 12))
	folded := must[doe.Design](t)(screen.Foldover())
	if folded.Resolution != 4 || len(folded.Aliases) != 0 || len(folded.Spare)+len(folded.Factors) != 23 {
		t.Errorf("resolution %d, aliases %v, %d spare columns", folded.Resolution, folded.Aliases, len(folded.Spare))
	}
	orthogonal(t, folded)
	if _, err := all.Foldover(); err == nil || !strings.Contains(err.Error(), "separates nothing") {
		t.Error(err)
	}
}

func orthogonal(t *testing.T, d doe.Design) {
	t.Helper()
	columns := slices.Clone(d.Spare)
	for i := range d.Factors {
		c := make([]float64, len(d.Runs))
		for r := range d.Runs {
			c[r] = d.Runs[r][i]
		}
		columns = append(columns, c)
	}
	for i, x := range columns {
		sum := 0.0
		for r := range x {
			sum += x[r]
		}
		if sum != 0 {
			t.Errorf("%s: column %d is not balanced", d.Title(), i)
		}
		for j, y := range columns[:i] {
			dot := 0.0
			for r := range x {
				dot += x[r] * y[r]
			}
			if dot != 0 {
				t.Errorf("%s: columns %d and %d are not orthogonal", d.Title(), i, j)
			}
		}
	}
	if len(columns) != len(d.Runs)-1 {
		t.Errorf("%s: %d columns, expected %d", d.Title(), len(columns), len(d.Runs)-1)
	}
}

func TestPlackettBurman(t *testing.T) {
	for _, runs := range []int{8, 12, 16, 20, 24} {
		orthogonal(t, must[doe.Design](t)(doe.PlackettBurman(lettered(runs-1), runs)))
		orthogonal(t, must[doe.Design](t)(doe.PlackettBurman(lettered(5), runs)))
	}
	d := must[doe.Design](t)(doe.PlackettBurman(lettered(11), 12))
	first := ""
	for _, x := range d.Runs[0] {
		first += map[float64]string{1: "+", -1: "-"}[x]
	}
	if first != "++-+++---+-" || slices.Max(d.Runs[11]) != -1 || d.Kind != doe.PlackettBurmanKind {
		t.Errorf("first row %s, last row %v", first, d.Runs[11])
	}
	// In 12 runs a main effect has a third, plus or minus, of each of the 45 interactions without its factor.
	if a := d.Aliases[0]; len(a.With) != 45 || slices.ContainsFunc(a.With, func(w string) bool { return !strings.HasSuffix(w, "/3") || strings.Contains(w, "A") }) {
		t.Errorf("%d parts: %s", len(a.With), a)
	}
	if d := must[doe.Design](t)(doe.PlackettBurman(lettered(8), 0)); len(d.Runs) != 12 {
		t.Errorf("8 factors in %d runs, expected 12", len(d.Runs))
	}
}

// Points and distances as in Montgomery, Table 11.9, and the e-Handbook, 5.3.3.6.1.
func TestCentralComposite(t *testing.T) {
	for _, c := range []struct {
		factors, center, runs int
		alpha                 doe.Alpha
		distance              float64
	}{
		{2, 5, 13, doe.Rotatable, 1.414}, {3, 6, 20, doe.Rotatable, 1.682}, {4, 6, 30, doe.Rotatable, 2}, {5, 6, 32, doe.Rotatable, 2},
		{6, 9, 53, doe.Rotatable, 2.378}, {3, 1, 15, doe.FaceCentered, 1}, {2, 1, 9, doe.Orthogonal, 1}, {3, 1, 15, doe.Orthogonal, 1.215},
		{4, 1, 25, doe.Orthogonal, 1.414},
	} {
		d := must[doe.Design](t)(doe.CentralComposite(lettered(c.factors), c.alpha, c.center))
		far := 0.0
		for _, run := range d.Runs {
			for _, x := range run {
				far = max(far, math.Abs(x))
			}
		}
		if len(d.Runs) != c.runs || math.Abs(far-c.distance) > 0.0006 || d.Kind != doe.CentralCompositeKind {
			t.Errorf("%d factors, %s: %d runs and alpha %.4f, expected %d and %.3f", c.factors, c.alpha, len(d.Runs), far, c.runs, c.distance)
		}
	}
}

func TestLatinHypercubeIsStratified(t *testing.T) {
	const n = 17
	apart := func(d doe.Design) float64 {
		least := math.Inf(1)
		for r, p := range d.Runs {
			for _, q := range d.Runs[:r] {
				least = min(least, math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2]))
			}
		}
		return least
	}
	one := must[doe.Design](t)(doe.LatinHypercube(lettered(3), n, 7, 1))
	best := must[doe.Design](t)(doe.LatinHypercube(lettered(3), n, 7, 200))
	again := must[doe.Design](t)(doe.LatinHypercube(lettered(3), n, 7, 200))
	for _, d := range []doe.Design{one, best} {
		for i := range d.Factors {
			var slices [n]int
			for _, run := range d.Runs {
				slices[int((run[i]+1)/2*n)]++
			}
			for s, count := range slices {
				if count != 1 {
					t.Errorf("factor %d: slice %d has %d runs", i, s, count)
				}
			}
		}
	}
	if apart(best) <= apart(one) || fmt.Sprint(best) != fmt.Sprint(again) || best.Kind != doe.LatinHypercubeKind {
		t.Errorf("the nearest are %.3f apart, those of the first candidate %.3f", apart(best), apart(one))
	}
}

func TestPointsSayTheirLevels(t *testing.T) {
	factors := []doe.Factor{{Name: "workers", Low: 2, High: 8}, {Name: "timeout", Low: 100, High: 400, Unit: "ms"}, {Name: "disk", Levels: []string{"kept", "torn"}}}
	d := must[doe.Design](t)(doe.Full(factors))
	p := d.Point(6)
	if p.String() != "workers=2, timeout=400 ms, disk=torn" || p.Value("timeout") != 400 || p.Value("disk") != 1 || p.Level("disk") != "torn" || p.Run != 6 {
		t.Errorf("%s", p)
	}
	if !factors[2].Named() || factors[0].At(0.5) != "6.5" {
		t.Error(factors[0].At(0.5))
	}
	var back doe.Design
	if encoded, err := json.Marshal(d); err != nil || json.Unmarshal(encoded, &back) != nil || fmt.Sprint(back) != fmt.Sprint(d) {
		t.Errorf("the design does not come back from JSON: %v", back)
	}
}

func TestProblemsAreNamed(t *testing.T) {
	problem := func(_ doe.Design, err error) string {
		if err == nil {
			return "no error"
		}
		return err.Error()
	}
	named := []doe.Factor{{Name: "a", Low: 1, High: 2}, {Name: "disk", Levels: []string{"kept", "torn"}}}
	full := must[doe.Design](t)(doe.Full(named))
	for want, have := range map[string]string{
		"low is 2 and high is 1":                      problem(doe.Full([]doe.Factor{{Name: "a", Low: 2, High: 1}})),
		"two factors are called":                      problem(doe.Full([]doe.Factor{{Name: "a", High: 1}, {Name: "a", High: 1}})),
		"13 factors, expected 1 to 12":                problem(doe.Full(lettered(13))),
		"expected two different names":                problem(doe.Full([]doe.Factor{{Name: "a", Levels: []string{"x", "y", "z"}}})),
		"named levels and the numbers":                problem(doe.Full([]doe.Factor{{Name: "a", High: 1, Levels: []string{"x", "y"}}})),
		"expected finite numbers":                     problem(doe.Full([]doe.Factor{{Name: "a", High: math.Inf(1)}})),
		"without a name":                              problem(doe.Full([]doe.Factor{{High: 1}})),
		"has 'Z', expected one of ABCD":               problem(doe.Fractional(lettered(4), "D=AZ")),
		"has A twice":                                 problem(doe.Fractional(lettered(4), "D=AA")),
		"expected a factor, = and a product":          problem(doe.Fractional(lettered(4), "ABC")),
		"at least two factors":                        problem(doe.Fractional(lettered(4), "D=A")),
		"uses D, which another one sets":              problem(doe.Fractional(lettered(5), "D=AB", "E=AD")),
		"set D twice":                                 problem(doe.Fractional(lettered(5), "D=AB", "D=BC")),
		"a fraction without generators":               problem(doe.Fractional(lettered(5))),
		"expected one of [8 16 32 64] runs":           problem(doe.MinimumAberration(lettered(7), 12)),
		"a Plackett-Burman design of 28 runs":         problem(doe.PlackettBurman(lettered(5), 28)),
		"13 factors in 12 runs":                       problem(doe.PlackettBurman(lettered(13), 12)),
		"factor disk has the named levels":            problem(doe.CentralComposite(named, doe.Rotatable, 1)),
		"alpha 7":                                     problem(doe.CentralComposite(lettered(2), 7, 1)),
		"-1 centre points":                            problem(doe.CentralComposite(lettered(2), doe.Rotatable, -1)),
		"a Latin hypercube of 1 runs":                 problem(doe.LatinHypercube(lettered(2), 1, 1, 1)),
		"0 candidates":                                problem(doe.LatinHypercube(lettered(2), 9, 1, 0)),
		"centre points: factor disk":                  problem(full.WithCenter(1)),
		"a foldover of a full factorial design":       problem(full.Foldover()),
		"no factor is called \"z\", expected one of ": problem(must[doe.Design](t)(doe.MinimumAberration(lettered(4), 8)).Foldover("z")),
	} {
		if !strings.Contains(have, want) || !strings.Contains(have, "\nhint: ") || !strings.HasPrefix(have, "doe: ") {
			t.Errorf("the error %q, expected %q and a hint", have, want)
		}
	}
}
