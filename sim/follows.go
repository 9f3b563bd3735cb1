package sim

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// Follows runs a seed and walks its first so many steps in the semantics that check and conform share, with a participant for each
// load. It answers with an error where one of them is not enabled there: then what happened in virtual time is no behaviour of the System.
//
// Does not find: anything about Systems of more than 128 participants, loads included, which it refuses.
func Follows(sys assay.System, w World, seed uint64, steps int) error {
	p, err := compile(sys, w)
	if err != nil {
		return err
	}
	f, err := newFollower(p)
	if err != nil {
		return err
	}
	rec, _, err := p.recorded(seed, uint64(max(steps, 0)), "")
	if err != nil {
		return err
	}
	_, _, err = f.walk(rec.steps, true, func(step.State, *step.Step) bool { return false })
	return err
}
