package trace

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

type (
	phase   int
	acquire struct{}
	ping    int
	batch   []int
	ballot  struct {
		Round  int
		leader assay.ID
	}
	prepare struct {
		Ballot ballot
		Any    any
	}
	node struct {
		Name string
		Next *node
	}
	bomb        struct{ N int }
	pair[A any] struct{ L, R A }
	wrapped     struct {
		phase
		N int
	}
	hidden struct {
		votes map[assay.ID]phase
		last  any
		at    time.Time
	}
	role     interface{ role() }
	follower struct{ Term int }
)

func (follower) role()           {}
func (p phase) String() string   { return [...]string{"idle", "holding"}[p] } // panics beyond
func (bomb) String() string      { panic("boom") }
func (p *node) Error() string    { return "" }
func (a acquire) unused() string { return "" }

func TestFormat(t *testing.T) {
	ring := &node{Name: "a"}
	ring.Next = &node{Name: "b", Next: ring}
	loop := []any{1, nil}
	loop[1] = loop
	tests := []struct {
		v    any
		want string
	}{
		{nil, "nil"},
		{3, "3"},
		{"a  b\n\u202e", `"a \x20b\n\u202e"`},
		{acquire{}, "acquire"},
		{&acquire{}, "acquire"},
		{ping(3), "ping(3)"},
		{batch{1, 2}, "batch[1, 2]"},
		{phase(1), "holding"},
		{phase(7), "phase(7)"},
		{[]phase{0, 1}, "[idle, holding]"},
		{map[phase]int{1: 1, 0: 2}, "{idle: 2, holding: 1}"},
		{prepare{ballot{1, "a1"}, ballot{2, "client 2"}}, `prepare{Ballot: {Round: 1, leader: a1}, Any: ballot{Round: 2, leader: "client 2"}}`},
		{bomb{3}, "bomb{N: 3}"},
		{wrapped{1, 2}, "wrapped{phase: holding, N: 2}"},
		{pair[*ballot]{R: &ballot{}}, `pair[*ballot]{L: nil, R: {Round: 0, leader: ""}}`},
		{pair[map[string]ballot]{}, `pair[map[string]ballot]{L: {}, R: {}}`},
		{hidden{map[assay.ID]phase{"b": 1, "a": 0}, ping(1), time.Unix(0, 0)}, "hidden{votes: {a: idle, b: holding}, last: ping(1), at: 1970-01-01T00:00:00Z}"},
		{ring, `node{Name: "a", Next: {Name: "b", Next: …}}`},
		{loop, `[1, …]`},
		{refine.Some(refine.Some(ballot{})), `{Round: 0, leader: ""}`},
		{refine.None[int](), "none"},
		{refine.Some[any]("none"), `"none"`},
		{map[int]struct{}{10: {}, 9: {}}, "{9, 10}"},
		{map[any]int{"b": 1, 2: 2, assay.ID("a"): 3}, `{"b": 1, 2: 2, a: 3}`},
		{map[float64]int{math.NaN(): 2, 1: 1}, "{NaN: 2, 1: 1}"},
		{[]byte("abc"), `"abc"`},
		{[]byte{0, 255}, "0x00ff"},
		{[3]uint8{1, 2, 3}, "[1, 2, 3]"},
		{time.Second, "1s"},
		{errors.New("no\nway"), "no way"},
		{func() {}, "func"},
		{make(chan int), "chan"},
		{assay.AtMost(2), "at most 2"},
		{math.Copysign(0, -1), "-0"},
		{struct{ X int }{1}, "{X: 1}"},
		{struct{}{}, "{}"},
		{assay.Send("a", acquire{}), `SendEffect{To: [a], Message: acquire}`},
	}
	for _, test := range tests {
		if got := Format(test.v); got != test.want {
			t.Errorf("Format(%T) = %s, want %s", test.v, got, test.want)
		}
	}
}

func TestFormatState(t *testing.T) {
	word, number, enum, at := "holding", 3, phase(1), &ballot{}
	var r role = follower{2}
	var none role
	for _, test := range []struct {
		v    any
		want string
	}{
		{&word, "holding"}, {"two words", `"two words"`}, {&number, "3"}, {&enum, "holding"},
		{&at, `{Round: 0, leader: ""}`}, {&r, "follower{Term: 2}"}, {&none, "nil"}, {nil, "nil"}, {(*int)(nil), "nil"},
		{&acquire{}, "{}"}, {batch{1}, "[1]"}, {&follower{1}, "{Term: 1}"},
	} {
		if got := FormatState(test.v); got != test.want {
			t.Errorf("FormatState(%T) = %s, want %s", test.v, got, test.want)
		}
	}
}

// Whatever it costs to look at a value, its text is bounded and the same every time.
func TestFormatIsBounded(t *testing.T) {
	type tree struct{ L, R *tree }
	shared := &tree{}
	for range 60 {
		shared = &tree{shared, shared}
	}
	keys := map[*tree]int{}
	many := map[int]int{}
	for i := range 120_000 {
		many[i] = i
	}
	for i := range 5 {
		keys[&tree{L: shared}] = i
	}
	long := strings.Repeat("é", 5000)
	for _, v := range []any{shared, keys, many, long, []any{many, long, shared}, strings.Split(long, "")} {
		first := Format(v)
		if n := utf8.RuneCountInString(first); n > lengthMax || !utf8.ValidString(first) {
			t.Errorf("Format(%T) has %d runes", v, n)
		}
		for range 2 {
			if again := Format(v); again != first {
				t.Errorf("Format(%T) is %.80s and %.80s", v, first, again)
			}
		}
	}
	if got := Format(many); got != "{… 120000 entries}" {
		t.Errorf("a large map is %.80s", got)
	}
}

func TestTypeName(t *testing.T) {
	type local struct{}
	if got := Format(pair[local]{}); got != "pair[local]{L: {}, R: {}}" {
		t.Error(got)
	}
	_ = fmt.Sprint(acquire{}.unused())
}
