package fleet

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assay-dev/assay"
)

// A virtual power plant: many small batteries report what they can give once a second, through one gateway, to twins that each add up a
// group of them; every ten seconds a twin tells its batteries what to give. Nothing in it fails: what brings it down is load.

// PlantMsg is every message of the plant.
type PlantMsg interface{ plantMsg() }

type (
	// Report is what a battery can give, in watts.
	Report struct{ Battery, Watts int }
	// SetPoint is what a battery is to give.
	SetPoint struct{ Battery, Watts int }
)

func (Report) plantMsg()   {}
func (SetPoint) plantMsg() {}

const (
	groupSize   = 100 // batteries of one twin
	reportEvery = time.Second
	steerEvery  = 10 * time.Second
)

// Battery reports once a second, at a moment of the second that its name decides, so that ten thousand do not speak at once.
type Battery struct{}

// BatteryState is which battery it is, and what it can and does give.
type BatteryState struct{ Number, Can, Gives int }

// Start waits for the battery's own moment.
func (Battery) Start(self assay.ID) (BatteryState, assay.Effects) {
	h := fnv.New32a()
	h.Write([]byte(self))
	number, err := strconv.Atoi(strings.TrimPrefix(string(self), "battery"))
	if err != nil {
		return BatteryState{}, nil
	}
	phase := time.Duration(h.Sum32()%1000) * time.Millisecond
	return BatteryState{Number: number, Can: 1000 + int(h.Sum32()%4000)}, assay.Effects{assay.SetTimer("report", phase)}
}

// Timeout reports.
func (Battery) Timeout(self assay.ID, s BatteryState, timer string) (BatteryState, assay.Effects) {
	return s, assay.Effects{assay.Send("plant", Report{s.Number, s.Can}), assay.SetTimer("report", reportEvery)}
}

// Receive gives what it is told to.
func (Battery) Receive(self assay.ID, s BatteryState, from assay.ID, msg PlantMsg) (BatteryState, assay.Effects) {
	if m, ok := msg.(SetPoint); ok {
		s.Gives = min(m.Watts, s.Can)
	}
	return s, nil
}

// Hub is the gateway: it passes reports on to twins, and set points to batteries.
type Hub struct{}

// HubState is how many messages it passed on.
type HubState struct{ Passed int }

// Start waits.
func (Hub) Start(self assay.ID) (HubState, assay.Effects) { return HubState{}, nil }

// Receive passes a message on.
func (Hub) Receive(self assay.ID, s HubState, from assay.ID, msg PlantMsg) (HubState, assay.Effects) {
	s.Passed++
	switch m := msg.(type) {
	case Report:
		return s, assay.Effects{assay.Send(twinOf(m.Battery), m)}
	case SetPoint:
		return s, assay.Effects{assay.Send(assay.ID("battery"+strconv.Itoa(m.Battery)), m)}
	}
	return s, nil
}

func twinOf(battery int) assay.ID { return assay.ID("twin" + strconv.Itoa(battery/groupSize)) }

// Twin knows what the batteries of its group last reported.
type Twin struct{ Group, Batteries int }

// TwinState is what each battery can give, their sum, and how many reports there were.
type TwinState struct {
	Can     []int // by battery of the group
	Sum     int
	Reports int
}

// Start sets the timer for the first set points.
func (t Twin) Start(self assay.ID) (TwinState, assay.Effects) {
	return TwinState{Can: make([]int, max(t.Batteries, 0))}, assay.Effects{assay.SetTimer("steer", steerEvery)}
}

// Receive takes a report.
func (t Twin) Receive(self assay.ID, s TwinState, from assay.ID, msg PlantMsg) (TwinState, assay.Effects) {
	m, ok := msg.(Report)
	i := m.Battery - t.Group*groupSize
	if !ok || i < 0 || i >= len(s.Can) {
		return s, nil
	}
	s.Reports++
	if s.Can[i] != m.Watts {
		s.Sum += m.Watts - s.Can[i]
		s.Can = slices.Clone(s.Can)
		s.Can[i] = m.Watts
	}
	return s, nil
}

// Timeout tells every battery of the group to give half of what it can.
func (t Twin) Timeout(self assay.ID, s TwinState, timer string) (TwinState, assay.Effects) {
	effects := assay.Effects{assay.SetTimer("steer", steerEvery)}
	for i, can := range s.Can {
		effects = append(effects, assay.Send("plant", SetPoint{t.Group*groupSize + i, can / 2}))
	}
	return s, effects
}

// Plant is so many batteries, a gateway, and a twin for each hundred.
func Plant(batteries int) assay.System {
	actors := append(assay.SpawnN("battery", batteries, Battery{}), assay.Spawn("plant", Hub{}))
	for g := 0; g*groupSize < batteries; g++ {
		actors = append(actors, assay.Spawn(twinOf(g*groupSize), Twin{Group: g, Batteries: min(groupSize, batteries-g*groupSize)}))
	}
	return assay.System{
		Name:   fmt.Sprintf("fleet/plant%d", batteries),
		Actors: actors,
		Properties: []assay.Property{
			assay.Always("no twin counts more than its batteries can give", noMoreThanCan),
			assay.Sometimes("a twin has heard of all its batteries", allHeard),
		},
	}
}

func noMoreThanCan(v assay.View) error {
	for id, t := range assay.Each[TwinState](v) {
		if sum := sumOf(t.Can); sum != t.Sum {
			return fmt.Errorf("%s counts %d W, and its batteries can give %d W", id, t.Sum, sum)
		}
	}
	return nil
}

func sumOf(watts []int) (sum int) {
	for _, w := range watts {
		sum += w
	}
	return sum
}

func allHeard(v assay.View) bool {
	for _, t := range assay.Each[TwinState](v) {
		if !slices.Contains(t.Can, 0) {
			return true
		}
	}
	return false
}
