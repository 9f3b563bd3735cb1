// Package operator is a fleet of batteries whose operators look at a dashboard that is late, and correct what they see. One of them
// brings the surplus of power to nothing. Two who do not know of each other, each as careful as the one, make it swing ever more, until
// the control plane refuses orders by those who have not seen what the last order did.
package operator

import (
	"fmt"
	"math"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

// Grid is the environment of all orders here.
type Grid struct{}

// Setup is one way to operate the fleet.
type Setup struct {
	Name      string
	Operators int
	Gain      float64 // how much of the surplus that an operator sees is corrected at once
	Late      int     // samples that the dashboard is late
	Locks     people.Interlocks
}

// Period is the time from one sample to the next, and from one look to the next.
const Period = time.Minute

// Limit is how much surplus, in kW, the grid takes.
const Limit = 12

// System is a fleet that begins with 10 kW too much.
func System(with Setup) assay.System {
	surplus := func(f people.Fleet) any { return f.Setting("surplus") }
	plane := people.Plane[Grid]{
		Config:  []people.Value{{Key: "surplus", Value: 10}},
		Signals: []people.Signal{{Name: "surplus", Of: surplus, Late: with.Late}},
		Every:   Period,
		Locks:   with.Locks,
	}
	book := people.Runbook[Grid]{}.
		Wait(Period/2).Mark("look").
		Look("surplus", people.Condition{}).
		Adjust("surplus", "surplus", 0, with.Gain).Otherwise("wait").
		Mark("wait").Wait(Period).GoTo("look")
	actors := []assay.Participant{plane.Spawn("control")}
	for i := range with.Operators {
		operator := people.Operator[Grid]{Plane: "control", Runbook: book, Patience: Period}
		actors = append(actors, operator.Spawn(assay.ID(fmt.Sprintf("operator%d", i+1))))
	}
	return assay.System{
		Name:       "operator/" + with.Name,
		Actors:     actors,
		Properties: []assay.Property{assay.Always(WithinLimit, withinLimit)},
	}
}

// WithinLimit is what the grid needs.
const WithinLimit = "the surplus stays within 12 kW"

func withinLimit(v assay.View) error {
	if kW := Surplus(assay.StateOf[people.PlaneState](v, "control")); math.Abs(kW) > Limit {
		return fmt.Errorf("it is %.0f kW", kW)
	}
	return nil
}

// Surplus is how much there is, in kW.
func Surplus(s people.PlaneState) float64 { return s.Fleet.Setting("surplus") }
