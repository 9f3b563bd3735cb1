package workqueue

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

const (
	producerID assay.ID = "producer"
	workerID   assay.ID = "worker"
	storeID    assay.ID = "store"
	loadID     assay.ID = "producers"
)

// System is a producer of so many jobs, a worker, and the store.
func System(jobs int) assay.System {
	return system(fmt.Sprintf("workqueue/%djobs", jobs), jobs, assay.Spawn(workerID, Worker{Store: storeID}))
}

func system(name string, jobs int, worker assay.Participant) assay.System {
	p := Producer{Worker: workerID}
	for n := range jobs {
		p.Jobs = append(p.Jobs, n)
	}
	return assay.System{
		Name:   name,
		Actors: []assay.Participant{assay.Spawn(producerID, p), worker, assay.Spawn(storeID, Store{})},
		Assume: assay.Assumptions{Losses: assay.Unlimited, Duplicates: assay.AtMost(1), Per: map[assay.ID]assay.Own{workerID: {Crashes: assay.AtMost(1)}}},
		Properties: []assay.Property{
			assay.Always("what is acknowledged was processed", acknowledgedWasProcessed),
			assay.Sometimes("every job is acknowledged", func(v assay.View) bool {
				return len(assay.StateOf[[]int](v, producerID)) == jobs
			}),
		},
	}
}

func acknowledgedWasProcessed(v assay.View) error {
	done := assay.StateOf[[]int](v, storeID)
	for _, n := range assay.StateOf[[]int](v, producerID) {
		if _, found := slices.BinarySearch(done, n); !found {
			return fmt.Errorf("job %d is acknowledged, and was not processed", n)
		}
	}
	return nil
}

// UnderLoad is a worker and the store. The worker may be killed.
func UnderLoad() assay.System {
	return assay.System{
		Name:       "workqueue",
		Actors:     []assay.Participant{assay.Spawn(workerID, Worker{Store: storeID}), assay.Spawn(storeID, Tally{})},
		Assume:     assay.Assumptions{Per: map[assay.ID]assay.Own{workerID: {Crashes: assay.Unlimited}}},
		Properties: []assay.Property{assay.Sometimes("jobs are processed", func(v assay.View) bool { return assay.StateOf[Processed](v, storeID) > 0 })},
	}
}

func produces(perSecond float64) sim.Load {
	return sim.Load{ID: loadID, To: []assay.ID{workerID}, Arrivals: sim.Poisson(perSecond),
		Request: func(n int) any { return Job{n} },
		Reply: func(msg any) (int, bool) {
			ack, ok := msg.(Ack)
			return ack.N, ok
		}}
}

// Mixed is how long a job takes where one of 100 is long.
var Mixed = sim.Mix(sim.Part{Weight: 99, Of: sim.Exactly(time.Millisecond)}, sim.Part{Weight: 1, Of: sim.Exactly(100 * time.Millisecond)})

// HeadOfLine is a worker that is busy half of the time, whatever jobs take and with however many lanes.
func HeadOfLine(takes sim.Dist, lanes int, length time.Duration) sim.World {
	return sim.World{For: length, Faults: sim.Faults{Off: true},
		Load:    []sim.Load{produces(.5 * float64(lanes) / takes.Mean().Seconds())},
		Servers: map[assay.ID]sim.Server{workerID: {Service: takes, Lanes: lanes}}}
}

// ShortestFirst takes up the shortest job next.
func ShortestFirst(w sim.World) sim.World {
	return onWorker(w, func(s *sim.Server) { s.Queue.Order = sim.Shortest })
}

// Flood is more jobs than the worker can do, 1 KiB each, and 128 MiB for them.
func Flood(length time.Duration) sim.World {
	return sim.World{For: length, Faults: sim.Faults{Off: true}, Load: []sim.Load{produces(1200)},
		Servers: map[assay.ID]sim.Server{workerID: {Service: sim.PerSecond(1000), Memory: sim.Memory{Limit: 128 << 20, Message: 1 << 10}}}}
}

// Bounded refuses what finds 1000 jobs in the mailbox.
func Bounded(w sim.World) sim.World {
	return onWorker(w, func(s *sim.Server) { s.Queue = sim.Queue{Max: 1000, Full: sim.Reject} })
}

// onWorker is a World with another worker. What it is given stays as it was.
func onWorker(w sim.World, change func(*sim.Server)) sim.World {
	s := w.Servers[workerID]
	change(&s)
	w.Servers = maps.Clone(w.Servers)
	w.Servers[workerID] = s
	return w
}
