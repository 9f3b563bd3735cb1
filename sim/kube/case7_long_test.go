//go:build long

package kube

import (
	"math"
	"testing"
)

// The seeds 1..20 for an hour after the spike. At 200/s, which two pods can just serve, all heal. At 210/s 14 of 20 never do: 44 or 45
// restarts in the hour, where DYNAMICS.md has about 42, and goodput between .87 % and 2.1 %, where it has under 1 %. Under 1 % (6 of
// them) it is where no two pods are up at once; where phases let one come up while another still serves, half of the requests are answered
// for some seconds of each cycle. The other 6 heal, because their first two pods came back within about two seconds of each other. Both
// figures depend on the phases of the probes and on the readiness probe, which the page does not give: with Kubernetes' default one
// and a propagation of 1 s, 17 of 20 stay in the loop.
func TestCase7Long(t *testing.T) {
	stays, under := 0, 0
	sum := 0.0
	for seed := range uint64(20) {
		if o := case7(t, 200, seed+1, 3720*s, shared); o.after < .995 {
			t.Errorf("200/s, seed %d: goodput %.4f, expected 1", seed+1, o.after)
		}
		o := case7(t, 210, seed+1, 3720*s, shared)
		sum += o.kills[0].Seconds()
		t.Logf("210/s, seed %d: first kill %v, gap %v, %d restarts, goodput %.4f", seed+1, o.kills[0], o.gap(), o.restarts, o.after)
		if loop := o.after < .5; o.gap() > 2*s && !loop || o.gap() < s && loop {
			t.Errorf("210/s, seed %d: goodput %.4f with the second kill %v after the first", seed+1, o.after, o.gap())
		}
		switch {
		case o.after >= .995:
			continue
		case o.after < .01:
			under++
		case o.after > .03:
			t.Errorf("210/s, seed %d: goodput %.4f, expected .03 at most, or 1", seed+1, o.after)
		}
		stays++
		if o.restarts < 42 || o.restarts > 46 {
			t.Errorf("210/s, seed %d: %d restarts, expected about 45: the six short waits, and then one in 350 s for each pod", seed+1, o.restarts)
		}
	}
	if first := sum / 20; math.Abs(first-146) > 1.5 {
		t.Errorf("first kill at %.1f s on average, expected 146", first)
	}
	t.Logf("210/s: %d of 20 stay, %d of them under 1 %%", stays, under)
	if stays != 14 || under != 6 {
		t.Errorf("210/s: %d of 20 stay in the loop and %d under 1 %%, expected 14 and 6", stays, under)
	}
	for seed := range uint64(20) {
		for _, live := range []*Probe{{}, nil} {
			if o := case7(t, 210, seed+1, 1800*s, live); o.after < .995 || o.restarts > 0 {
				t.Errorf("the cure, seed %d: goodput %.4f and %d restarts, expected 1.000 and none", seed+1, o.after, o.restarts)
			}
		}
	}
}
