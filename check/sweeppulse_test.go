package check

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// TestSweepTellsHowFar: while one set of relaxations is explored, however long that takes, a sweep says how many of how many are done.
func TestSweepTellsHowFar(t *testing.T) {
	var mu sync.Mutex
	var told []Progress
	heard := make(chan struct{})
	sys := callers(assay.Assumptions{})
	sys.Properties = append(sys.Properties[:1], assay.Always("waits", func(assay.View) error { <-heard; return nil }))
	s := newSweep(t.Context(), sys, []Option{OnProgress(func(p Progress) {
		mu.Lock()
		defer mu.Unlock()
		if told = append(told, p); len(told) == 2 {
			close(heard)
		}
	})})
	s.pulse.every = time.Millisecond
	found, err := s.run()
	if err != nil {
		t.Fatal(err)
	}
	first := told[0]
	if first.System != "callers" || first.Sets != 0 || first.SetsOf != uint64(len(found.Points)) || first.Seconds <= 0 {
		t.Errorf("it begins with %+v, expected none of %d sets", first, len(found.Points))
	}
	if !slices.IsSortedFunc(told, func(a, b Progress) int { return int(a.Sets) - int(b.Sets) }) {
		t.Errorf("the sets that are done become fewer: %+v", told)
	}
	s.pulse.at(3, 7)
	s.pulse.hear(Progress{States: 9, Hint: "what grows"})
	if p := s.pulse.last; p.Sets != 3 || p.SetsOf != 7 || p.States != 9 || p.Hint != "" || p.System != "callers" {
		t.Errorf("after the search of one set was heard it is %+v", p)
	}
	n := len(told)
	if time.Sleep(20 * time.Millisecond); len(told) != n {
		t.Error("it tells after its end")
	}
}
