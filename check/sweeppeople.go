package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay/internal/lattice"
)

// people says what it takes of those who err, and of those who mean harm, to violate a claim that holds where the sweep begins: a
// sentence for each of the two dimensions.
func (s *sweep) people(r lattice.Result, c int) (sentences []string) {
	for d, dimension := range s.dimensions {
		if dimension.about != aboutMistakes && dimension.about != aboutMalice {
			continue
		}
		levels := s.alone(r, c, d)
		if levels[0] != lattice.Holds {
			continue // it takes nobody
		}
		if text := takes(dimension, levels); text != "" {
			sentences = append(sentences, text)
		}
	}
	return sentences
}

// alone are the verdicts of a claim where nothing but one dimension is relaxed, by its level.
func (s *sweep) alone(r lattice.Result, c, d int) []lattice.Verdict {
	verdicts := make([]lattice.Verdict, len(s.dimensions[d].Levels)+1)
	for level := range verdicts {
		at := make(lattice.Point, len(s.dimensions))
		at[d] = level
		if i := slices.IndexFunc(r.Points, func(p lattice.Point) bool { return slices.Equal(p, at) }); i >= 0 {
			verdicts[level] = r.Verdicts[c][i]
		}
	}
	return verdicts
}

// takes is the sentence for verdicts by level, the first of which is Holds; "" where something in between is not known.
func takes(d Dimension, levels []lattice.Verdict) string {
	name := func(level int) string { return d.Levels[level-1].Name }
	broken := slices.Index(levels, lattice.Violated)
	known := levels
	if broken > 0 {
		known = levels[:broken]
	}
	switch {
	case slices.ContainsFunc(known, func(v lattice.Verdict) bool { return v != lattice.Holds }):
		return ""
	case broken == 1:
		return name(1) + " by anyone is enough to violate it"
	case broken > 1:
		return fmt.Sprintf("no %s by anyone violates it; %s can", single(name(broken-1)), name(broken))
	}
	return fmt.Sprintf("up to %s by anyone do not violate it", name(len(levels)-1))
}

// single is "single mistake" for "1 mistake".
func single(level string) string {
	if rest, one := strings.CutPrefix(level, "1 "); one {
		return "single " + rest
	}
	return level
}
