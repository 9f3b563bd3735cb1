package sim_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// ledger changes in place, and goes on changing what it has sent and what it was given.
type ledger struct {
	lines []int
	kept  [][]int
	add   func(int)
}

func (l *ledger) append(n int) {
	l.lines = append(l.lines, n)
	for i := range l.lines {
		l.lines[i] += 100
	}
}

type page struct{ Lines []int }

// ledgers send each other their lines.
type ledgers struct{ To assay.ID }

func (a ledgers) Start(self assay.ID) (*ledger, assay.Effects) {
	l := &ledger{lines: make([]int, 0, 16)}
	l.add = l.append
	l.add(1)
	return l, assay.Effects{assay.Send(a.To, page{l.lines}), assay.SetTimer("next", time.Millisecond)}
}

func (a ledgers) Timeout(self assay.ID, l *ledger, timer string) assay.Effects {
	l.add(1)
	for _, lines := range l.kept {
		lines[0]++ // what it was given is its own by now
	}
	if len(l.lines) == 4 {
		return nil
	}
	return assay.Effects{assay.Send(a.To, page{l.lines}), assay.SetTimer("next", time.Millisecond)}
}

func (a ledgers) Receive(self assay.ID, l *ledger, from assay.ID, p page) assay.Effects {
	if last := p.Lines[len(p.Lines)-1]; last != 101 {
		panic(fmt.Sprint("the last line is no longer as it was sent: ", last))
	}
	l.kept = append(l.kept, p.Lines)
	return nil
}

// TestMutableInSim: a participant whose state changes in place shares nothing with messages and properties, and its behaviour is one of
// the shared semantics.
func TestMutableInSim(t *testing.T) {
	sys := assay.System{
		Name:   "ledgers",
		Actors: []assay.Participant{assay.Mutable("a", ledgers{"b"}), assay.Mutable("b", ledgers{"a"})},
		Properties: []assay.Property{
			assay.Always("lines are kept", func(v assay.View) error {
				l := assay.StateOf[ledger](v, "a")
				if len(l.lines) > 4 || l.lines[len(l.lines)-1] != 101 {
					return fmt.Errorf("lines %v", l.lines)
				}
				l.lines[len(l.lines)-1]++ // of a clone
				return nil
			}),
			assay.Sometimes("all are there", func(v assay.View) bool { return len(assay.StateOf[ledger](v, "b").kept) == 3 }),
		},
	}
	sim.Test(t, sys, sim.World{For: 100 * time.Millisecond})
}
