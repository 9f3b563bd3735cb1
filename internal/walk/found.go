package walk

import (
	"cmp"
	"slices"

	"github.com/assay-dev/assay/evidence"
)

// FoundIn are the verdicts of a search, what can be looked at first.
func FoundIn(records []evidence.Record) (found []Found) {
	for _, r := range records {
		f := Found{Property: cmp.Or(r.Property, r.Finding), Verdict: string(r.Verdict), Why: r.Why}
		if r.Trace != nil {
			f.Name, f.Steps = r.Trace.Name().String(), len(r.Trace.Steps)
		}
		found = append(found, f)
	}
	slices.SortStableFunc(found, func(a, b Found) int { return cmp.Compare(a.rank(), b.rank()) })
	return found
}

// rank puts what is violated and has a behaviour before all else.
func (f Found) rank() int {
	switch {
	case f.Verdict == string(evidence.Violated) && f.Name != "":
		return 0
	case f.Verdict == string(evidence.Violated):
		return 1
	}
	return 2
}
