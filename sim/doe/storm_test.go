package doe_test

import (
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/flow"
	"github.com/assay-dev/assay/sim"
	"github.com/assay-dev/assay/sim/doe"
)

type (
	request struct{ N int }
	reply   struct{ N int }
	echo    struct{}
	count   struct{ Served int }
)

func (echo) Start(self assay.ID) (count, assay.Effects) { return count{}, nil }
func (echo) Receive(self assay.ID, s count, from assay.ID, m request) (count, assay.Effects) {
	s.Served++
	return s, assay.Effects{assay.Send(from, reply(m))}
}

// storm is the case of two stable states: μ = 10, λ = 7, one spike of 200/s for 20 s.
func storm() (assay.System, sim.World) {
	sys := assay.System{Name: "storm", Actors: []assay.Participant{assay.Spawn("server", echo{})}}
	w := sim.World{For: 800 * time.Second, Every: 10 * time.Second, Faults: sim.Faults{Off: true},
		Servers: map[assay.ID]sim.Server{"server": {Service: sim.PerSecond(10), Queue: sim.Queue{Max: 100, Full: sim.Reject}}},
		Load: []sim.Load{{ID: "clients", To: []assay.ID{"server"}, Arrivals: spiked(200, 20), Timeout: 3 * time.Second, Tries: 5,
			Request: func(n int) any { return request{n} },
			Reply:   func(m any) (int, bool) { r, ok := m.(reply); return r.N, ok }}}}
	return sys, w
}

func spiked(rate, seconds float64) sim.Arrivals {
	end := 100*time.Second + time.Duration(seconds*1e9)
	return sim.Poisson(7).From(100*time.Second, rate).From(end, 7)
}

func onLoad(change func(*sim.Load, float64)) func(sim.World, float64) sim.World {
	return func(w sim.World, x float64) sim.World {
		w.Load = slices.Clone(w.Load)
		change(&w.Load[0], x)
		return w
	}
}

func onServer(change func(*sim.Server, float64)) func(sim.World, float64) sim.World {
	return func(w sim.World, x float64) sim.World {
		s := w.Servers["server"]
		change(&s, x)
		w.Servers = map[assay.ID]sim.Server{"server": s}
		return w
	}
}

// knobs are seven parameters of the case. Whether the system falls for good depends on three of them together: tries, timeout and the
// discipline of the queue.
func knobs() map[string]sim.Knob {
	const length = 20
	all := []sim.Knob{
		{Name: "tries", Low: 1, High: 5, Set: onLoad(func(l *sim.Load, x float64) { l.Tries = int(x) })},
		{Name: "timeout", Low: 3, High: 30, Set: onLoad(func(l *sim.Load, x float64) { l.Timeout = time.Duration(x * 1e9) })},
		{Name: "newest first", Low: 0, High: 1, Set: onServer(func(s *sim.Server, x float64) {
			if x > 0 {
				s.Queue.Order = sim.LastIn
			}
		})},
		{Name: "room", Low: 90, High: 110, Set: onServer(func(s *sim.Server, x float64) { s.Queue.Max = int(x) })},
		{Name: "spike", Low: 180, High: 220, Set: onLoad(func(l *sim.Load, x float64) { l.Arrivals = spiked(x, length) })},
		{Name: "back-off", Low: 0.001, High: 0.05, Set: onLoad(func(l *sim.Load, x float64) {
			d := time.Duration(x * 1e9)
			l.Backoff = flow.Backoff{First: d, Max: d, Factor: 1}
		})},
		{Name: "latency", Low: 0.001, High: 0.01, Set: func(w sim.World, x float64) sim.World {
			w.Link.Latency = sim.Exactly(time.Duration(x * 1e9))
			return w
		}},
	}
	by := map[string]sim.Knob{}
	for _, k := range all {
		by[k.Name] = k
	}
	return by
}

// A 2^(7-4) screening of case 3, 8 runs a seed, names tries, timeout against service rate and queue discipline.
//
// It is of resolution III: what two factors do together looks like a third one. The three that are thought to act together lie on one
// line of the design (A, B and D = AB), so that their interactions point at each other and at nothing else.
func TestScreeningOfTwoStates(t *testing.T) {
	sys, w := storm()
	by := knobs()
	order := []sim.Knob{by["tries"], by["timeout"], by["room"], by["newest first"], by["spike"], by["back-off"], by["latency"]}
	d, err := doe.Fractional(doe.Factors(order...), "D=AB", "E=AC", "F=BC", "G=ABC")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Runs) != 8 {
		t.Fatalf("%d runs, expected 8", len(d.Runs))
	}
	a := doe.Test(t, sys, w, d, sim.FirstSeeds(5), sim.Goodput("clients", 200*time.Second), doe.Question{Goal: doe.Maximize}, order...)
	active := slices.Sorted(slices.Values(a.Active))
	if !slices.Equal(active, []string{"newest first", "timeout", "tries"}) {
		t.Errorf("active are %v, expected tries, timeout and newest first", active)
	}
	for _, e := range a.Effects {
		t.Logf("%-14s %+.3f ± %.3f  %s", e.Label, e.Estimate, e.SE, e.Status)
	}
}

// A full factorial of these three finds what the screening cannot tell apart: that they act together.
func TestTheThreeActTogether(t *testing.T) {
	sys, w := storm()
	by := knobs()
	order := []sim.Knob{by["tries"], by["timeout"], by["newest first"]}
	d, err := doe.Full(doe.Factors(order...))
	if err != nil {
		t.Fatal(err)
	}
	a := doe.Test(t, sys, w, d, sim.FirstSeeds(5), sim.Goodput("clients", 200*time.Second), doe.Question{Goal: doe.Maximize}, order...)
	for _, e := range a.Effects {
		t.Logf("%-32s %+.3f ± %.3f  %s", e.Label, e.Estimate, e.SE, e.Status)
		if len(e.Factors) == 2 && e.Status != doe.Active {
			t.Errorf("%s is %s, expected active", e.Label, e.Status)
		}
	}
}
