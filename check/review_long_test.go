//go:build long

package check_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// A handler that takes 6 s has returned within 10 s.
func TestSlowHandler(t *testing.T) {
	sys := assay.System{Name: "slow", Actors: []assay.Participant{ticks(func(k int) fx { time.Sleep(6 * time.Second); return nil })},
		Assume:     assay.Assumptions{Firings: assay.AtMost(1)},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "a") < 2 })}}
	r := explore(t, sys)
	verdictOf(t, r, "p", evidence.Holds)
}

// A property of a Machine that does not return is named, not Next.
func TestStuckPropertyOfAMachine(t *testing.T) {
	block := make(chan struct{})
	t.Cleanup(func() { close(block) })
	sys := assay.Model("stuck", oddMachine[int]{[]int{0}, func(s int) []int { return []int{(s + 1) % 5} }}, assay.Always("waits", func(v assay.View) error {
		if assay.StateOf[int](v, "") == 3 {
			<-block
		}
		return nil
	}))
	r := explore(t, sys)
	if found := r.Findings(); len(found) != 1 || !strings.Contains(found[0].Why, "waits") {
		t.Errorf("%+v", found)
	}
}

// A handler that never returns is named with the way to it, whatever else was found; nothing waits for it.
func TestStuckHandlerBesidesAViolation(t *testing.T) {
	block := make(chan struct{})
	t.Cleanup(func() { close(block) })
	sys := assay.System{Name: "stuck", Actors: []assay.Participant{ticks(func(k int) fx {
		if k == 2 {
			<-block
		}
		return nil
	}), sends("a2", assay.Send("b", 1), assay.Send("b", 2)), logs("b")},
		Properties: []assay.Property{always("never 1", func(v assay.View) bool { return len(assay.StateOf[[]int](v, "b")) == 0 }),
			always("p", func(v assay.View) bool { return true })}}
	for _, workers := range []int{1, 3} {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		r, err := check.Run(ctx, sys, check.Workers(workers))
		if ctx.Err() != nil || err != nil {
			t.Errorf("%v %v", ctx.Err(), err)
		}
		cancel()
		verdictOf(t, r, "p", evidence.Unknown)
		if found := r.Findings(); len(found) != 1 || found[0].Finding != "returns" || found[0].Trace == nil {
			t.Errorf("%+v", found)
		}
	}
}
