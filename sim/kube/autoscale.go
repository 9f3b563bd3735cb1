package kube

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// Autoscaler scales a deployment so that a metric comes near a target: a HorizontalPodAutoscaler. It may double the pods in a step, or
// add four, whichever is more, as Kubernetes does by default.
type Autoscaler struct {
	Min, Max  int     // of pods; a Min of 0 is 1
	Target    float64 // of the metric's mean over pods: .7 is 70 %
	Tolerance float64 // of the metric's ratio to the target, within which nothing is done; 0 is .1, None is none

	// Metric is what is measured of a ready pod, and whether there is a measurement. Nil is how busy it was since the last look: 1 is all
	// its lanes all the time.
	Metric func(run *sim.Control, pod assay.ID) (value float64, ok bool)

	Every  time.Duration // between looks; 0 is 15 s
	Window time.Duration // whose highest recommendation holds when scaling down; 0 is 5 min
}

func (a Autoscaler) filled() Autoscaler {
	a.Min = number(a.Min, 1)
	a.Every, a.Window = lasts(a.Every, 15*time.Second), lasts(a.Window, 5*time.Minute)
	switch a.Tolerance {
	case 0:
		a.Tolerance = .1
	case None:
		a.Tolerance = 0
	}
	return a
}

func (a *Autoscaler) valid() error {
	switch {
	case a.Min < 0 || a.Max < a.Min || a.Max < 1:
		return fmt.Errorf("the autoscaler goes from %d to %d pods, expected at least 1, and the second no lower", a.Min, a.Max)
	case a.Target <= 0:
		return fmt.Errorf("the autoscaler has a target of %g, expected more than 0", a.Target)
	case a.Every <= 0 || a.Window < 0 || a.Tolerance < 0:
		return fmt.Errorf("the autoscaler has a period, a window or a tolerance below 0")
	}
	return nil
}

// Recommend is how many pods the metric calls for, where so many are wanted now: ceil(pods · mean/target), or current within the
// tolerance. Metrics are those of ready pods; so many more pods have no metric, and so many are not ready. Those count against scaling: up,
// they do nothing; down, those without a metric are on target.
func (a Autoscaler) Recommend(current int, metrics []float64, missing, unready int) int {
	a = a.filled()
	if len(metrics) == 0 {
		return current
	}
	sum := 0.0
	for _, m := range metrics {
		sum += m
	}
	n := len(metrics)
	ratio := sum / float64(n) / a.Target
	if up := ratio > 1; missing > 0 || up && unready > 0 {
		n += missing
		if up {
			n += unready
		} else {
			sum += float64(missing) * a.Target
		}
		again := sum / float64(n) / a.Target
		if up != (again > 1) {
			return current // what is not known turned it round
		}
		ratio = again
	}
	if math.Abs(1-ratio) <= a.Tolerance {
		return current
	}
	wanted := int(math.Ceil(ratio*float64(n) - 1e-9))
	if ratio > 1 && wanted < current || ratio < 1 && wanted > current {
		return current
	}
	return wanted
}

// scaler is an Autoscaler as it runs.
type scaler struct {
	c       *Controller
	a       *Autoscaler
	busy    []time.Duration // by slot, at the last look
	advised []advice        // within the window
}

type advice struct {
	at   time.Duration
	pods int
}

func newScaler(c *Controller) *scaler {
	return &scaler{c: c, a: c.d.Autoscaler, busy: make([]time.Duration, len(c.slots)), advised: []advice{{c.run.Now(), c.desired}}}
}

func (s *scaler) begin() { s.c.run.After(s.a.Every, s.look) }

// look is one period: measure, recommend, and scale within what is allowed.
func (s *scaler) look() {
	c := s.c
	s.begin()
	if c.desired == 0 {
		return // as Kubernetes has it: who scales to none by hand means it
	}
	metrics, missing, unready := s.measure()
	wanted := s.a.Recommend(c.desired, metrics, missing, unready)
	now := c.run.Now()
	s.advised = append(slices.DeleteFunc(s.advised, func(o advice) bool { return now-o.at > s.a.Window }), advice{now, wanted})
	if wanted < c.desired {
		for _, o := range s.advised {
			wanted = max(wanted, o.pods)
		}
		wanted = min(wanted, c.desired)
	}
	wanted = min(wanted, max(2*c.desired, c.desired+4))
	c.Scale(min(max(wanted, s.a.Min), s.a.Max))
}

func (s *scaler) measure() (metrics []float64, missing, unready int) {
	for i, p := range s.c.slots {
		busy := s.c.run.Busy(s.c.d.Pods[i])
		since := busy - s.busy[i]
		s.busy[i] = busy
		switch {
		case p == nil || p.deleted:
		case !p.is.Ready:
			unready++
		default:
			if m, ok := s.metric(p, since); ok {
				metrics = append(metrics, m)
			} else {
				missing++
			}
		}
	}
	return metrics, missing, unready
}

func (s *scaler) metric(p *pod, busy time.Duration) (float64, bool) {
	if s.a.Metric != nil {
		return s.a.Metric(s.c.run, p.name())
	}
	lanes := s.c.run.Lanes(p.name())
	return float64(busy) / float64(s.a.Every) / float64(max(lanes, 1)), lanes > 0
}
