package operator

import (
	"errors"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

// Battery is a unit of the fleet: it takes part, or stands aside for somebody to work on it.
type Battery struct{ Control assay.ID }

// BatteryState says whether a battery takes part.
type BatteryState struct{ Aside bool }

// Start takes part.
func (Battery) Start(assay.ID) (BatteryState, assay.Effects) { return BatteryState{}, nil }

// Receive stands aside, takes part, or starts again.
func (b Battery) Receive(_ assay.ID, s BatteryState, _ assay.ID, m people.Msg) (BatteryState, assay.Effects) {
	if serve, ok := m.(people.Serve); ok {
		return BatteryState{Aside: !serve.On}, nil
	}
	if install, ok := m.(people.Install); ok {
		return BatteryState{}, assay.Effects{assay.Send(b.Control, people.Report{Version: install.Version, Ready: true, Healthy: true})}
	}
	return s, nil
}

// NobodyIsHurt is what maintenance needs.
const NobodyIsHurt = "no battery takes part while somebody works on it"

// Maintenance is an operator who drains a battery, waits until it is out, works on it and starts it again, beside an autoscaler that
// wants two batteries and knows nothing of it.
func Maintenance(name string, locks people.Interlocks) assay.System {
	batteries := []people.Target[Grid]{people.On[Grid]("battery1"), people.On[Grid]("battery2")}
	control := people.Plane[Grid]{Units: batteries, Version: "v1", Locks: locks, Signals: []people.Signal{
		{Name: "demand", Of: func(people.Fleet) any { return 150 }},
		{Name: "taking part", Of: func(f people.Fleet) any { return f.Ready() }},
	}}
	work := people.Runbook[Grid]{}.Do(people.Drain(batteries[1])).Look("taking part", people.Below(2)).
		Work("work on battery2", time.Hour).Do(people.Restart(batteries[1]))
	return assay.System{
		Name: "operator/" + name,
		Actors: []assay.Participant{
			assay.Spawn("battery1", Battery{"control"}), assay.Spawn("battery2", Battery{"control"}),
			control.Spawn("control"),
			people.Operator[Grid]{Plane: "control", Runbook: work}.Spawn("operator"),
			people.Autoscaler[Grid]{Plane: "control", Signal: "demand", PerUnit: 100, Min: 1, Max: 2}.Spawn("autoscaler"),
		},
		Assume:     assay.Assumptions{Order: assay.FIFO},
		Properties: []assay.Property{assay.Always(NobodyIsHurt, nobodyIsHurt)},
	}
}

// nobodyIsHurt is about a battery that was aside when the work began: what comes before is the way out.
func nobodyIsHurt(v assay.View) error {
	works := assay.StateOf[people.OperatorState](v, "operator").Awaits == people.Time
	told := len(assay.InFlight[people.Serve](v, "battery2")) > 0
	if works && !told && !assay.StateOf[BatteryState](v, "battery2").Aside {
		return errors.New("battery2 takes part")
	}
	return nil
}
