package retrystorm

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// Front asks all backends for every request, and answers when all have answered. After Hedge it asks those again that have not; 0 is
// never.
type Front struct {
	Backends []assay.ID
	Hedge    time.Duration
}

// FrontState is the local state of a Front.
type FrontState struct {
	Open []Fan
	Done int // requests that were answered
}

// Fan is a request, and the backends that have not answered.
type Fan struct {
	From    assay.ID
	Request int
	Missing []assay.ID
}

// Start has nothing to ask.
func (Front) Start(self assay.ID) (FrontState, assay.Effects) { return FrontState{}, nil }

// Receive is a request, or an answer of one backend.
func (f Front) Receive(self assay.ID, s FrontState, from assay.ID, msg Msg) (FrontState, assay.Effects) {
	switch m := msg.(type) {
	case Request:
		s.Open = append(slices.Clone(s.Open), Fan{From: from, Request: m.N, Missing: f.Backends})
		effects := assay.Effects{assay.Broadcast(f.Backends, m)}
		if f.Hedge > 0 {
			effects = append(effects, assay.SetTimer(hedgeTimer(m.N), f.Hedge))
		}
		return s, effects
	case Answer:
		return f.answered(s, from, m)
	}
	return s, nil
}

func (f Front) answered(s FrontState, from assay.ID, m Answer) (FrontState, assay.Effects) {
	i := slices.IndexFunc(s.Open, func(o Fan) bool { return o.Request == m.N })
	if i < 0 {
		return s, nil
	}
	fan := s.Open[i]
	at := slices.Index(fan.Missing, from)
	if at < 0 {
		return s, nil // the answer to a hedge, or to what was hedged
	}
	if len(fan.Missing) > 1 {
		fan.Missing = slices.Delete(slices.Clone(fan.Missing), at, at+1)
		s.Open = slices.Clone(s.Open)
		s.Open[i] = fan
		return s, nil
	}
	s.Open, s.Done = slices.Delete(slices.Clone(s.Open), i, i+1), s.Done+1
	effects := assay.Effects{assay.Send(fan.From, m)}
	if f.Hedge > 0 {
		effects = append(effects, assay.StopTimer(hedgeTimer(m.N)))
	}
	return s, effects
}

// Timeout asks those again that have not answered.
func (f Front) Timeout(self assay.ID, s FrontState, timer string) (FrontState, assay.Effects) {
	for _, fan := range s.Open {
		if hedgeTimer(fan.Request) == timer {
			return s, assay.Effects{assay.Broadcast(fan.Missing, Request{fan.Request})}
		}
	}
	return s, nil
}

func hedgeTimer(n int) string { return "hedge " + strconv.Itoa(n) }

const frontID assay.ID = "front"

// FanOut asks so many backends for every request.
func FanOut(backends int) assay.System { return fanOut("fanout", backends, 0) }

// Hedged asks again after 10 ms, whoever has not answered.
func Hedged(backends int) assay.System { return fanOut("hedged", backends, 10*time.Millisecond) }

func fanOut(name string, backends int, hedge time.Duration) assay.System {
	all := assay.SpawnN("backend", backends, Server{})
	front := Front{Hedge: hedge}
	for _, b := range all {
		front.Backends = append(front.Backends, b.ID)
	}
	return assay.System{Name: fmt.Sprintf("retrystorm/%s-%d", name, backends), Actors: append(all, assay.Spawn(frontID, front))}
}

// Asked is a fan-out that a client asks once, so that check can explore it.
func Asked(sys assay.System) assay.System {
	sys.Name += "/asked"
	sys.Actors = append(slices.Clone(sys.Actors), assay.Spawn("client", Client{Server: frontID, Requests: 1, Tries: 1, Budget: tenth}))
	sys.Properties = []assay.Property{
		assay.Always("an answer has all parts", allParts),
		assay.Sometimes("the client is answered", func(v assay.View) bool { return assay.StateOf[ClientState](v, "client").Answered > 0 }),
	}
	return sys
}

func allParts(v assay.View) error {
	done := assay.StateOf[FrontState](v, frontID).Done
	for id, served := range assay.Each[Served](v) {
		if int(served) < done {
			return fmt.Errorf("%d requests are answered, and %s has answered %d", done, id, served)
		}
	}
	return nil
}

// SlowOnce is a world in which a backend answers after 1 ms, and once in 100 times after 100 ms. A request that takes over 50 ms is
// slow, and is given up.
func SlowOnce(backends []assay.ID, length time.Duration) sim.World {
	w := sim.World{For: length, Servers: map[assay.ID]sim.Server{}, Load: []sim.Load{asks(frontID, sim.Steady(4), 1, 50*time.Millisecond)}}
	service := sim.Mix(sim.Part{Weight: 99, Of: sim.Exactly(time.Millisecond)}, sim.Part{Weight: 1, Of: sim.Exactly(100 * time.Millisecond)})
	for _, id := range backends {
		w.Servers[id] = sim.Server{Service: service, Lanes: 10}
	}
	return w
}

// Backends are those of a fan-out.
func Backends(sys assay.System) (ids []assay.ID) {
	for _, p := range sys.Actors {
		if _, ok := p.Behaviour.Actor.(Server); ok {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
