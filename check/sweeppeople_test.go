package check

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/lattice"
)

// The sentence about people says nothing that was not explored, and never how probable a mistake is.
func TestWhatItTakesOfPeople(t *testing.T) {
	d := Mistakes(assay.System{})
	const holds, violated, unknown, undecided = lattice.Holds, lattice.Violated, lattice.Unknown, lattice.Undecided
	for _, c := range []struct {
		levels []lattice.Verdict
		want   string
	}{
		{[]lattice.Verdict{holds, holds, violated}, "no single mistake by anyone violates it; 2 mistakes can"},
		{[]lattice.Verdict{holds, violated, violated}, "1 mistake by anyone is enough to violate it"},
		{[]lattice.Verdict{holds, holds, holds}, "up to 2 mistakes by anyone do not violate it"},
		{[]lattice.Verdict{holds, unknown, violated}, ""},
		{[]lattice.Verdict{holds, holds, undecided}, ""},
	} {
		if have := takes(d, c.levels); have != c.want {
			t.Errorf("%v: %q, expected %q", c.levels, have, c.want)
		}
	}
	if d := Malice(assay.System{}); takes(d, []lattice.Verdict{holds, violated, violated}) != "1 malicious act by anyone is enough to violate it" {
		t.Errorf("%q", takes(d, []lattice.Verdict{holds, violated, violated}))
	}
}
