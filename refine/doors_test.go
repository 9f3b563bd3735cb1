package refine_test

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/refine"
)

// Positive holds of what is greater than 0.
type Positive struct{}

var positive = refine.AtLeast(1)

func (Positive) Rule() refine.Rule[int] { return positive }
func (Positive) Holds(n int) bool       { return positive.Holds(n) }

// Count is a number that is greater than 0.
type Count = refine.Of[int, Positive]

// The types that must have doors.
var (
	_ encoding.TextMarshaler   = ID{}
	_ encoding.TextUnmarshaler = new(ID)
	_ json.Marshaler           = ID{}
	_ json.Unmarshaler         = new(ID)
	_ driver.Valuer            = ID{}
	_ sql.Scanner              = new(ID)
	_ gob.GobEncoder           = ID{}
	_ gob.GobDecoder           = new(ID)

	_ encoding.TextUnmarshaler = new(refine.Field[string])
	_ sql.Scanner              = new(refine.Field[string])
	_ driver.Valuer            = refine.Field[string]{}
	_ gob.GobDecoder           = new(refine.Field[string])
)

func TestJSONOut(t *testing.T) {
	for want, v := range map[string]any{
		`"abc"`:                    refine.Must[ID]("abc"),
		`7`:                        refine.Must[Count](7),
		`{"abc":1}`:                map[ID]int{refine.Must[ID]("abc"): 1},
		`{"7":1}`:                  map[Count]int{refine.Must[Count](7): 1},
		`["abc",null]`:             []refine.Option[ID]{refine.Some(refine.Must[ID]("abc")), refine.None[ID]()},
		`[1,2]`:                    refine.FromSlice[refine.N2]([]int{1, 2}).Or(refine.Vec[refine.N2, int]{}),
		`[]`:                       refine.Vec[refine.N0, int]{},
		`"t"`:                      refine.Tag[Lower3]("t"),
		`{"t":1}`:                  map[refine.Tagged[Lower3, string]]int{refine.Tag[Lower3]("t"): 1},
		`{"A":null,"B":3}`:         wireOut{A: refine.Null[int](), B: refine.Present(3)},
		`{}`:                       wireOut{},
		`["good","bad"]`:           []refine.Quality{refine.Good, {}},
		`{"First":1,"Second":"s"}`: refine.Pair[int, string]{First: 1, Second: "s"},
	} {
		if got, err := json.Marshal(v); err != nil || string(got) != want {
			t.Errorf("%v in JSON is %s %v, expected %s", v, got, err, want)
		}
	}
}

type wireOut struct {
	A refine.Field[int] `json:",omitzero"`
	B refine.Field[int] `json:",omitzero"`
}

// TestNothingWrongGoesOut: what nobody set is refused by every door.
func TestNothingWrongGoesOut(t *testing.T) {
	type store = refine.Store[Lower3, int]
	for want, v := range map[string]any{
		"zero value of Of[string, Lower3]": ID{},
		"zero value of Vec[N2, int]":       refine.Vec[refine.N2, int]{},
		"absent Field[int] is not written": refine.Absent[int](),
		"[]int is written as null":         refine.Some([]int(nil)),
		"Option[int] is written as null":   refine.Some(refine.None[int]()),
		"a Result, a Store or a Ref":       refine.Ok(1),
		"of this process alone":            refine.Ref[Lower3]{},
		"expected the value that it holds": store{},
	} {
		if got, err := json.Marshal(v); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%T in JSON is %s %v, expected an error about %q", v, got, err, want)
		}
	}
	var id ID
	if text, err := id.MarshalText(); err == nil {
		t.Errorf("the zero identifier as text is %q", text)
	}
	if v, err := id.Value(); err == nil {
		t.Errorf("the zero identifier for SQL is %v", v)
	}
	if data, err := id.GobEncode(); err == nil {
		t.Errorf("the zero identifier in gob is %q", data)
	}
	for _, f := range []refine.Field[int]{refine.Absent[int](), refine.Null[int]()} {
		if text, err := f.MarshalText(); err == nil {
			t.Errorf("%v as text is %q", f, text)
		}
	}
	if v, err := refine.Absent[int]().Value(); err == nil {
		t.Errorf("an absent field for SQL is %v", v)
	}
	if data, err := (gobbed(struct{ R refine.Result[int] }{})); err == nil {
		t.Errorf("a result in gob is %q", data)
	}
}

func gobbed(v any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(v)
	return b.Bytes(), err
}

