package evidence_test

import (
	"fmt"
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
