package people

import (
	"fmt"
	"math"
	"time"

	"github.com/assay-dev/assay"
)

// Autoscaler is automation beside the operators of the environment E: it looks at a signal again and again, and has as many units take
// part as that asks for. It knows the control plane and nobody else. It makes no mistakes.
type Autoscaler[E any] struct {
	Plane    assay.ID
	Signal   string
	PerUnit  float64 // how much of the signal one unit takes
	Min, Max int
	Every    time.Duration // from one look to the next; 0 is 15 s
}

// Spawn makes a participant called id.
func (a Autoscaler[E]) Spawn(id assay.ID) assay.Participant {
	actor := autoscaler{plane: a.Plane, signal: a.Signal, perUnit: a.PerUnit, min: a.Min, max: a.Max, every: a.Every, scale: Scale[E](0).order}
	if actor.every == 0 {
		actor.every = 15 * time.Second
	}
	p := assay.Spawn[AutoscalerState, Msg](id, actor)
	if a.PerUnit <= 0 || a.Min > a.Max {
		p.Behaviour.Err = fmt.Errorf("people: the autoscaler %s has %g per unit and between %d and %d units, expected more than nothing, and Min <= Max", id, a.PerUnit, a.Min, a.Max)
	}
	return p
}

// AutoscalerState is what an autoscaler ordered last: how many units; 0 is nothing yet.
type AutoscalerState struct{ Ordered int }

type autoscaler struct {
	plane    assay.ID
	signal   string
	perUnit  float64
	min, max int
	every    time.Duration
	scale    Order
}

const timerLook = "look"

func (a autoscaler) again() assay.Effect { return assay.SetTimer(timerLook, a.every) }

func (a autoscaler) Start(assay.ID) (AutoscalerState, assay.Effects) {
	return AutoscalerState{}, assay.Effects{a.again()}
}

func (a autoscaler) Timeout(_ assay.ID, s AutoscalerState, _ string) (AutoscalerState, assay.Effects) {
	return s, assay.Effects{assay.Send(a.plane, Query{a.signal, forStep})}
}

func (a autoscaler) Receive(_ assay.ID, s AutoscalerState, _ assay.ID, m Msg) (AutoscalerState, assay.Effects) {
	reading, ok := m.(Reading)
	if !ok {
		return s, nil
	}
	value, isNumber := number(reading.Value)
	if reading.Quality != Good || !isNumber {
		return s, assay.Effects{a.again()}
	}
	order := a.scale
	s.Ordered = min(max(int(math.Ceil(value/a.perUnit)), a.min), a.max)
	order.Value = float64(s.Ordered)
	return s, assay.Effects{assay.Send(a.plane, Request{order}), a.again()}
}
