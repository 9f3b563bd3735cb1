package report

import (
	"maps"
	"slices"

	"github.com/assay-dev/assay/evidence"
)

// figures are what one exploration counted and measured. All properties that it judged share them.
type figures struct {
	technique string
	counted   map[string]uint64
	seconds   float64
	cached    bool
}

func figuresOf(r evidence.Record) figures {
	counted := maps.Clone(r.Figures)
	for _, name := range figuresHidden {
		delete(counted, name)
	}
	return figures{technique: r.Technique, counted: counted, seconds: r.Measured["seconds"], cached: r.Cached}
}

func (f figures) equal(g figures) bool {
	return f.technique == g.technique && f.seconds == g.seconds && f.cached == g.cached && maps.Equal(f.counted, g.counted)
}

// shared is what most records of a system have in common. What a record has of its own is shown with it.
type shared struct {
	figures     figures
	assumptions []evidence.Entry
	bounds      []evidence.Entry
	coverage    []evidence.Entry
	notCovered  []string
}

func share(records []evidence.Record) shared {
	return shared{
		figures:     commonest(records, figuresOf, figures.equal, func(f figures) bool { return len(f.parts()) == 0 }),
		assumptions: commonest(records, func(r evidence.Record) []evidence.Entry { return r.Assumptions }, slices.Equal, isEmpty),
		bounds:      commonest(records, func(r evidence.Record) []evidence.Entry { return r.Bounds }, slices.Equal, isEmpty),
		coverage:    commonest(records, func(r evidence.Record) []evidence.Entry { return r.Coverage }, slices.Equal, isEmpty),
		notCovered:  commonest(records, func(r evidence.Record) []string { return r.NotCovered }, slices.Equal, isEmpty),
	}
}

func isEmpty[T any](s []T) bool { return len(s) == 0 }

// commonest is the value that most records have, of equally common ones the first. Empty values do not count.
func commonest[T any](records []evidence.Record, of func(evidence.Record) T, equal func(a, b T) bool, empty func(T) bool) T {
	var best T
	most := 0
	for i, r := range records {
		value, count := of(r), 0
		if empty(value) {
			continue
		}
		for _, other := range records[i:] {
			if equal(value, of(other)) {
				count++
			}
		}
		if count > most {
			best, most = value, count
		}
	}
	return best
}

// groundsBeside is what a record rests on where the others of its system do not.
func groundsBeside(r evidence.Record, s shared) shared {
	own := shared{}
	if !slices.Equal(r.Assumptions, s.assumptions) {
		own.assumptions = r.Assumptions
	}
	if !slices.Equal(r.Bounds, s.bounds) {
		own.bounds = r.Bounds
	}
	if !slices.Equal(r.Coverage, s.coverage) {
		own.coverage = r.Coverage
	}
	for _, text := range r.NotCovered {
		if !slices.Contains(s.notCovered, text) {
			own.notCovered = append(own.notCovered, text)
		}
	}
	return own
}
