package workqueue

import (
	"slices"

	"github.com/assay-dev/assay"
)

// Producer has so many jobs. Its state are those that were acknowledged, sorted.
type Producer struct {
	Worker assay.ID
	Jobs   []int
}

// Start gives all of them away.
func (p Producer) Start(self assay.ID) ([]int, assay.Effects) {
	var effects assay.Effects
	for _, n := range p.Jobs {
		effects = append(effects, assay.Send(p.Worker, Job{n}))
	}
	return nil, effects
}

// Receive is an acknowledgement.
func (p Producer) Receive(self assay.ID, acked []int, from assay.ID, msg Msg) ([]int, assay.Effects) {
	if ack, ok := msg.(Ack); ok {
		return with(acked, ack.N), nil
	}
	return acked, nil
}

// Worker takes up one job after the other. How long that takes is said in the World.
type Worker struct{ Store assay.ID }

// Taken is how many jobs a worker has taken up since it last started.
type Taken int

// Start has taken up none.
func (Worker) Start(self assay.ID) (Taken, assay.Effects) { return 0, nil }

// Receive is a job.
func (w Worker) Receive(self assay.ID, n Taken, from assay.ID, msg Msg) (Taken, assay.Effects) {
	job, ok := msg.(Job)
	if !ok {
		return n, nil
	}
	return n + 1, assay.Effects{assay.Send(w.Store, Do{job.N, from})}
}

// Store processes jobs, and acknowledges them. It does not crash: its state are those that were processed, sorted.
type Store struct{}

// Start has processed none.
func (Store) Start(self assay.ID) ([]int, assay.Effects) { return nil, nil }

// Receive processes a job. One that comes twice is acknowledged twice.
func (Store) Receive(self assay.ID, done []int, from assay.ID, msg Msg) ([]int, assay.Effects) {
	do, ok := msg.(Do)
	if !ok {
		return done, nil
	}
	return with(done, do.N), assay.Effects{assay.Send(do.For, Ack{do.N})}
}

// Tally is a Store that counts only, since a load has more jobs than are worth listing.
type Tally struct{}

// Processed is the state of a Tally.
type Processed int

// Start has processed none.
func (Tally) Start(self assay.ID) (Processed, assay.Effects) { return 0, nil }

// Receive processes a job.
func (Tally) Receive(self assay.ID, n Processed, from assay.ID, msg Msg) (Processed, assay.Effects) {
	do, ok := msg.(Do)
	if !ok {
		return n, nil
	}
	return n + 1, assay.Effects{assay.Send(do.For, Ack{do.N})}
}

// with is a copy of sorted numbers that has n in it.
func with(numbers []int, n int) []int {
	at, found := slices.BinarySearch(numbers, n)
	if found {
		return numbers
	}
	return slices.Insert(slices.Clone(numbers), at, n)
}
