//go:build long

package explore_test

import (
	"path/filepath"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
)

// variants are the examples that have broken variants.
var variants = []string{"fleet", "lock", "operator", "outbox", "paxos", "probes", "raft", "register", "retrystorm", "rollout", "twophase", "upgrade", "workqueue"}

// TestVariantsLong opens every broken variant of every example.
func TestVariantsLong(t *testing.T) {
	b := browser.Start(t)
	for _, example := range variants {
		t.Run(example, func(t *testing.T) { showVariants(t, opened(t, b, served(t, "./examples/"+example), wide)) })
	}
}

// TestSimulatedLong opens the trace that a simulation left, by its file: its digest is that of the system with its callers.
func TestSimulatedLong(t *testing.T) {
	b := browser.Start(t)
	file := filepath.Join("examples", "retrystorm", "testdata", "retrystorm", "layers-2-2-2", "retries do not multiply.sim.trace")
	p := opened(t, b, served(t, "-run", "Multiplied$", "./examples/retrystorm", file), wide)
	expect(t, p, steps, 11)
	expect(t, p, `document.querySelectorAll("#first .ad-row.ad-violated.ad-now").length`, 1)
	expect(t, p, `assayPage.about.systems[assayPage.system].sort`, "sim")
	p.Shot("explore-simulated")
}
