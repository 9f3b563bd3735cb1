package step

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// mayRestart notes that a handler ends with a Restart, or says what is wrong with that.
func (s *System) mayRestart(actor int, in Input, r *Reaction, after assay.Effects) bool {
	switch {
	case s.Actors[actor].contract != nil:
		return s.carryOutAllowed(s.Actors[actor].contract, r, assay.Restart())
	case s.Actors[actor].Behaviour.Restarts == nil:
		return s.blame(actor, r, "handled", "restarts, and has no Restarts method to say as what it comes up")
	case in.Kind == Start:
		return s.blame(actor, r, "handled", "restarts while it starts, before there is anything to stop")
	case len(after) > 0:
		return s.blame(actor, r, "handled", fmt.Sprintf("has an effect (%T) after Restart, which is the last one", after[0]))
	}
	r.stops = true
	return true
}

// stop is what becomes of a participant that restarts: what a crash leaves of it, and a disk that has lost nothing.
func (s *System) stop(actor int, r *Reaction) {
	disk := r.Next.Disk
	r.Next = s.fallen(actor, r.Next, len(r.Next.Pending))
	r.Next.Disk, r.Next.Stopped = disk, true
	r.Posts = s.farewell(actor, r.Posts)
	if s.track.History {
		r.Marks = append(r.Marks, Mark{Kind: Crashed})
	}
}

// ComesUpAs is in its own words as what a participant that restarted comes up.
func (s *System) ComesUpAs(actor int, l Local) (words string) {
	defer func() {
		if recover() != nil {
			words = "?" // its Recover says more, which is given the same disk
		}
	}()
	entries := map[string]any{}
	for _, e := range l.Disk {
		entries[e.Key] = s.Fresh(e.Value)
	}
	return s.Actors[actor].Behaviour.Restarts(assay.DiskOf(entries))
}
