package forall

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// record is what may be claimed of the law.
func (s *search) record() evidence.Record {
	r := evidence.Record{
		Assumptions: s.b.assumed,
		Bounds:      s.bounds(),
		Coverage:    []evidence.Entry{{Name: s.over(), Value: s.extent()}}, // the first entry says how many of how many
		Figures:     map[string]uint64{"tried": s.tried},
		NotCovered:  append(s.untried(), s.b.notCovered...),
	}
	if s.size != nil && s.size.IsUint64() {
		r.Figures["values"] = s.size.Uint64()
	}
	if s.discarded > 0 {
		r.Figures["discarded"] = s.discarded
	}
	r.Verdict, r.Why = s.verdict()
	if !s.exhaustive || s.discarded > 0 {
		covered, missed := s.variants()
		r.Coverage = append(r.Coverage, covered...)
		r.NotCovered = append(r.NotCovered, missed...)
	}
	return r
}

// verdict is Holds only where something was tried, and as much as was to be.
func (s *search) verdict() (evidence.Verdict, string) {
	if s.failure != nil {
		return evidence.Violated, s.counterexample()
	}
	if why := s.ended; why != "" {
		return evidence.Unknown, why
	}
	asked := s.tried + s.discarded
	switch {
	case s.size != nil && s.size.Sign() == 0:
		return evidence.Unknown, fmt.Sprintf("%s has no values, so nothing was shown", s.over())
	case s.exhaustive && s.tried == 0:
		return evidence.Unknown, fmt.Sprintf("the law speaks of none of the %s values, so nothing was shown", thousands(s.discarded))
	case s.exhaustive || s.tried >= uint64(s.tries):
		return evidence.Holds, ""
	case s.lost > s.discarded:
		return evidence.Unknown, fmt.Sprintf("%s accepted nothing of what was drawn for %s of %s cases, so %s values were tried, expected %s\nhint: a predicate with a Rule says how to construct its values",
			s.unfound.name, thousands(s.lost), thousands(s.lost+asked), thousands(s.tried), thousands(uint64(s.tries)))
	}
	return evidence.Unknown, fmt.Sprintf("the law speaks of %s of the %s values that were drawn, expected %s\nhint: a refined type or forall.Via makes values that fit",
		thousands(s.tried), thousands(asked), thousands(uint64(s.tries)))
}

// counterexample is the simplest values that were found of which the law is false.
func (s *search) counterexample() string {
	f := s.failure
	text := "for " + f.args + ": " + f.err
	if len(s.args) == 0 {
		text = f.err
	}
	switch {
	case f.flaky:
		text += fmt.Sprintf("\nhint: asked again, the law did not fail: it is no function of its arguments (try %s, seed %d)", thousands(f.at), s.seed)
	case s.exhaustive:
		text += fmt.Sprintf("\nhint: this is value %s of %s, and the first in order", thousands(f.at), digits(s.size))
	default:
		text += fmt.Sprintf("\nhint: simplest found after try %s; -forall.seed=%d repeats it", thousands(f.at), s.seed)
	}
	return text
}

func (s *search) bounds() []evidence.Entry {
	if s.exhaustive {
		return s.lengthBound()
	}
	return append(s.lengthBound(), evidence.Entry{Name: "tries", Value: thousands(uint64(s.tries))},
		evidence.Entry{Name: "seed", Value: strconv.FormatUint(s.seed, 10)})
}

func (s *search) lengthBound() []evidence.Entry {
	if s.length < 0 {
		return nil
	}
	return []evidence.Entry{{Name: "length of slices and maps", Value: fmt.Sprint("at most ", s.length)}}
}

// extent says how many of how many: "all 17,576 of 17,576", or "1,000 of 308,915,776, seed 7".
func (s *search) extent() string {
	var parts []string
	switch distinct := uint64(len(s.distinct)); {
	case s.exhaustive && s.complete():
		all := digits(s.size)
		parts = append(parts, "all "+all+" of "+all)
	case s.exhaustive:
		parts = append(parts, thousands(s.tried+s.discarded)+" of "+digits(s.size))
	case distinct == s.tried:
		parts = append(parts, thousands(distinct)+" of "+s.sizeText(), "seed "+strconv.FormatUint(s.seed, 10))
	default:
		parts = append(parts, thousands(distinct)+" of "+s.sizeText()+" in "+thousands(s.tried)+" tries", "seed "+strconv.FormatUint(s.seed, 10))
	}
	if s.discarded > 0 {
		parts = append(parts, "of which the law speaks of "+thousands(s.tried))
		if !s.exhaustive {
			parts[len(parts)-1] = thousands(s.discarded) + " more discarded"
		}
	}
	for _, f := range s.b.filters {
		parts = append(parts, fmt.Sprintf("%s accepted %s of %s drawn", f.name, thousands(f.passed), thousands(f.drawn)))
	}
	return strings.Join(parts, ", ")
}

func (s *search) complete() bool {
	return s.failure == nil && s.size.IsUint64() && s.tried+s.discarded == s.size.Uint64()
}

func (s *search) sizeText() string {
	switch {
	case s.size != nil:
		return digits(s.size)
	case s.hidden != "":
		return "an unknown number"
	}
	return "infinitely many"
}

// untried is what is left of the domain.
func (s *search) untried() []string {
	switch {
	case s.failure != nil || s.exhaustive && s.complete():
		return nil
	case s.hidden != "":
		return []string{"values that were not drawn: " + s.hidden}
	case s.size == nil:
		return []string{"values of " + s.over() + " that were not drawn: there is no end to them"}
	}
	done := uint64(len(s.distinct))
	if s.exhaustive {
		done = s.tried + s.discarded
	}
	left := new(big.Int).Sub(s.size, new(big.Int).SetUint64(done))
	if left.Sign() <= 0 {
		return nil
	}
	return []string{digits(left) + " values of " + s.over()}
}

// variants says what each type's values were like that were tried.
func (s *search) variants() (covered []evidence.Entry, missed []string) {
	for _, d := range s.b.order {
		if d.cover == nil {
			continue
		}
		covered = append(covered, d.cover.entry())
		if names := d.cover.missed(); len(names) > 0 && s.failure == nil {
			missed = append(missed, fmt.Sprintf("%s: %s (never tried)", d.name, strings.Join(names, ", ")))
		}
	}
	return covered, missed
}
