package check

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

const (
	sweptSystems   = 200 // random systems whose whole grids are run
	sweptStatesMax = 150
)

// TestSweepAgainstWholeGrid runs every point of small grids of random systems by itself, and compares each verdict of a sweep, and the
// minimal and maximal sets that follow. Half of the systems are those in which the world may do all that there is.
func TestSweepAgainstWholeGrid(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // thousands of small searches leave much garbage and little else
	var next atomic.Uint64
	var group sync.WaitGroup
	var sums tally
	for range 2 {
		group.Go(func() {
			for seed := next.Add(1); seed <= sweptSystems && !t.Failed(); seed = next.Add(1) {
				if seed%2 == 0 {
					seed += harshSeeds
				}
				holdToWholeGrid(t, seed, &sums)
			}
		})
	}
	group.Wait()
	t.Logf("%+v", sums.counts)
	for what, least := range map[string]int{"decided by others": 600, "violated": 600, "holds": 1200, "minimal sets": 40, "maximal sets": 80, "reached": 30} {
		if !t.Failed() && sums.counts[what] < least {
			t.Errorf("%q: %d, expected at least %d", what, sums.counts[what], least)
		}
	}
	if !t.Failed() && sums.counts["ran"]*4 > sums.counts["points"]*3 {
		t.Errorf("%d of %d points were run: pruning does next to nothing", sums.counts["ran"], sums.counts["points"])
	}
}

// gridOf is what a plain run says of each property at each point of a sweep.
type gridOf struct {
	seed     uint64
	sweep    evidence.Sweep
	verdicts [][]string // by property and point
}

func holdToWholeGrid(t *testing.T, seed uint64, sums *tally) {
	sys, _ := randomSystem(seed)
	d := rand.New(rand.NewPCG(seed, 7))
	dimensions := DefaultDimensions(sys)
	for len(dimensions) > 3 {
		at := d.IntN(len(dimensions))
		dimensions = slices.Delete(dimensions, at, at+1)
	}
	s, err := RunSweep(t.Context(), sys, Dimensions(dimensions...), Workers(1), States(sweptStatesMax), AcceptUnknown("small"))
	if err != nil {
		if !strings.Contains(err.Error(), "outside its Within") && !strings.Contains(err.Error(), "there is no assumption") {
			t.Errorf("seed %d: %v", seed, err)
		}
		return
	}
	g := gridOf{seed: seed, sweep: s, verdicts: make([][]string, len(sys.Properties))}
	for _, point := range s.Points {
		r, err := Run(t.Context(), relaxed(sys, dimensions, point.Levels), Workers(1), States(sweptStatesMax), AcceptUnknown("small"))
		if err != nil {
			t.Errorf("seed %d at %v: %v", seed, point.Levels, err)
			return
		}
		for i, p := range sys.Properties {
			record, _ := r.Record(p.Name)
			g.verdicts[i] = append(g.verdicts[i], string(record.Verdict))
		}
		sums.add("points")
		if point.Ran {
			sums.add("ran")
		}
	}
	for i, p := range sys.Properties {
		g.verdictsAgree(t, i, sums)
		g.setsAgree(t, i, p.Kind == assay.KindSometimes, sums)
	}
}

// verdictsAgree accepts that one of the two does not know: a run of all properties at once goes on for longer, and another point may
// decide what a bound kept open.
func (g gridOf) verdictsAgree(t *testing.T, property int, sums *tally) {
	for i, point := range g.sweep.Points {
		have, want := point.Verdicts[property], g.verdicts[property][i]
		sums.add(have)
		if !point.Ran && (have == string(evidence.Holds) || have == string(evidence.Violated)) {
			sums.add("decided by others")
		}
		if have != want && have != "" && have != string(evidence.Unknown) && want != string(evidence.Unknown) {
			t.Errorf("seed %d: %s is %s at %v (run: %t), expected %s", g.seed, g.sweep.Properties[property].Name, have, point.Levels, point.Ran, want)
		}
	}
}

// setsAgree compares the sets with those of the whole grid, where that knows everything.
func (g gridOf) setsAgree(t *testing.T, property int, sometimes bool, sums *tally) {
	p := g.sweep.Properties[property]
	if slices.Contains(g.verdicts[property], string(evidence.Unknown)) || p.Unknown > 0 {
		return
	}
	bad, good := string(evidence.Violated), string(evidence.Holds)
	if sometimes {
		bad, good = good, bad
	}
	least := g.extreme(property, bad, func(p, q []int) bool { return below(q, p) })
	if sometimes {
		for _, cut := range p.Breaks {
			sums.add("reached")
			if words := fmt.Sprint(cut.Words); cut.Certain && !slices.Contains(least, words) {
				t.Errorf("seed %d: %s is first reached with %s, expected %v", g.seed, p.Name, words, least)
			}
		}
		return
	}
	var breaks, holds []string
	for _, cut := range p.Breaks {
		sums.add("minimal sets")
		breaks = append(breaks, fmt.Sprint(cut.Words))
		if cut.Trace == nil || !cut.Certain {
			t.Errorf("seed %d: %s breaks with %v: certain is %t, with the trace %v", g.seed, p.Name, cut.Words, cut.Certain, cut.Trace)
		}
	}
	for _, words := range p.Holds {
		sums.add("maximal sets")
		holds = append(holds, fmt.Sprint(words))
	}
	if !slices.Equal(breaks, least) {
		t.Errorf("seed %d: %s breaks with %v, expected %v", g.seed, p.Name, breaks, least)
	}
	if most := g.extreme(property, good, below); !slices.Equal(holds, most) {
		t.Errorf("seed %d: %s holds with %v, expected %v", g.seed, p.Name, holds, most)
	}
}

// extreme are the words of the points with a verdict beyond which there is no other with it.
func (g gridOf) extreme(property int, verdict string, beyond func(p, q []int) bool) (all []string) {
	for i, point := range g.sweep.Points {
		last := g.verdicts[property][i] == verdict
		for j, other := range g.sweep.Points {
			last = last && !(i != j && g.verdicts[property][j] == verdict && beyond(point.Levels, other.Levels))
		}
		if last {
			words := []string{}
			for d, level := range point.Levels {
				if level > 0 {
					words = append(words, g.sweep.Dimensions[d].Levels[level])
				}
			}
			all = append(all, fmt.Sprint(words))
		}
	}
	return all
}

// below says whether p relaxes nothing that q does not.
func below(p, q []int) bool {
	for d := range p {
		if p[d] > q[d] {
			return false
		}
	}
	return true
}
