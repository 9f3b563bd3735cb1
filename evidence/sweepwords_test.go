package evidence_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// TestSweepWords: who crashes is said where the words leave it open, and a set under which something holds is explained where it
// includes one that breaks it, and there alone.
func TestSweepWords(t *testing.T) {
	whose := func(last string, ids ...assay.ID) string {
		return evidence.SweepDimension{Levels: []string{"none", last}, Whose: ids}.WhoseText()
	}
	for text, want := range map[string]string{
		whose("1 crash", "a", "b"):               "any of a, b; in Per, {Crashes: assay.None} leaves one out",
		whose("1 crash of each of a, b", "a"):    "",
		whose("1 crash of c, d", "c", "d") + ".": ".",
	} {
		if text != want {
			t.Errorf("it says %q, expected %q", text, want)
		}
	}
	for want, cut := range map[string]evidence.SweepCut{"": {}, ": a crashes": {Crash: []assay.ID{"a"}}, ": a and b crash": {Crash: []assay.ID{"a", "b"}}} {
		if got := cut.CrashText(); got != want {
			t.Errorf("%v: %q, expected %q", cut.Crash, got, want)
		}
	}
	s := evidence.Sweep{Dimensions: []evidence.SweepDimension{
		{Name: "crashes", Levels: []string{"none", "1 crash", "2 crashes"}, Monotone: true},
		{Name: "wipe", Levels: []string{"none", "wiped disk"}, Note: "another world"},
		{Name: "drift", Levels: []string{"0 ms", "5 ms"}},
	}}
	p := evidence.SweepProperty{Breaks: []evidence.SweepCut{{Words: []string{"1 crash"}}}}
	for _, c := range []struct {
		holds []string
		want  string
	}{
		{[]string{"2 crashes", "wiped disk"}, "[another world]"},
		{[]string{"1 crash", "5 ms"}, `["5 ms" is another world, no weaker one: it need not allow what breaks without it]`},
		{[]string{"wiped disk"}, "[]"}, // it does not include what breaks it
		{[]string{"5 ms"}, "[]"},
	} {
		if got := fmt.Sprint(s.Apart(p, c.holds)); got != c.want {
			t.Errorf("holds with %q: %s, expected %s", c.holds, got, c.want)
		}
	}
}

// TestSweepOpen: of a set that is unknown nothing is said about what is needed; where it is the one with nothing relaxed, what usually
// helps is said; and where more holds all the same, why.
func TestSweepOpen(t *testing.T) {
	cut := func(why string, words ...string) evidence.SweepCut { return evidence.SweepCut{Words: words, Why: why} }
	for _, c := range []struct {
		property evidence.SweepProperty
		want     string
		hints    int
	}{
		{evidence.SweepProperty{Unknown: 2, Open: []evidence.SweepCut{cut("the states bound was reached: at least 9\nhint: there is no limit")}},
			"with 2 sets, of which the least:\n                 no failure: unknown (the states bound was reached)\n                   hint: there is no limit\n                   hint: with nothing relaxed ", 2},
		{evidence.SweepProperty{Unknown: 1, Open: []evidence.SweepCut{cut("the time bound was reached")}}, "no failure: unknown (the time bound was reached)\n", 0},
		{evidence.SweepProperty{Unknown: 1, Open: []evidence.SweepCut{cut("the states bound was reached", "1 cut")}}, " 1 cut (the states bound was reached)\n", 0},
		{evidence.SweepProperty{Unknown: 1, Holds: [][]string{{"2 cuts"}}, Open: []evidence.SweepCut{cut("", "1 cut")}}, "with 1 sets, each explored by itself (one that allows more may end sooner), of", 0},
		{evidence.SweepProperty{Monotone: true, Unknown: 1, Holds: [][]string{{"1 loss"}}, Open: []evidence.SweepCut{cut("", "1 cut")}}, "with 1 sets, of which", 0},
	} {
		text := evidence.Sweep{From: evidence.NoFailure, Properties: []evidence.SweepProperty{c.property}}.Text()
		if !strings.Contains(text, c.want) || strings.Count(text, "hint: ") != c.hints || strings.Contains(text, "needed") {
			t.Errorf("it says\n%s\nexpected %d hints and %q", text, c.hints, c.want)
		}
	}
}
