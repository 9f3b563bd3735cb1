package cli

import (
	"slices"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/vet"
)

// reading is what the analyzers say of the packages whose systems are checked. The zero reading is that nobody read.
type reading struct {
	found []vet.Finding
	err   error
}

// leavesOutReading says whether a person wants the code left alone: with -vet=off, which GOFLAGS may hold, as for go test.
func (c *command) leavesOutReading(options checkOptions) bool {
	return options.vetOff || slices.Contains(c.goFlags(), "-vet=off")
}

// readCode reads the code of the packages while their tests run: a handler that is no function shows in its text too, also on
// paths that no behaviour takes.
func (c *command) readCode(patterns []string, options checkOptions) <-chan reading {
	done := make(chan reading, 1)
	if c.subject != systems && c.subject != anything || c.leavesOutReading(options) {
		done <- reading{}
		return done
	}
	go func() {
		if err := c.selfTest(vettoolTest); err != nil {
			done <- reading{err: err}
			return
		}
		found, err := c.goVet(patterns, vetOptions{tags: options.tags})
		done <- reading{found, err}
	}()
	return done
}

// read takes the analyzers' records in. Packages that could not be read are a problem, unless their tests have told it already.
func (r *report) read(what reading) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if what.err != nil {
		r.release()
		if len(r.problems) == 0 {
			r.problem(evidence.Problem{Text: what.err.Error()})
		}
		return
	}
	suspects := suspected(what.found)
	for i := range r.records {
		suspect(&r.records[i], suspects[r.records[i].Package])
	}
	r.release()
	for _, record := range vetRecords(what.found, r.command.place) {
		r.encode(evidence.Message{Evidence: &record})
		r.records = append(r.records, record)
	}
}

// release lets those records go into the stream that waited for what the analyzers say about them.
func (r *report) release() {
	for i := range r.records {
		if r.withheld {
			r.encode(evidence.Message{Evidence: &r.records[i]})
		}
	}
	r.withheld = false
}

// suspected is by package how many findings say that a handler is no function of its arguments, or does more than to answer.
func suspected(found []vet.Finding) map[string]int {
	count := map[string]int{}
	for _, f := range found {
		if f.Category == "" && (f.Analyzer == "pure" || f.Analyzer == "deterministic") {
			count[packageOf(f)]++
		}
	}
	return count
}

// suspect notes with what was shown of a system that it rests on what findings put in doubt. The verdict stays: a handler that a run has
// shown to be no function has made it unknown already, and one that none has may be a path that nothing takes, or what an analyzer
// cannot see.
func suspect(record *evidence.Record, findings int) {
	if findings == 0 || record.Technique != techniqueCheck && record.Technique != techniqueSim {
		return
	}
	record.Assumptions = append(slices.Clip(record.Assumptions), evidence.Entry{Name: evidence.Purity, Value: "not shown: " + plural(findings, "finding") + " of vet"})
}

// The techniques of the records that rest on handlers.
const (
	techniqueCheck = "check"
	techniqueSim   = "sim"
)