// TestNothingComesIn: domain types are never decoded, and the error names the way.
func TestNothingComesIn(t *testing.T) {
	type tagged = refine.Tagged[Lower3, string]
	for _, c := range []struct {
		name string
		err  error
	}{
		{"Of[string, Lower3]", new(ID).UnmarshalText([]byte("abc"))},
		{"Of[string, Lower3]", json.Unmarshal([]byte(`"abc"`), new(ID))},
		{"Of[string, Lower3]", json.Unmarshal([]byte(`{"ID":null}`), new(struct{ ID ID }))},
		{"Of[string, Lower3]", json.Unmarshal([]byte(`{"abc":1}`), new(map[ID]int))},
		{"Of[string, Lower3]", new(ID).Scan("abc")},
		{"Of[string, Lower3]", new(ID).GobDecode([]byte("\x02\"abc\""))},
		{"Option[int]", json.Unmarshal([]byte("null"), new(refine.Option[int]))},
		{"Option[int]", new(refine.Option[int]).Scan(nil)},
		{"Option[int]", new(refine.Option[int]).GobDecode(nil)},
		{"Vec[N1, int]", json.Unmarshal([]byte("[1]"), new(refine.Vec[refine.N1, int]))},
		{"Tagged[Lower3, string]", json.Unmarshal([]byte(`"a"`), new(tagged))},
		{"Tagged[Lower3, string]", new(tagged).UnmarshalText(nil)},
		{"Tagged[Lower3, string]", new(tagged).Scan("a")},
	} {
		want := "refine: " + c.name + " is never decoded, expected a Field["
		if c.err == nil || !strings.HasPrefix(c.err.Error(), want) {
			t.Errorf("%s is decoded with %v, expected %s...", c.name, c.err, want)
		}
	}
}

// TestTraps are those of decoding straight into the domain; each is shown, and then how a Field meets it.
func TestTraps(t *testing.T) {
	type domain struct {
		ID   ID
		Text text
	}
	var d domain
	if err := json.Unmarshal([]byte(`{"Text":null}`), &d); err != nil || d.Text.read {
		t.Errorf("a missing field gives an error now (%v), or null is given to UnmarshalText", err)
	}
	if d.ID.String() != "zero" || panics(t, func() { d.ID.Raw() }) == "" {
		t.Errorf("the missing identifier is %v", d.ID)
	}
	var twice struct{ A, B int }
	if err := json.Unmarshal([]byte(`{"A":1,"A":2,"b":3}`), &twice); err != nil || twice.A != 2 || twice.B != 3 {
		t.Errorf("a key that comes twice gives %v %v, and it was silent", twice, err)
	}
	var wire struct{ ID, Text, Other refine.Field[string] }
	if err := json.Unmarshal([]byte(`{"Text":null,"Other":"x"}`), &wire); err != nil {
		t.Error(err)
	}
	if wire.ID != refine.Absent[string]() || wire.Text != refine.Null[string]() || wire.Other != refine.Present("x") {
		t.Errorf("the wire form is %v", wire)
	}
}

type text struct{ read bool }

func (x *text) UnmarshalText([]byte) error { x.read = true; return nil }

func TestFieldInJSON(t *testing.T) {
	var f refine.Field[int]
	for _, c := range []struct {
		json string
		want refine.Field[int]
		ok   bool
	}{{"3", refine.Present(3), true}, {" null ", refine.Null[int](), true}, {`"3"`, refine.Null[int](), false}, {"0", refine.Present(0), true}} {
		if err := json.Unmarshal([]byte(c.json), &f); (err == nil) != c.ok || f != c.want {
			t.Errorf("%s is %v %v, expected %v", c.json, f, err, c.want)
		}
	}
}

func TestText(t *testing.T) {
	for _, v := range []encoding.TextMarshaler{refine.Must[Count](12), refine.Present(12), refine.Present("12"), refine.Tag[Any](uint8(12)), refine.Present(12.0)} {
		if text, err := v.MarshalText(); err != nil || string(text) != "12" {
			t.Errorf("%v as text is %q %v", v, text, err)
		}
	}
	if text, err := refine.Present([]int{1}).MarshalText(); err == nil {
		t.Errorf("a list as text is %q", text)
	}
	var n refine.Field[int8]
	var when refine.Field[time.Time]
	var on refine.Field[bool]
	var list refine.Field[[]int]
	for _, c := range []struct {
		field encoding.TextUnmarshaler
		text  string
		want  string
	}{
		{&n, "-12", "-12"}, {&n, "128", `refine: "128", expected a whole number from -128 to 127`}, {&n, "1.0", `refine: "1.0", expected a whole`},
		{&when, "2026-01-02T03:04:05Z", "2026-01-02 03:04:05 +0000 UTC"}, {&when, "today", "parsing time"},
		{&on, "true", "true"}, {&on, "yes", `refine: "yes", expected true or false`}, {&list, "[]", "refine: []int has no text"},
	} {
		got := "an error"
		if err := c.field.UnmarshalText([]byte(c.text)); err != nil {
			got = err.Error()
		} else {
			got = fmt.Sprint(c.field)
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%T from %q is %s, expected %s", c.field, c.text, got, c.want)
		}
	}
}

