//go:build long

package probes_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/examples/probes"
	"github.com/assay-dev/assay/sim/kube"
)

// TestKillLoopLong counts how many of 20 seeds stay in the loop for an hour. DYNAMICS has a goodput under 1 %, ± .005, and 42 restarts.
func TestKillLoopLong(t *testing.T) {
	for _, lambda := range []float64{200, 210} {
		loops, restarts, goodput := 0, 0, 0.
		for _, r := range runs(t, 3, probes.KillLoop(lambda, time.Hour), 20) {
			g := r.Load("clients").Goodput(30*time.Minute, r.For())
			series := kube.Of(r, "web").Series()
			if g < .5 {
				loops, restarts, goodput = loops+1, restarts+series[len(series)-1].Restarts, goodput+g
			}
		}
		n := float64(max(loops, 1))
		t.Logf("λ=%g: %d of 20 seeds stay in the loop, with %.1f restarts in the hour and a goodput of %.4f", lambda, loops, float64(restarts)/n, goodput/n)
		if (loops > 0) != (lambda == 210) || loops > 0 && goodput/n > .01+.005 {
			t.Errorf("λ=%g: %d of 20 seeds stay in the loop with a goodput of %.4f", lambda, loops, goodput/n)
		}
	}
}
