package telling_test

import (
	"testing"

	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
)

// Each enabled step of a state has words of its own, since a trace may name a step by them.
func TestWordsTellStepsApart(t *testing.T) {
	sys, err := step.New(lock.System(2), step.Track{Disks: true})
	if err != nil {
		t.Fatal(err)
	}
	react := sys.Trusting()
	initial, _ := sys.Initial(react)
	seen := map[string]bool{}
	for _, s := range sys.Steps(initial[0], step.Listed, react) {
		said := telling.Describe(sys, initial[0], s)
		words := said.Kind + " " + string(said.From) + " " + string(said.To) + " " + said.What
		if seen[words] {
			t.Errorf("two steps are called %q", words)
		}
		seen[words] = true
	}
	if len(seen) < 3 {
		t.Errorf("%v: expected deliveries, losses and a crash", seen)
	}
	if text := telling.Entries(sys, nil); text != "empty" {
		t.Errorf("a disk with nothing on it is %q", text)
	}
	if text := telling.SentText(nil); text != "silence" {
		t.Errorf("nothing sent is %q", text)
	}
}
