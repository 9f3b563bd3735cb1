package step

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// Actors that validation refuses.
type (
	clocked struct{ scripted[int] }
	chooser struct{ scripted[int] }
	nearly  struct{ scripted[int] }
)

func (clocked) Clock(_ assay.ID, s int, _ time.Time) (int, assay.Effects)     { return s, nil }
func (chooser) Chosen(_ assay.ID, s int, _ assay.Choice) (int, assay.Effects) { return s, nil }

//assay:ignore powers its signature is wrong on purpose: that validation refuses it is what is tested
func (nearly) Timeout(assay.ID, int) (int, assay.Effects) { return 0, nil }

func assuming(a assay.Assumptions) assay.System { return idle(a, "a", "b") }

func own(o assay.Own) assay.System {
	return assuming(assay.Assumptions{Per: map[assay.ID]assay.Own{"a": o}})
}

func linked(links ...assay.Link) assay.System { return assuming(assay.Assumptions{Links: links}) }

func made(name string, actors ...assay.Participant) assay.System {
	return assay.System{Name: name, Actors: actors}
}

// refused are Systems that cannot be run as they say, by what their error says.
func refused() map[string]assay.System {
	fine := assay.Spawn("a", starting())
	machine := assay.Model("m", moves3{}).Actors[0]
	symmetric := made("s", fine)
	symmetric.Symmetric = [][]assay.ID{{"a"}}
	all := map[string]assay.System{
		"has no name": made("", fine), `"two\nlines"`: made("two\nlines", fine), "has no actors": made("s"),
		"4097 actors, expected at most 4096":      made("s", assay.SpawnN("a", actorsMax+1, starting())...),
		"Symmetric is not built yet":              symmetric,
		"a Machine beside 1 other":                made("s", machine, fine),
		`participant 1 of system "s" has no name`: made("s", fine, assay.Spawn("", starting())),
		`participant "a b"`:                       made("s", assay.Spawn("a b", starting())),
		`participant "a\x00"`:                     made("s", assay.Spawn("a\x00", starting())),
		`two participants called "a"`:             made("s", fine, fine),
		"the actor is nil":                        made("s", assay.Spawn[int, any]("a", nil)),
		"has a method Timeout of type":            made("s", assay.Spawn("a", nearly{})),
		"has no behaviour":                        made("s", assay.Participant{ID: "a"}),
		"has a Clock method":                      made("s", assay.Spawn("a", clocked{})),
		"Assume.Order is order(3)":                assuming(assay.Assumptions{Order: 3}),
		"Assume.Ignored is ignored(2)":            assuming(assay.Assumptions{Ignored: 2}),
		"Clocks.TickMS is 0":                      assuming(assay.Assumptions{Clocks: assay.Clocks{DriftMS: 1}}),
		"Clocks.HorizonMS is 3":                   assuming(assay.Assumptions{Clocks: assay.Clocks{TickMS: 4, HorizonMS: 3}}),
		"Clocks.DriftMS is 5":                     assuming(assay.Assumptions{Clocks: assay.Clocks{TickMS: 4, HorizonMS: 8, DriftMS: 5}}),
		"Assume.Buffer is -1":                     assuming(assay.Assumptions{Buffer: -1}),
		`Assume.CutSets names "c"`:                assuming(assay.Assumptions{Cuts: assay.AtMost(1), CutSets: []assay.Cut{{From: []assay.ID{"a"}, To: []assay.ID{"c"}}}}),
		"cuts \"a\" off from itself":              assuming(assay.Assumptions{Cuts: assay.AtMost(1), CutSets: []assay.Cut{{From: []assay.ID{"a"}, To: []assay.ID{"a"}}}}),
		"with an empty side":                      assuming(assay.Assumptions{Cuts: assay.AtMost(1), CutSets: []assay.Cut{{From: []assay.ID{"a"}}}}),
		`Per["a"].Lies without Says`:              own(assay.Own{Lies: assay.AtMost(1)}),
		`Per["a"].Works is 5 of every 3 ms`:       own(assay.Own{Works: assay.Schedule{EveryMS: 3, ForMS: 5}}),
		`Per["a"].Works, and the system`:          own(assay.Own{Works: assay.Schedule{EveryMS: 3, ForMS: 1}}),
		"Assume.Disk is durability(9)":            assuming(assay.Assumptions{Disk: 9}),
		`Assume.Per names "c"`:                    assuming(assay.Assumptions{Per: map[assay.ID]assay.Own{"c": {}}}),
		`Assume.Per["a"] is no budget`:            own(assay.Own{Crashes: assay.AtMost(-1)}),
		`Assume.Links names "c"`:                  linked(assay.Link{From: "c", To: "a"}),
		`Assume.Links names "d"`:                  linked(assay.Link{From: "a", To: "d"}),
		"the link a -> b stands twice":            linked(assay.Link{From: "a", To: "b"}, assay.Link{From: "a", To: "b"}),
		"the link a -> b has order order(9)":      linked(assay.Link{From: "a", To: "b", Order: 9}),
		"the link a -> b is no budget":            linked(assay.Link{From: "a", To: "b", Losses: assay.AtMost(-1)}),
		"the state of a (scripted[func()]): func() is a function, which cannot be compared or written down\nhint: states and messages are plain values: keep it in the actor's own struct": made("s", assay.Spawn("a", scripted[func()]{})),
	}
	for name, a := range map[string]assay.Assumptions{"Losses": {Losses: assay.AtMost(-1)}, "Duplicates": {Duplicates: -3}, "Crashes": {Crashes: -4},
		"Recoveries": {Recoveries: -5}, "Cuts": {Cuts: -6}, "Firings": {Firings: -7}} {
		all["Assume."+name+" is no budget"] = assuming(a)
	}
	return all
}

