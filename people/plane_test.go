package people_test

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

type staging struct{}

// desk talks to a control plane by hand.
type desk struct {
	t     *testing.T
	plane assay.Participant
	state any
}

func at(t *testing.T, locks people.Interlocks) *desk {
	t.Helper()
	p := people.Plane[prod]{
		Units: []people.Target[prod]{a, b}, Version: "v1", Locks: locks,
		Config: []people.Value{{Key: "limit", Value: 5}}, Signals: []people.Signal{{Name: "ready", Of: func(f people.Fleet) any { return f.Ready() }, Late: 1}},
	}.Spawn("plane")
	state, _ := p.Behaviour.Start("plane")
	return &desk{t, p, state}
}

// says gives the plane a message, and returns what it sends, in words.
func (d *desk) says(from assay.ID, m people.Msg) string {
	d.t.Helper()
	var effects assay.Effects
	d.state, effects = d.plane.Behaviour.Receive("plane", d.state, from, m)
	return words(effects)
}

func words(effects assay.Effects) string {
	var sent []string
	for _, e := range effects {
		if e, ok := e.(assay.SendEffect); ok {
			sent = append(sent, string(e.To[0])+": "+e.Message.(interface{ String() string }).String())
		}
	}
	return strings.Join(sent, "; ")
}

func (d *desk) asks(from assay.ID, act people.Act[prod]) string {
	d.t.Helper()
	return d.says(from, people.Request{Order: act.Order()})
}

func (d *desk) passes(timer string) {
	d.state, _ = d.plane.Behaviour.Timeout("plane", d.state, timer)
}

func (d *desk) fleet() people.Fleet { return d.state.(*people.PlaneState).Fleet }

func (d *desk) wants(have, want string) {
	d.t.Helper()
	if have != want {
		d.t.Errorf("it answers %q, expected %q", have, want)
	}
}

func TestOneAtATime(t *testing.T) {
	d := at(t, people.Interlocks{OneAtATime: true})
	d.wants(d.asks("ann", people.Promote[prod]("v2")), "a: install v2; ann: accepted: promote v2")
	d.wants(d.asks("bob", people.Restart(b)), "bob: refused: restart b (one change at a time: another is under way)")
	d.wants(d.says("a", people.Report{Version: "v1", Ready: true, Healthy: true}), "") // of the version that it left
	d.wants(d.asks("bob", people.Restart(b)), "bob: refused: restart b (one change at a time: another is under way)")
	d.says("a", people.Report{Version: "v2", Ready: true, Healthy: true})
	d.wants(d.asks("bob", people.Restart(b)), "b: install v1; bob: accepted: restart b")
}

func TestFreshness(t *testing.T) {
	d := at(t, people.Interlocks{Freshness: true})
	refused := "ann: refused: promote v2 (freshness: nobody may change what they have not read since the last change)"
	d.wants(d.asks("ann", people.Promote[prod]("v2")), refused)
	d.wants(d.says("ann", people.Query{Signal: "ready"}), "ann: ready=2, 1 samples old")
	d.wants(d.asks("ann", people.Promote[prod]("v2")), "a: install v2; ann: accepted: promote v2")
	d.passes("sample")
	d.wants(d.says("ann", people.Query{Signal: "ready"}), "ann: ready=2, 1 samples old, from before the last change")
	d.says("a", people.Report{Version: "v2", Ready: true, Healthy: true})
	d.passes("sample")
	d.wants(d.asks("ann", people.Promote[prod]("v2")), refused)
	d.passes("sample")
	d.wants(d.says("ann", people.Query{Signal: "ready"}), "ann: ready=2, 1 samples old")
	d.wants(d.asks("bob", people.Promote[prod]("v2")), "bob"+refused[3:])
	d.wants(d.asks("ann", people.Promote[prod]("v2")), "b: install v2; ann: accepted: promote v2")
	d.wants(d.asks("bob", people.RollBack(a)), "a: install v1; bob: accepted: roll back a") // to go back nobody has to look first
}

func TestTwoPersons(t *testing.T) {
	d := at(t, people.Interlocks{TwoPersons: true})
	d.wants(d.asks("ann", people.Drain(a)), "ann: held: drain a")
	d.wants(d.asks("ann", people.Drain(a)), "ann: held: drain a") // twice by one is not by two
	d.wants(d.asks("bob", people.Drain(b)), "bob: held: drain b")
	d.wants(d.asks("bob", people.Drain(a)), "a: stand aside; bob: accepted: drain a; ann: accepted: drain a")
	d.wants(d.asks("ann", people.Drain(a)), "ann: held: drain a") // what was said once is not said for ever
}

func TestBlastRadius(t *testing.T) {
	d := at(t, people.Interlocks{BlastRadius: 1})
	d.wants(d.asks("ann", people.Deploy("v2", a, b)), "ann: refused: deploy v2 to a, b (blast radius: it touches 2 units, and one order may touch 1)")
	d.wants(d.asks("ann", people.Deploy("v2", b)), "b: install v2; ann: accepted: deploy v2 to b")
}

func TestDryRun(t *testing.T) {
	d := at(t, people.Interlocks{DryRun: true})
	order := people.Deploy("v2", b).Order()
	d.wants(d.asks("ann", people.Deploy("v2", b)), "ann: refused: deploy v2 to b (dry run: it was not rehearsed since the last change)")
	order.DryRun = true
	d.wants(d.says("ann", people.Request{Order: order}), "ann: rehearsed: deploy v2 to b (dry run) would touch b")
	d.wants(d.asks("bob", people.Deploy("v2", b)), "bob: refused: deploy v2 to b (dry run: it was not rehearsed since the last change)")
	d.wants(d.asks("ann", people.Deploy("v2", b)), "b: install v2; ann: accepted: deploy v2 to b")
}

