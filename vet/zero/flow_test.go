package zero

import (
	"testing"
)

// TestJoinEnds joins states until nothing is new, however many there are.
func TestJoinEnds(t *testing.T) {
	var states []state
	w := &walk{}
	for round := range 1000 {
		var more []state
		for i := range state(10) {
			more = append(more, (state(round)*7919+i*31)&(1<<partsMax-1))
		}
		states, _ = w.join(states, more)
	}
	if len(states) != 1 {
		t.Fatalf("%d states are left, expected one", len(states))
	}
	if _, more := w.join(states, []state{1, 2, 3}); more && states[0]&3 == 3 {
		t.Error("what is known is new")
	}
}
