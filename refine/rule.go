package refine

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"unicode/utf8"
)

// Rule is a predicate as data: it says of a value whether it holds, and tools can read it. The functions Bytes to Not make rules,
// usually for a variable of a package; they panic on what cannot be meant. The zero Rule is none of them, and panics when it is used. Go
// sets a package's variables in the order in which they stand where it sees no reference, and sees none from Must to a rule: the rule
// stands first.
//
// Rules about text hold of valid UTF-8 alone, and rules about floats never hold of NaN, whatever was negated: Not makes no value
// right that is not a text or a number at all.
type Rule[T any] struct{ r *rule[T] }

type rule[T any] struct {
	holds func(T) bool // assumes the guard, and does not panic without it
	guard func(T) bool // nil where every T may be asked about; depends on T alone
	expr  expr

	once   sync.Once
	solved solution[T] // what tools ask about, found when the first of them asks
}

// Holds says whether v is right by this rule. It does not allocate.
//
//assay:ignore pure the closures are this package's own, and functions of what they are given
//assay:ignore total the closures are this package's own; a zero Rule is refused when the program starts
func (r Rule[T]) Holds(v T) bool {
	in := r.made()
	return in.holds(v) && (in.guard == nil || in.guard(v))
}

// String is the rule in words.
func (r Rule[T]) String() string {
	text, _ := r.made().expr.words()
	return text
}

func (r Rule[T]) made() *rule[T] {
	if r.r == nil {
		panic("refine: the zero Rule, expected one that a function such as Bytes made (a variable that holds a rule stands before those that need it)")
	}
	return r.r
}

// And holds where all rules hold.
func And[T any](rules ...Rule[T]) Rule[T] {
	parts, e := joined("And", rules, false)
	guard := rules[0].r.guard
	if len(parts) == 2 {
		a, b := parts[0], parts[1]
		return Rule[T]{&rule[T]{holds: func(v T) bool { return a(v) && b(v) }, guard: guard, expr: e}}
	}
	return Rule[T]{&rule[T]{guard: guard, expr: e, holds: func(v T) bool {
		for _, holds := range parts {
			if !holds(v) {
				return false
			}
		}
		return true
	}}}
}

// Or holds where at least one of the rules holds.
func Or[T any](rules ...Rule[T]) Rule[T] {
	parts, e := joined("Or", rules, true)
	return Rule[T]{&rule[T]{guard: rules[0].r.guard, expr: e, holds: func(v T) bool {
		for _, holds := range parts {
			if holds(v) {
				return true
			}
		}
		return false
	}}}
}

func joined[T any](name string, rules []Rule[T], or bool) (parts []func(T) bool, e join) {
	if len(rules) == 0 {
		panic("refine: " + name + " of no rules, expected at least one")
	}
	e.or = or
	for _, r := range rules {
		parts = append(parts, r.made().holds)
		e.parts = append(e.parts, r.r.expr)
	}
	return parts, e
}

// Not holds where the rule does not, of text that is valid UTF-8 and of numbers that are not NaN.
func Not[T any](r Rule[T]) Rule[T] {
	in := r.made()
	return Rule[T]{&rule[T]{holds: func(v T) bool { return !in.holds(v) }, guard: in.guard, expr: not{in.expr}}}
}

// As is a rule about text as a rule about a defined type of text.
func As[T ~string](r Rule[string]) Rule[T] {
	in := r.made()
	return Rule[T]{&rule[T]{
		holds: func(v T) bool { return in.holds(string(v)) },
		guard: func(v T) bool { return utf8.ValidString(string(v)) },
		expr:  in.expr,
	}}
}

// oneOfScanMax is the number of values that are looked through one by one: with more of them a map is faster.
const oneOfScanMax = 8

// OneOf holds of the values given.
func OneOf[T comparable](values ...T) Rule[T] {
	if len(values) == 0 {
		panic("refine: OneOf of no values, expected at least one")
	}
	var e oneOf
	guard := guardOf[T]()
	for _, v := range values {
		if v != v || guard != nil && !guard(v) {
			panic(fmt.Sprintf("refine: OneOf of %s, expected a value that equals itself, and valid UTF-8 in a text", shown(v)))
		}
		e.values = append(e.values, v)
	}
	values = slices.Clone(values)
	r := &rule[T]{guard: guard, expr: e, holds: func(v T) bool { return slices.Contains(values, v) }}
	if len(values) > oneOfScanMax {
		set := make(map[T]struct{}, len(values))
		for _, v := range values {
			set[v] = struct{}{}
		}
		r.holds = func(v T) bool { _, ok := set[v]; return ok }
	}
	return Rule[T]{r}
}

// guardOf is what must be true of a T before a rule is asked about it; nil is nothing.
func guardOf[T comparable]() func(T) bool {
	switch reflect.TypeFor[T]().Kind() {
	case reflect.String:
		return func(v T) bool { return utf8.ValidString(reflect.ValueOf(v).String()) }
	case reflect.Float32, reflect.Float64:
		return func(v T) bool { return v == v }
	}
	return nil
}
