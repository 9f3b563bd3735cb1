package fleet_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/fleet"
)

func TestFleet(t *testing.T) {
	check.Test(t, fleet.System(1, 1), check.Counts(961, 2_267, 15))
	check.Test(t, fleet.System(1, 2), check.Counts(52_855, 171_527, 23))
	check.Test(t, fleet.System(2, 1), check.Counts(177_299, 691_284, 25))
}

func TestAtMostOnce(t *testing.T) { check.Test(t, fleet.AtMostOnce(), check.Counts(2_259, 7_129, 19)) }

func TestAtLeastOnce(t *testing.T) {
	check.Test(t, fleet.AtLeastOnce(), check.Counts(868_869, 4_164_907, 36))
}

func TestKeyless(t *testing.T) {
	check.Violates(t, fleet.Keyless(), "a command is executed at most once")
}

func TestClaims(t *testing.T) { check.Violates(t, fleet.Claims(), "what is acknowledged was executed") }

func TestForgetful(t *testing.T) {
	check.Violates(t, fleet.Forgetful(), "a command is executed at most once")
}

func TestActsFirst(t *testing.T) {
	check.Violates(t, fleet.ActsFirst(), "a command is executed at most once")
}

func TestUnsynced(t *testing.T) {
	check.Violates(t, fleet.Unsynced(), "a command is executed at most once")
}

// TestWhatItTakes puts each broken variant into a world that is kinder by one notch: there nothing is executed twice. Claims needs no
// failure at all, and Keyless only a gateway that retries.
func TestWhatItTakes(t *testing.T) {
	kinder := func(sys assay.System, notch string, own assay.Own) assay.System {
		sys.Name += "/" + notch
		sys.Assume.Losses, sys.Assume.Duplicates = assay.None, assay.None
		sys.Assume.Per = map[assay.ID]assay.Own{"device0": own, "device1": own}
		return sys
	}
	once := assay.AtMost(1)
	check.Test(t, kinder(fleet.Forgetful(), "no crash", assay.Own{}))
	check.Test(t, kinder(fleet.ActsFirst(), "kept", assay.Own{Crashes: once, Disk: assay.Kept}))
	check.Test(t, kinder(fleet.Unsynced(), "torn", assay.Own{Crashes: once, Disk: assay.Torn}))
	check.Violates(t, kinder(fleet.Keyless(), "no failure", assay.Own{}), "a command is executed at most once")
	check.Violates(t, kinder(fleet.Claims(), "no failure", assay.Own{}), "what is acknowledged was executed")
	never := kinder(fleet.Keyless(), "no retry", assay.Own{})
	never.Assume.Firings = assay.None
	check.Test(t, never)
}
