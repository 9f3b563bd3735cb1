package sim

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// An echo server: it answers each request with its number.
type ask struct{ N int }
type reply struct{ N int }
type msg interface{ isMsg() }

func (ask) isMsg()   {}
func (reply) isMsg() {}

type echo struct{}
type echoState struct{ Served int }

func (echo) Start(self assay.ID) (echoState, assay.Effects) { return echoState{}, nil }
func (echo) Receive(self assay.ID, s echoState, from assay.ID, m msg) (echoState, assay.Effects) {
	s.Served++
	if a, ok := m.(ask); ok {
		return s, assay.Effects{assay.Send(from, reply{a.N})}
	}
	return s, nil
}

func echoSystem() assay.System {
	return assay.System{Name: "echo", Actors: []assay.Participant{assay.Spawn("server", echo{})}, Assume: assay.Assumptions{Crashes: assay.Unlimited}}
}

func asks(to ...assay.ID) Load {
	return Load{ID: "clients", To: to, Request: func(n int) any { return ask{n} }, Reply: func(m any) (int, bool) { r, ok := m.(reply); return r.N, ok }}
}

func queueWorld(lambda, mu float64, lanes int, length time.Duration) World {
	l := asks("server")
	l.Arrivals = Poisson(lambda)
	return World{For: length, Servers: map[assay.ID]Server{"server": {Service: PerSecond(mu), Lanes: lanes}}, Load: []Load{l}, Faults: Faults{Off: true}}
}

func TestMM1Smoke(t *testing.T) {
	start := time.Now()
	r, err := Run(echoSystem(), queueWorld(8, 10, 1, 20000*time.Second), 1)
	if err != nil {
		t.Fatal(err)
	}
	if r.Finding != nil {
		t.Fatal(r.Finding)
	}
	s := r.Server("server")
	took := time.Since(start)
	t.Logf("L %.3f Wq %v  P(wait) %.4f  W %v  events %d in %v: %.2f M/s", s.MeanQueue()+s.MeanBusy(), s.MeanWait(), s.Waiting(), r.Load("clients").MeanLatency(), r.Events, took, float64(r.Events)/took.Seconds()/1e6)
}
