package refine_test

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/assay-dev/assay/refine"
)

// Any holds of everything, the zero value too.
type Any struct{}

func (Any) Holds(int) bool { return true }

// NotZero holds of all but 0.
type NotZero struct{}

var notZero = refine.Not(refine.OneOf(0))

func (NotZero) Rule() refine.Rule[int] { return notZero }
func (NotZero) Holds(n int) bool       { return notZero.Holds(n) }

func TestOfIsItsValue(t *testing.T) {
	a, b := refine.Must[ID]("abc"), refine.Parse[ID]("abc").Or(refine.Must[ID]("xyz"))
	if a != b || a == refine.Must[ID]("xyz") {
		t.Error("two identifiers are equal where their values are not, or the other way round")
	}
	names := map[ID]int{a: 1}
	names[b]++
	if len(names) != 1 || names[a] != 2 {
		t.Errorf("as keys of a map: %v", names)
	}
	if unsafe.Sizeof(a) != unsafe.Sizeof("") {
		t.Errorf("an identifier is %d bytes large, and its text %d", unsafe.Sizeof(a), unsafe.Sizeof(""))
	}
	if a.String() != "abc" || a.Raw() != "abc" {
		t.Errorf("abc is %v, raw %q", a, a.Raw())
	}
}

func TestRightZero(t *testing.T) {
	var zero refine.Of[int, Any]
	if zero.Raw() != 0 || zero.String() != "0" || zero != refine.Must[refine.Of[int, Any]](0) {
		t.Errorf("a zero that the predicate holds of is %v", zero)
	}
}

// panics is what f panics with, as text.
func panics(t *testing.T, f func()) (text string) {
	t.Helper()
	defer func() { text, _ = recover().(string) }()
	f()
	t.Error("no panic, expected one")
	return ""
}

func TestWrongZero(t *testing.T) {
	var id ID
	if got := id.String(); got != "zero" {
		t.Errorf("the zero identifier prints as %q", got)
	}
	got := panics(t, func() { id.Raw() })
	want := "refine: zero value of Of[string, Lower3], expected one that Must or Parse made: Of[string, Lower3], 3 bytes and every character in [a-z]"
	if got != want {
		t.Errorf("Raw of a zero value:\n%s\nexpected\n%s", got, want)
	}
}

func TestMustSays(t *testing.T) {
	for _, c := range []struct {
		want string
		must func()
	}{
		{`refine: Must of "ABC", expected Of[string, Lower3], 3 bytes and every character in [a-z]`, func() { refine.Must[ID]("ABC") }},
		{`refine: Must of 3, expected Of[int, Even], an int that Even holds of`, func() { refine.Must[refine.Of[int, Even]](3) }},
		{`refine: Must of 0, expected Of[int, NotZero], not 0`, func() { refine.Must[refine.Of[int, NotZero]](0) }},
		{`"... (100 bytes), expected`, func() { refine.Must[ID](strings.Repeat("é", 50)) }},
	} {
		if got := panics(t, c.must); !strings.Contains(got, c.want) {
			t.Errorf("Must panics with\n%s\nexpected\n%s", got, c.want)
		}
	}
}

func TestNothingAllocates(t *testing.T) {
	id, s, long := refine.Must[ID]("abc"), "xyz", strings.Repeat("ab", 500)
	many := refine.OneOf("a", "b", "c", "d", "e", "f", "g", "h", "i", "xyz")
	type name string
	rules := []refine.Rule[string]{
		lower3, many, refine.Not(many), refine.Chars(0, 4), refine.Matches("[a-z]+"), refine.Or(lower3, many, refine.Each("^a"), refine.Bytes(1, 2)),
	}
	names := []refine.Rule[name]{refine.As[name](lower3), refine.OneOf(name("a")), refine.Not(refine.OneOf(name("a")))}
	if n := testing.AllocsPerRun(100, func() { sink = len(id.Raw()) }); n != 0 {
		t.Errorf("Raw allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { refine.Parse[ID](s) }); n != 0 {
		t.Errorf("Parse allocates %v times", n)
	}
	for _, r := range rules {
		if n := testing.AllocsPerRun(100, func() { r.Holds(s); r.Holds(long) }); n != 0 {
			t.Errorf("%v: Holds allocates %v times", r, n)
		}
	}
	for _, r := range names {
		if n := testing.AllocsPerRun(100, func() { r.Holds(name(s)) }); n != 0 {
			t.Errorf("%v of a defined type: Holds allocates %v times", r, n)
		}
	}
	floats := refine.Not(refine.OneOf(1.5, 2))
	if n := testing.AllocsPerRun(100, func() { floats.Holds(2.5) }); n != 0 {
		t.Errorf("%v: Holds allocates %v times", floats, n)
	}
}

var (
	sink   int
	inputs = []string{"abc", "xyz", "ABC", "lmnop"}
)

// hand is Lower3 without a rule.
type hand struct{}

func (hand) Holds(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

func BenchmarkHolds(b *testing.B) {
	i := 0
	b.Run("rule", func(b *testing.B) {
		for b.Loop() {
			if (Lower3{}).Holds(inputs[i&3]) {
				sink++
			}
			i++
		}
	})
	b.Run("hand", func(b *testing.B) {
		for b.Loop() {
			if (hand{}).Holds(inputs[i&3]) {
				sink++
			}
			i++
		}
	})
}

// BenchmarkParse may be 20 ns slower than BenchmarkHolds.
func BenchmarkParse(b *testing.B) {
	i := 0
	b.Run("rule", func(b *testing.B) {
		for b.Loop() {
			if refine.Parse[ID](inputs[i&3]).IsSome() {
				sink++
			}
			i++
		}
	})
	b.Run("hand", func(b *testing.B) {
		for b.Loop() {
			if refine.Parse[refine.Of[string, hand]](inputs[i&3]).IsSome() {
				sink++
			}
			i++
		}
	})
}

func BenchmarkRaw(b *testing.B) {
	id := refine.Must[ID]("abc")
	for b.Loop() {
		sink += len(id.Raw())
	}
}
