package lock_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/lock"
)

func TestFenced(t *testing.T) { check.Test(t, lock.Fenced(), check.Counts(952_793, 4_842_615, 19)) }

func TestReissued(t *testing.T) { check.Violates(t, lock.Reissued(), noLate) }

func TestUnsyncedToken(t *testing.T) { check.Violates(t, lock.UnsyncedToken(), noLate) }

func TestAnyToken(t *testing.T) { check.Violates(t, lock.AnyToken(), noLate) }

func TestForgetfulStore(t *testing.T) { check.Violates(t, lock.ForgetfulStore(), noLate) }

// TestFencedSweep derives what a fence takes: one crash after which the server's disk is empty, so that it gives the first holder's
// token again. A store whose disk is empty has lost what it took, and with it what a late write could replace. Losses and a
// duplicate change nothing: TestFenced has them on top of the rest, and TestFencedSweepWhole under the long tag has all.
func TestFencedSweep(t *testing.T) {
	breaks(t, sweep(t, lock.Fenced(), crashes, disk, drift, wipe, cuts), noLate, "1 crash + wiped disk")
}

// TestWhatAFenceTakes derives what breaks each part that is left out. Without a token on disk any crash of the server gives it again;
// with one that is not synced the power has to fail; a store that does not compare is none; one whose token is in memory takes any write
// after its own crash. A wiped disk breaks what writes the token down as it breaks Fenced.
func TestWhatAFenceTakes(t *testing.T) {
	breaks(t, sweep(t, lock.Reissued(), crashes, disk, wipe), noLate, "1 crash")
	breaks(t, sweep(t, lock.UnsyncedToken(), crashes, disk, wipe), noLate, "1 crash + unsynced disk", "1 crash + wiped disk")
	breaks(t, sweep(t, lock.AnyToken(), crashes, disk, wipe), noLate, "")
	breaks(t, sweep(t, lock.ForgetfulStore(), crashes, disk, wipe), noLate, "1 crash")
}
