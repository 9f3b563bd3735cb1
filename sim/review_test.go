package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/flow"
)

// What reading the simulator as a stranger found, each with what shows it.

// A try that was hedged held its place of a limit, and counted as waiting, for ever.
func TestHedgesAreSettled(t *testing.T) {
	l := asks("server")
	l.Arrivals, l.Tries, l.Hedge, l.Limit = Steady(1), 2, 100*ms, &flow.Concurrency{Limit: 4}
	w := World{For: time.Minute, Load: []Load{l}, Faults: Faults{Off: true}, Servers: map[assay.ID]Server{"server": {Service: Exactly(200 * ms), Lanes: 2}}}
	r, err := Run(echoSystem(), w, 1)
	if err != nil || r.Finding != nil {
		t.Fatal(err, r)
	}
	load := r.engine.loads[0]
	if good := r.Load("clients").Goodput(0, r.For()); good != 1 || load.stats.hedged < 50 || load.waiting[0] > 2 {
		t.Errorf("goodput %v with %d hedges, and %d tries wait, expected all to be answered and none left", good, load.stats.hedged, load.waiting[0])
	}
}

// One participant alone cannot be cut off from anything: looking for two sides never ended.
func TestNobodyToCutOff(t *testing.T) {
	sys := assay.System{Name: "alone", Actors: []assay.Participant{assay.Spawn("server", echo{})}, Assume: assay.Assumptions{Cuts: assay.Unlimited}}
	if r, err := Run(sys, World{Faults: Faults{Steady: true}}, 1); err != nil || r.Finding != nil {
		t.Error(err, r)
	}
}

// Where nothing is decided any more after a trigger, the goodput is no number, and that was taken for well.
func TestMetastableWithoutAnswers(t *testing.T) {
	l := asks("server")
	l.Arrivals = Steady(2)
	w := World{For: time.Minute, Load: []Load{l}, Faults: Faults{Off: true}, Servers: map[assay.ID]Server{"server": {Service: Exactly(10 * ms)}}}
	dies := Trigger{Name: "death", End: 10 * time.Second, Apply: func(w World) World {
		w.Events = []Event{{At: time.Second, Name: "death", Do: func(c *Control) { c.Pause("server") }}}
		return w
	}}
	records := recordsOf(t, echoSystem(), w, func(c *config) { c.seeds, c.verdicts = FirstSeeds(5), []Verdict{Metastable("clients", dies)} })
	if r := records[len(records)-1]; r.Verdict != evidence.Violated {
		t.Errorf("%s: %s", r.Verdict, r.Why)
	}
}

// fragile panics once it was asked so often, or where it misses the first request. One that is lost then sends to nobody instead.
type fragile struct {
	after int
	lost  bool
}

func (fragile) Start(assay.ID) (int, assay.Effects) { return 0, nil }

//assay:ignore total it panics on purpose: how that is reported is what is tested
func (f fragile) Receive(_ assay.ID, s int, from assay.ID, m msg) (int, assay.Effects) {
	n := m.(ask).N
	if s++; s >= f.after && f.lost {
		return s, assay.Effects{assay.Send("nobody", reply{n})}
	}
	if s >= f.after || s == 1 && n > 0 {
		panic("no more")
	}
	return s, assay.Effects{assay.Send(from, reply{n})}
}

// A trace of a finding is about the participant that it names: any other's of the same sort was taken. And what was measured until then
// is of the time until then, and shows no more that something holds.
func TestFindingsOfOneParticipant(t *testing.T) {
	sys := assay.System{Name: "fragile", Actors: []assay.Participant{assay.Spawn("first", fragile{after: 4}), assay.Spawn("other", fragile{after: 3})}}
	a, b := asks("first"), asks("other")
	a.ID, a.Arrivals = "a", At(1*time.Second, 2*time.Second, 3*time.Second, 4*time.Second)
	b.ID, b.Arrivals = "b", At(500*ms, 1500*ms, 50*time.Second)
	w := World{For: time.Minute, Load: []Load{a, b}, Faults: Faults{Off: true}, Servers: map[assay.ID]Server{"first": {Service: Exactly(500 * ms)}}}
	goal := Objective("answered", Goodput("a", 0), AtLeast(.5))
	records := recordsOf(t, sys, w, func(c *config) { c.seeds, c.goals = FirstSeeds(5), []Goal{goal} })
	r := records[0]
	if r.Finding != "total" || !strings.HasPrefix(r.Why, "Receive of first panics") || r.Trace == nil {
		t.Fatalf("%+v", r)
	}
	if last := r.Trace.Steps[len(r.Trace.Steps)-1]; last.To != "first" {
		t.Errorf("%s, and the trace ends with a message to %s", r.Why, last.To)
	}
	if last := records[len(records)-1]; last.Property != "answered" || last.Verdict != evidence.Unknown {
		t.Errorf("the objective: %s, %s", last.Verdict, last.Why)
	}
	sys.Actors[0] = assay.Spawn("first", fragile{after: 4, lost: true})
	ran, err := Run(sys, w, 1)
	if err != nil {
		t.Fatal(err)
	}
	if busy := ran.Server("first").MeanBusy(); busy < .4 || busy > .5 {
		t.Errorf("busy %v of the 4.5 s until the finding, expected about .44", busy)
	}
}

// A share of requests is not a little more of them, as floating point goes, and a participant that is not there has no state.
func TestSmallThings(t *testing.T) {
	var h histogram
	for i := range int64(100) {
		h.add(i)
	}
	for q, want := range map[float64]time.Duration{.07: 6, .29: 28, .5: 50, 1: 99} {
		if got := h.quantile(q, 0); got < want-1 || got > want+want/30 || q < .3 && got != want {
			t.Errorf("the quantile %v of 0 to 99 is %d, expected %d", q, got, want)
		}
	}
	r, err := Run(echoSystem(), World{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("nobody has a state")
		}
	}()
	r.State("nobody")
}

// Of several mistakes in a World the same one is named in every run.
func TestSameMistake(t *testing.T) {
	w := World{Servers: map[assay.ID]Server{}}
	for _, id := range []assay.ID{"d", "a", "c", "b", "f", "e"} {
		w.Servers[id] = Server{}
	}
	for range 20 {
		if _, err := Run(echoSystem(), w, 1); err == nil || !strings.Contains(err.Error(), `a server "a"`) {
			t.Fatal(err)
		}
	}
}
