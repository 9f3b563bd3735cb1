package workqueue

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// Early is broken: its worker acknowledges a job when it takes it up.
func Early() assay.System {
	return system("workqueue/early", 1, assay.Spawn(workerID, early{Worker{Store: storeID}}))
}

type early struct{ Worker }

func (w early) Receive(self assay.ID, n Taken, from assay.ID, msg Msg) (Taken, assay.Effects) {
	n, effects := w.Worker.Receive(self, n, from, msg)
	if job, ok := msg.(Job); ok {
		effects = append(assay.Effects{assay.Send(from, Ack(job))}, effects...)
	}
	return n, effects
}

// Poisoned is broken: its consumers try again what they cannot decode, for ever.
func Poisoned(consumers int) assay.System {
	return log(fmt.Sprintf("workqueue/poisoned-%d", consumers), assay.SpawnN("consumer", consumers, Consumer{Log: logID, Sink: sinkID}))
}

// Skips is broken: its consumer commits what it cannot decode, and keeps it nowhere.
func Skips() assay.System {
	return log("workqueue/skips", assay.SpawnN("consumer", 1, skips{Consumer{Log: logID, Sink: sinkID}}))
}

type skips struct{ Consumer }

func (c skips) Receive(self assay.ID, n Failures, from assay.ID, msg Msg) (Failures, assay.Effects) {
	if m, ok := msg.(Record); ok && !readable(m.Body) {
		return n + 1, assay.Effects{assay.Send(c.Log, Commit{m.Offset})}
	}
	return c.Consumer.Receive(self, n, from, msg)
}
