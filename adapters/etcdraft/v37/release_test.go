package v37_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/adapters/etcdraft"
	"github.com/assay-dev/assay/adapters/etcdraft/suite"
	"github.com/assay-dev/assay/adapters/etcdraft/v37"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/sim"
)

func TestElections(t *testing.T) { suite.Elections(t, v37.Library{}) }

// TestCrash takes over a million steps, and under two thousand runs of the library.
func TestCrash(t *testing.T) {
	suite.Crash(t, v37.Library{}, 2, check.Counts(607_080, 2_124_015, 29))
}

func TestBroken(t *testing.T)   { suite.Broken(t, v37.Library{}) }
func TestOrders(t *testing.T)   { suite.Orders(t, v37.Library{}) }
func TestRegister(t *testing.T) { suite.Register(t, v37.Library{}, check.Counts(271_872, 970_899, 27)) }

// TestReads holds this release to the bounds within which the release before it answers a stale read (etcd issue 20418), as deep as
// that has its shortest counterexample.
func TestReads(t *testing.T) {
	check.Test(t, etcdraft.Reads(etcdraft.Member[v37.Raft]{Library: v37.Library{}}), check.Depth(17), check.AcceptUnknown("explored to its end with -tags long"))
}

// TestSimulated: the same members in virtual time, under losses and crashes. Each behaviour is one of the shared semantics.
func TestSimulated(t *testing.T) {
	sys := etcdraft.Elections(etcdraft.Member[v37.Raft]{Library: v37.Library{}}, 1)
	sys.Name, sys.Within = "etcdraft/simulated", nil
	sys.Assume.Crashes = assay.AtMost(1)
	sim.Test(t, sys, sim.World{For: time.Second})
}
