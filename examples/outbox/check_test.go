package outbox_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/outbox"
)

func TestOutbox(t *testing.T) {
	check.Test(t, outbox.System(1), check.Counts(2_186, 6_746, 13))
	check.Test(t, outbox.System(2), check.Counts(320_424, 1_415_022, 21))
}

func TestSendFirst(t *testing.T) {
	check.Violates(t, outbox.SendFirst(), "nothing is shipped without a row")
	check.Violates(t, outbox.SendFirst(), "what is accepted is recorded")
}

func TestUnsynced(t *testing.T) {
	check.Violates(t, outbox.Unsynced(), "nothing is shipped without a row")
	check.Violates(t, outbox.Unsynced(), "what is accepted is recorded")
}

func TestDualWrite(t *testing.T) { check.Violates(t, outbox.DualWrite(), "no order is stranded") }

func TestUnanswered(t *testing.T) { check.Violates(t, outbox.Unanswered(), "no order is stranded") }

func TestShipsAgain(t *testing.T) { check.Violates(t, outbox.ShipsAgain(), "nothing is shipped twice") }

// TestWhatItTakes puts each broken variant into a world that is kinder by one notch: there nothing goes wrong. ShipsAgain needs no
// failure at all, only a relay that fires.
func TestWhatItTakes(t *testing.T) {
	kinder := func(sys assay.System, notch string, own assay.Own) assay.System {
		sys.Name += "/" + notch
		sys.Assume.Losses, sys.Assume.Duplicates = assay.None, assay.None
		sys.Assume.Per = map[assay.ID]assay.Own{"orders": own}
		return sys
	}
	twice := assay.AtMost(2)
	check.Test(t, kinder(outbox.SendFirst(), "kept", assay.Own{Crashes: twice, Disk: assay.Kept}))
	check.Test(t, kinder(outbox.Unsynced(), "torn", assay.Own{Crashes: twice, Disk: assay.Torn}))
	check.Test(t, kinder(outbox.DualWrite(), "no crash", assay.Own{Disk: assay.Kept}))
	check.Test(t, kinder(outbox.Unanswered(), "no loss", assay.Own{Crashes: twice, Disk: assay.Kept}))
	check.Test(t, kinder(outbox.ShipsAgain(), "no relay", assay.Own{Firings: assay.None}))
	check.Violates(t, kinder(outbox.ShipsAgain(), "no failure", assay.Own{}), "nothing is shipped twice")
}

// TestCarrier assumes a contract, and shows that our own consumer keeps it.
func TestCarrier(t *testing.T) {
	check.Test(t, outbox.WithCarrier())
	check.Test(t, outbox.HeldToCarrier())
	check.Violates(t, outbox.Early(), "keeps the contract of a carrier")
}
