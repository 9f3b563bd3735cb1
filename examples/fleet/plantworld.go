package fleet

import (
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// PlantWorld is the plant with a gateway that is busy for a share of the time: at a share of 1 it is as slow as reports come. Its mailbox
// has room for a second's worth; what finds none is lost, and comes again a second later.
func PlantWorld(batteries int, busy float64) sim.World {
	service := time.Duration(float64(time.Second) * busy / float64(batteries))
	return sim.World{
		For:  time.Minute,
		Link: sim.Link{Latency: sim.Exactly(5 * time.Millisecond)},
		Servers: map[assay.ID]sim.Server{"plant": {
			Service: sim.Exponential(service),
			Queue:   sim.Queue{Max: batteries, Full: sim.DropOldest},
			Memory:  sim.Memory{Message: 256},
		}},
		Faults: sim.Faults{Off: true},
	}
}

// Unbounded is the world of a gateway that is a fifth too slow and keeps whatever comes: its queue grows without end, and every report
// is older than the one before.
func Unbounded(batteries int) sim.World {
	w := PlantWorld(batteries, 1.2)
	s := w.Servers["plant"]
	s.Queue = sim.Queue{}
	w.Servers = map[assay.ID]sim.Server{"plant": s}
	return w
}
