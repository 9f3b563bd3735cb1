package sim

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

func TestFollows(t *testing.T) {
	w := queueWorld(8, 10, 1, 20*time.Second)
	w.Load[0].Timeout, w.Load[0].Tries = 100*ms, 3
	if err := Follows(echoSystem(), w, 1, 200); err != nil {
		t.Error(err)
	}
	many := assay.System{Name: "many", Actors: assay.SpawnN("server", followMax+1, echo{})}
	if err := Follows(many, World{}, 1, 1); err == nil || !strings.Contains(err.Error(), "129 participants") {
		t.Errorf("%v, expected that 129 participants are refused", err)
	}
}

// A load that asks for what the caller of the shared semantics cannot ask for is no behaviour of the System: the helper can fail.
func TestFollowsFails(t *testing.T) {
	w, asked := queueWorld(8, 10, 1, 20*time.Second), 0
	w.Load[0].Request = func(n int) any { asked++; return ask{asked} }
	if err := Follows(echoSystem(), w, 1, 200); err == nil || !strings.Contains(err.Error(), "not enabled") {
		t.Errorf("%v, expected a step that is not enabled", err)
	}
}

// greets sends at its start to one that starts after it.
type greets struct{ echo }

func (g greets) Start(self assay.ID) (echoState, assay.Effects) {
	return echoState{}, assay.Effects{assay.Send("z", ask{1})}
}

// What is sent at the start is in flight when all have started, on FIFO links too, and properties see each state that follows.
func TestStartsTogether(t *testing.T) {
	served := func(v assay.View) error {
		if n := assay.StateOf[echoState](v, "z").Served; n == 1 {
			return errors.New("z has served one")
		}
		return nil
	}
	sys := assay.System{Name: "greets", Actors: []assay.Participant{assay.Spawn("a", greets{}), assay.Spawn("b", greets{}), assay.Spawn("z", echo{})},
		Assume: assay.Assumptions{Order: assay.FIFO}, Properties: []assay.Property{assay.Always("z has served none or both", served)}}
	r, err := Run(sys, World{For: time.Second}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if n := r.State("z").(*echoState).Served; n != 2 || r.Violated["z has served none or both"] == nil {
		t.Errorf("z has served %d, and the state in which it had served one is seen: %v", n, r.Violated)
	}
	if err := Follows(sys, World{For: time.Second}, 1, 100); err != nil {
		t.Error(err)
	}
}