func TestSQL(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	type name string
	for _, c := range []struct {
		field sql.Scanner
		src   any
		want  string // "" is an error
	}{
		{new(refine.Field[string]), "abc", "abc"}, {new(refine.Field[string]), []byte("abc"), "abc"}, {new(refine.Field[name]), "abc", "abc"},
		{new(refine.Field[string]), int64(3), ""}, {new(refine.Field[string]), nil, "null"}, {new(refine.Field[string]), at, ""},
		{new(refine.Field[int8]), int64(-128), "-128"}, {new(refine.Field[int8]), int64(128), ""}, {new(refine.Field[int]), 1.0, ""},
		{new(refine.Field[int]), []byte("12"), "12"}, {new(refine.Field[int]), "12x", ""}, {new(refine.Field[uint]), int64(-1), ""},
		{new(refine.Field[uint]), int64(1), "1"}, {new(refine.Field[float32]), 0.5, "0.5"}, {new(refine.Field[float32]), 0.1, ""},
		{new(refine.Field[float64]), int64(1 << 53), "9.007199254740992e+15"}, {new(refine.Field[float64]), int64(1<<53 + 1), ""},
		{new(refine.Field[float32]), int64(1 << 24), "1.6777216e+07"},
		{new(refine.Field[float32]), int64(1<<24 + 2), ""}, {new(refine.Field[bool]), true, "true"}, {new(refine.Field[bool]), int64(1), "true"}, {new(refine.Field[bool]), int64(2), ""},
		{new(refine.Field[time.Time]), at, at.String()}, {new(refine.Field[time.Time]), "2026-01-02T03:04:05Z", at.String()},
		{new(refine.Field[[]byte]), "abc", "[97 98 99]"}, {new(refine.Field[[]int]), "abc", ""}, {new(refine.Field[any]), int64(1), ""},
		{new(refine.Field[sql.Null[int64]]), int64(3), "{3 true}"}, {new(refine.Field[json.RawMessage]), "{}", "[123 125]"},
	} {
		err := c.field.Scan(c.src)
		if got := fmt.Sprint(c.field); err == nil && got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%T of %#v is %s %v, expected %q", c.field, c.src, got, err, c.want)
		}
	}
	for _, c := range []struct {
		from driver.Valuer
		want driver.Value
	}{
		{refine.Must[ID]("abc"), "abc"}, {refine.Must[Count](3), int64(3)}, {refine.None[ID](), nil}, {refine.Some(refine.Must[ID]("abc")), "abc"},
		{refine.Null[int](), nil}, {refine.Present(at), at}, {refine.Tag[Any](2.5), 2.5},
	} {
		if got, err := c.from.Value(); err != nil || got != c.want {
			t.Errorf("%v for SQL is %v %v, expected %v", c.from, got, err, c.want)
		}
	}
}

// TestScanKeepsNoBytes: a driver uses its bytes again.
func TestScanKeepsNoBytes(t *testing.T) {
	src := []byte("abc")
	var f refine.Field[[]byte]
	if err := f.Scan(src); err != nil {
		t.Fatal(err)
	}
	src[0] = 'x'
	if got, _ := f.Get(); string(got) != "abc" {
		t.Errorf("the field is %q after the driver went on", got)
	}
}

type gobDomain struct {
	ID    ID
	Count Count
	Maybe refine.Option[int]
	None  refine.Option[int]
	Zero  refine.Of[int, Any]
	Wire  refine.Field[string]
}

type gobWire struct {
	ID, Wire          refine.Field[string]
	Count, Maybe, Nil refine.Field[int]
	None, Zero        refine.Field[int]
}

// TestGob: what refined types write, Fields read. What is zero, gob leaves out, right or wrong.
func TestGob(t *testing.T) {
	out := gobDomain{ID: refine.Must[ID]("abc"), Count: refine.Must[Count](3), Maybe: refine.Some(0), Wire: refine.Null[string]()}
	data, err := gobbed(out)
	if err != nil {
		t.Fatal(err)
	}
	var in gobWire
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&in); err != nil {
		t.Fatal(err)
	}
	want := gobWire{ID: refine.Present("abc"), Count: refine.Present(3), Maybe: refine.Present(0), Wire: refine.Null[string]()}
	if !reflect.DeepEqual(in, want) {
		t.Errorf("from gob comes %+v, expected %+v", in, want)
	}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(new(gobDomain)); err == nil || !strings.Contains(err.Error(), "is never decoded") {
		t.Errorf("gob decodes into the domain: %v", err)
	}
	list, err := gobbed([]refine.Field[int]{refine.Absent[int](), refine.Null[int](), refine.Present(1)})
	var fields []refine.Field[int]
	if err != nil || gob.NewDecoder(bytes.NewReader(list)).Decode(&fields) != nil || fmt.Sprint(fields) != "[absent null 1]" {
		t.Errorf("three fields come from gob as %v", fields)
	}
	if (new(refine.Field[int])).GobDecode([]byte{7}) == nil || new(refine.Field[int]).GobDecode([]byte("\x02x")) == nil {
		t.Error("bytes that no field wrote are decoded")
	}
	if b, err := refine.None[int]().GobEncode(); err != nil || len(b) != 1 {
		t.Errorf("none in gob is %v %v", b, err)
	}
}

func TestQualityText(t *testing.T) {
	var q refine.Quality
	if err := q.UnmarshalText([]byte("uncertain")); err != nil || q != refine.Uncertain {
		t.Errorf("uncertain is %v %v", q, err)
	}
	if err := q.UnmarshalText([]byte("great")); err == nil || q != refine.Uncertain {
		t.Errorf("great is %v %v", q, err)
	}
}
