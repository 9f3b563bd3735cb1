//assay:ignore powers these powers are wrong on purpose
package blackbox_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

type typoed struct{ actor[cell] }

func (typoed) Timeout(_ assay.ID, s cell, _ int) (cell, fxs) { return s, nil }

type pointerOnly struct{ actor[cell] }

func (*pointerOnly) Recover(assay.ID, assay.Disk) (cell, fxs) { return cell{}, nil }

type clocked struct{ actor[cell] }

func (clocked) Clock(_ assay.ID, s cell, _ time.Time) (cell, fxs) { return s, nil }

// SEMANTICS, handlers: nearly a power is an error that shows the expected signature.
func TestNearlyAPower(t *testing.T) {
	alone := func(p assay.Participant) assay.System { return system("nearly", assay.Assumptions{}, calm(), p) }
	wantError(t, alone(assay.Spawn("b", typoed{})), "Timeout", "string")
	wantError(t, alone(assay.Spawn("b", pointerOnly{})), "Recover", "Disk")
	// SEMANTICS, timers: without assumed clocks a Clock method is an error when the System is built.
	wantError(t, alone(assay.Spawn("b", clocked{})), "Clock")
}

// Issue 2: a System that uses what is not built yet gets a clear error. A case here goes when what it names is built.
func TestNotBuiltYet(t *testing.T) {
	never := func(assay.View) bool { return false }
	properties := map[string]assay.Property{
		"Eventually": assay.Eventually("p", never), "LeadsTo": assay.LeadsTo("p", never, never),
		"Terminates": assay.Terminates("p", never), "Implements": assay.Implements("p", graph{init: []int{0}}, func(assay.View) int { return 0 }),
	}
	for name, p := range properties {
		t.Run(name, func(t *testing.T) {
			sys := rally()
			sys.Properties = append(sys.Properties, p)
			wantError(t, sys)
		})
	}
	t.Run("symmetric", func(t *testing.T) {
		sys := rally()
		sys.Symmetric = [][]assay.ID{{"a", "b"}}
		wantError(t, sys)
	})
	// The effects show only when a handler answers with them: an error or (SEMANTICS, ReadClock) a finding.
	for name, effect := range map[string]assay.Effect{"ReadClock": assay.ReadClock(), "Choose": assay.Choose("k", 1, 2)} {
		t.Run(name, func(t *testing.T) {
			r, err := check.Run(t.Context(), system("effect", assay.Assumptions{}, calm(), sender("a", effect)))
			if err == nil && len(r.Findings()) == 0 {
				t.Errorf("neither an error nor a finding: %+v", r.Records)
			}
		})
	}
}

// assume.go: a negative budget is refused by name when the System is built.
func TestInvalidBudgets(t *testing.T) {
	wrong := assay.AtMost(-1)
	for name, a := range map[string]assay.Assumptions{
		"losses": {Losses: wrong}, "duplicates": {Duplicates: wrong}, "crashes": {Crashes: wrong}, "recoveries": {Recoveries: wrong}, "firings": {Firings: wrong},
		"losses of a link":     {Links: []assay.Link{{From: "a", To: "b", Losses: wrong}}},
		"duplicates of a link": {Links: []assay.Link{{From: "a", To: "b", Duplicates: wrong}}},
		"crashes of one":       {Per: map[assay.ID]assay.Own{"a": {Crashes: wrong}}},
		"recoveries of one":    {Per: map[assay.ID]assay.Own{"a": {Recoveries: wrong}}},
		"firings of one":       {Per: map[assay.ID]assay.Own{"a": {Firings: wrong}}},
	} {
		t.Run(name, func(t *testing.T) {
			sys := rally()
			sys.Assume = a
			wantError(t, sys)
		})
	}
}
