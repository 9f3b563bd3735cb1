package refine_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/refine"
)

// Order is a struct of the domain that has a part of every kind.
type Order struct {
	ID     ID
	Lines  []Line
	Note   refine.Option[string]
	Change refine.Field[int]
	Paid   Payment
	Colour Colour
	Size   refine.Vec[refine.N2, Count]
	Stock  map[ID]Count
	When   time.Time
	Parent *Parent
	Pair   [2]int8
	Data   []byte
	For    refine.Tagged[Any, string]
	Rate   float32
	_      int
}

// Line is a part of an Order.
type Line struct {
	ID    ID
	Count refine.Option[Count]
}

// Parent holds itself.
type Parent struct {
	ID   ID
	Next refine.Option[*Parent]
}

// Colour is a closed enumeration.
type Colour struct{ v uint8 }

// UnmarshalText refuses all but red.
func (c *Colour) UnmarshalText(text []byte) error {
	if string(text) != "red" {
		return fmt.Errorf("no colour %q, expected red", text)
	}
	c.v = 1
	return nil
}

// Payment is a sum.
type Payment interface{ payment() }

type (
	// Card is a Payment.
	Card struct{ Number Count }
	// Cash is a Payment.
	Cash struct{}
)

func (Card) payment() {}
func (Cash) payment() {}

// PaymentWire is what a Payment comes from: its kind says which fields matter.
type PaymentWire struct {
	Kind   refine.Field[string] `json:"kind,omitzero"`
	Number refine.Field[int]    `json:"number,omitzero"`
}

// Refine is the sum's own way from the wire.
func (w PaymentWire) Refine() (refine.Option[Payment], refine.Issues) {
	switch w.Kind.String() {
	case "card":
		card, issues := refine.ParseAll[Card](w)
		return refine.Map(card, func(c Card) Payment { return c }), issues
	case "cash":
		return refine.Some[Payment](Cash{}), nil
	case "nothing":
		return refine.None[Payment](), nil
	}
	return refine.None[Payment](), refine.Issues{{Path: "kind", Got: w.Kind.String(), Want: "card or cash"}}
}

// OrderWire is what an Order comes from.
type OrderWire struct {
	ID     refine.Field[string]          `json:"id,omitzero"`
	Lines  refine.Field[[]LineWire]      `json:"lines,omitzero"`
	Note   refine.Field[string]          `json:"note,omitzero"`
	Change refine.Field[int]             `json:"change,omitzero"`
	Paid   refine.Field[PaymentWire]     `json:"paid,omitzero"`
	Colour refine.Field[string]          `json:"colour,omitzero"`
	Size   refine.Field[[]int]           `json:"size,omitzero"`
	Stock  refine.Field[map[string]*int] `json:"stock,omitzero"`
	When   refine.Field[time.Time]       `json:"when,omitzero"`
	Parent *ParentWire                   `json:"parent,omitzero"`
	Pair   refine.Field[[]int64]         `json:"pair,omitzero"`
	Data   refine.Field[[]byte]          `json:"data,omitzero"`
	For    refine.Field[string]          `json:"for,omitzero"`
	Rate   refine.Field[float64]         `json:"rate,omitzero"`
	Unread refine.Field[int]             `json:"unread,omitzero"`
}

// LineWire is what a Line comes from.
type LineWire struct {
	ID    refine.Field[string] `json:"id,omitzero"`
	Count refine.Field[int]    `json:"count,omitzero"`
}

// ParentWire is what a Parent comes from.
type ParentWire struct {
	ID   refine.Field[string] `json:"id,omitzero"`
	Next *ParentWire          `json:"next,omitzero"`
}

func rightWire() OrderWire {
	one := 1
	return OrderWire{
		ID:     refine.Present("abc"),
		Lines:  refine.Present([]LineWire{{ID: refine.Present("xyz"), Count: refine.Present(2)}, {ID: refine.Present("uvw"), Count: refine.Null[int]()}}),
		Change: refine.Null[int](),
		Paid:   refine.Present(PaymentWire{Kind: refine.Present("card"), Number: refine.Present(7)}),
		Colour: refine.Present("red"),
		Size:   refine.Present([]int{3, 4}),
		Stock:  refine.Present(map[string]*int{"abc": &one}),
		When:   refine.Present(time.Unix(0, 0).UTC()),
		Parent: &ParentWire{ID: refine.Present("aaa"), Next: &ParentWire{ID: refine.Present("bbb")}},
		Pair:   refine.Present([]int64{-128, 127}),
		Data:   refine.Present([]byte("data")),
		For:    refine.Present("someone"),
		Rate:   refine.Present(0.5),
	}
}

func rightOrder() Order {
	id, count := refine.Must[ID, string], refine.Must[Count, int]
	return Order{
		ID:     id("abc"),
		Lines:  []Line{{id("xyz"), refine.Some(count(2))}, {id("uvw"), refine.None[Count]()}},
		Change: refine.Null[int](),
		Paid:   Card{count(7)},
		Colour: Colour{1},
		Size:   refine.FromSlice[refine.N2]([]Count{count(3), count(4)}).Or(refine.Vec[refine.N2, Count]{}),
		Stock:  map[ID]Count{id("abc"): count(1)},
		When:   time.Unix(0, 0).UTC(),
		Parent: &Parent{id("aaa"), refine.Some(&Parent{id("bbb"), refine.None[*Parent]()})},
		Pair:   [2]int8{-128, 127},
		Data:   []byte("data"),
		For:    refine.Tag[Any]("someone"),
		Rate:   0.5,
	}
}

