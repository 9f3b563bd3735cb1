package retrystorm

import (
	"maps"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/flow"
	"github.com/assay-dev/assay/sim"
)

const (
	serverID assay.ID = "server"
	loadID   assay.ID = "clients"
)

// System is one server, which its clients ask through a load.
func System() assay.System {
	return assay.System{Name: "retrystorm", Actors: []assay.Participant{assay.Spawn(serverID, Server{})},
		Properties: []assay.Property{
			assay.Sometimes("requests are served", func(v assay.View) bool { return assay.StateOf[Served](v, serverID) > 0 }),
		}}
}

// asks is a load on some participant, of requests that are tried so often, each try for so long.
func asks(whom assay.ID, arrivals sim.Arrivals, tries int, timeout time.Duration) sim.Load {
	return sim.Load{ID: loadID, To: []assay.ID{whom}, Arrivals: arrivals, Tries: tries, Timeout: timeout,
		Request: func(n int) any { return Request{n} },
		Reply: func(msg any) (int, bool) {
			answer, ok := msg.(Answer)
			return answer.N, ok
		}}
}

// Storm is a server of 300 requests a second with an unbounded queue, and so many requests a second that are each asked again after a
// second, once. It serves nothing from the 60th to the 70th second.
func Storm(perSecond float64) sim.World {
	w := Calm(perSecond)
	w.Events = []sim.Event{sim.Outage(serverID, 60*time.Second, 10*time.Second)}
	return w
}

// Calm is Storm without the outage.
func Calm(perSecond float64) sim.World {
	return sim.World{For: 600 * time.Second, Every: time.Second, Faults: sim.Faults{Off: true},
		Load:    []sim.Load{asks(serverID, sim.Poisson(perSecond), 2, time.Second)},
		Servers: map[assay.ID]sim.Server{serverID: {Service: sim.PerSecond(300)}}}
}

// TwoStates is a server of 10 requests a second with room for 100, and so many requests a second that are tried 5 times, for 3 seconds
// each.
func TwoStates(perSecond float64) sim.World {
	return sim.World{For: 2000 * time.Second, Every: 10 * time.Second, Faults: sim.Faults{Off: true},
		Load:    []sim.Load{asks(serverID, sim.Poisson(perSecond), 5, 3*time.Second)},
		Servers: map[assay.ID]sim.Server{serverID: {Service: sim.PerSecond(10), Queue: sim.Queue{Max: 100, Full: sim.Reject}}}}
}

// Spike is 200 requests a second from the 100th to the 120th second, and so many before and after.
func Spike(perSecond float64) sim.Trigger {
	return sim.Trigger{Name: "a spike", End: 120 * time.Second, Apply: func(w sim.World) sim.World {
		return onLoad(w, func(l *sim.Load) {
			l.Arrivals = sim.Poisson(perSecond).From(100*time.Second, 200).From(120*time.Second, perSecond)
		})
	}}
}

// LastIn serves the newest first: some are answered in time, whatever waits.
func LastIn(w sim.World) sim.World { return onQueue(w, func(q *sim.Queue) { q.Order = sim.LastIn }) }

// DropExpired drops what nobody waits for any more, when its turn comes.
func DropExpired(w sim.World) sim.World {
	return onQueue(w, func(q *sim.Queue) { q.DropExpired = true })
}

// Budget allows one retry for ten requests, over all clients.
func Budget(w sim.World) sim.World {
	return onLoad(w, func(l *sim.Load) { l.Budget = &flow.Budget{Ratio: .1, Burst: 1} })
}

// OneRetry tries twice at most. It does not help: half of what is asked for is still work that nobody waits for.
func OneRetry(w sim.World) sim.World { return onLoad(w, func(l *sim.Load) { l.Tries = 2 }) }

// onLoad and onQueue are a World with another load or queue. What they are given stays as it was.
func onLoad(w sim.World, change func(*sim.Load)) sim.World {
	l := w.Load[0]
	change(&l)
	w.Load = []sim.Load{l}
	return w
}

func onQueue(w sim.World, change func(*sim.Queue)) sim.World {
	s := w.Servers[serverID]
	change(&s.Queue)
	w.Servers = maps.Clone(w.Servers)
	w.Servers[serverID] = s
	return w
}
