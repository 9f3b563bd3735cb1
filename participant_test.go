//assay:ignore powers these powers are wrong on purpose
//assay:ignore total these powers are wrong on purpose
package assay_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// plain has no power: Start and Receive alone.
type plain struct{}

func (plain) Start(assay.ID) (int, assay.Effects) { return 1, nil }
func (plain) Receive(_ assay.ID, s int, _ assay.ID, msg string) (int, assay.Effects) {
	return s + len(msg), assay.Effects{assay.Send("x", msg)}
}

// mighty has all powers, each of which adds a number of its own.
type mighty struct{ plain }

func (mighty) Timeout(_ assay.ID, s int, timer string) (int, assay.Effects) {
	return s + 10 + len(timer), nil
}
func (mighty) Recover(_ assay.ID, d assay.Disk) (int, assay.Effects) { return 20 + len(d.Keys()), nil }
func (mighty) Chosen(_ assay.ID, s int, c assay.Choice) (int, assay.Effects) {
	return s + c.Option.(int), nil
}
func (mighty) Clock(_ assay.ID, s int, now time.Time) (int, assay.Effects) {
	return s + now.Year(), nil
}

// Each of these has a method that has the name of a power and is none.
type (
	timeoutOfNoName struct{ plain }
	recoverOfState  struct{ plain }
	chosenOfString  struct{ plain }
	clockOfNothing  struct{ plain }
	otherState      struct{ plain }
	pointerTimeout  struct{ plain }
	embedding       struct{ timeoutOfNoName }
	pointerDeep     struct{ pointerTimeout }
	variadic        struct{ plain }
)

func (timeoutOfNoName) Timeout(assay.ID, int) (int, assay.Effects)                { return 0, nil }
func (recoverOfState) Recover(assay.ID, int, assay.Disk) (int, assay.Effects)     { return 0, nil }
func (chosenOfString) Chosen(assay.ID, int, string) (int, assay.Effects)          { return 0, nil }
func (clockOfNothing) Clock(assay.ID, int, time.Time) int                         { return 0 }
func (otherState) Timeout(_ assay.ID, _ string, _ string) (string, assay.Effects) { return "", nil }
func (*pointerTimeout) Timeout(_ assay.ID, s int, _ string) (int, assay.Effects)  { return s, nil }
func (variadic) Timeout(_ assay.ID, s int, timers ...string) (next int, _ assay.Effects) {
	return s, nil
}

// TestNearlyAPower refuses actors that would silently lack a power: a method of its name with another type, or on the pointer alone.
func TestNearlyAPower(t *testing.T) {
	for _, c := range []struct {
		actor assay.Actor[int, string]
		says  []string
	}{
		{timeoutOfNoName{}, []string{"Timeout", "func(assay.ID, int, string) (int, assay.Effects)", "hint: give it the expected signature"}},
		{recoverOfState{}, []string{"Recover", "func(assay.ID, assay.Disk) (int, assay.Effects)", "hint:"}},
		{chosenOfString{}, []string{"Chosen", "func(assay.ID, int, assay.Choice) (int, assay.Effects)", "hint:"}},
		{clockOfNothing{}, []string{"Clock", "func(assay.ID, int, time.Time) (int, assay.Effects)", "hint:"}},
		{otherState{}, []string{"Timeout", "func(assay.ID, string, string) (string, assay.Effects)", "expected func(assay.ID, int, string) (int, assay.Effects)"}},
		{variadic{}, []string{"Timeout", "func(assay.ID, int, ...string) (int, assay.Effects)"}},
		{pointerTimeout{}, []string{"Timeout", "pointer receiver", "hint: spawn the pointer"}},
		{embedding{}, []string{"embedding", "Timeout", "hint:"}},
		{pointerDeep{}, []string{"pointerDeep", "pointer receiver", "hint:"}},
		{nil, []string{"the actor is nil"}},
	} {
		err := assay.Spawn("a", c.actor).Behaviour.Err
		if err == nil || !strings.HasPrefix(err.Error(), "assay: ") {
			t.Errorf("%T: error %v, expected a refusal", c.actor, err)
			continue
		}
		for _, text := range c.says {
			if !strings.Contains(err.Error(), text) {
				t.Errorf("%T: error %q does not say %q", c.actor, err, text)
			}
		}
	}
}

