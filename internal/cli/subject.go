package cli

import "fmt"

// subject is what a verb looks for in tests: systems that are handed to package check, or laws that are handed to package forall, or several of them.
type subject struct {
	verb    string
	path    string          // the package whose functions take it
	entries map[string]bool // those functions, which take it after *testing.T
	noun    string
	via     string   // how a test reaches it
	also    *subject // what it looks for beside it
	hint    string
}

var (
	systems = &subject{
		verb: "check", path: checkPath, entries: map[string]bool{"Test": true, "Violates": true, "Sweep": true},
		noun: "system", via: "check.Test, check.Violates or check.Sweep",
		hint: "a system is what a test hands over: func TestLock(t *testing.T) { check.Test(t, lock.System(2)) }",
	}
	simulated = &subject{
		verb: "sim", path: "github.com/assay-dev/assay/sim", entries: map[string]bool{"Test": true, "Violates": true},
		noun: "simulation", via: "sim.Test or sim.Violates",
		hint: "a simulation is what a test hands over: func TestStorm(t *testing.T) { sim.Test(t, storm.System(), storm.World()) }",
	}
	designed = &subject{
		verb: "doe", path: "github.com/assay-dev/assay/sim/doe", entries: map[string]bool{"Test": true},
		noun: "experiment", via: "doe.Test",
		hint: "an experiment is what a test hands over: a design, seeds, a measure and the knobs of a world to doe.Test",
	}
	replayable = &subject{
		verb: "replay", path: checkPath, entries: systems.entries, also: simulated,
		noun: "system", via: "check.Test, check.Violates, check.Sweep, sim.Test or sim.Violates", hint: systems.hint,
	}
	laws = &subject{
		verb: "forall", path: "github.com/assay-dev/assay/forall",
		entries: map[string]bool{
			"Check": true, "Check2": true, "Check3": true, "Sequential": true, "Concurrent": true,
			"Inverse": true, "Idempotent": true, "Commutative": true, "Associative": true,
		},
		noun: "law", via: "forall.Check, forall.Sequential, forall.Concurrent or one of the ready-made laws",
		hint: "a law is what a test hands over: func TestIsOn(t *testing.T) { forall.Check(t, func(s State) error { ... }) }",
	}
)

// anything is what a report asks for.
var anything = &subject{
	verb: "report", path: checkPath, entries: systems.entries, also: joint(simulated, designed, laws, recorded),
	noun: "system, simulation, experiment, law or history", via: "check.Test, sim.Test, doe.Test, forall.Check, conform.Test or one of their like", hint: systems.hint,
}

// joint is one subject that stands for several.
func joint(all ...*subject) *subject {
	if len(all) == 0 {
		return nil
	}
	return &subject{path: all[0].path, entries: all[0].entries, also: joint(all[1:]...)}
}

// isPackage says whether a package has functions that take the subject.
func (s *subject) isPackage(path string) bool {
	return path == s.path || s.also != nil && s.also.isPackage(path)
}

// none is what is said of a package that was named and holds no such thing.
func (s *subject) none(name string) string {
	return fmt.Sprintf("package %s has no %s: no test of it reaches %s\nhint: %s", name, s.noun, s.via, s.hint)
}
