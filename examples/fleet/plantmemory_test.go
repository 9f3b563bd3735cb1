package fleet_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/assay-dev/assay/examples/fleet"
	"github.com/assay-dev/assay/sim"
)

// TestPlantMemory holds a battery that has nothing to do to less than 1 KiB, its part of the System included.
func TestPlantMemory(t *testing.T) {
	const batteries = 10_000
	before := heap()
	sys, w := fleet.Plant(batteries), fleet.PlantWorld(batteries, .8)
	sys.Properties, w.For = nil, 2*time.Second
	r, err := sim.Run(sys, w, 1)
	if err != nil {
		t.Fatal(err)
	}
	each := (heap() - before) / batteries
	t.Logf("%d bytes for each of %d batteries", each, batteries)
	if each <= 0 || each >= 1<<10 {
		t.Errorf("%d bytes for each battery, expected less than 1 KiB", each)
	}
	runtime.KeepAlive(r)
	runtime.KeepAlive(sys)
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