// TestPointerActor spawns what the error's hint says: the pointer, whose method set has the power.
func TestPointerActor(t *testing.T) {
	for _, actor := range []assay.Actor[int, string]{&pointerTimeout{}, &pointerDeep{}, &mighty{}} {
		b := assay.Spawn("a", actor).Behaviour
		if b.Err != nil || b.Timeout == nil {
			t.Errorf("%T: error %v, Timeout found %v; expected the power and no error", actor, b.Err, b.Timeout != nil)
		}
	}
	if err := assay.Spawn("a", &timeoutOfNoName{}).Behaviour.Err; err == nil {
		t.Error("a pointer to an actor with a near power is accepted, expected a refusal")
	}
}

func TestPowers(t *testing.T) {
	b := assay.Spawn("a", plain{}).Behaviour
	if b.Err != nil || b.Timeout != nil || b.Recover != nil || b.Chosen != nil || b.Clock != nil {
		t.Errorf("an actor without powers has some, or an error: %+v", b)
	}
	b = assay.Spawn("a", mighty{}).Behaviour
	if b.Err != nil {
		t.Fatal(b.Err)
	}
	state := 1
	for name, call := range map[string]struct {
		answer func() (any, assay.Effects)
		want   int
	}{
		"Start":   {func() (any, assay.Effects) { return b.Start("a") }, 1},
		"Receive": {func() (any, assay.Effects) { return b.Receive("a", &state, "b", "abc") }, 4},
		"Timeout": {func() (any, assay.Effects) { return b.Timeout("a", &state, "four") }, 15},
		"Recover": {func() (any, assay.Effects) { return b.Recover("a", assay.DiskOf(map[string]any{"k": 1})) }, 21},
		"Chosen":  {func() (any, assay.Effects) { return b.Chosen("a", &state, assay.Choice{Option: 6}) }, 7},
		"Clock":   {func() (any, assay.Effects) { return b.Clock("a", &state, time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) }, 2001},
	} {
		if got, _ := call.answer(); *got.(*int) != call.want {
			t.Errorf("%s answers %d, expected %d", name, *got.(*int), call.want)
		}
	}
	if state != 1 {
		t.Errorf("a call wrote %d into the state that it was given", state)
	}
}

// TestSpawnTypes wants the types even where the message is an interface, whose reflect.TypeOf would be nil.
func TestSpawnTypes(t *testing.T) {
	p := assay.Spawn("seat", Seat{})
	if p.ID != "seat" || p.Behaviour.State != reflect.TypeFor[Owner]() || p.Behaviour.Message != reflect.TypeFor[Msg]() {
		t.Errorf("spawned as %q with state %v and message %v", p.ID, p.Behaviour.State, p.Behaviour.Message)
	}
	if p.Behaviour.Recover == nil || p.Behaviour.Timeout != nil {
		t.Error("a Seat recovers and has no timers, and its behaviour says otherwise")
	}
}

func TestSpawnN(t *testing.T) {
	for n, want := range map[int][]assay.ID{-1: nil, 0: nil, 1: {"c0"}, 3: {"c0", "c1", "c2"}} {
		var got []assay.ID
		for _, p := range assay.SpawnN("c", n, plain{}) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("SpawnN of %d makes %v, expected %v", n, got, want)
		}
	}
	eleven := assay.SpawnN("c", 11, plain{})
	if eleven[10].ID != "c10" {
		t.Errorf("the eleventh is called %q, expected c10", eleven[10].ID)
	}
}
