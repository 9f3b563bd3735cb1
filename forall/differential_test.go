//assay:ignore pure the predicates are exchanged between tests
package forall_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/forall"
	"github.com/assay-dev/assay/refine"
)

// The rules of these predicates are set by the test, so that one type serves for all of them.
var (
	textNow  refine.Rule[string]
	smallNow refine.Rule[int8]
	realNow  refine.Rule[float64]
)

type (
	textRule  struct{}
	smallRule struct{}
	realRule  struct{}
)

func (textRule) Rule() refine.Rule[string]  { return textNow }
func (textRule) Holds(s string) bool        { return textNow.Holds(s) }
func (smallRule) Rule() refine.Rule[int8]   { return smallNow }
func (smallRule) Holds(n int8) bool         { return smallNow.Holds(n) }
func (realRule) Rule() refine.Rule[float64] { return realNow }
func (realRule) Holds(x float64) bool       { return realNow.Holds(x) }

const alphabet = "abZ_é世"

// everyText is every text of up to four characters of the alphabet: what finite rules are compared with.
var everyText = func() []string {
	texts, from := []string{""}, 0
	for range 4 {
		end := len(texts)
		for _, shorter := range texts[from:end] {
			for _, r := range alphabet {
				texts = append(texts, shorter+string(r))
			}
		}
		from = end
	}
	return texts
}()

// within is what makes any rule about texts one about everyText.
var within = refine.And(refine.Chars(0, 4), refine.Each(alphabet))

// tried collects what a law is given, and says whether that was all.
func tried[R interface{ Raw() T }, T comparable](t *testing.T, options ...forall.Option) (map[T]bool, evidence.Record, *stage) {
	t.Helper()
	s, values := on(t), map[T]bool{}
	forall.Check(s, func(v R) error {
		values[v.Raw()] = true
		return nil
	}, options...)
	return values, s.record(), s
}

// compareAll holds the values that were tried to those that the rule accepts.
func compareAll[T comparable](t *testing.T, name string, r evidence.Record, got map[T]bool, all []T, holds func(T) bool) {
	t.Helper()
	n := 0
	for _, v := range all {
		if holds(v) {
			n++
			if !got[v] {
				t.Errorf("%s holds of %#v, which was not tried", name, v)
			}
		}
	}
	if len(got) != n {
		t.Errorf("%s: %d values were tried, %d are accepted", name, len(got), n)
	}
	if n > 0 && (r.Verdict != evidence.Holds || r.Figures["values"] != uint64(n)) || n == 0 && r.Verdict != evidence.Unknown {
		t.Errorf("%s: of %d values the record says %q, %v, %s", name, n, r.Verdict, r.Figures, r.Why)
	}
}

// compareSome holds what was drawn to the rule, and the search to the number of tries where the rule has values at all.
func compareSome[T comparable](t *testing.T, name string, r evidence.Record, got map[T]bool, holds func(T) bool, has bool) {
	t.Helper()
	for v := range got {
		if !holds(v) {
			t.Errorf("%s does not hold of %#v, which was tried", name, v)
		}
	}
	if has != (len(got) > 0) || has != (r.Verdict == evidence.Holds) {
		t.Errorf("%s: %d values were drawn, it has some: %v; %s %s", name, len(got), has, r.Verdict, r.Why)
	}
}

const combinations = 150

func TestGeneratorsOfTextRules(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for i := range combinations {
		rule := textLeaf(random, i)
		if i >= textLeaves*3 {
			rule = combined(random, 3, func() refine.Rule[string] { return textLeaf(random, random.IntN(textLeaves)) })
		}
		textNow = refine.And(rule, within)
		values, r, _ := tried[refine.Of[string, textRule]](t)
		compareAll(t, textNow.String(), r, values, everyText, textNow.Holds)
		values, r, _ = tried[refine.Of[string, textRule]](t, forall.Limit(0), forall.Tries(20))
		compareSome(t, textNow.String()+", drawn", r, values, textNow.Holds, len(everyTextOf(textNow)) > 0)

		textNow = rule
		values, r, _ = tried[refine.Of[string, textRule]](t, forall.Limit(0), forall.Tries(20))
		if empty, known := rule.Empty(); known {
			compareSome(t, rule.String()+", drawn", r, values, rule.Holds, !empty)
		}
	}
}

func everyTextOf(rule refine.Rule[string]) (accepted []string) {
	for _, s := range everyText {
		if rule.Holds(s) {
			accepted = append(accepted, s)
		}
	}
	return accepted
}

const textLeaves = 10

