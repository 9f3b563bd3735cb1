package retrystorm

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// Layer is a service that needs the next one for every request. It asks it so often, and gives up without a word: those who wait for it
// have a timer of their own.
type Layer struct {
	Next  assay.ID
	Tries int
}

// LayerState is the local state of a Layer.
type LayerState struct {
	Calls int // of the next layer, so far
	Open  []Work
}

// Work is a request that a layer works on: whose it is, under which number, and how often the next layer was asked for it.
type Work struct {
	From    assay.ID
	Request int
	First   int // the first call for it, which names its timer
	Last    int // the one that is awaited
	Tries   int
}

// Start works on nothing.
func (Layer) Start(self assay.ID) (LayerState, assay.Effects) { return LayerState{}, nil }

// Receive is a request from above, or an answer from below. A request that is asked for again is work like another: nothing says that
// it is the same.
func (l Layer) Receive(self assay.ID, s LayerState, from assay.ID, msg Msg) (LayerState, assay.Effects) {
	switch m := msg.(type) {
	case Request:
		s.Open = append(slices.Clone(s.Open), Work{From: from, Request: m.N, First: s.Calls})
		return l.call(s, len(s.Open)-1)
	case Answer:
		i := slices.IndexFunc(s.Open, func(w Work) bool { return w.Last == m.N })
		if i < 0 {
			return s, nil // nobody waits for it any more
		}
		done := s.Open[i]
		s.Open = without(s.Open, i)
		return s, assay.Effects{assay.StopTimer(done.timer()), assay.Send(done.From, Answer{done.Request})}
	}
	return s, nil
}

// Timeout asks the next layer again, or gives up.
func (l Layer) Timeout(self assay.ID, s LayerState, timer string) (LayerState, assay.Effects) {
	i := slices.IndexFunc(s.Open, func(w Work) bool { return w.timer() == timer })
	switch {
	case i < 0:
		return s, nil
	case s.Open[i].Tries >= l.Tries:
		s.Open = without(s.Open, i)
		return s, nil
	}
	s.Open = slices.Clone(s.Open)
	return l.call(s, i)
}

// call asks the next layer for a piece of work. Open is a copy already.
func (l Layer) call(s LayerState, i int) (LayerState, assay.Effects) {
	w := s.Open[i]
	w.Last, w.Tries = s.Calls, w.Tries+1
	s.Open[i] = w
	s.Calls++
	return s, assay.Effects{assay.Send(l.Next, Request{w.Last}), assay.SetTimer(w.timer(), time.Second)}
}

func (w Work) timer() string { return "call " + strconv.Itoa(w.First) }

func without(open []Work, i int) []Work { return slices.Delete(slices.Clone(open), i, i+1) }

const bottomID assay.ID = "bottom"

// Layers is a client with one request, layers that each ask the next so often, and a service at the bottom. It is called
// "retrystorm/layers" followed by the tries of each.
func Layers(tries ...int) assay.System {
	name, most := "retrystorm/layers", 1
	actors := []assay.Participant{assay.Spawn("client", Client{Server: "layer0", Requests: 1, Tries: 1, Budget: tenth})}
	for i, n := range tries {
		next := assay.ID(fmt.Sprint("layer", i+1))
		if i == len(tries)-1 {
			next = bottomID
		}
		actors = append(actors, assay.Spawn(assay.ID(fmt.Sprint("layer", i)), Layer{Next: next, Tries: n}))
		name, most = fmt.Sprintf("%s-%d", name, n), max(most, n)
	}
	return assay.System{
		Name:   name,
		Actors: append(actors, assay.Spawn(bottomID, Server{})),
		Properties: []assay.Property{assay.Always("retries do not multiply", func(v assay.View) error {
			if served := int(assay.StateOf[Served](v, bottomID)); served > most {
				return fmt.Errorf("one request is %d calls at the bottom, and no layer tries more than %d times", served, most)
			}
			return nil
		})},
	}
}

// SlowBottom is a world in which the service at the bottom takes longer than anybody waits.
func SlowBottom() sim.World {
	return sim.World{For: 3 * time.Minute, Servers: map[assay.ID]sim.Server{bottomID: {Service: sim.Exactly(time.Minute), Lanes: 100}},
		Calls: []sim.Call{
			{From: []assay.ID{"layer0"}, To: []assay.ID{"layer1"}, Tries: 4, Timeout: time.Second},
			{From: []assay.ID{"layer1"}, To: []assay.ID{"layer2"}, Tries: 4, Timeout: time.Second},
			{From: []assay.ID{"layer2"}, To: []assay.ID{bottomID}, Tries: 4, Timeout: time.Second},
		}}
}
