package walk

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/trace"
)

// TestTell: a trace tells of its states what a page is told of them, and is drawn alike.
func TestTell(t *testing.T) {
	seen := newServer(t.Context(), room(t)).see(Ask{Behaviour: "generous:0.0.0.0"}).Behaviour
	told, err := trace.Parse("deliver client0 -> hub ask\ndeliver hub -> client0 given\ndeliver client1 -> hub ask\ndeliver hub -> client1 given\n")
	if err != nil {
		t.Fatal(err)
	}
	strange := trace.Trace{Steps: []trace.Step{{Kind: "timeout", To: "hub", What: "never", Number: trace.NumberUnknown}}}
	Tell(groundOf(t, generous()), &told)
	Tell(groundOf(t, generous()), &strange)
	if drawn := diagram.Of(told); !reflect.DeepEqual(drawn.States, seen.States) || drawn.Steps[3].Message != seen.Steps[3].Message || drawn.Steps[3].Message < 0 {
		t.Errorf("the trace tells\n%+v\nthe page is told\n%+v", drawn, seen)
	}
	if again, err := trace.Parse(told.String()); err != nil || again.Told != nil || strings.Contains(told.String(), "given}") {
		t.Errorf("the states are part of the text: %v\n%s", err, told)
	}
	if strange.Told != nil {
		t.Errorf("of a behaviour that is none %+v is told", strange.Told)
	}
}

// TestTellBounded: of a long behaviour the states before the last ones are left out, and no message is.
func TestTellBounded(t *testing.T) {
	const steps = 100
	whole := func(i int) []trace.Part {
		return []trace.Part{{Lane: "a", Text: strings.Repeat("a", 100)}, {Lane: "b", Text: strings.Repeat("b", i)}}
	}
	var told []trace.Told
	for i := range steps {
		told = append(told, trace.Told{Parts: whole(i)[1:], Sent: []trace.Message{{From: "a", To: "b", What: "m"}}})
	}
	all := bounded(slices.Clone(told), 1<<20, whole)
	if !reflect.DeepEqual(all, told) {
		t.Error("something is left out, and there is room")
	}
	some := bounded(slices.Clone(told), size(told)*2/3, whole)
	first := slices.IndexFunc(some, func(d trace.Told) bool { return !d.LeftOut })
	if first < 10 || first > 90 || size(some) > size(told)*2/3+steps*20 || !reflect.DeepEqual(some[first].Parts, whole(first)) {
		t.Errorf("%d of %d are left out, with %d bytes of %d; the first that is told is %+v", first, steps, size(some), size(told), some[first].Parts)
	}
	for i, d := range some {
		if len(d.Sent) != 1 || d.LeftOut != (i < first) || (d.Parts == nil) != d.LeftOut {
			t.Errorf("%d: %+v", i, d)
		}
	}
	if none := bounded(slices.Clone(told), 300, whole); none != nil {
		t.Errorf("there is no room for any state, and %d are told", len(none))
	}
}
