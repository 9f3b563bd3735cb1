package step

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// WhyNotRestart says what is wrong with a Restart in the answer to an input of a kind, before these effects; "" is nothing.
func WhyNotRestart(b *assay.Behaviour, in Kind, after assay.Effects) string {
	switch {
	case b.Restarts == nil:
		return "restarts, and has no Restarts method to say as what it comes up"
	case in == Start:
		return "restarts while it starts, before there is anything to stop"
	case len(after) > 0:
		return fmt.Sprintf("has an effect (%T) after Restart, which is the last one", after[0])
	}
	return ""
}

// mayRestart notes that a handler ends with a Restart, or says what is wrong with that.
func (s *System) mayRestart(actor int, in Input, r *Reaction, after assay.Effects) bool {
	if c := s.Actors[actor].contract; c != nil {
		return s.carryOutAllowed(c, r, assay.Restart())
	}
	if why := WhyNotRestart(&s.Actors[actor].Behaviour, in.Kind, after); why != "" {
		return s.blame(actor, r, "handled", why)
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
	return s.Actors[actor].Behaviour.Restarts(s.Disk(l))
}
