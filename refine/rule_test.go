package refine_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/refine"
)

// asked is a rule of any type, so that one table holds them all.
type asked interface {
	String() string
	CEL() refine.Option[string]
	Count() refine.Count
	Empty() (empty, known bool)
}

// TestWordsCELAndCounts are three readings of one rule.
func TestWordsCELAndCounts(t *testing.T) {
	many := math.MaxInt
	for _, c := range []struct {
		rule             asked
		words, cel, size string
	}{
		{lower3, `3 bytes and every character in [a-z]`, `size(bytes(this)) == 3 && this.matches("\\A(?:[a-z]*)\\z")`, "17,576"},
		{refine.Bytes(0, 0), "0 bytes", "size(bytes(this)) == 0", "1"},
		{refine.Bytes(1, 1), "1 byte", "size(bytes(this)) == 1", "128"},
		{refine.Bytes(0, 1), "at most 1 byte", "size(bytes(this)) <= 1", "129"},
		{refine.Bytes(1, many), "at least 1 byte", "size(bytes(this)) >= 1", "infinitely many"},
		{refine.Bytes(2, 2), "2 bytes", "size(bytes(this)) == 2", "18,304"},                                    // 128*128 and the 1,920 characters of two bytes
		{refine.Chars(1, 2), "1 to 2 characters", "this.size() >= 1 && this.size() <= 2", "1,236,687,452,160"}, // n + n*n, n = 1,112,064
		{refine.Chars(1, 1), "1 character", "this.size() == 1", "1,112,064"},
		{refine.Chars(0, many), "at least 0 characters", "this.size() >= 0", "infinitely many"},
		{refine.Each("0-9"), "every character in [0-9]", `this.matches("\\A(?:[0-9]*)\\z")`, "infinitely many"},
		{refine.Matches("a|b"), `matching "a|b"`, `this.matches("\\A(?:a|b)\\z")`, "2"},
		{refine.Matches(`\d{1,3}("|')?`), `matching "\\d{1,3}(\"|')?"`, `this.matches("\\A(?:\\d{1,3}(\"|')?)\\z")`, "3,330"},
		{refine.OneOf("b", "a", "b"), `one of "b", "a", "b"`, `this in ["b", "a", "b"]`, "2"},
		{refine.OneOf("a"), `"a"`, `this in ["a"]`, "1"},
		{refine.Not(refine.OneOf("a")), `not "a"`, `!(this in ["a"])`, "infinitely many"},
		{refine.Not(refine.And(refine.Bytes(1, 2), refine.Each("a"))), `not (1 to 2 bytes and every character in [a])`,
			`!(size(bytes(this)) >= 1 && size(bytes(this)) <= 2 && this.matches("\\A(?:[a]*)\\z"))`, "infinitely many"},
		{refine.And(refine.Or(refine.OneOf("a"), refine.OneOf("b")), refine.Bytes(1, 9)), `("a" or "b") and 1 to 9 bytes`,
			`(this in ["a"] || this in ["b"]) && size(bytes(this)) >= 1 && size(bytes(this)) <= 9`, "2"},
		{refine.Or(refine.And(refine.Bytes(1, 1), refine.Each("a-c")), refine.OneOf("zz")), `1 byte and every character in [a-c] or "zz"`,
			`size(bytes(this)) == 1 && this.matches("\\A(?:[a-c]*)\\z") || this in ["zz"]`, "4"},
		{refine.And(refine.Bytes(1, 1)), "1 byte", "size(bytes(this)) == 1", "128"},
		{refine.And(refine.Bytes(0, 2), refine.Chars(3, 4)), "at most 2 bytes and 3 to 4 characters",
			"size(bytes(this)) <= 2 && this.size() >= 3 && this.size() <= 4", "0"},
		{refine.Between(1, 10), "1 to 10", "this >= 1 && this <= 10", "10"},
		{refine.Between(uint8(0), 255), "0 to 255", "this >= 0u && this <= 255u", "256"},
		{refine.AtLeast(int64(math.MinInt64)), "at least -9223372036854775808", "this >= -9223372036854775808", "18,446,744,073,709,551,616"},
		{refine.AtMost(uint64(math.MaxUint64)), "at most 18446744073709551615", "this <= 18446744073709551615u", "18,446,744,073,709,551,616"},
		{refine.Not(refine.Between(int8(-100), 100)), "not -100 to 100", "!(this >= -100 && this <= 100)", "55"},
		{refine.And(refine.AtLeast(3), refine.AtMost(1)), "at least 3 and at most 1", "this >= 3 && this <= 1", "0"},
		{refine.Between(1.0, 2.0), "1 to 2", "this == this && this >= 1.0 && this <= 2.0", "4,503,599,627,370,497"},
		{refine.Between(float32(1), 2), "1 to 2", "this == this && this >= 1.0 && this <= 2.0", "8,388,609"},
		{refine.Between(math.Copysign(0, -1), 0), "-0 to 0", "this == this && this >= -0.0 && this <= 0.0", "1"},
		{refine.OneOf(float32(0.1)), "0.1", "this in [0.10000000149011612]", "1"},
		{refine.AtLeast(math.Inf(1)), "at least +Inf", `this == this && this >= double("Infinity")`, "1"},
		{refine.Not(refine.AtLeast(math.Inf(-1))), "not at least -Inf", `this == this && !(this >= double("-Infinity"))`, "0"},
		{refine.Or(refine.Not(refine.OneOf(1e-5)), refine.OneOf(1e30)), "not 1e-05 or 1e+30",
			"this == this && (!(this in [1e-05]) || this in [1e+30])", "18,437,736,874,454,810,624"},
		{refine.OneOf(true), "true", "this in [true]", "1"},
		{refine.Not(refine.OneOf(true)), "not true", "!(this in [true])", "1"},
		{refine.Not(refine.OneOf(true, false)), "not one of true, false", "!(this in [true, false])", "0"},
		{refine.OneOf([2]int{1, 2}, [2]int{}), "one of [1 2], [0 0]", "none", "2"},
		{refine.Not(refine.OneOf([2]int{1, 2})), "not [1 2]", "none", "not known"},
		{refine.Or(refine.Not(refine.OneOf('a')), refine.OneOf('b')), "not 97 or 98", "!(this in [97]) || this in [98]", "4,294,967,295"},
	} {
		if c.rule.String() != c.words {
			t.Errorf("the words are %s, expected %s", c.rule, c.words)
		}
		if got := c.rule.CEL().String(); got != c.cel {
			t.Errorf("%v in CEL is %s, expected %s", c.rule, got, c.cel)
		}
		count := c.rule.Count()
		if got := count.String(); got != c.size {
			t.Errorf("%v has %s values, expected %s", c.rule, got, c.size)
		}
		if empty, known := c.rule.Empty(); known != count.Known || empty != (c.size == "0") {
			t.Errorf("%v: empty %v, known %v, with %s values", c.rule, empty, known, c.size)
		}
	}
}

