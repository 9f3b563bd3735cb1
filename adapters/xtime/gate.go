// Package xtime puts the rate limiter of golang.org/x/time under the checker, unmodified, as the guide to existing code does.
package xtime

import (
	"fmt"
	"time"

	"golang.org/x/time/rate"

	"github.com/assay-dev/assay"
)

// Ask asks to be let in at a moment, which the one that asks has stamped.
type Ask struct{ AtMS int }

// Gate lets in three at once, and then one every 100 ms.
type Gate struct{}

// Entered is the state of a gate.
type Entered struct {
	limiter *rate.Limiter
	In      int
	LastMS  int // the latest stamp so far
}

const (
	burst   = 3
	everyMS = 100
)

// Start makes a limiter.
func (Gate) Start(self assay.ID) (*Entered, assay.Effects) {
	return &Entered{limiter: rate.NewLimiter(rate.Every(everyMS*time.Millisecond), burst)}, nil
}

// Receive lets in or not.
func (Gate) Receive(self assay.ID, s *Entered, from assay.ID, m Ask) assay.Effects {
	s.LastMS = max(s.LastMS, m.AtMS)
	if s.limiter.AllowN(time.UnixMilli(int64(m.AtMS)).UTC(), 1) {
		s.In++
	}
	return nil
}

// Crowd asks at all of its moments at once: the network decides in which order that arrives.
type Crowd struct{ AtMS []int }

// Start asks.
func (c Crowd) Start(self assay.ID) (struct{}, assay.Effects) {
	var effects assay.Effects
	for _, at := range c.AtMS {
		effects = append(effects, assay.Send("gate", Ask{at}))
	}
	return struct{}{}, effects
}

// Receive hears nothing.
func (c Crowd) Receive(self assay.ID, s struct{}, from assay.ID, m Ask) (struct{}, assay.Effects) {
	return s, nil
}

// System is a gate and a crowd, on a network that keeps their order or not.
func System(name string, order assay.Order) assay.System {
	return assay.System{
		Name: name,
		Actors: []assay.Participant{
			assay.Mutable("gate", Gate{}),
			assay.Spawn("crowd", Crowd{[]int{0, 0, 100, 100, 100}}),
		},
		Assume: assay.Assumptions{Order: order},
		Properties: []assay.Property{
			assay.Always("no more than the rate allows", func(v assay.View) error {
				s := assay.StateOf[Entered](v, "gate")
				if most := burst + s.LastMS/everyMS; s.In > most {
					return fmt.Errorf("%d were let in within %d ms, and the rate allows %d", s.In, s.LastMS, most)
				}
				return nil
			}),
			assay.Sometimes("somebody waits for the rate", func(v assay.View) bool {
				return assay.StateOf[Entered](v, "gate").In > burst
			}),
		},
	}
}