func TestExpiry(t *testing.T) {
	d := at(t, people.Interlocks{Expiry: true})
	d.wants(d.asks("ann", people.Set[prod]("limit", 9, 0)), "ann: refused: set limit to 9 (expiry: an override must say for how long)")
	d.wants(d.asks("ann", people.Set[prod]("limit", 9, time.Hour)), "ann: accepted: set limit to 9 for 1h0m0s")
	if d.fleet().Setting("limit") != 9 {
		t.Errorf("the override is not there: %v", d.fleet().Config)
	}
	d.passes("expire limit")
	if d.fleet().Setting("limit") != 5 {
		t.Errorf("the override has not expired: %v", d.fleet().Config)
	}
}

// Aborting takes all units out at once, unless capacity is kept: then one after another.
func TestAbortThatKeepsCapacity(t *testing.T) {
	both := func(keep int) *desk {
		d := at(t, people.Interlocks{Keep: keep})
		for _, id := range []assay.ID{"a", "b"} {
			d.asks("ann", people.Promote[prod]("v2"))
			d.says(id, people.Report{Version: "v2", Ready: true, Healthy: true})
		}
		return d
	}
	d := both(0)
	d.wants(d.asks("ann", people.Abort[prod]()), "a: install v1; b: install v1; ann: accepted: abort")
	d = both(1)
	d.wants(d.asks("ann", people.Abort[prod]()), "a: install v1; ann: accepted: abort")
	d.wants(d.says("a", people.Report{Version: "v1", Ready: true, Healthy: true}), "b: install v1")
	d.wants(d.asks("ann", people.Promote[prod]("v2")), "ann: refused: promote v2 (the rollout was aborted)")
	d = at(t, people.Interlocks{Keep: 2})
	d.wants(d.asks("ann", people.Drain(a)), "ann: refused: drain a (capacity: fewer than 2 units would be ready)")
}

func TestScale(t *testing.T) {
	d := at(t, people.Interlocks{})
	d.wants(d.asks("ann", people.Scale[prod](1)), "b: stand aside; ann: accepted: scale to 1")
	d.wants(d.asks("ann", people.Scale[prod](2)), "b: serve; ann: accepted: scale to 2")
}

// By its name a unit is drained for good; Scale takes back what it may.
func TestHandsOff(t *testing.T) {
	d := at(t, people.Interlocks{})
	d.asks("ann", people.Drain(a))
	d.wants(d.asks("scaler", people.Scale[prod](2)), "a: serve; scaler: accepted: scale to 2")
	d = at(t, people.Interlocks{HandsOff: true})
	d.asks("ann", people.Drain(a))
	d.wants(d.asks("scaler", people.Scale[prod](2)), "scaler: accepted: scale to 2")
	d.wants(d.asks("ann", people.Restart(a)), "a: install v1; ann: accepted: restart a")
}

// A sample that is skipped leaves what was there; one that is taken moves the ring on.
func TestSkippedSamples(t *testing.T) {
	p := people.Plane[prod]{Units: []people.Target[prod]{a, b}, Version: "v1",
		Signals: []people.Signal{{Name: "ready", Of: func(f people.Fleet) any { return f.Ready() }, Late: 0, Skips: true}}}.Spawn("plane")
	d := &desk{t: t, plane: p}
	d.state, _ = p.Behaviour.Start("plane")
	d.asks("ann", people.Drain(a))
	for _, c := range []struct{ option, want string }{{"skipped", "ann: ready=2"}, {"taken", "ann: ready=1"}} {
		d.passes("sample")
		d.state, _ = p.Behaviour.Chosen("plane", d.state, assay.Choice{Key: "sample", Option: c.option})
		d.wants(d.says("ann", people.Query{Signal: "ready"}), c.want)
	}
}

// A plane that has nothing to control, or a signal that cannot be sampled, is an error when the System is built.
func TestIllFormedPlanes(t *testing.T) {
	units := []people.Target[prod]{a}
	for want, p := range map[string]people.Plane[prod]{
		"has no units and no configuration": {},
		"is computed by nothing":            {Units: units, Signals: []people.Signal{{Name: "level"}}},
		"is -1 samples late":                {Units: units, Signals: []people.Signal{{Name: "level", Of: level.Of, Late: -1}}},
	} {
		if err := p.Spawn("plane").Behaviour.Err; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("expected an error with %q, have %v", want, err)
		}
	}
}

// What a plane does not know it refuses, whatever the interlocks.
func TestRefusals(t *testing.T) {
	d := at(t, people.Interlocks{})
	d.wants(d.says("ann", people.Request{Order: people.Deploy("v2", people.On[staging]("a")).Order()}),
		"ann: refused: deploy v2 to a (it is an order for staging, and this is prod)")
	d.wants(d.asks("ann", people.Drain(people.On[prod]("z"))), "ann: refused: drain z (there is no z)")
	d.wants(d.asks("ann", people.Set[prod]("limt", 1, 0)), "ann: refused: set limt to 1 (there is no limt in the configuration)")
	d.wants(d.says("ann", people.Query{Signal: "rdy"}), "ann: rdy is not known")
	d.wants(d.says("ann", people.Request{Order: people.Promote[prod]("v1").Order()}), "ann: refused: promote v1 (there is nothing left to promote)")
}
