package people_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

// plan has a canary, the others side by side, and behind a barrier a second version.
var plan = people.Rollout{From: "v1", Stages: []people.Stage{
	{Version: "v2", Nodes: []assay.ID{"a"}}, {Version: "v2", Nodes: []assay.ID{"b", "c"}}, people.Barrier(), {Version: "v3", Nodes: []assay.ID{"a"}},
}}

// controller is a rollout by hand.
type controller struct {
	lives
	t *testing.T
}

func control(t *testing.T, r people.Rollout) *controller {
	return &controller{lives: *begin(r.Spawn("r")), t: t}
}

func (c *controller) hears(from assay.ID, version string, ready bool) {
	c.take(c.p.Behaviour.Receive("r", c.state, from, people.Report{Version: version, Ready: ready, Healthy: ready}))
}

func (c *controller) decides(option string) {
	c.take(c.p.Behaviour.Chosen("r", c.state, assay.Choice{Option: option}))
}

func (c *controller) crashes() { c.take(c.p.Behaviour.Recover("r", assay.DiskOf(c.disk))) }

// wants are what it tells whom, and what it asks.
func (c *controller) wants(what, sends string, options ...any) {
	c.t.Helper()
	var asked []string
	for _, e := range c.said {
		if e, ok := e.(assay.ChooseEffect); ok {
			for _, o := range e.Options {
				asked = append(asked, o.(string))
			}
		}
	}
	var want []string
	for _, o := range options {
		want = append(want, o.(string))
	}
	if have := words(c.said); have != sends || strings.Join(asked, " ") != strings.Join(want, " ") {
		c.t.Errorf("%s: it says %q and asks %q, expected %q and %q", what, have, asked, sends, want)
	}
}

// TestRollout goes stage by stage, asks after each, and never back from behind a barrier.
func TestRollout(t *testing.T) {
	c := control(t, plan)
	c.wants("at the start", "a: install v2")
	c.hears("b", "v2", true)
	c.hears("a", "v1", true)
	c.wants("of another node or version", "")
	c.hears("a", "v2", true)
	c.wants("after the canary", "", "promote", "roll back")
	c.decides("promote")
	c.wants("the others", "b: install v2; c: install v2")
	c.hears("c", "v2", true)
	c.wants("one of two", "")
	c.crashes()
	c.wants("after a crash", "b: install v2")
	c.hears("b", "v2", true)
	c.crashes()
	c.wants("after a crash before it is decided", "", "promote", "roll back")
	c.decides("promote")
	c.wants("behind the barrier", "a: install v3")
	c.hears("a", "v3", true)
	c.wants("at the end", "")
	c.crashes()
	c.wants("after a crash at the end", "")
}

// TestRollBack puts each node back to what it ran before, the last stage first.
func TestRollBack(t *testing.T) {
	c := control(t, plan.Open())
	c.hears("a", "v2", true)
	c.decides("promote")
	c.hears("b", "v2", true)
	c.hears("c", "v2", true)
	c.decides("promote")
	c.hears("a", "v3", true)
	c.wants("without a barrier", "", "roll back")
	c.decides("roll back")
	c.wants("the last stage", "a: install v2")
	c.hears("a", "v2", true)
	c.wants("the one before", "b: install v1; c: install v1")
	c.hears("b", "v1", true)
	c.crashes()
	c.wants("after a crash", "c: install v1")
	c.hears("c", "v1", true)
	c.hears("a", "v1", true)
	c.wants("at its end", "")
	c.crashes()
	if s := *c.state.(*people.RolloutState); s.Stage != 0 || !s.Back || s.From != 3 || len(c.said) != 0 {
		t.Errorf("it is %+v and says %v", s, c.said)
	}
}

// TestNothingIsPromotedOnWhatIsNotReady: there is one way left, and none behind a barrier.
func TestNothingIsPromotedOnWhatIsNotReady(t *testing.T) {
	c := control(t, plan)
	c.hears("a", "v2", false)
	c.wants("the canary does not start", "", "roll back")
	c = control(t, people.Rollout{From: "v1", Stages: append([]people.Stage{people.Barrier()}, plan.Stages...)})
	c.hears("a", "v2", false)
	c.wants("behind a barrier", "")
}

// TestStagesInWords: properties of rollbacks are named by stage.
func TestStagesInWords(t *testing.T) {
	var names []string
	for _, p := range plan.Rollbacks("r", func(assay.View) error { return nil }) {
		names = append(names, p.Name)
	}
	want := "rolled back from stage 1, v2 on a; rolled back from stage 2, v2 on b, c; rolled back from stage 3, v3 on a"
	if have := strings.Join(names, "; "); have != want || people.Barrier().String() != "barrier" {
		t.Errorf("%s, expected %s", have, want)
	}
}
