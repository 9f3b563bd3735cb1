package sim

import (
	"math"
	"testing"
	"time"
)

// The chain of case 3 has two states that hold, and of how long each does it tells the order of magnitude: the good one some thousands
// of seconds, as in the simulation, and the bad one for longer than the world has stood.
func TestChainOfTwoStates(t *testing.T) {
	c := RetryChain{Lambda: 7, Mu: 10, Room: 101, Timeout: 3 * time.Second, Tries: 5}
	q, bistable := c.Sustains()
	t.Logf("Q* %d of μT = 30; to collapse %.3g s, to recover %.3g s", q, c.ToCollapse(), c.ToRecover())
	if !bistable || q < 15 || q > 30 {
		t.Errorf("the retries sustain the queue from %d on, expected somewhat below μT = 30", q)
	}
	if c.ToRecover() < 1e9 {
		t.Errorf("it recovers in %g s", c.ToRecover())
	}
	w := twoStates(7, 4000*time.Second, false)
	fallen, lived := 0, 0.
	for _, r := range seedsOf(t, w, 20) {
		l := r.Load("clients")
		for p := range l.Broken {
			lived += l.all.plan.width.Seconds()
			if l.Broken[p] > l.Kept[p] {
				fallen++
				break
			}
		}
	}
	simulated := lived / float64(max(fallen, 1))
	t.Logf("simulated: %d of 20 fell over, once in %.0f s", fallen, simulated)
	if ratio := c.ToCollapse() / simulated; fallen == 0 || ratio > 10 || ratio < .1 {
		t.Errorf("the chain says %g s, the simulation %g s", c.ToCollapse(), simulated)
	}
	calm := RetryChain{Lambda: 7, Mu: 10, Room: 101, Timeout: 3 * time.Second, Tries: 1}
	if _, bistable := calm.Sustains(); bistable || calm.ToRecover() > 200 || !(calm.ToCollapse() > 1e9) {
		t.Errorf("without retries: bistable %v, to recover %g s, to collapse %g s", bistable, calm.ToRecover(), calm.ToCollapse())
	}
	if never := (RetryChain{Lambda: 1, Mu: 10, Room: 2000, Timeout: time.Second, Tries: 1}).ToCollapse(); !math.IsInf(never, 1) {
		t.Errorf("%g", never)
	}
}
