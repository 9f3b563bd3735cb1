package refine

import (
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Rules are held to what their two halves say: Holds, which is made of closures, and the automaton, which tools read.

var randomClasses = []string{"a-c", "^a", "é", `\w`, `^\s`, "a-zé-ü", "😀-😎", `\pL`, "[:digit:]a", `\-\]`, "\uFFFD", "^\\x00-\\x{10FFFF}", "\\x00-\\x{10FFFF}", "k"}

var randomPatterns = []string{
	"", "a*", "(a|b)*c", "(?i)k", "(?i)strasse|ſ", ".", "(?s).*", `\bab\b`, `a\b.*`, `(a|\B)+b`, "^a$", "(?m)^a$\n^b$", "(?m:^)a*", "a{2,4}", "[^a]*",
	"é+|😀", "(a?b?){3}", "$", "^", `\Aa|b\z`, "(a*)*", "x{0}", `\b`, `[[:alpha:]]\b [[:alpha:]]`, "(?U)a+?", "a|b|", "(?i:[k-m])", "(?ms).*^a",
}

var randomValues = []string{"", "a", "ab", "abc", "é", "😀", "k", "K", "\n", "a b", "a\nb", "\u212a", "ſ", "\uFFFD", "\x00", "zz"}

var randomPieces = append([]string{"b", "c", "-", "]", "\xff", "\xed\xa0\x80", "\xc0\x80", "é", "ü", "😎", "\U0010FFFF", "\u0800", "\ud7ff", "_", "0", " "}, randomValues...)

func randomRule(r *rand.Rand, depth int) Rule[string] {
	length := func(make func(min, max int) Rule[string]) Rule[string] {
		min := r.IntN(4)
		return make(min, []int{min, min + r.IntN(4), int(^uint(0) >> 1)}[r.IntN(3)])
	}
	if depth > 0 && r.IntN(3) > 0 {
		var parts []Rule[string]
		for range 1 + r.IntN(3) {
			parts = append(parts, randomRule(r, depth-1))
		}
		return []Rule[string]{And(parts...), Or(parts...), Not(parts[0])}[r.IntN(3)]
	}
	switch r.IntN(5) {
	case 0:
		return length(Bytes)
	case 1:
		return length(Chars)
	case 2:
		return Each(randomClasses[r.IntN(len(randomClasses))])
	case 3:
		return Matches(randomPatterns[r.IntN(len(randomPatterns))])
	}
	var values []string
	for range 1 + r.IntN(12) {
		values = append(values, randomValues[r.IntN(len(randomValues))])
	}
	return OneOf(values...)
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(5) {
		b.WriteString(randomPieces[r.IntN(len(randomPieces))])
	}
	return b.String()
}

// reads runs a machine over a text.
func reads(m machine, a *alphabet, s string) bool {
	state := m.start()
	for _, r := range s {
		state = m.next(state, a.of(r))
	}
	return m.accepts(state)
}

func TestAutomatonHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		rule := randomRule(r, 3)
		e := rule.r.expr
		a := newAlphabet(runeSets(e))
		m := newMachine(e, a)
		for range 60 {
			s := randomText(r)
			if want := utf8.ValidString(s) && reads(m, a, s); rule.Holds(s) != want {
				t.Fatalf("%v of %q: Holds is %v, the automaton says %v", rule, s, !want, want)
			}
		}
	}
}

// TestEachPatternAlone, so that no other rule tells the characters apart that its automaton must tell apart.
func TestEachPatternAlone(t *testing.T) {
	for _, pattern := range randomPatterns {
		rule := Matches(pattern)
		a := newAlphabet(runeSets(rule.r.expr))
		m := newMachine(rule.r.expr, a)
		for _, one := range randomPieces {
			for _, two := range randomPieces {
				if s := one + two; utf8.ValidString(s) && reads(m, a, s) != rule.Holds(s) {
					t.Fatalf("%v of %q: Holds is %v, the automaton says otherwise", rule, s, rule.Holds(s))
				}
			}
		}
	}
}