func TestParseAll(t *testing.T) {
	wire := rightWire()
	got, issues := refine.ParseAll[Order](wire)
	order, ok := got.Get()
	if !ok || len(issues) > 0 || issues.Err() != nil {
		t.Fatal(issues)
	}
	if want := rightOrder(); !reflect.DeepEqual(order, want) {
		t.Errorf("the order is\n%+v, expected\n%+v", order, want)
	}
	data, _ := wire.Data.Get()
	data[0] = 'x'
	if string(order.Data) != "data" {
		t.Error("the order changes with the wire form that it came from")
	}
}

// lines are the issues, one a line.
func lines(issues refine.Issues) string {
	return strings.TrimPrefix(issues.Error(), "refine: ")
}

// TestEveryIssue is reported, in the order of the domain's fields.
func TestEveryIssue(t *testing.T) {
	zero := 0
	wire := OrderWire{
		ID:     refine.Present("ABC"),
		Lines:  refine.Present([]LineWire{{ID: refine.Present("abc"), Count: refine.Present(-1)}, {}, {ID: refine.Null[string]()}}),
		Paid:   refine.Present(PaymentWire{Kind: refine.Present("card"), Number: refine.Present(0)}),
		Colour: refine.Present(strings.Repeat("blue", 30)),
		Size:   refine.Present([]int{3, 0, -1}),
		Stock:  refine.Present(map[string]*int{"abc": nil, "ABC": &zero, "xyz": &zero}),
		Parent: &ParentWire{ID: refine.Present("aaa"), Next: &ParentWire{}},
		Pair:   refine.Present([]int64{128, 0}),
		Data:   refine.Null[[]byte](),
		Rate:   refine.Present(0.1),
	}
	got, issues := refine.ParseAll[Order](wire)
	want := `id: got "ABC", expected 3 bytes and every character in [a-z]
lines[0].count: got -1, expected at least 1
lines[1].id: got absent, expected 3 bytes and every character in [a-z]
lines[2].id: got null, expected 3 bytes and every character in [a-z]
paid.number: got 0, expected at least 1
colour: got "` + strings.Repeat("blue", 16) + `"... (120 bytes), expected a Colour (no colour "` + strings.Repeat("blue", 30) + `", expected red)
size[1]: got 0, expected at least 1
size[2]: got -1, expected at least 1
stock["ABC"]: got "ABC", expected 3 bytes and every character in [a-z]
stock["ABC"]: got 0, expected at least 1
stock["abc"]: got absent, expected at least 1
stock["xyz"]: got 0, expected at least 1
when: got absent, expected a Time
parent.next.id: got absent, expected 3 bytes and every character in [a-z]
pair[0]: got 128, expected a whole number from -128 to 127
data: got null, expected bytes
for: got absent, expected a text
rate: got 0.1, expected a number of 32 bits`
	if got.IsSome() || lines(issues) != want || issues.Err() == nil {
		t.Errorf("the issues are\n%s\nexpected\n%s", lines(issues), want)
	}
}

// TestSumsFromTheWire by their own method, whose issues get the path of the place.
func TestSumsFromTheWire(t *testing.T) {
	type domain struct{ Paid []Payment }
	type wire struct{ Paid []*PaymentWire }
	kind := func(k string) *PaymentWire { return &PaymentWire{Kind: refine.Present(k)} }
	got, issues := refine.ParseAll[domain](wire{[]*PaymentWire{kind("cash"), kind("card"), kind("cheque"), kind("nothing"), nil}})
	want := `Paid[1].number: got absent, expected at least 1
Paid[2].kind: got cheque, expected card or cash
Paid[3]: got {nothing absent}, expected a Payment
Paid[4]: got absent, expected a Payment`
	if got.IsSome() || lines(issues) != want {
		t.Errorf("the issues are\n%s\nexpected\n%s", lines(issues), want)
	}
	right, issues := refine.ParseAll[domain](wire{[]*PaymentWire{kind("cash")}})
	if d, ok := right.Get(); !ok || d.Paid[0] != (Cash{}) {
		t.Errorf("cash is %v %v", right, issues)
	}
}

// TestNumbersFromTheWire are converted where nothing is lost.
func TestNumbersFromTheWire(t *testing.T) {
	type domain struct {
		Small   uint8
		Large   uint64
		Float   float64
		Refined refine.Of[int, Positive]
	}
	type wire struct {
		Small   int64
		Large   int
		Float   int64
		Refined uint64
	}
	for w, want := range map[wire]string{
		{255, 1, 1 << 53, 7}:                 "",
		{256, -1, 1<<53 + 1, 1 << 63}:        "Small Large Float Refined",
		{-1, math.MaxInt, -1 << 53, 0}:       "Small Refined",
		{0, 0, math.MaxInt64, math.MaxInt64}: "Float",
	} {
		var paths []string
		_, issues := refine.ParseAll[domain](w)
		for _, i := range issues {
			paths = append(paths, i.Path)
		}
		if got := strings.Join(paths, " "); got != want {
			t.Errorf("%v has issues at %q, expected %q", w, got, want)
		}
	}
}

