//go:build long

package v37_test

import (
	"testing"

	"github.com/assay-dev/assay/adapters/etcdraft"
	"github.com/assay-dev/assay/adapters/etcdraft/suite"
	"github.com/assay-dev/assay/adapters/etcdraft/v37"
	"github.com/assay-dev/assay/check"
)

// TestReadsLong explores the reads to their end.
func TestReadsLong(t *testing.T) {
	sys := etcdraft.Reads(etcdraft.Member[v37.Raft]{Library: v37.Library{}})
	sys.Name += "/all"
	check.Test(t, sys, check.Counts(12_836_241, 61_027_072, 32))
}

// TestCrashLong is TestCrash with all three campaigning.
func TestCrashLong(t *testing.T) {
	suite.Crash(t, v37.Library{}, 3, check.Counts(1_662_293, 5_902_027, 29))
}

// TestCrashWithOneWorker is TestCrash with one worker: the counts are the same.
func TestCrashWithOneWorker(t *testing.T) {
	suite.Crash(t, v37.Library{}, 2, check.Workers(1), check.Counts(607_080, 2_124_015, 29))
}
