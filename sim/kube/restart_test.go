package kube

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// versioned restarts itself 5 s after its first start, and is up as its second version from then on.
type versioned struct{}

func (versioned) Start(assay.ID) (int, assay.Effects) {
	return 1, assay.Effects{assay.SetTimer("upgrade", 5*time.Second)}
}

func (versioned) Receive(_ assay.ID, s int, _ assay.ID, _ int) (int, assay.Effects) { return s, nil }

func (versioned) Timeout(_ assay.ID, s int, _ string) (int, assay.Effects) {
	return s, assay.Effects{assay.Persist("version", 2), assay.Restart()}
}

func (versioned) Recover(_ assay.ID, disk assay.Disk) (int, assay.Effects) {
	return assay.Load[int](disk, "version").Or(0), nil
}

func (versioned) Restarts(assay.Disk) string { return "2" }

// A container that ends by itself is started again by the platform, though the System assumes no crash and no recovery.
func TestRestartsOfItself(t *testing.T) {
	sys := assay.System{Name: "versioned", Actors: []assay.Participant{assay.Spawn("web0", versioned{})}, Assume: assay.Assumptions{Recoveries: assay.None}}
	w := sim.World{For: 60 * s, Faults: sim.Faults{Off: true}, Servers: map[assay.ID]sim.Server{"web0": {}}, Platform: []sim.Platform{Deployment{Name: "web", Pods: ids(1)}}}
	r, err := sim.Run(sys, w, 1)
	if err != nil || r.Finding != nil {
		t.Fatal(err, r)
	}
	c := Of(r, "web")
	near(t, "end", when(c, "web0", "ends: Completed, exit 0"), seconds(5))
	if p := c.Pods()[0]; p.Phase != Ready || p.Restarts != 1 || *r.State("web0").(*int) != 2 {
		t.Errorf("%v, version %v", p, r.State("web0"))
	}
	if err := sim.Follows(sys, w, 1, 10); err != nil {
		t.Error(err)
	}
}
