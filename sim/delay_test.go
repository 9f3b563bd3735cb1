package sim

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// A plant that drifts, and controllers that push back by what they last saw.
type (
	sample  struct{ X float64 }
	push    struct{ By float64 }
	signal  interface{ isSignal() }
	plant   struct{ Controllers []assay.ID }
	pushing struct{ Gain float64 }
	none    struct{}
)

func (sample) isSignal() {}
func (push) isSignal()   {}

func (p plant) Start(self assay.ID) (float64, assay.Effects) {
	return 1, assay.Effects{assay.SetTimer("sample", time.Second)}
}

func (p plant) Receive(self assay.ID, x float64, from assay.ID, m signal) (float64, assay.Effects) {
	if by, ok := m.(push); ok {
		x += by.By
	}
	return x, nil
}

func (p plant) Timeout(self assay.ID, x float64, timer string) (float64, assay.Effects) {
	return x, assay.Effects{assay.Broadcast(p.Controllers, sample{x}), assay.SetTimer("sample", time.Second)}
}

func (c pushing) Start(self assay.ID) (none, assay.Effects) { return none{}, nil }

func (c pushing) Receive(self assay.ID, s none, from assay.ID, m signal) (none, assay.Effects) {
	if seen, ok := m.(sample); ok {
		return s, assay.Effects{assay.Send(from, push{-c.Gain * seen.X})}
	}
	return s, nil
}

// after is how far the plant is off after 800 samples.
func after(t *testing.T, controllers int, gain float64, old int) float64 {
	t.Helper()
	var ids []assay.ID
	for i := range controllers {
		ids = append(ids, assay.ID(fmt.Sprint("controller", i)))
	}
	sys := assay.System{Name: "plant", Actors: append(assay.SpawnN("controller", controllers, pushing{gain}), assay.Spawn("plant", plant{ids}))}
	seen := Between{From: []assay.ID{"plant"}, To: ids, Link: Link{Latency: Exactly(time.Duration(old)*time.Second + 500*ms)}}
	r, err := Run(sys, World{For: 800 * time.Second, Links: []Between{seen}, Faults: Faults{Off: true}}, 1)
	if err != nil || r.Finding != nil {
		t.Fatal(err, r.Finding)
	}
	return math.Abs(*r.State("plant").(*float64))
}

func TestControllersOnDelayedSignals(t *testing.T) {
	for d, want := range []float64{2, 1, .618, .445} {
		limit := DelayedGain(d)
		if math.Abs(limit-want) > .0005 {
			t.Errorf("%d samples old: the gain is limited to %.4f, expected %.3f", d, limit, want)
		}
		for _, n := range []int{1, 2} {
			own := limit / float64(n)
			calm, wild := after(t, n, own*.95, d), after(t, n, own*1.05, d)
			if calm > .2 || wild < 10 {
				t.Errorf("%d samples old, %d controllers: at .95 of the limit it is off by %.3g, at 1.05 by %.3g", d, n, calm, wild)
			}
		}
	}
}