// TestListsAll compares what rules list with all short texts of a few characters that they hold of.
func TestListsAll(t *testing.T) {
	letters := []rune{'\n', 'a', 'b', 'k', 'é', 0x212a, '😀'}
	within := And(Chars(0, 3), Each("abké\u212a😀\n"))
	universe := []string{""}
	for at := 0; at < len(universe); at++ {
		if utf8.RuneCountInString(universe[at]) < 3 {
			for _, l := range letters {
				universe = append(universe, universe[at]+string(l))
			}
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 1500 {
		rule := And(randomRule(r, 2), within)
		var want []string
		for _, s := range universe {
			if rule.Holds(s) {
				want = append(want, s)
			}
		}
		checkFinite(t, rule, want)
	}
}

func checkFinite[T comparable](t *testing.T, rule Rule[T], want []T) {
	t.Helper()
	values, known := rule.All()
	if !known {
		t.Fatalf("%v: not known, expected %d values", rule, len(want))
	}
	var got []T
	for v := range values {
		got = append(got, v)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%v lists %#v, expected %#v", rule, got, want)
	}
	if c := rule.Count(); !c.Known || !c.Finite || c.N.Int64() != int64(len(want)) {
		t.Fatalf("%v counts %v, expected %d", rule, c, len(want))
	}
	if empty, known := rule.Empty(); !known || empty != (len(want) == 0) {
		t.Fatalf("%v: empty %v, known %v, expected %d values", rule, empty, known, len(want))
	}
	picked := map[T]bool{}
	for rank := range uint64(len(want)) {
		v, ok := rule.Pick(func(n uint64) uint64 { return rank })
		if !ok || !rule.Holds(v) {
			t.Fatalf("%v picks %v %v, which it does not hold of", rule, v, ok)
		}
		picked[v] = true
	}
	if len(picked) != len(want) {
		t.Fatalf("%v picks %d of %d values", rule, len(picked), len(want))
	}
	if v, ok := rule.Pick(func(n uint64) uint64 { return 0 }); len(want) == 0 && ok {
		t.Fatalf("%v has no values, and picks %v", rule, v)
	}
}

// TestPicksOnly picks from rules of any size, and each text must be right.
func TestPicksOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	empties := 0
	for range 3000 {
		rule := randomRule(r, 3)
		for range 20 {
			v, ok := rule.Pick(r.Uint64N)
			if empty, known := rule.Empty(); !known || ok == empty {
				t.Fatalf("%v: picked %v, empty %v, known %v", rule, ok, empty, known)
			}
			if !ok {
				empties++
				break
			}
			if !rule.Holds(v) {
				t.Fatalf("%v picks %q, which it does not hold of", rule, v)
			}
		}
	}
	if empties == 0 {
		t.Error("no rule was empty, expected some")
	}
}

func TestComparesRules(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	seen := map[Relation]int{}
	for range 2000 {
		a, b := randomRule(r, 2), randomRule(r, 2)
		if r.IntN(3) == 0 {
			b = []Rule[string]{And(a, b), Or(a, b), Not(Not(a))}[r.IntN(3)]
		}
		c := Compare(a, b)
		seen[c.Relation]++
		lost, gained := false, false
		for range 200 {
			s := randomText(r)
			lost = lost || a.Holds(s) && !b.Holds(s)
			gained = gained || b.Holds(s) && !a.Holds(s)
		}
		if lost && !c.Lost.IsSome() || gained && !c.Gained.IsSome() || c.Relation == NotKnown {
			t.Fatalf("%v and %v are %v, but a text was lost: %v, gained: %v", a, b, c.Relation, lost, gained)
		}
		if v, ok := c.Lost.Get(); ok && (!a.Holds(v) || b.Holds(v)) {
			t.Fatalf("%v and %v: %q is not lost", a, b, v)
		}
		if v, ok := c.Gained.Get(); ok && (!b.Holds(v) || a.Holds(v)) {
			t.Fatalf("%v and %v: %q is not gained", a, b, v)
		}
	}
	for _, r := range []Relation{Same, Narrowed, Widened, Neither} {
		if seen[r] < 20 {
			t.Errorf("%d pairs are %v, expected more", seen[r], r)
		}
	}
}

// FuzzMatches: an automaton and package regexp agree on any expression and text.
func FuzzMatches(f *testing.F) {
	for i, pattern := range randomPatterns {
		f.Add(pattern, randomPieces[i%len(randomPieces)])
	}
	f.Fuzz(func(t *testing.T, pattern, s string) {
		_, alone := syntax.Parse(pattern, syntax.Perl)
		_, around := syntax.Parse(whole(pattern), syntax.Perl)
		if alone != nil || around != nil || len(pattern) > 50 || len(s) > 50 || !utf8.ValidString(s) {
			return
		}
		rule := Matches(pattern)
		a := newAlphabet(runeSets(rule.r.expr))
		if got := reads(newMachine(rule.r.expr, a), a, s); got != rule.Holds(s) {
			t.Errorf("%v of %q: the automaton says %v", rule, s, got)
		}
	})
}

// FuzzEach: a class is read as package regexp reads it, and what would end it early is refused.
func FuzzEach(f *testing.F) {
	for i, class := range randomClasses {
		f.Add(class, randomPieces[i%len(randomPieces)])
	}
	f.Add(`a]|[b`, "a")
	f.Fuzz(func(t *testing.T, class, s string) {
		defer func() {
			if said, refused := recover().(string); refused && !strings.HasPrefix(said, "refine: Each(") {
				t.Errorf("Each(%q) panics with %s", class, said)
			}
		}()
		rule := Each(class)
		if want := utf8.ValidString(s) && regexp.MustCompile(whole("["+class+"]*")).MatchString(s); rule.Holds(s) != want {
			t.Errorf("%v of %q is %v", rule, s, !want)
		}
	})
}