// TestNonsensePanics when the rule is made, which is when the program starts.
func TestNonsensePanics(t *testing.T) {
	for want, f := range map[string]func(){
		"refine: Bytes(3, 2), expected":                             func() { refine.Bytes(3, 2) },
		"refine: Chars(-1, 2), expected":                            func() { refine.Chars(-1, 2) },
		`refine: Each("z-a"), expected what stands between`:         func() { refine.Each("z-a") },
		`refine: Each(""), expected what stands between`:            func() { refine.Each("") },
		`refine: Each("a]|[b"), expected what stands`:               func() { refine.Each("a]|[b") },
		`refine: Each("a]*[b"), expected`:                           func() { refine.Each("a]*[b") },
		`refine: Each("a\\"), expected`:                             func() { refine.Each(`a\`) },
		`refine: Each("]"), expected`:                               func() { refine.Each("]") },
		`refine: Matches("a)|(b"), expected a regular expression`:   func() { refine.Matches("a)|(b") },
		`refine: Matches("(?=a)"), expected a regular expression`:   func() { refine.Matches("(?=a)") },
		`refine: Matches("\\Qa"), expected a regular expression`:    func() { refine.Matches(`\Qa`) },
		"refine: OneOf of no values, expected at least one":         func() { refine.OneOf[int]() },
		"refine: OneOf of NaN, expected a value that equals":        func() { refine.OneOf(math.NaN()) },
		`refine: OneOf of "\xff", expected a value`:                 func() { refine.OneOf("a", "\xff") },
		"refine: Between(2, 1), expected numbers":                   func() { refine.Between(2, 1) },
		"refine: Between(NaN, 1), expected numbers":                 func() { refine.Between(math.NaN(), 1) },
		"refine: AtLeast(NaN), expected a number":                   func() { refine.AtLeast(math.NaN()) },
		"refine: AtMost(NaN), expected a number":                    func() { refine.AtMost(math.NaN()) },
		"refine: And of no rules, expected at least one":            func() { refine.And[string]() },
		"refine: Or of no rules, expected at least one":             func() { refine.Or[string]() },
		"refine: the zero Rule, expected one that a function such ": func() { refine.Or(lower3, refine.Rule[string]{}) },
		"refine: the zero Rule, expected":                           func() { refine.Rule[int]{}.Holds(1) },
	} {
		if got := panics(t, f); !strings.HasPrefix(got, want) {
			t.Errorf("panics with %q, expected %q", got, want)
		}
	}
}

// TestClassesAreRead as regular expressions read them.
func TestClassesAreRead(t *testing.T) {
	for _, c := range []struct{ class, in, out string }{
		{"a-c", "abc", "d-A"}, {"^a", "b\n😀", "a"}, {`\]\-\\`, `]-\`, "a["}, {"[:alpha:]1", "aZ1", ":[2"}, {`\pL`, "é字", "1 "},
		{"[", "[", "a]"}, {`\x{1F600}-\x{1F64F}`, "😀", "a"}, {`\d`, "7", "a"}, {"k", "k", "K\u212a"}, {"-a", "-a", "b"}, {".", ".", "a"},
	} {
		r := refine.Each(c.class)
		if !r.Holds(c.in) || !r.Holds("") {
			t.Errorf("%v does not hold of %q, or of the empty text", r, c.in)
		}
		for _, char := range c.out {
			if r.Holds(string(char)) {
				t.Errorf("%v holds of %q", r, string(char))
			}
		}
	}
}

// TestInvalidTextIsNeverRight, and NaN is no number, whatever was negated.
func TestInvalidTextIsNeverRight(t *testing.T) {
	type name string
	for _, s := range []string{"\xff", "a\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "é"[:1]} {
		for _, r := range []refine.Rule[string]{
			refine.Bytes(0, 9), refine.Not(refine.Bytes(0, 0)), refine.Chars(0, 9), refine.Each("^a"), refine.Not(refine.Each("b")),
			refine.Matches("(?s).*"), refine.Not(refine.OneOf("b")), refine.Or(refine.Not(refine.Matches("b")), refine.Each("\ufffd")),
		} {
			if r.Holds(s) {
				t.Errorf("%v holds of %q", r, s)
			}
		}
		if refine.Not(refine.OneOf(name("b"))).Holds(name(s)) || refine.As[name](refine.Not(refine.Bytes(0, 0))).Holds(name(s)) {
			t.Errorf("a rule about a defined type of text holds of %q", s)
		}
	}
	for _, r := range []refine.Rule[float64]{
		refine.Between(0.0, 1), refine.Not(refine.Between(0.0, 1)), refine.Not(refine.OneOf(1.0)), refine.Not(refine.Not(refine.AtLeast(0.0))),
		refine.Or(refine.Not(refine.AtMost(0.0)), refine.AtMost(0.0)), refine.And(refine.Not(refine.AtMost(0.0))),
	} {
		if r.Holds(math.NaN()) {
			t.Errorf("%v holds of NaN", r)
		}
	}
}

// TestBeyondTheLimits: what is too large to be counted is not known, and values are still made.
func TestBeyondTheLimits(t *testing.T) {
	draw := draws(1)
	for _, c := range []struct {
		rule  refine.Rule[string]
		known bool // whether it can be counted
	}{
		{refine.And(refine.Bytes(1, 1<<20), refine.Each("a-z")), false},
		{refine.And(refine.Bytes(1, 1<<16), refine.Each("a-z")), false}, // few states, and numbers of 300,000 bits
		{refine.And(refine.Bytes(1, 100_000), refine.Chars(1, 100_000)), false},
		{refine.And(refine.Bytes(70_000, 100_000), refine.Each("a")), true},
		{refine.Matches("(a|b)*a(a|b){24}"), false},
		{refine.And(refine.Bytes(0, 255), refine.Chars(0, 63)), true},
		{refine.Not(refine.Bytes(0, 1<<20)), false},
		{refine.Matches(`\p{Greek}{1,1000}`), true},
	} {
		if got := c.rule.Count(); got.Known != c.known {
			t.Errorf("%v: counted %v, expected %v", c.rule, got.Known, c.known)
		}
		for range 5 {
			if v, ok := c.rule.Pick(draw); ok && !c.rule.Holds(v) {
				t.Errorf("%v picks %q..., which it does not hold of", c.rule, v[:min(len(v), 20)])
			}
		}
	}
	if empty, known := refine.And(refine.Bytes(1, 1<<20), refine.Each("a-z")).Empty(); empty || !known {
		t.Error("a rule with a short text is empty, or nobody knows")
	}
	if _, known := refine.Not(refine.Bytes(0, 1<<20)).Empty(); known {
		t.Error("whether there is a text of a million bytes was found out, expected the limit")
	}
	if v, ok := refine.And(refine.Bytes(1, 1<<20), refine.Each("a-z")).Pick(draw); !ok {
		t.Errorf("picked %q %v from a rule beyond the limits", v, ok)
	}
	far := refine.Compare(refine.And(refine.Bytes(0, 1<<20), refine.Each("a")), refine.And(refine.Bytes(0, 1<<21), refine.Each("a")))
	if far.Relation != refine.NotKnown || far.Lost.IsSome() || far.Gained.IsSome() {
		t.Errorf("rules that differ beyond the limits are %v", far)
	}
}

// draws is a stream of numbers, the same for the same seed (SplitMix64).
func draws(seed uint64) func(n uint64) uint64 {
	return func(n uint64) uint64 {
		seed += 0x9e3779b97f4a7c15
		z := seed
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		return (z ^ z>>31) % n
	}
}

// TestPickIsFair where there are few values.
func TestPickIsFair(t *testing.T) {
	rule := refine.And(refine.Bytes(0, 2), refine.Each("a-d"))
	seen := map[string]int{}
	for draw := draws(2); len(seen) < 1 || sum(seen) < 21_000; {
		v, _ := rule.Pick(draw)
		seen[v]++
	}
	for v, n := range seen {
		if len(seen) != 21 || n < 850 || n > 1150 {
			t.Errorf("%d values; %q was picked %d times of 21,000, expected about 1,000", len(seen), v, n)
		}
	}
}

func sum(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// TestPickBeginsAtZero: the numbers nearest to 0 have the lowest ranks, those above it first.
func TestPickBeginsAtZero(t *testing.T) {
	rule := refine.Or(refine.Between(-5, -3), refine.Between(-2, 1), refine.OneOf(9))
	var got []int
	for rank := range uint64(8) {
		v, _ := rule.Pick(func(uint64) uint64 { return rank })
		got = append(got, v)
	}
	if want := []int{0, 1, 9, -1, -2, -3, -4, -5}; !slices.Equal(got, want) {
		t.Errorf("picked in the order %v, expected %v", got, want)
	}
}

// TestPickVaries where there are many: short and long, simple and odd.
func TestPickVaries(t *testing.T) {
	rule := refine.Chars(2, 200)
	draw := draws(3)
	lengths, wide, odd := map[int]int{}, 0, 0
	for range 2000 {
		v, _ := rule.Pick(draw)
		if !rule.Holds(v) {
			t.Fatalf("%v picks %q", rule, v)
		}
		lengths[len([]rune(v))]++
		if strings.ContainsFunc(v, func(r rune) bool { return r > 0xffff }) {
			wide++
		}
		if strings.ContainsAny(v, "\x00\x7f\u0080\U0010ffff") {
			odd++
		}
	}
	if lengths[2] < 100 || lengths[200] < 100 || len(lengths) < 50 || wide < 200 || odd < 200 {
		t.Errorf("%d lengths (2: %d times, 200: %d times), %d with four bytes, %d with an edge", len(lengths), lengths[2], lengths[200], wide, odd)
	}
}

// TestAllWithoutEnd may be stopped, and gives short texts first.
func TestAllWithoutEnd(t *testing.T) {
	values, known := refine.Matches("(bb|a)*").All()
	var got []string
	for v := range values {
		if got = append(got, v); len(got) == 7 {
			break
		}
	}
	if want := []string{"", "a", "aa", "bb", "aaa", "abb", "bba"}; !known || !slices.Equal(got, want) {
		t.Errorf("%q, expected %q", got, want)
	}
}

func ExampleCount() {
	fmt.Println(refine.Matches("[ab]{1,3}").Count(), refine.Each("ab").Count(), refine.Bytes(0, 1<<30).Count())
	// Output: 14 infinitely many not known
}
