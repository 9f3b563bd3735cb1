package walk

import (
	"context"
	"fmt"
	"slices"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// Ground is a System under the assumptions that a behaviour is about.
type Ground struct {
	Sys        *step.System
	React      step.Reactor
	Initial    []step.State
	Digest     string
	Note       string // "under 1 crash", or nothing
	Properties []Property
	// Judge is what the properties say of a place, or the one that is called only.
	Judge func(at Place, only string) []diagram.Saying
	// Inside says whether a place lies in the bound that the System declares; nil is none. A search does not go beyond it.
	Inside func(step.State) bool
}

// Place is a state with the way to it.
type Place struct {
	State  step.State
	Took   step.Step // the step that led here; none at the start
	Before *Place    // nil at the start
}

// Room is what a room that runs Systems gives to a walk.
type Room struct {
	System string
	// Open finds the ground that a behaviour is about, by its digest.
	Open func(ctx context.Context, want trace.Trace) (*Ground, error)
	// Hunt looks for what is violated, as the test would. told is called now and then.
	Hunt func(ctx context.Context, told func(states uint64, depth int)) ([]Found, string, error)
}

// Choose is the enabled step that a trace asks for: by its number, or by its words where there is none.
func Choose(sys *step.System, st step.State, react step.Reactor, asked trace.Step) (step.Step, error) {
	list := sys.Steps(st, step.Listed, react)
	if asked.Number != trace.NumberUnknown {
		if asked.Number < 0 || asked.Number >= len(list) {
			return step.Step{}, fmt.Errorf("number %d, and %d steps are enabled there\n%s", asked.Number, len(list), listing(sys, st, list))
		}
		if asked.Kind == "" || telling.Named(sys, st, list[asked.Number], asked) {
			return list[asked.Number], nil
		}
	}
	at := slices.IndexFunc(list, func(s step.Step) bool { return telling.Named(sys, st, s, asked) })
	if at < 0 {
		return step.Step{}, fmt.Errorf("%s is not enabled there\n%s", diagram.Words(asked), listing(sys, st, list))
	}
	return list[at], nil
}

// listing is the hint that shows what is enabled.
func listing(sys *step.System, st step.State, list []step.Step) string {
	if len(list) == 0 {
		return "hint: no step is enabled there"
	}
	text := "hint: these steps are enabled there:"
	for i, s := range list {
		text += fmt.Sprintf("\n  %d  %s", i, diagram.Words(telling.Describe(sys, st, s)))
	}
	return text
}
