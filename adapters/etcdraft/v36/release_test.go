package v36_test

import (
	"testing"

	"github.com/assay-dev/assay/adapters/etcdraft"
	"github.com/assay-dev/assay/adapters/etcdraft/suite"
	"github.com/assay-dev/assay/adapters/etcdraft/v36"
	"github.com/assay-dev/assay/check"
)

func TestElections(t *testing.T) { suite.Elections(t, v36.Library{}) }

// TestCrash takes over a million steps, and under two thousand runs of the library.
func TestCrash(t *testing.T) {
	suite.Crash(t, v36.Library{}, 2, check.Counts(607_080, 2_124_015, 29))
}

func TestBroken(t *testing.T)   { suite.Broken(t, v36.Library{}) }
func TestOrders(t *testing.T)   { suite.Orders(t, v36.Library{}) }
func TestRegister(t *testing.T) { suite.Register(t, v36.Library{}, check.Counts(263_792, 887_713, 27)) }

// TestReads finds etcd issue 20418: a read that is tried again releases a later one that nobody has confirmed.
func TestReads(t *testing.T) {
	check.Violates(t, etcdraft.Reads(etcdraft.Member[v36.Raft]{Library: v36.Library{}}), "reads are fresh")
}
