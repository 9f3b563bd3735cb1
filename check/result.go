package check

import (
	"github.com/assay-dev/assay/evidence"
)

// Result is what one exploration showed.
type Result struct {
	// Records are one for each property, then one for each finding.
	Records []evidence.Record
	// States is how many distinct states were found, Steps how many steps between them, the initial states included.
	States, Steps uint64
	// Depth is the greatest number of states on a shortest way from a start; an initial state has depth 1.
	Depth int
}

// Record is that of a property.
func (r Result) Record(property string) (evidence.Record, bool) {
	for _, record := range r.Records {
		if record.Property == property && record.Finding == "" {
			return record, true
		}
	}
	return evidence.Record{}, false
}

// Findings are the records about the user's code rather than about a property.
func (r Result) Findings() []evidence.Record {
	var found []evidence.Record
	for _, record := range r.Records {
		if record.Finding != "" {
			found = append(found, record)
		}
	}
	return found
}

// Verdict is Violated if any record is, else Unknown if any is, else Holds. Of no record it is Unknown.
func (r Result) Verdict() evidence.Verdict {
	if len(r.Records) == 0 {
		return evidence.Unknown
	}
	verdict := evidence.Holds
	for _, record := range r.Records {
		switch {
		case record.Verdict == evidence.Violated:
			return evidence.Violated
		case record.Verdict == evidence.Unknown:
			verdict = evidence.Unknown
		}
	}
	return verdict
}
