package kube

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

const s = time.Second

// A web server answers each request with its number; the database is one more of its kind.
type (
	ask   struct{ N int }
	reply struct{ N int }
	msg   interface{ isMsg() }
	web   struct{}
	state struct{}
)

func (ask) isMsg()   {}
func (reply) isMsg() {}

func (web) Start(self assay.ID) (state, assay.Effects) { return state{}, nil }
func (web) Receive(self assay.ID, st state, from assay.ID, m msg) (state, assay.Effects) {
	if a, ok := m.(ask); ok {
		return st, assay.Effects{assay.Send(from, reply{a.N})}
	}
	return st, nil
}

// shop is a system of so many web pods and a database.
func shop(pods int) assay.System {
	return assay.System{Name: "shop", Actors: append(assay.SpawnN("web", pods, web{}), assay.Spawn("db", web{})),
		Assume: assay.Assumptions{Crashes: assay.Unlimited}}
}

func ids(pods int) (ids []assay.ID) {
	for _, p := range assay.SpawnN("web", pods, web{}) {
		ids = append(ids, p.ID)
	}
	return ids
}

// clients ask so many times a second, give up after a second, and do not ask again.
func clients(arrivals sim.Arrivals) []sim.Load {
	return []sim.Load{{ID: "clients", Balance: sim.AtRandom, Arrivals: arrivals, Timeout: s,
		Request: func(n int) any { return ask{n} }, Reply: func(m any) (int, bool) { r, ok := m.(reply); return r.N, ok }}}
}

// world is one in which d runs, its pods alike.
func world(d Deployment, length time.Duration, server sim.Server, loads []sim.Load, events ...sim.Event) sim.World {
	w := sim.World{For: length, Every: s, Servers: map[assay.ID]sim.Server{"db": {Service: sim.Exactly(time.Millisecond)}}, Load: loads,
		Faults: sim.Faults{Off: true}, Platform: []sim.Platform{d}, Events: events}
	for _, id := range d.Pods {
		w.Servers[id] = server
	}
	return w
}

func run(t *testing.T, w sim.World, seed uint64) (*sim.Result, *Controller) {
	t.Helper()
	pods := len(w.Servers) - 1
	r, err := sim.Run(shop(pods), w, seed)
	if err != nil {
		t.Fatal(err)
	}
	if r.Finding != nil {
		t.Fatal(r.Finding)
	}
	return r, Of(r, "web")
}

// when are the moments of an event, of one pod or of all.
func when(c *Controller, pod assay.ID, what string) (at []time.Duration) {
	for _, e := range c.Events() {
		if (pod == "" || e.Pod == pod) && e.What == what {
			at = append(at, e.At)
		}
	}
	return at
}

// least is the lowest of a number over a time, by what stood at its beginning and each change within.
func least(c *Controller, from, to time.Duration, of func(Point) int) int {
	low, before := 1<<30, 0
	for _, p := range c.Series() {
		switch {
		case p.At <= from:
			before = of(p)
		case p.At < to:
			low = min(low, of(p))
		}
	}
	return min(low, before)
}

func near(t *testing.T, what string, got, want []time.Duration) {
	t.Helper()
	if len(got) < len(want) {
		t.Fatalf("%s at %v, expected %v", what, got, want)
	}
	for i := range want {
		if d := got[i] - want[i]; d < -time.Millisecond || d > time.Millisecond {
			t.Errorf("%s number %d at %v, expected %v to 1 ms", what, i+1, got[i], want[i])
		}
	}
}