// TestPlansThatCannotWork panic the first time, and every time.
func TestPlansThatCannotWork(t *testing.T) {
	type plain struct{ ID ID }
	type hidden struct{ id ID }
	type missing struct{ Name refine.Field[string] }
	type wrong struct{ ID refine.Field[int] }
	type refined struct{ ID ID }
	type result struct{ ID refine.Result[int] }
	type sum struct{ ID Payment }
	type nested struct{ ID []plain }
	type inner struct{ ID plain }
	for want, f := range map[string]func(){
		"refine: plain from missing: missing has no field ID, expected one for plain.ID": func() { refine.ParseAll[plain](missing{}) },
		"refine: plain from wrong: field ID: no way from int to string, expected":        func() { refine.ParseAll[plain](wrong{}) },
		"refine: plain from refined: field ID: no way from Of[string, Lower3] to string": func() { refine.ParseAll[plain](refined{}) },
		"refine: hidden from plain: hidden.id is not exported, expected a method Refine": func() { refine.ParseAll[hidden](plain{}) },
		"refine: result from wrong: field ID: a Result[int] comes from no wire":          func() { refine.ParseAll[result](wrong{}) },
		"refine: sum from wrong: field ID: no way from int to Payment, expected a wire":  func() { refine.ParseAll[sum](wrong{}) },
		"refine: nested from wrong: field ID: no way from int to []plain, expected":      func() { refine.ParseAll[nested](wrong{}) },
		"refine: inner from inner: field ID: field ID: no way from Of[string, Lower3]":   func() { refine.ParseAll[inner](inner{}) },
	} {
		for range 2 {
			if got := panics(t, f); !strings.HasPrefix(got, want) {
				t.Errorf("panics with %q, expected %q", got, want)
			}
		}
	}
	_ = hidden{}.id
}

// zone is read from text in any case.
type zone string

func (z *zone) UnmarshalText(text []byte) error {
	*z = zone(strings.ToLower(string(text)))
	return nil
}

// TestKeysThatMeet: two keys of the wire may be one of the domain.
func TestKeysThatMeet(t *testing.T) {
	type domain struct{ Zones map[zone]int }
	type wire struct{ Zones map[string]int }
	_, issues := refine.ParseAll[domain](wire{map[string]int{"EU": 1, "eu": 2, "us": 3}})
	if want := `Zones["eu"]: got a second key for the same zone, expected one`; lines(issues) != want {
		t.Errorf("the issues are %s, expected %s", lines(issues), want)
	}
}

// TestLimitsOfIssues: a list of a million wrong things is not a list of a million issues.
func TestLimitsOfIssues(t *testing.T) {
	type domain struct{ IDs []ID }
	type wire struct{ IDs []string }
	_, issues := refine.ParseAll[domain](wire{make([]string, 1_000_000)})
	if len(issues) != 1001 || issues[999].Path != "IDs[999]" || issues[1000].Got != "further issues" {
		t.Errorf("%d issues, the last is %v", len(issues), issues[len(issues)-1])
	}
	deep := &ParentWire{ID: refine.Present("aaa")}
	for range 5000 {
		deep = &ParentWire{ID: refine.Present("aaa"), Next: deep}
	}
	if _, issues := refine.ParseAll[*Parent](deep); len(issues) != 1 || issues[0].Want != "at most 1000 levels" {
		t.Errorf("of what is nested too deeply the issues are %v", issues)
	}
}

// A message is parsed into the domain as a whole, or everything that is wrong with it is said.
func ExampleParseAll() {
	type line struct {
		ID    ID
		Count refine.Option[Count]
	}
	type order struct {
		ID    ID
		Lines []line
	}
	type lineWire struct {
		ID    refine.Field[string] `json:"id"`
		Count refine.Field[int]    `json:"count"`
	}
	type orderWire struct {
		ID    refine.Field[string]     `json:"id"`
		Lines refine.Field[[]lineWire] `json:"lines"`
	}
	_, issues := refine.ParseAll[order](orderWire{
		ID:    refine.Present("ABC"),
		Lines: refine.Present([]lineWire{{ID: refine.Present("abc")}, {Count: refine.Present(0)}}),
	})
	for _, issue := range issues {
		fmt.Println(issue)
	}
	// Output:
	// id: got "ABC", expected 3 bytes and every character in [a-z]
	// lines[1].id: got absent, expected 3 bytes and every character in [a-z]
	// lines[1].count: got 0, expected at least 1
}

func BenchmarkParseAll(b *testing.B) {
	wire := rightWire()
	b.ReportAllocs()
	for b.Loop() {
		if _, issues := refine.ParseAll[Order](wire); len(issues) > 0 {
			b.Fatal(issues)
		}
	}
}
