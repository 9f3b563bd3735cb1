package refine

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// CEL is the rule as an expression of the Common Expression Language about this, as protovalidate takes it for a field of Protobuf. It
// is none where a OneOf lists values that are no text, number or bool. Text in Protobuf is valid UTF-8 already.
func (r Rule[T]) CEL() Option[string] {
	text, tie, ok := r.made().expr.cel()
	if !ok {
		return None[string]()
	}
	if k := reflect.TypeFor[T]().Kind(); (k == reflect.Float32 || k == reflect.Float64) && meetsNaN(r.r.expr) {
		text = "this == this && " + bound(text, tie, tieAnd) // not NaN
	}
	return Some(text)
}

// meetsNaN says whether a rule about floats would take NaN, by a negation, or compare it, which is an error in CEL.
func meetsNaN(e expr) bool {
	if e, ok := e.(join); ok {
		return slices.ContainsFunc(e.parts, meetsNaN)
	}
	_, listed := e.(oneOf)
	return !listed
}

func (e length) cel() (string, tie, bool) {
	size := "size(bytes(this))"
	if e.chars {
		size = "this.size()"
	}
	switch {
	case e.min == e.max:
		return fmt.Sprintf("%s == %d", size, e.min), tieOne, true
	case unlimited(e.max):
		return fmt.Sprintf("%s >= %d", size, e.min), tieOne, true
	case e.min == 0:
		return fmt.Sprintf("%s <= %d", size, e.max), tieOne, true
	}
	return fmt.Sprintf("%s >= %d && %s <= %d", size, e.min, size, e.max), tieAnd, true
}

func (e each) cel() (string, tie, bool) { return matchesCEL("[" + e.class + "]*") }

func (e matches) cel() (string, tie, bool) { return matchesCEL(e.pattern) }

func matchesCEL(pattern string) (string, tie, bool) {
	return "this.matches(" + strconv.Quote(whole(pattern)) + ")", tieOne, true
}

func (e oneOf) cel() (string, tie, bool) {
	texts := make([]string, len(e.values))
	for i, v := range e.values {
		text, ok := literalCEL(v)
		if !ok {
			return "", 0, false
		}
		texts[i] = text
	}
	return "this in [" + strings.Join(texts, ", ") + "]", tieOne, true
}

func (e between) cel() (string, tie, bool) {
	low, _ := literalCEL(e.min)
	high, _ := literalCEL(e.max)
	switch {
	case e.min == nil:
		return "this <= " + high, tieOne, true
	case e.max == nil:
		return "this >= " + low, tieOne, true
	}
	return "this >= " + low + " && this <= " + high, tieAnd, true
}

func (e join) cel() (string, tie, bool) {
	word, own := " && ", tieAnd
	if e.or {
		word, own = " || ", tieOr
	}
	texts := make([]string, len(e.parts))
	for i, p := range e.parts {
		text, inner, ok := p.cel()
		if !ok {
			return "", 0, false
		}
		if len(e.parts) == 1 {
			return text, inner, true
		}
		texts[i] = bound(text, inner, own)
	}
	return strings.Join(texts, word), own, true
}

// The negation of a comparison needs parentheses too: ! binds tighter than ==.
func (e not) cel() (string, tie, bool) {
	text, _, ok := e.part.cel()
	return "!(" + text + ")", tieOne, ok
}

// literalCEL is v as CEL writes it: with a u behind unsigned numbers and a point in floats.
func literalCEL(v any) (string, bool) {
	rv := reflect.ValueOf(v)
	switch {
	case v == nil:
		return "", false
	case rv.Kind() == reflect.String:
		return strconv.Quote(rv.String()), true
	case rv.Kind() == reflect.Bool:
		return strconv.FormatBool(rv.Bool()), true
	case rv.CanInt():
		return strconv.FormatInt(rv.Int(), 10), true
	case rv.CanUint():
		return strconv.FormatUint(rv.Uint(), 10) + "u", true
	case !rv.CanFloat():
		return "", false
	}
	f := rv.Float()
	if math.IsInf(f, 0) {
		return "double(\"" + map[bool]string{true: "-"}[f < 0] + "Infinity\")", true
	}
	text := strconv.FormatFloat(f, 'g', -1, 64) // floats of 32 bits too: in CEL they are compared as doubles
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text, true
}
