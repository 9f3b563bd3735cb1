//go:build long

package retrystorm_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/examples/retrystorm"
	"github.com/assay-dev/assay/sim"
)

// TestDropExpiredLong is the cure of case 4 that takes longest: dropping what has expired leaves a state between the two for some
// thousand seconds.
func TestDropExpiredLong(t *testing.T) {
	w := retrystorm.DropExpired(retrystorm.Spike(8).Apply(retrystorm.TwoStates(8)))
	w.For, w.Every = 300_000*time.Second, 1000*time.Second
	in := goodput(runs(t, retrystorm.System(), w, 20), 5000*time.Second)
	about(t, "drop expired: goodput "+in.String(), in.Mean, .973, .005)
}

// TestBoundaryLong finds the 150 a second of case 2.
func TestBoundaryLong(t *testing.T) {
	b, err := sim.Bisect(100, 300, 4, func(x float64) (bool, error) {
		r, err := sim.Run(retrystorm.System(), retrystorm.Storm(x), 1)
		return err == nil && r.Load("clients").Goodput(500*time.Second, r.For()) < .5, err
	})
	if err != nil {
		t.Fatal(err)
	}
	about(t, "boundary", (b.Good+b.Bad)/2, 150, 5)
	if b.Runs > 8 {
		t.Errorf("it took %d runs", b.Runs)
	}
}
