package step

import (
	"reflect"

	"github.com/assay-dev/assay"
)

var (
	mistakeType   = reflect.TypeFor[assay.Mistake]()
	maliciousType = reflect.TypeFor[assay.Malicious]()
)

// wrong is what sort of step it is to choose an option: a choice like any other, a mistake, or malice.
func (s *System) wrong(option Value) Kind {
	switch s.TypeOf(option) {
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
		m.wrongChoices(Mistake, m.rule.mistakes)
	}
	if m.rule.malice != never {
		m.wrongChoices(Malice, m.rule.malice)
	}
}

func (m *moves) wrongChoices(kind Kind, budget int) {
	for _, choice := range m.local.Choices {
		for _, option := range choice.Options {
			if m.s.wrong(option) != kind {
				continue
			}
			in := Input{Kind: Choose, Key: choice.Key, Option: option}
			m.add(Enabled{Kind: kind, Key: choice.Key, Option: option, Inbox: m.inbox, Cell: limited(budget), Across: never}, m.react(m.actor, m.local, in), in)
		}
	}
}

// onlyWrong says whether a choice has no option that is taken in earnest: it would wait for a mistake.
func (s *System) onlyWrong(options []Value) bool {
	for _, option := range options {
		if s.wrong(option) == Choose {
			return false
		}
	}
	return true
}
