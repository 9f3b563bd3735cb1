package step

import (
	"reflect"
	"slices"

	"github.com/assay-dev/assay"
)

var (
	mistakeType   = reflect.TypeFor[assay.Mistake]()
	maliciousType = reflect.TypeFor[assay.Malicious]()
)

// ChoiceKind is what sort of step it is to choose an option of a type: a choice like any other, a mistake, or malice.
func ChoiceKind(option reflect.Type) Kind {
	switch option {
	case mistakeType:
		return Mistake
	case maliciousType:
		return Malice
	}
	return Choose
}

// slips are the options of pending choices that somebody takes by mistake, and then those of one who means harm.
func (m *moves) slips() {
	if m.rule.mistakes != never {
		m.choices(Mistake, m.rule.mistakes)
	}
	if m.rule.malice != never {
		m.choices(Malice, m.rule.malice)
	}
}

// onlyWrong says whether a choice has no option that is taken in earnest: it would wait for a mistake.
func (s *System) onlyWrong(options []Value) bool {
	return !slices.ContainsFunc(options, func(option Value) bool { return ChoiceKind(s.TypeOf(option)) == Choose })
}
