//go:build long

package kube

import (
	"math"
	"testing"
)

// Case 7 for an hour, on the seeds 1..20, beside what DYNAMICS.md has of it:
//
//	                         the page      package sim                    lindley, 300 seeds
//	first kill               near 146 s    145.9 s on average             146.0 s
//	at 200/s                 heals         20 of 20 heal (of 150: 146)    297 of 300 heal
//	at 210/s                 stays         14 of 20 stay (of 150: 58)     131 of 300 stay
//	of those, restarts       about 42      42.8                           42.6
//	and goodput              under .01     .0116                          .0100
//
// All of it comes out within the page's tolerance but one thing: at 210/s it is not certain that it stays. In none of some 150 readings of
// the page, which a program without package sim went through, is it: phases of probes drawn once, drawn for each container, spread evenly,
// or alike; readiness with the process, or by a probe of 1 or 10 s, of its own or in the queue; a propagation of 0 or 1 s; endpoints in
// turn, at random or by the shortest queue; the first restart at once or after 10 s; a grace of 0 to 30 s; a timeout of .5, 1 or 2 s; queues
// with and without a bound. Phases that are
// spread evenly come nearest: 76 of 100 stay at 210/s, and 93 heal at 200/s. With phases that are alike, and pods that are ready at once, all heal.
//
// It is a race. All three are killed twice while the load is doubled. When they come back at normal load, the first has all of it until the
// second is there, is killed once more if those were more than a second apart, and then two pods with room for 200 requests a second serve 210
// for 40 s: a queue of five more each second, that reaches what three probes do not stand at about the time at which the third is back, with a
// deviation of some hundred. At 200/s nothing but chance makes it grow. Who is once in the loop stays: none of 17 seeds left in ten hours.
// There each pod answers what comes until its queue is longer than the timeout, 191 requests of the 73,500 that come in a cycle of 350 s: .78 %
// for three that are never up together, and up to 2 % where they are.
func TestCase7Long(t *testing.T) {
	const hour = 3600 * s
	stays := 0
	first, restarts, goodput := 0., 0., 0.
	for seed := range uint64(20) {
		if o := case7(t, 200, seed+1, hour, shared); o.after < .995 {
			t.Errorf("200/s, seed %d: goodput %.4f, expected 1", seed+1, o.after)
		}
		o := case7(t, 210, seed+1, hour, shared)
		first += o.kills[0].Seconds() / 20
		t.Logf("210/s, seed %d: first kill %v, gap %v, %d restarts, goodput %.4f", seed+1, o.kills[0], o.gap(), o.restarts, o.after)
		switch {
		case o.after >= .995:
			continue
		case o.after > .03:
			t.Errorf("210/s, seed %d: goodput %.4f, expected .03 at most, or 1", seed+1, o.after)
		}
		stays, restarts, goodput = stays+1, restarts+float64(o.restarts), goodput+o.after
	}
	restarts, goodput = restarts/float64(stays), goodput/float64(stays)
	t.Logf("210/s: %d of 20 stay, with %.1f restarts and a goodput of %.4f; first kill at %.1f s", stays, restarts, goodput, first)
	if math.Abs(first-146) > 1.5 {
		t.Errorf("first kill at %.1f s on average, expected 146", first)
	}
	if stays != 14 || math.Abs(restarts-42) > 1.5 || math.Abs(goodput-.01) > .005 {
		t.Errorf("210/s: %d of 20 stay, with %.1f restarts and a goodput of %.4f, expected 14, about 42, and .01 ± .005", stays, restarts, goodput)
	}
	for seed := range uint64(20) {
		for _, live := range []*Probe{{}, nil} {
			if o := case7(t, 210, seed+1, 1800*s, live); o.after < .995 || o.restarts > 0 {
				t.Errorf("the cure, seed %d: goodput %.4f and %d restarts, expected 1.000 and none", seed+1, o.after, o.restarts)
			}
		}
	}
}

// Both simulators agree in how many seeds stay, within the 99 % interval of the difference of two shares; and in what the loop is.
func TestCase7BesideLong(t *testing.T) {
	const seeds, besides = 150, 300
	for _, lambda := range []float64{200, 210} {
		here := 0
		for seed := range uint64(seeds) {
			if o := case7(t, lambda, seed+1, 900*s, shared); o.after < .5 {
				here++
			}
		}
		_, there, _, _ := besideOf(lambda, 900, besides)
		p, q := float64(here)/seeds, float64(there)/besides
		both := float64(here+there) / (seeds + besides)
		half := 2.576 * math.Sqrt(both*(1-both)*(1./seeds+1./besides))
		t.Logf("%v/s: %d of %d stay in the loop here, and %d of %d there", lambda, here, seeds, there, besides)
		if math.Abs(p-q) > half {
			t.Errorf("%v/s: a share of %.3f stays here and %.3f there, expected to differ by %.3f at most", lambda, p, q, half)
		}
	}
	_, stays, restarts, goodput := besideOf(210, 3600, 100)
	t.Logf("210/s for an hour: %d of 100 stay, with %.1f restarts and a goodput of %.4f", stays, restarts, goodput)
	if math.Abs(restarts-42) > 1.5 || math.Abs(goodput-.01) > .005 {
		t.Errorf("%.1f restarts and a goodput of %.4f, expected about 42, and .01 ± .005", restarts, goodput)
	}
}