// textLeaf is a rule of the kind numbered i.
func textLeaf(random *rand.Rand, i int) refine.Rule[string] {
	least := random.IntN(5)
	most := least + random.IntN(6)
	switch i % textLeaves {
	case 0:
		return refine.Bytes(least, most)
	case 1:
		return refine.Bytes(least, math.MaxInt)
	case 2:
		return refine.Chars(least, most)
	case 3:
		return refine.Chars(least, math.MaxInt)
	case 4, 5:
		return refine.Each([]string{"a-z", "a-zA-Z_", "é", "b世", "^a", `\d_`}[random.IntN(6)])
	case 6, 7:
		return refine.Matches([]string{"a*", "(a|b)+", "a?b?Z?", ".*é.*", "世|ab", "(?i)az?", "[^a]{2}", "(ab)*Z", `\bab\b.*`}[random.IntN(9)])
	case 8:
		return refine.OneOf("a", "ab", "é世", "not of the alphabet")
	}
	return refine.OneOf("")
}

// combined puts rules together at random.
func combined[T any](random *rand.Rand, depth int, leaf func() refine.Rule[T]) refine.Rule[T] {
	if depth == 0 {
		return leaf()
	}
	part := func() refine.Rule[T] { return combined(random, random.IntN(depth), leaf) }
	switch random.IntN(4) {
	case 0:
		return refine.And(part(), part())
	case 1:
		return refine.Or(part(), part())
	case 2:
		return refine.Not(part())
	}
	return leaf()
}

func TestGeneratorsOfNumberRules(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	var every []int8
	for n := math.MinInt8; n <= math.MaxInt8; n++ {
		every = append(every, int8(n))
	}
	for range combinations {
		smallNow = combined(random, 3, func() refine.Rule[int8] { return numberLeaf(random, func() int8 { return int8(random.IntN(256)) }) })
		values, r, _ := tried[refine.Of[int8, smallRule]](t)
		compareAll(t, smallNow.String(), r, values, every, smallNow.Holds)
		empty, _ := smallNow.Empty()
		values, r, _ = tried[refine.Of[int8, smallRule]](t, forall.Limit(0), forall.Tries(20))
		compareSome(t, smallNow.String()+", drawn", r, values, smallNow.Holds, !empty)

		realNow = combined(random, 3, func() refine.Rule[float64] { return numberLeaf(random, random.NormFloat64) })
		empty, known := realNow.Empty()
		reals, r, _ := tried[refine.Of[float64, realRule]](t, forall.Tries(20))
		if known {
			compareSome(t, realNow.String(), r, reals, realNow.Holds, !empty)
		}
	}
}

func numberLeaf[T refine.Number](random *rand.Rand, number func() T) refine.Rule[T] {
	a, b := number(), number()
	switch random.IntN(4) {
	case 0:
		return refine.Between(min(a, b), max(a, b))
	case 1:
		return refine.AtLeast(a)
	case 2:
		return refine.AtMost(a)
	}
	return refine.OneOf(a, b)
}

// even has no rule, and few raw values: those that it accepts are found by trying all of them.
type even struct{}

func (even) Holds(n int8) bool { return n%2 == 0 }

// palindrome has no rule, and texts without end.
type palindrome struct{}

func (palindrome) Holds(s string) bool {
	for i := range len(s) / 2 {
		if s[i] != s[len(s)-1-i] {
			return false
		}
	}
	return true
}

// magic accepts what nobody draws.
type magic struct{}

func (magic) Holds(s string) bool { return s == "open sesame, and nothing else" }

func TestPredicatesWithoutRule(t *testing.T) {
	evens, r, s := tried[refine.Of[int8, even]](t)
	if len(evens) != 128 || r.Figures["values"] != 128 {
		t.Errorf("%d evens, %v", len(evens), r.Figures)
	}
	s.expect(evidence.Holds, "forall: even: all 128 of 128")

	_, r, s = tried[refine.Of[string, palindrome]](t)
	s.expect(evidence.Holds, "of an unknown number in 1,000 tries, seed ")
	s.expect(evidence.Holds, "palindrome accepted 1,000 of ")
	if fmt.Sprint(r.NotCovered[0]) != "values that were not drawn: palindrome has no Rule that tells how many values it accepts" {
		t.Errorf("%q", r.NotCovered)
	}

	_, _, s = tried[refine.Of[string, magic]](t, forall.Tries(10))
	s.expect(evidence.Unknown, "magic accepted nothing of what was drawn for 100 of 100 cases, so 0 values were tried, expected 10\nhint: a predicate with a Rule says how to construct its values")
}
