package workqueue

import (
	"fmt"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

const (
	writerID assay.ID = "writer"
	logID    assay.ID = "log"
	sinkID   assay.ID = "sink"
	deadID   assay.ID = "dead"
)

// DeadLetters are so many consumers of one log, which set aside what they cannot decode. Links keep the order of messages, and consumers
// may crash.
func DeadLetters(consumers int) assay.System {
	return log(fmt.Sprintf("workqueue/dead-letters-%d", consumers), assay.SpawnN("consumer", consumers, Consumer{Log: logID, Sink: sinkID, Dead: deadID}))
}

func log(name string, consumers []assay.Participant) assay.System {
	sys := assay.System{
		Name:   name,
		Actors: append(consumers, assay.Spawn(logID, Log{}), assay.Spawn(sinkID, Sink{}), assay.Spawn(deadID, Sink{})),
		Assume: assay.Assumptions{Order: assay.FIFO, Per: map[assay.ID]assay.Own{}},
		Properties: []assay.Property{
			assay.Always("what is committed is kept", committedIsKept),
		},
	}
	for _, c := range consumers {
		sys.Assume.Per[c.ID] = assay.Own{Crashes: assay.Unlimited}
	}
	return sys
}

func committedIsKept(v assay.View) error {
	committed := assay.StateOf[LogState](v, logID).Offset
	if kept := assay.StateOf[Sunk](v, sinkID).Count + assay.StateOf[Sunk](v, deadID).Count; kept < committed {
		return fmt.Errorf("%d records are committed, and %d are kept", committed, kept)
	}
	return nil
}

// Written is a log with a writer of three records, the second of which cannot be decoded, so that check can explore it: with one crash and
// one more try of each consumer.
func Written(sys assay.System) assay.System {
	sys.Name += "/written"
	per := map[assay.ID]assay.Own{}
	for _, p := range sys.Actors {
		if _, crashes := sys.Assume.Per[p.ID]; crashes {
			per[p.ID] = assay.Own{Crashes: assay.AtMost(1), Firings: assay.AtMost(1)}
		}
	}
	sys.Assume.Per = per
	sys.Actors = append([]assay.Participant{assay.Spawn(writerID, Writer{Log: logID, Bodies: []string{"job 0", "?", "job 2"}})}, sys.Actors...)
	sys.Properties = append([]assay.Property{assay.Sometimes("all is committed", func(v assay.View) bool {
		return assay.StateOf[LogState](v, logID).Offset == 3
	})}, sys.Properties...)
	return sys
}

// PoisonAt is which record cannot be decoded.
const PoisonAt = 300

// Poison is a log of 10 records a second, of which the 300th cannot be decoded. The memory of the log is its lag, at 1 KiB a record.
func Poison() sim.World {
	l := sim.Load{ID: "writers", To: []assay.ID{logID}, Arrivals: sim.Steady(10),
		Request: func(n int) any {
			if n == PoisonAt {
				return Append{n, "?"}
			}
			return Append{n, fmt.Sprint("job ", n)}
		},
		Reply: func(msg any) (int, bool) {
			m, ok := msg.(Appended)
			return m.N, ok
		}}
	lag := func(state any) int {
		s, ok := state.(LogState)
		if !ok {
			return 0
		}
		return len(s.Records) << 10
	}
	return sim.World{For: 300 * time.Second, Faults: sim.Faults{Off: true}, Load: []sim.Load{l}, Servers: map[assay.ID]sim.Server{logID: {Memory: sim.Memory{State: lag}}}}
}
