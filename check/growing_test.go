package check

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// resender sends itself one more message whenever its timer fires, without end.
type resender struct{}

func (resender) Start(self assay.ID) (int8, assay.Effects) {
	return 0, assay.Effects{assay.SetTimer("again", time.Second)}
}

func (resender) Receive(_ assay.ID, n int8, _ assay.ID, _ countMsg) (int8, assay.Effects) {
	return min(n+1, 3), nil
}

func (resender) Timeout(self assay.ID, n int8, _ string) (int8, assay.Effects) {
	return n, assay.Effects{assay.Send(self, one{}), assay.SetTimer("again", time.Second)}
}

// TestGrowthIsToldEarly: while a search without end goes on, progress says what grows and what bounds it. What is run to find it out is
// counted nowhere.
func TestGrowthIsToldEarly(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	sys := assay.System{Name: "resender", Actors: []assay.Participant{assay.Spawn("a", resender{}), assay.Spawn("b", resender{})},
		Properties: []assay.Property{assay.Sometimes("never", func(assay.View) bool { return false })}}
	var told string
	result, err := Run(ctx, sys, func(c *config) { c.growingAfter = time.Millisecond }, OnProgress(func(p Progress) {
		if told = p.Hint; told != "" {
			cancel()
		}
	}))
	if err != nil || !strings.HasPrefix(told, "what grows: ") || !strings.Contains(told, " x one in flight ") || !strings.Contains(told, "(Firings: assay.AtMost(n))") {
		t.Fatalf("%v, it says %q while it goes on, expected what grows", err, told)
	}
	if runs := result.Records[0].Figures["handlerRuns"]; runs != 2+2*(4+4) {
		t.Errorf("%d inputs were run, expected 18: of each the start, and at 4 counts a message and the timer", runs)
	}
}
