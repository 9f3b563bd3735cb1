package fleet_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/fleet"
	"github.com/assay-dev/assay/sim"
)

var growth = sim.Asking(sim.NoGrowth("plant"))

func TestPlant(t *testing.T) {
	sim.Test(t, fleet.Plant(200), fleet.PlantWorld(200, .8), sim.OnSeeds(5), growth,
		sim.Aiming(sim.Objective("reports are fresh", sim.MeanWait("plant"), sim.AtMost(.2))))
}

// A bound keeps what is taken up fresh, though the gateway is a fifth too slow.
func TestPlantIsBounded(t *testing.T) {
	sim.Test(t, fleet.Plant(200), fleet.PlantWorld(200, 1.2), sim.OnSeeds(5), growth,
		sim.Aiming(sim.Objective("no more than a second's worth waits", sim.QueueMax("plant"), sim.AtMost(200))))
}

func TestPlantUnbounded(t *testing.T) {
	sim.Violates(t, fleet.Plant(200), fleet.Unbounded(200), "no unbounded growth of plant", sim.OnSeeds(5), growth)
}

func TestPlantFollows(t *testing.T) {
	for seed := range uint64(3) {
		if err := sim.Follows(fleet.Plant(5), fleet.PlantWorld(5, .8), seed, 300); err != nil {
			t.Error(err)
		}
	}
}

// BenchmarkPlant is how much faster than the clock ten thousand batteries run that report once a second, on one core.
func BenchmarkPlant(b *testing.B) {
	const batteries = 10_000
	sys, w := fleet.Plant(batteries), fleet.PlantWorld(batteries, .8)
	sys.Properties = nil
	w.For = 20 * time.Second
	runs := 0
	for b.Loop() {
		if _, err := sim.Run(sys, w, 1); err != nil {
			b.Fatal(err)
		}
		runs++
	}
	b.ReportMetric(w.For.Seconds()*float64(runs)/b.Elapsed().Seconds(), "times-real")
}

// The systems of commands are followed too, with all that they assume may fail; and what check finds in a broken one a seed finds as
// well.
func TestCommandsFollow(t *testing.T) {
	w := sim.World{For: 20 * time.Second, Link: sim.Link{Latency: sim.Exponential(200 * time.Millisecond)}}
	for _, sys := range []assay.System{fleet.System(2, 2), fleet.AtLeastOnce(), fleet.Unsynced()} {
		for seed := range uint64(20) {
			if err := sim.Follows(sys, w, seed, 400); err != nil {
				t.Errorf("%s, seed %d: %v", sys.Name, seed, err)
			}
		}
	}
	sim.Violates(t, fleet.Keyless(), w, "a command is executed at most once", sim.OnSeeds(50))
}
