package sim

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// sampler holds handlers to being functions of their arguments: the first calls of each sort of participant, and one in so many after
// that, run twice more, on copies of what they are given.
type sampler struct {
	asks *step.Sampler
}

func newSampler(sys assay.System) *sampler {
	return &sampler{step.NewSampler()}
}

const (
	sampleFirst  = 32   // calls for each participant that are all looked at,
	sampleActors = 64   // as if there were no more than so many,
	sampleEvery  = 4096 // and then one in so many
)

// sample runs the handler that is about to run twice, and ends the run where the answers differ.
func (e *engine) sample(who, env int32) {
	e.sampled++
	if e.sampled > sampleFirst*uint64(min(len(e.plan.sys.Actors), sampleActors)) && e.sampled%sampleEvery != 0 {
		return
	}
	given := step.Given{Kind: e.doing.kind, Timer: e.doing.timer, State: e.actors[who].state}
	if env >= 0 {
		given.From, given.Message = e.name(e.all[env].from), e.all[env].msg
	}
	if f := e.plan.sampler.asks.Twice(e.plan.sys.Actors[who], given); f != nil {
		e.stop = &Finding{Kind: f.Finding, Why: f.Why, Step: e.steps, At: e.now}
	}
}
