package forall

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// coverage counts how often each variant of a type was part of a value that was tried.
type coverage struct {
	name     string
	variants []string
	counts   []uint64
}

func newCoverage(name string, variants ...string) *coverage {
	return &coverage{name: name, variants: variants, counts: make([]uint64, len(variants))}
}

// variantsShown is how many variants of one type are listed with their counts.
const variantsShown = 12

func (v *coverage) entry() evidence.Entry {
	var parts []string
	for i, name := range v.variants {
		if i == variantsShown {
			parts = append(parts, fmt.Sprintf("and %d more", len(v.variants)-i))
			break
		}
		parts = append(parts, name+" "+thousands(v.counts[i]))
	}
	return evidence.Entry{Name: v.name, Value: strings.Join(parts, ", ")}
}

// missed are the variants that no value had that was tried.
func (v *coverage) missed() []string {
	var missed []string
	for i, n := range v.counts {
		if n == 0 {
			missed = append(missed, v.variants[i])
		}
	}
	return missed
}
