package assay_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// fakeView is one state, written down. It counts what was read.
type fakeView struct {
	assay.View
	actors []fakeActor
	flying []assay.Envelope[any]
	reads  map[assay.ID]int
	kinds  []reflect.Type
}

type fakeActor struct {
	id   assay.ID
	down bool
	last any // pointer to the local state
}

func (v *fakeView) of(id assay.ID) *fakeActor {
	for i := range v.actors {
		if v.actors[i].id == id {
			return &v.actors[i]
		}
	}
	return nil
}

func (v *fakeView) Actors() (ids []assay.ID) {
	for _, a := range v.actors {
		ids = append(ids, a.id)
	}
	return ids
}

func (v *fakeView) TypeOf(id assay.ID) reflect.Type {
	if a := v.of(id); a != nil {
		return reflect.TypeOf(a.last).Elem()
	}
	return nil
}

func (v *fakeView) Up(id assay.ID) bool { return !v.of(id).down }

func (v *fakeView) State(id assay.ID) any {
	if v.of(id).down {
		panic(&assay.ViewError{Reason: "down"})
	}
	return v.LastState(id)
}

func (v *fakeView) LastState(id assay.ID) any {
	v.reads[id]++
	return v.of(id).last
}

func (v *fakeView) Messages(to assay.ID, kind reflect.Type) (found []assay.Envelope[any]) {
	v.kinds = append(v.kinds, kind)
	for _, e := range v.flying {
		if e.To == to && (kind == nil || reflect.TypeOf(e.Message) == kind) {
			found = append(found, e)
		}
	}
	return found
}

func pointer[T any](value T) *T { return &value }

func someView() *fakeView {
	return &fakeView{
		actors: []fakeActor{{id: "z", last: pointer(1)}, {id: "down", down: true, last: pointer(2)}, {id: "text", last: pointer("three")}, {id: "a", last: pointer(4)}},
		flying: []assay.Envelope[any]{{From: "a", To: "z", Message: Ask{}}, {From: "text", To: "z", Message: Taken{}}, {From: "a", To: "z", Message: 7},
			{From: "z", To: "a", Message: Taken{}}},
		reads: map[assay.ID]int{},
	}
}

func TestStateOf(t *testing.T) {
	v := someView()
	if got := assay.StateOf[int](v, "a"); got != 4 {
		t.Errorf("the state of a is %d, expected 4", got)
	}
	if got := assay.LastStateOf[int](v, "down"); got != 2 {
		t.Errorf("the last state of one that is down is %d, expected 2", got)
	}
	for name, c := range map[string]struct {
		read func()
		says string
	}{
		"down":                  {func() { assay.StateOf[int](v, "down") }, "down"},
		"unknown":               {func() { assay.StateOf[int](v, "b") }, `no participant is called "b"; there are [z down text a]`},
		"another type":          {func() { assay.StateOf[string](v, "a") }, `the state of "a" is a int, and the property asked for a string`},
		"an interface":          {func() { assay.StateOf[any](v, "a") }, "asked for a interface {}"},
		"a pointer":             {func() { assay.StateOf[*int](v, "a") }, "asked for a *int"},
		"last, of another type": {func() { assay.LastStateOf[string](v, "down") }, `the state of "down" is a int`},
		"last, unknown":         {func() { assay.LastStateOf[int](v, "b") }, `"b"`},
	} {
		raised, _ := raises(c.read).(*assay.ViewError)
		if raised == nil || !strings.Contains(raised.Error(), c.says) {
			t.Errorf("%s: panics with %v, expected a ViewError that says %q", name, raised, c.says)
		}
	}
}

// TestEach skips who is down and who has another type, and reads no state but those that it hands out.
func TestEach(t *testing.T) {
	v := someView()
	var ids []assay.ID
	var states []int
	for id, state := range assay.Each[int](v) {
		ids, states = append(ids, id), append(states, state)
	}
	if !slices.Equal(ids, []assay.ID{"z", "a"}) || !slices.Equal(states, []int{1, 4}) {
		t.Errorf("goes over %v with %v, expected z=1 and a=4 in the order of the System", ids, states)
	}
	if v.reads["down"] != 0 || v.reads["text"] != 0 {
		t.Errorf("reads %v: a property is remembered by what it read", v.reads)
	}
	v = someView()
	for range assay.Each[int](v) {
		break
	}
	if v.reads["a"] != 0 {
		t.Error("reads on after the loop has ended")
	}
	for id := range assay.Each[any](someView()) {
		t.Errorf("%s has no state of type any", id)
	}
}

// TestInFlight asks for one concrete type where it can: a property then does not read the whole network.
func TestInFlight(t *testing.T) {
	v := someView()
	taken := assay.InFlight[Taken](v, "z")
	if len(taken) != 1 || taken[0] != (assay.Envelope[Taken]{From: "text", To: "z"}) {
		t.Errorf("Taken in flight to z: %v", taken)
	}
	sealed := assay.InFlight[Msg](v, "z")
	if len(sealed) != 2 || sealed[0].Message != (Ask{}) || sealed[1].From != "text" {
		t.Errorf("messages of the sealed interface in flight to z: %v, expected Ask and Taken", sealed)
	}
	if all := assay.InFlight[any](v, "z"); len(all) != 3 {
		t.Errorf("all in flight to z: %v, expected 3", all)
	}
	if none := assay.InFlight[Ask](v, "a"); len(none) != 0 {
		t.Errorf("Ask in flight to a: %v", none)
	}
	if want := []reflect.Type{reflect.TypeFor[Taken](), nil, nil, reflect.TypeFor[Ask]()}; !slices.Equal(v.kinds, want) {
		t.Errorf("asks for %v, expected %v", v.kinds, want)
	}
}
