package walk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

const (
	// searchStatesMax is how many states a search looks at.
	searchStatesMax = 200_000
	// searchTimeMaxS is how long it may take.
	searchTimeMaxS = 30
	// searchTurn is how many states are expanded before another question has its turn.
	searchTurn = 32
)

// search looks breadth first for the nearest state that fulfils a condition.
type search struct {
	w         *walker
	condition *condition
	mode      step.Mode
	began     time.Time
	seen      map[[sha256.Size]byte]bool
	queue     []*reached
	at        int  // in the queue
	hit       int  // where in it the state is, or -1
	here      bool // the state in which it begins fulfils the condition too: another is looked for
}

// reached is a state that the search came to.
type reached struct {
	place  Place
	before int // in the queue, -1 for the first
	depth  int
}

func newSearch(w *walker, from *node, c *condition) *search {
	s := &search{w: w, condition: c, mode: step.Reduced, seen: map[[sha256.Size]byte]bool{}, began: time.Now(), hit: -1}
	if c.network {
		s.mode = step.Counted
	}
	if w.Sys.Waits() {
		s.mode |= step.LeaveIgnored // by assumption
	}
	place := from.Place
	s.seen[digest(place.State)] = true
	s.queue = []*reached{{place: place, before: -1}}
	s.here = c.in(w, place)
	return s
}

func digest(st step.State) [sha256.Size]byte { return sha256.Sum256([]byte(st.Key())) }

// turn expands some states, and says whether there is more to do.
func (s *search) turn(ctx context.Context) (more bool, err error) {
	for range searchTurn {
		switch {
		case s.at == len(s.queue), len(s.queue) >= searchStatesMax, ctx.Err() != nil, time.Since(s.began) > searchTimeMaxS*time.Second:
			return false, nil
		}
		if err := s.expand(); err != nil || s.hit >= 0 {
			return false, err
		}
	}
	return true, nil
}

func (s *search) expand() error {
	from := s.queue[s.at]
	for _, e := range s.w.Sys.Steps(from.place.State, s.mode, s.w.React) {
		if e.Dead() || e.Fault != nil {
			continue
		}
		next, err := s.w.Sys.Do(from.place.State, e)
		if err != nil {
			return err
		}
		key := digest(next)
		if s.seen[key] || s.w.Inside != nil && !s.w.Inside(next) {
			continue
		}
		s.seen[key] = true
		s.queue = append(s.queue, &reached{Place{next, e, &from.place}, s.at, from.depth + 1})
		if s.condition.in(s.w, s.queue[len(s.queue)-1].place) {
			s.hit = len(s.queue) - 1
			return nil
		}
	}
	s.at++
	return nil
}

// depth is how many steps from its start the search has come.
func (s *search) depth() int { return s.queue[len(s.queue)-1].depth }

// found is the place that was found, as one that was walked to.
func (s *search) found(from *node) (*node, error) {
	var steps []step.Step
	for i := s.hit; s.queue[i].before >= 0; i = s.queue[i].before {
		steps = append(steps, s.queue[i].place.Took)
	}
	at := from
	for i := len(steps) - 1; i >= 0; i-- {
		number := s.w.number(at.State, steps[i], trace.Step{Number: trace.NumberUnknown})
		next, err := s.w.advance(at, trace.Step{Number: number})
		if err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// says is in words what was looked at, and what not.
func (s *search) says(ctx context.Context) string {
	if s.here {
		return "this state fulfils it; of others: " + s.result(ctx)
	}
	return s.result(ctx)
}

func (s *search) result(ctx context.Context) string {
	looked := fmt.Sprintf("%d states, up to %d steps from here", len(s.queue), s.depth())
	switch {
	case s.hit >= 0:
		return fmt.Sprintf("found after %d steps more, the nearest one; looked at %s", s.queue[s.hit].depth, looked)
	case s.at == len(s.queue) && s.w.Inside == nil:
		return "there is none: all that can follow was looked at, " + looked
	case s.at == len(s.queue):
		return "there is none within the bound that the system declares, " + looked
	case ctx.Err() != nil:
		return "stopped after " + looked + ": it is not known whether there is one farther off"
	}
	return fmt.Sprintf("none was found in %s; a search ends after %d states or %d s, so there may be one farther off", looked, searchStatesMax, searchTimeMaxS)
}