// moves3 is a Machine that counts to three.
type moves3 struct{}

func (moves3) Init() []int { return []int{0} }
func (moves3) Next(n int) []assay.Move[int] {
	if n == 3 {
		return nil
	}
	return []assay.Move[int]{{Name: "count", To: n + 1}}
}

// TestRefused wants one sentence that says what is wrong and what was expected, or what to do instead.
func TestRefused(t *testing.T) {
	for says, sys := range refused() {
		_, err := New(sys, Track{})
		switch {
		case err == nil:
			t.Errorf("%s: the system is accepted", says)
		case !strings.Contains(err.Error(), says):
			t.Errorf("error %q, expected one that says %q", err, says)
		case !strings.HasPrefix(err.Error(), "step: ") && !strings.HasPrefix(err.Error(), "assay: "):
			t.Errorf("error %q does not begin with the room that it comes from", err)
		case !strings.Contains(err.Error(), "expected") && !strings.Contains(err.Error(), "hint: "):
			t.Errorf("error %q says neither what was expected nor what to do", err)
		}
	}
}

// TestRefusedWithHint wants the line that STYLE.md asks of every error that a user meets.
func TestRefusedWithHint(t *testing.T) {
	systems := refused()
	for _, says := range slices.Sorted(maps.Keys(systems)) {
		if _, err := New(systems[says], Track{}); err != nil && (!strings.Contains(err.Error(), "\nhint: ") || strings.Count(err.Error(), "hint: ") > 1) {
			t.Errorf("expected one hint, on its own line: %v", err)
		}
	}
}

// TestAccepted are Systems at the edge of what is refused.
func TestAccepted(t *testing.T) {
	for name, sys := range map[string]assay.System{
		"no assumptions":    assuming(assay.Assumptions{}),
		"every budget":      assuming(assay.Assumptions{Losses: assay.Unlimited, Duplicates: assay.AtMost(0), Crashes: assay.AtMost(1), Recoveries: assay.None, Cuts: assay.None, Firings: assay.AtMost(9)}),
		"kept":              assuming(assay.Assumptions{Disk: assay.Kept, Order: assay.Unordered, Ignored: assay.Waits}),
		"both directions":   linked(assay.Link{From: "a", To: "b"}, assay.Link{From: "b", To: "a"}, assay.Link{From: "a", To: "a", Order: assay.FIFO}),
		"a machine":         assay.Model("m", moves3{}),
		"a path for a name": made("lock/forgetful", assay.Spawn("é-1", starting())),
		"as many as may be": made("many", assay.SpawnN("a", 100, starting())...),
	} {
		if _, err := New(sys, Track{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
