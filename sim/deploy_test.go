package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// upgraded is up as a version that its disk says. It restarts as each greater one that it is sent, and says on Recover that it is up.
type upgraded struct{}

type upgradedState struct{ Version, Heard int }

func (upgraded) Start(assay.ID) (upgradedState, assay.Effects) { return upgradedState{}, nil }

func (upgraded) Receive(_ assay.ID, s upgradedState, _ assay.ID, m ask) (upgradedState, assay.Effects) {
	if m.N <= s.Version {
		s.Heard++
		return s, nil
	}
	return s, assay.Effects{assay.Persist("version", m.N), assay.Restart()}
}

func (upgraded) Recover(_ assay.ID, d assay.Disk) (upgradedState, assay.Effects) {
	return upgradedState{Version: assay.Load[int](d, "version").Or(0)}, nil
}

func (upgraded) Restarts(d assay.Disk) string {
	return fmt.Sprint("v", assay.Load[int](d, "version").Or(0))
}

// upgrader sends a greater version every second.
type upgrader struct{}

func (upgrader) Start(assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.SetTimer("next", time.Second)}
}

func (upgrader) Receive(_ assay.ID, s int, _ assay.ID, _ ask) (int, assay.Effects) { return s, nil }

func (upgrader) Timeout(_ assay.ID, s int, _ string) (int, assay.Effects) {
	return s + 1, assay.Effects{assay.Broadcast([]assay.ID{"n1", "n2"}, ask{s + 1}), assay.SetTimer("next", time.Second)}
}

// What is deployed in virtual time is a behaviour of the shared semantics, whatever fails beside it, and comes up with its disk.
func TestDeploysAreFollowed(t *testing.T) {
	for _, assume := range []assay.Assumptions{{}, {Order: assay.FIFO}, {Crashes: assay.Unlimited, Disk: assay.Unsynced},
		{Crashes: assay.Unlimited, Disk: assay.Wiped, Losses: assay.Unlimited, Duplicates: assay.AtMost(5)}} {
		sys := assay.System{Name: "upgraded", Assume: assume,
			Actors: []assay.Participant{assay.Spawn("n1", upgraded{}), assay.Spawn("n2", upgraded{}), assay.Spawn("up", upgrader{})}}
		p, err := compile(sys, someWorld())
		if err != nil {
			t.Fatal(err)
		}
		deploys := 0
		for seed := uint64(1); seed <= 10; seed++ {
			rec, r, err := p.recorded(seed, 400, "")
			if err != nil {
				t.Fatal(err)
			}
			f, err := newFollower(p)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := f.walk(rec.steps, true, func(step.State, *step.Step) bool { return false }); err != nil {
				t.Errorf("%v, seed %d (%v): %v", assume, seed, r.Faults, err)
			}
			for _, s := range rec.steps {
				if s.kind == step.Deploy {
					deploys++
				}
			}
		}
		if deploys < 20 {
			t.Errorf("%v: %d deploys in 10 runs of 20 s, expected many", assume, deploys)
		}
	}
}

// refusing restarts where it must not.
type refusing struct{ upgraded }

func (refusing) Receive(_ assay.ID, s upgradedState, _ assay.ID, m ask) (upgradedState, assay.Effects) {
	return s, assay.Effects{assay.Restart(), assay.Persist("version", m.N)}
}

// plainly restarts, and lacks the power.
type plainly struct{}

func (plainly) Start(assay.ID) (int, assay.Effects) { return 0, nil }

func (plainly) Receive(_ assay.ID, s int, _ assay.ID, m ask) (int, assay.Effects) {
	return s, assay.Effects{assay.Restart()}
}

func TestRestartsThatAreBlamed(t *testing.T) {
	for _, p := range []assay.Participant{assay.Spawn("n1", refusing{}), assay.Spawn("n1", plainly{})} {
		sys := assay.System{Name: "refusing", Actors: []assay.Participant{p, assay.Spawn("n2", upgraded{}), assay.Spawn("up", upgrader{})}}
		r, err := Run(sys, someWorld(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if r.Finding == nil || r.Finding.Kind != "handled" || !strings.Contains(r.Finding.Why, "estart") {
			t.Errorf("the finding is %+v, expected one about Restart", r.Finding)
		}
	}
}
