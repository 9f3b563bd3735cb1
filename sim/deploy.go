package sim

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// mayRestart says whether a participant may restart at the end of a handler's effects, and blames it where it may not.
func (e *engine) mayRestart(who int32, after assay.Effects) bool {
	why := step.WhyNotRestart(e.actors[who].behaviour, e.doing.kind, after)
	if why != "" {
		e.blame("handled", who, why)
	}
	return why == ""
}

// goDown ends a life cleanly: as a crash does, but that no budget pays for it and that the disk is as it was. It was recorded with the step
// whose last effect it is. What brings up a participant that crashed brings this one up too, by a deploy.
func (e *engine) goDown(who int32) {
	a := &e.actors[who]
	a.stopped = true
	e.fall(who, a.disk.pending(), "restart")
	e.comeBack(who)
}
