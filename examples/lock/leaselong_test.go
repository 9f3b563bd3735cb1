//go:build long

package lock_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/lock"
)

// TestFencedSweepWhole has every failure at once, where TestFencedSweep leaves out what changes nothing.
func TestFencedSweepWhole(t *testing.T) {
	breaks(t, sweep(t, lock.Fenced(), losses, duplicates, crashes, disk, drift, wipe, cuts), noLate, "1 crash + wiped disk")
}

// TestFencedLonger has a tick more than TestFenced, and no duplicates and losses for it.
func TestFencedLonger(t *testing.T) {
	sys := lock.Fenced()
	sys.Assume.Losses, sys.Assume.Duplicates, sys.Assume.Clocks.HorizonMS = assay.None, assay.None, 300
	check.Test(t, sys)
}

// TestLeaseSweepWhole has every failure at once.
func TestLeaseSweepWhole(t *testing.T) {
	sys := lock.PausedHolder()
	sys.Assume.Clocks.HorizonMS = 200
	s := sweep(t, sys, losses, duplicates, crashes, disk, drift, wipe, cuts)
	breaks(t, s, oneLease, "drift")
	breaks(t, s, noLate, "")
}

// TestMarginWithACrash has drift and a crash.
func TestMarginWithACrash(t *testing.T) {
	sys := lock.Margin()
	sys.Assume.Crashes = assay.AtMost(1)
	check.Test(t, sys)
}
