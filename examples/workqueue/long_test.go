//go:build long

package workqueue_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/workqueue"
	"github.com/assay-dev/assay/sim"
)

// within holds an interval to a known value: it has it, and its half width is under 3 %.
func within(t *testing.T, what string, in sim.Interval, want float64) {
	t.Helper()
	t.Logf("%s: %v ms, expected %.4g", what, in, want)
	if !in.Has(want) || in.Half > .03*want {
		t.Errorf("%s: %v ms, expected %.4g in an interval of ± %.2g", what, in, want, .03*want)
	}
}

// TestHeadOfLineLong has the same work in other sizes, and what helps against one queue.
func TestHeadOfLineLong(t *testing.T) {
	mean := workqueue.Mixed.Mean()
	within(t, "one queue", meanWait(t, workqueue.HeadOfLine(workqueue.Mixed, 1, 1500*time.Second)), 25.4)
	within(t, "exponential", meanWait(t, workqueue.HeadOfLine(sim.Exponential(mean), 1, 150*time.Second)), 1.99)
	within(t, "constant", meanWait(t, workqueue.HeadOfLine(sim.Exactly(mean), 1, 100*time.Second)), .995)
	if four := meanWait(t, workqueue.HeadOfLine(workqueue.Mixed, 4, 50*time.Second)); four.Mean > 25.4/10 {
		t.Errorf("four lanes: %v ms, expected a tenth of 25.4 at most", four)
	}
	// Without interruption (Cobham 1954): W0 = λE[S²]/2, and W0/(1-ρ1) for the short ones, W0/((1-ρ1)(1-ρ)) for the long ones.
	w0, rho1 := .5/1.99e-3*100.99e-6/2*1e3, .5/1.99*.99
	shortest := meanWait(t, workqueue.ShortestFirst(workqueue.HeadOfLine(workqueue.Mixed, 1, 800*time.Second)))
	within(t, "shortest first", shortest, .99*w0/(1-rho1)+.01*w0/((1-rho1)*.5))
}

// TestTwoConsumersLong is two consumers, each of which may crash and ask once more.
func TestTwoConsumersLong(t *testing.T) {
	check.Test(t, workqueue.Written(workqueue.DeadLetters(2)))
}
