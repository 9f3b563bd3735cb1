package evidence

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
)

// WhoseText says who crashes in a dimension whose levels leave that open, and how to keep somebody from it; "" where they do not.
func (d SweepDimension) WhoseText() string {
	if len(d.Whose) < 2 || strings.Contains(d.Levels[len(d.Levels)-1], ids(d.Whose, ", ")) {
		return ""
	}
	return fmt.Sprintf("any of %s; in Per, {Crashes: assay.None} leaves one out", ids(d.Whose, ", "))
}

// CrashText says who crashes in the behaviour of a cut whose words leave that open, as it stands behind the number of steps.
func (c SweepCut) CrashText() string {
	switch len(c.Crash) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(": %s crashes", c.Crash[0])
	}
	return fmt.Sprintf(": %s crash", ids(c.Crash, " and "))
}

// Apart says why a property may hold under relaxations that include those which break it: one of them is in a dimension that is not
// monotone, and allows other behaviours rather than more.
func (s Sweep) Apart(p SweepProperty, holds []string) (notes []string) {
	for _, cut := range p.Breaks {
		for _, d := range s.Dimensions {
			if d.Monotone || !s.within(cut.Words, holds) || d.level(cut.Words) == d.level(holds) {
				continue
			}
			note := d.Note
			if note == "" {
				note = fmt.Sprintf("%q is another world, no weaker one: it need not allow what breaks without it", d.Levels[d.level(holds)])
			}
			if !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
		}
	}
	return notes
}

// within says whether no dimension is relaxed further in some words than in others.
func (s Sweep) within(words, others []string) bool {
	return !slices.ContainsFunc(s.Dimensions, func(d SweepDimension) bool { return d.level(words) > d.level(others) })
}

// level is how far a dimension is relaxed, 0 where it is not.
func (d SweepDimension) level(words []string) int {
	return max(0, slices.IndexFunc(d.Levels, func(level string) bool { return slices.Contains(words, level) }))
}

func ids(all []assay.ID, between string) string {
	var words []string
	for _, id := range all {
		words = append(words, string(id))
	}
	return strings.Join(words, between)
}
