package refine

import (
	"iter"
	"math/big"
	"slices"
)

// A set is what tools ask about a rule about values that are neither text nor numbers: those listed, or all others.
type set struct {
	values []any
	others bool
}

// setOf is what a rule holds of. every is all values of the type where they are known, and else nil.
func setOf(e expr, every []any) set {
	switch e := e.(type) {
	case oneOf:
		return set{values: union(nil, e.values)}
	case not:
		s := setOf(e.part, every)
		s.others = !s.others
		return s.of(every)
	case join:
		all := setOf(e.parts[0], every)
		for _, p := range e.parts[1:] {
			next := setOf(p, every)
			if e.or {
				all = set{all.values, !all.others}.and(set{next.values, !next.others})
				all.others = !all.others
			} else {
				all = all.and(next)
			}
		}
		return all.of(every)
	}
	panic("refine: " + wordsOf(e) + " is no rule about such values, expected one")
}

// of writes out what the others are, where that is known.
func (s set) of(every []any) set {
	if !s.others || every == nil {
		return s
	}
	return set{values: every}.and(s)
}

// and is what is in both, in the order of s.
func (s set) and(t set) set {
	switch {
	case s.others && t.others:
		return set{union(s.values, t.values), true}
	case s.others:
		return t.and(s)
	}
	return set{values: slices.DeleteFunc(slices.Clone(s.values), func(v any) bool { return !t.has(v) })}
}

func (s set) has(v any) bool { return slices.Contains(s.values, v) != s.others }

func union(a, b []any) []any {
	all := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

func (s set) count() Count {
	if s.others {
		return Count{} // how many others there are, nobody knows
	}
	return counted(big.NewInt(int64(len(s.values))))
}

func (s set) first() (v any, found, known bool) {
	if s.others || len(s.values) == 0 {
		return nil, false, !s.others
	}
	return s.values[0], true, true
}

func (s set) all() (iter.Seq[any], bool) { return slices.Values(s.values), !s.others }

func (s set) pick(draw func(n uint64) uint64) (any, bool) {
	if s.others || len(s.values) == 0 {
		return nil, false
	}
	return s.values[draw(uint64(len(s.values)))], true
}
