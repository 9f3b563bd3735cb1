//go:build long

package sim

import (
	"testing"
	"time"
)

// The long run of case 4's cure that varies most: its interval is narrow only after a very long run.
func TestCase4DropExpiredLong(t *testing.T) {
	w := twoStates(8, 300_000*time.Second, true)
	w.Every = 1000 * time.Second
	queueOf(&w, func(q *Queue) { q.DropExpired = true })
	var all []float64
	for _, r := range seedsOf(t, w, 20) {
		all = append(all, r.Load("clients").Goodput(5000*time.Second, r.For()))
	}
	in := IntervalOf(.99, all...)
	about(t, "drop expired: goodput "+in.String(), in.Mean, .973, .005)
}

// Cases 2 and 6 on all of the seeds 1 to 20; the default run has three of them.
func TestCase2Long(t *testing.T) { case2(t, 20) }

func TestCase6Long(t *testing.T) { case6(t, 20) }
