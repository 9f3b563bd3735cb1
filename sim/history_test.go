package sim

import (
	"maps"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// A client that invokes twice, or returns from nothing, is refused as check refuses it, once its history is asked for and not before.
func TestWrongMarks(t *testing.T) {
	reads := assay.Always("reads", func(v assay.View) error { v.History(); return nil })
	for want, marks := range map[string]assay.Effects{
		"c0 invokes an operation while another":          {assay.Invoke(1), assay.Invoke(2)},
		"c0 returns from an operation and has none":      {assay.Return(1)},
		"c0 returns from an operation and has none in f": {assay.Invoke(1), assay.ReturnUnknown(), assay.Return("written")},
	} {
		sys := play{lines: []line{{marks: marks}}, opening: make([]assay.Effects, 1)}.system()
		if _, err := Run(sys, World{}, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("linearizable: %v, expected %q", err, want)
		}
		sys.Properties = []assay.Property{reads}
		if _, err := Run(sys, World{}, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("a property that reads it: %v, expected %q", err, want)
		}
		sys.Properties = []assay.Property{assay.Always("does not", func(v assay.View) error { return nil })}
		if r, err := Run(sys, World{}, 1); err != nil || r.Finding != nil {
			t.Errorf("nobody reads it: %v, %+v", err, r)
		}
	}
}

// What a property reads of a history is what check shows of it.
func TestHistoryAsRead(t *testing.T) {
	var h history
	h.invoke("a", 0, "A")
	h.invoke("b", 1, "B")
	h.giveBack("b", 1, assay.ReturnEffect{Result: 1})
	h.invoke("b", 1, "C")
	h.giveBack("a", 0, assay.ReturnEffect{Result: 2})
	h.crashed(1)
	h.invoke("a", 0, "D")
	h.giveBack("a", 0, assay.ReturnEffect{Unknown: true})
	h.invoke("b", 1, "E")
	type shown struct {
		client assay.ID
		op     any
		result any
		open   bool
		before map[assay.ID]int
	}
	want := []shown{{"a", "A", 2, false, nil}, {"a", "D", nil, true, map[assay.ID]int{"b": 1}}, {"b", "B", 1, false, nil}, {"b", "C", nil, true, nil}, {"b", "E", nil, false, map[assay.ID]int{"a": 1}}}
	got := h.operations([]assay.ID{"a", "b"})
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, o := range got {
		w := want[i]
		if o.Client != w.client || o.Op != w.op || o.Result.Or(nil) != w.result || o.Open != w.open || !maps.Equal(o.Before, w.before) {
			t.Errorf("operation %d is %+v, expected %+v", i, o, w)
		}
	}
}

// busy does more operations at its start than are kept. Its last one, which is not kept, answers wrongly.
type busy struct{ n int }

func (b busy) Start(assay.ID) (s int, effects assay.Effects) {
	for range b.n {
		effects = append(effects, assay.Invoke(1), assay.Return("written"))
	}
	return 0, append(effects, assay.Invoke("read"), assay.Return(7))
}

func (busy) Receive(_ assay.ID, s int, _ assay.ID, _ any) (int, assay.Effects) { return s, nil }

// Of a history that is too long nothing is claimed, but of what is kept of it.
func TestTooLongAHistory(t *testing.T) {
	sys := assay.System{Name: "busy", Actors: []assay.Participant{assay.Spawn("c0", busy{operationsMax})}, Properties: []assay.Property{
		assay.Linearizable("linearizable", cell{}),
		assay.Always("none answers 7", func(v assay.View) error { v.History(); return nil }),
	}}
	for _, r := range recordsOf(t, sys, World{}, func(*config) {}) {
		if r.Verdict != evidence.Unknown || !strings.HasPrefix(r.Why, "in 1 of 1 seeds the history has more than 30000 operations") {
			t.Errorf("%s: %s, %s", r.Property, r.Verdict, r.Why)
		}
	}
}
