// Package odd has systems for the tests of the page: here one with behaviours of thousands of steps among twenty participants.
package odd

import (
	"fmt"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

type token struct {
	Number int
	Hops   int
	Note   string
}

type node struct{ next assay.ID }

type state struct {
	Passed int
	Last   token
	Seen   []int
}

func (n node) Start(self assay.ID) (state, assay.Effects) {
	if self != "node0" {
		return state{}, nil
	}
	var effects assay.Effects
	for i := range 4 {
		effects = append(effects, assay.Send(n.next, token{Number: i, Note: "a token that goes round"}))
	}
	return state{}, effects
}

func (n node) Receive(self assay.ID, s state, from assay.ID, t token) (state, assay.Effects) {
	seen := append([]int{t.Hops}, s.Seen[:min(len(s.Seen), 4)]...)
	t.Hops++
	return state{Passed: s.Passed + 1, Last: t, Seen: seen}, assay.Effects{assay.Send(n.next, t), assay.SetTimer("idle", 0)}
}

func (n node) Timeout(self assay.ID, s state, timer string) (state, assay.Effects) { return s, nil }

const nodes, passedMax = 20, 99

func long() assay.System {
	sys := assay.System{Name: "long", Assume: assay.Assumptions{Crashes: assay.AtMost(1), Losses: assay.AtMost(1)}}
	for i := range nodes {
		id := assay.ID(fmt.Sprintf("node%d", i))
		sys.Actors = append(sys.Actors, assay.Spawn(id, node{next: assay.ID(fmt.Sprintf("node%d", (i+1)%nodes))}))
	}
	sys.Properties = []assay.Property{assay.Always("nobody passes too many", func(v assay.View) error {
		for id, s := range assay.Each[state](v) {
			if s.Passed > passedMax {
				return fmt.Errorf("%s passed %d", id, s.Passed)
			}
		}
		return nil
	})}
	return sys
}

func TestLong(t *testing.T) {
	check.Test(t, long(), check.States(500), check.AcceptUnknown("it goes on for ever"))
}
