package operator_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/operator"
	"github.com/assay-dev/assay/people"
	"github.com/assay-dev/assay/sim"
)

// A controller on a signal that is d samples old is stable just below the gain of the formula, and unstable just above it; two who share
// the signal have half of it each (DYNAMICS, validation: a controller on a signal d samples old).
func TestStabilityAsTheFormulaSays(t *testing.T) {
	for late := range 4 {
		for operators := 1; operators <= 2; operators++ {
			gain := sim.DelayedGain(late) / float64(operators)
			for _, at := range []struct {
				factor float64
				stable bool
			}{{.95, true}, {1.05, false}} {
				setup := operator.Setup{Name: "formula", Operators: operators, Gain: gain * at.factor, Late: late}
				kW := surplusAfter(t, setup, 24*time.Hour)
				if stable := math.Abs(kW) < 1; stable != at.stable {
					t.Errorf("%d operators, %d samples late, gain %.3f: a surplus of %g kW after a day, expected stable %v", operators, late, setup.Gain, kW, at.stable)
				}
			}
		}
	}
}

func surplusAfter(t *testing.T, setup operator.Setup, length time.Duration) float64 {
	t.Helper()
	sys := operator.System(setup)
	sys.Properties = nil // how far it swings is not asked here
	r, err := sim.Run(sys, sim.World{For: length}, 1)
	if err != nil {
		t.Fatal(err)
	}
	return operator.Surplus(*r.State("control").(*people.PlaneState))
}

// One operator settles. A second one like the first makes it swing beyond the limit. The gate that refuses who has not seen what the last
// order did takes that away.
func TestTwoOperators(t *testing.T) {
	world := sim.World{For: 6 * time.Hour}
	fresh := people.Interlocks{Freshness: true}
	sim.Test(t, operator.System(operator.Setup{Name: "alone", Operators: 1, Gain: .4, Late: 2}), world)
	sim.Test(t, operator.System(operator.Setup{Name: "two-gated", Operators: 2, Gain: .4, Late: 2, Locks: fresh}), world)
	sim.Violates(t, operator.System(operator.Setup{Name: "two", Operators: 2, Gain: .4, Late: 2}), world, operator.WithinLimit)
}

// The surplus of each setup after a while: what the page of the example tells.
func Example() {
	for _, setup := range []operator.Setup{
		{Operators: 1, Gain: .4, Late: 2},
		{Operators: 2, Gain: .4, Late: 2},
		{Operators: 2, Gain: .4, Late: 2, Locks: people.Interlocks{Freshness: true}},
	} {
		setup.Name = "example"
		sys := operator.System(setup)
		sys.Properties = nil
		r, err := sim.Run(sys, sim.World{For: 30 * time.Minute}, 1)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%d operators, freshness gate %v: %.1f kW after half an hour\n", setup.Operators, setup.Locks.Freshness, math.Abs(operator.Surplus(*r.State("control").(*people.PlaneState))))
	}
	// Output:
	// 1 operators, freshness gate false: 0.2 kW after half an hour
	// 2 operators, freshness gate false: 46.6 kW after half an hour
	// 2 operators, freshness gate true: 0.1 kW after half an hour
}

// With nobody at fault an autoscaler takes a battery back on which somebody works. Leaving alone what was drained by hand cures it.
func TestMaintenance(t *testing.T) {
	check.Violates(t, operator.Maintenance("maintenance", people.Interlocks{}), operator.NobodyIsHurt)
	check.Test(t, operator.Maintenance("maintenance-hands-off", people.Interlocks{HandsOff: true}))
}

// An override that one who means harm has set stays for ever, unless overrides expire.
func TestOverride(t *testing.T) {
	check.Violates(t, operator.Override("override", people.Interlocks{}), operator.LimitComesBack)
	check.Test(t, operator.Override("override-expires", people.Interlocks{Expiry: true}))
}
