// Package evidence is what may be claimed: the record that every technique leaves, and the stream in which records travel.
package evidence

import (
	"fmt"

	"github.com/assay-dev/assay/trace"
)

// Record is one claim: by which technique, under which assumptions and within which bounds something was shown, and what was not
// covered. A finding (about the user's code, not about a property) has no Property, and its verdict is Violated.
type Record struct {
	Package     string             `json:"package,omitempty"` // import path, or the pattern by which a person names it
	System      string             `json:"system,omitempty"`
	Test        string             `json:"test,omitempty"` // that left it, as the command knows
	At          *Place             `json:"at,omitempty"`   // where that test stands, as the command knows
	Property    string             `json:"property,omitempty"`
	Finding     string             `json:"finding,omitempty"`   // pure, total, deterministic, returns, handled, view
	Technique   string             `json:"technique,omitempty"` // "check", "sim", "forall", "doe", "vet", or TechniqueTest
	Verdict     Verdict            `json:"verdict"`
	Why         string             `json:"why,omitempty"`      // one sentence: what is wrong in that state, or why it is unknown; then lines "hint: ..."
	Expected    bool               `json:"expected,omitempty"` // the violation is what the test asked for
	Accepted    string             `json:"accepted,omitempty"` // the reason for which an Unknown is accepted
	Assumptions []Entry            `json:"assumptions,omitempty"`
	Guarantees  *Entry             `json:"guarantees,omitempty"` // the participant that is held to a contract, and the contract
	Bounds      []Entry            `json:"bounds,omitempty"`
	Coverage    []Entry            `json:"coverage,omitempty"`
	NotCovered  []string           `json:"notCovered,omitempty"`
	Trace       *trace.Trace       `json:"trace,omitempty"`
	Picture     []string           `json:"picture,omitempty"`  // what is wrong, in characters, line by line, where there is no trace
	Figures     map[string]uint64  `json:"figures,omitempty"`  // equal to the byte in every run: states, steps, depth, handlerRuns, ...
	Measured    map[string]float64 `json:"measured,omitempty"` // different in every run: seconds, bytesPerState, workers, ...
	Cached      bool               `json:"cached,omitempty"`   // replayed from the test cache
}

// Place is a line of a file of the user's, as a path with slashes from where the command works.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// Purity is the name of the assumption that handlers are functions of their arguments and do nothing else, where that is not shown.
const Purity = "purity"

// TechniqueTest is the technique of a record about a test rather than a property: go test alone knows.
const TechniqueTest = "test"

// Entry is a named value. Lists of entries keep the order in which a person should read them.
type Entry struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Verdict is Holds, Violated or Unknown. A declared bound is part of Holds; a spent budget is Unknown, and never a pass.
type Verdict string

const (
	Holds    Verdict = "holds"
	Violated Verdict = "violated"
	Unknown  Verdict = "unknown"
)

// MarshalText refuses everything but the three verdicts, the empty one included.
func (v Verdict) MarshalText() ([]byte, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	return []byte(v), nil
}

// UnmarshalText refuses everything but the three verdicts.
func (v *Verdict) UnmarshalText(text []byte) error {
	if err := Verdict(text).check(); err != nil {
		return err
	}
	*v = Verdict(text)
	return nil
}

func (v Verdict) check() error {
	switch v {
	case Holds, Violated, Unknown:
		return nil
	}
	return fmt.Errorf("evidence: verdict %q, expected one of %s, %s, %s", string(v), Holds, Violated, Unknown)
}

// Comparable is r without what differs from run to run: what is left must be equal to the byte.
func Comparable(r Record) Record {
	r.Measured, r.Cached = nil, false
	return r
}
