package refine

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// An expr is what a rule says, without the type of its values. Its forms are the types below.
type expr interface {
	// words is the rule for people, and how tightly its parts hold together.
	words() (text string, tie tie)
	// cel is the rule as an expression in CEL about this, none where CEL has no words for it.
	cel() (text string, tie tie, ok bool)
}

// A tie says how tightly the parts of a text hold together: what is looser than the text around it stands in parentheses.
type tie uint8

const (
	tieOr tie = iota
	tieAnd
	tieOne
)

type (
	// length is a number of bytes, or of characters.
	length struct {
		chars    bool
		min, max int
	}
	// each is a class that every character is of.
	each struct {
		class string
		set   []rune // pairs
	}
	// matches is a regular expression for the whole text.
	matches struct{ pattern string }
	// oneOf is a list of values of one type.
	oneOf struct{ values []any }
	// between is a range of numbers, open where a limit is nil.
	between struct{ min, max any }
	// join is the And or the Or of its parts.
	join struct {
		or    bool
		parts []expr
	}
	// not is a negation.
	not struct{ part expr }
)

func (e length) words() (string, tie) {
	unit := "bytes"
	if e.chars {
		unit = "characters"
	}
	if e.max == 1 || e.min == 1 && unlimited(e.max) {
		unit = strings.TrimSuffix(unit, "s")
	}
	switch {
	case e.min == e.max:
		return fmt.Sprintf("%d %s", e.min, unit), tieOne
	case unlimited(e.max):
		return fmt.Sprintf("at least %d %s", e.min, unit), tieOne
	case e.min == 0:
		return fmt.Sprintf("at most %d %s", e.max, unit), tieOne
	}
	return fmt.Sprintf("%d to %d %s", e.min, e.max, unit), tieOne
}

func (e each) words() (string, tie) { return "every character in [" + e.class + "]", tieOne }

func (e matches) words() (string, tie) { return "matching " + strconv.Quote(e.pattern), tieOne }

func (e oneOf) words() (string, tie) {
	texts := make([]string, len(e.values))
	for i, v := range e.values {
		texts[i] = literal(v)
	}
	if len(texts) == 1 {
		return texts[0], tieOne
	}
	return "one of " + strings.Join(texts, ", "), tieOne
}

func (e between) words() (string, tie) {
	switch {
	case e.min == nil:
		return fmt.Sprintf("at most %v", e.max), tieOne
	case e.max == nil:
		return fmt.Sprintf("at least %v", e.min), tieOne
	}
	return fmt.Sprintf("%v to %v", e.min, e.max), tieOne
}

func (e join) words() (string, tie) {
	if len(e.parts) == 1 {
		return e.parts[0].words()
	}
	word, own := " and ", tieAnd
	if e.or {
		word, own = " or ", tieOr
	}
	texts := make([]string, len(e.parts))
	for i, p := range e.parts {
		text, inner := p.words()
		texts[i] = bound(text, inner, own)
	}
	return strings.Join(texts, word), own
}

func (e not) words() (string, tie) {
	text, inner := e.part.words()
	return "not " + bound(text, inner, tieOne), tieOne
}

// bound is text in parentheses if it is looser than what stands around it.
func bound(text string, inner, outer tie) string {
	if inner < outer {
		return "(" + text + ")"
	}
	return text
}

// literal is a value as it is written: texts are quoted, also those of a defined type.
func literal(v any) string {
	if rv := reflect.ValueOf(v); rv.Kind() == reflect.String {
		return strconv.Quote(rv.String())
	}
	return fmt.Sprintf("%v", v)
}

func wordsOf(e expr) string {
	text, _ := e.words()
	return text
}
