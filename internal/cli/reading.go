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
		if len(r.problems) == 0 {
			r.problem(evidence.Problem{Text: what.err.Error()})
		}
		return
	}
	for _, record := range vetRecords(what.found, r.command.place) {
		r.encode(evidence.Message{Evidence: &record})
		r.records = append(r.records, record)
	}
}
