package refine_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/refine"
)

// TestFromJSON goes there and back: an order is written by its wire form, and read again.
func TestFromJSON(t *testing.T) {
	data, err := json.Marshal(rightWire())
	if err != nil {
		t.Fatal(err)
	}
	got, issues := refine.FromJSON[Order, OrderWire](data)
	order, ok := got.Get()
	if !ok || len(issues) > 0 {
		t.Fatal(issues)
	}
	if want := rightOrder(); !reflect.DeepEqual(order, want) {
		t.Errorf("the order is\n%+v, expected\n%+v", order, want)
	}
}

// TestDomainIsReadAsItIsWritten: what the domain's own doors write, the wire form reads.
func TestDomainIsReadAsItIsWritten(t *testing.T) {
	type domain struct {
		ID    ID                  `json:"id"`
		Size  refine.Option[Line] `json:"size"`
		Count Count               `json:"count"`
	}
	type wire struct {
		ID   refine.Field[string] `json:"id"`
		Size refine.Field[struct {
			ID    refine.Field[string]
			Count refine.Field[int]
		}] `json:"size"`
		Count refine.Field[int] `json:"count"`
	}
	want := domain{ID: refine.Must[ID]("abc"), Size: refine.Some(Line{ID: refine.Must[ID]("xyz")}), Count: refine.Must[Count](1)}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, issues := refine.FromJSON[domain, wire](data); got != refine.Some(want) {
		t.Errorf("%s is read as %v %v", data, got, issues)
	}
}

func TestEveryIssueOfJSON(t *testing.T) {
	data := `{
		"extra": 1,
		"id": 3,
		"lines": [{"id": "ABC", "count": 1e999}, 7, {"id": "abc", "Id": "abd", "id": "ABC", "count": 1.0}, {"id": "xyz", "count": {}}],
		"note": {"deep": {"a": 1, "a": 2}},
		"change": 9223372036854775808,
		"paid": {"kind": "card", "kind": "card", "number": 0},
		"colour": "blue",
		"size": [1, null],
		"stock": {"abc": 1, "abc": "x", "ABC": 2},
		"when": "today",
		"parent": {"id": "aaa", "next": {"id": "bbb", "next": [1]}},
		"pair": [1, 2, 3],
		"data": "%%%",
		"for": null,
		"rate": 1e-400,
		"unread": "x"
	}`
	got, issues := refine.FromJSON[Order, OrderWire]([]byte(data))
	want := `id: got 3, expected a text
lines[0].id: got "ABC", expected 3 bytes and every character in [a-z]
lines[0].count: got 1e999, expected a whole number from -9223372036854775808 to 9223372036854775807
lines[1]: got 7, expected an object
lines[2].id: got the key twice, expected once
lines[2].id: got "ABC", expected 3 bytes and every character in [a-z]
lines[2].count: got 1.0, expected a whole number from -9223372036854775808 to 9223372036854775807
lines[3].count: got an object, expected a whole number from -9223372036854775808 to 9223372036854775807
note: got an object, expected a text
change: got 9223372036854775808, expected a whole number from -9223372036854775808 to 9223372036854775807
paid.number: got 0, expected at least 1
colour: got "blue", expected a Colour (no colour "blue", expected red)
size[1]: got null, expected a whole number from -9223372036854775808 to 9223372036854775807
stock["ABC"]: got "ABC", expected 3 bytes and every character in [a-z]
stock["abc"]: got the key twice, expected once
stock["abc"]: got "x", expected a whole number from -9223372036854775808 to 9223372036854775807
when: got "today", expected a Time
parent.next.next: got a list, expected an object
pair: got 3 items, expected 2 items
data: got "%%%", expected bytes
for: got null, expected a text
extra: got an unknown key, expected one of change, colour, data, for, id, lines, note, paid, pair, parent, rate, size, stock, unread, when
lines[2].Id: got the key, and "id" too, expected only one of keys that differ in case alone
lines[2].Id: got an unknown key, expected one of count, id
paid.kind: got the key twice, expected once
unread: got "x", expected a whole number from -9223372036854775808 to 9223372036854775807`
	if got.IsSome() || lines(issues) != want {
		t.Errorf("the issues are\n%s\nexpected\n%s", lines(issues), want)
	}
}

// TestNoJSON is one issue, with the place.
func TestNoJSON(t *testing.T) {
	type domain struct{ ID ID }
	type wire struct{ ID refine.Field[string] }
	for data, want := range map[string]string{
		``:                          `unexpected end of JSON input at byte 0`,
		`{"ID":"abc"} {}`:           `invalid character '{' after top-level value at byte 14`,
		`{"ID":"abc"}x`:             `invalid character 'x' after top-level value at byte 13`,
		`{"ID":"abc",}`:             `invalid character '}' looking for beginning of object key string at byte 13`,
		`{"ID":'abc'}`:              `invalid character '\'' looking for beginning of value at byte 7`,
		`{"ID":NaN}`:                `invalid character 'N' looking for beginning of value at byte 7`,
		"{\"ID\":\"a\xffb\"}":       `text that is not valid UTF-8`,
		`{"ID":"a\ud800b"}`:         `"a\ud800b" has half of a surrogate pair`,
		`{"ID":"\ude00\ud83d"}`:     `"\ude00\ud83d" has half of a surrogate pair`,
		`{"ID":"\ud83d\\ude00"}`:    `"\ud83d\\ude00" has half of a surrogate pair`,
		`{"\ud800":1}`:              `"\ud800" has half of a surrogate pair`,
		"\ufeff{}":                  `invalid character`,
		strings.Repeat("[", 2000):   `unexpected end of JSON input`,
		nested("[", "]", 2000):      `nested too deeply: more than 1000 levels`,
		nested(`{"a":`, `}`, 20000): `invalid character`,
	} {
		got, issues := refine.FromJSON[domain, wire]([]byte(data))
		if got.IsSome() || len(issues) != 1 || issues[0].Path != "" || !strings.HasPrefix(issues[0].Got, want) {
			t.Errorf("%.40q: %v, expected %s", data, issues, want)
		}
	}
	for data, want := range map[string]string{
		`[]`:     `got a list, expected an object`,
		`null`:   `got null, expected an object`,
		`"a"`:    `got "a", expected an object`,
		`-12e30`: `got -12e30, expected an object`,
		` { } `:  `ID: got absent, expected 3 bytes and every character in [a-z]`,
	} {
		if _, issues := refine.FromJSON[domain, wire]([]byte(data)); lines(issues) != want {
			t.Errorf("%s: %v, expected %s", data, issues, want)
		}
	}
	if got, issues := refine.FromJSON[domain, wire]([]byte(`{"ID":"\u0061b\u0063"}`)); !got.IsSome() {
		t.Errorf("escaped characters are refused: %v", issues)
	}
}

func nested(open, close string, depth int) string {
	return strings.Repeat(open, depth) + "1" + strings.Repeat(close, depth)
}

// TestKeysThatAreNearlyTheSame: encoding/json takes each of them for the field.
func TestKeysThatAreNearlyTheSame(t *testing.T) {
	type domain struct{ Key refine.Option[int] }
	type wire struct {
		Key refine.Field[int] `json:"key"`
		Any any               `json:"any"`
	}
	for data, want := range map[string]string{
		`{"key":1,"key":1}`:                           "key: got the key twice, expected once",
		`{"KEY":1}`:                                   "KEY: got an unknown key, expected one of any, key",
		`{"key":1,"\u212aey":2}`:                      "\u212aey: got the key, and \"key\" too, expected only one of keys that differ in case alone\n\u212aey: got an unknown key, expected one of any, key",
		`{"any":{"a":[{"b":1,"B":2}]}}`:               `any.a[0].B: got the key, and "b" too, expected only one of keys that differ in case alone`,
		`{"any":[{"a b":1,"a b":2}]}`:                 `any[0]["a b"]: got the key twice, expected once`,
		`{"\u006bey":1,"key":1}`:                      "key: got the key twice, expected once",
		`{"any":{"ß":1,"ẞ":2,"ss":3}}`:                `any.ẞ: got the key, and "ß" too, expected only one of keys that differ in case alone`,
		`{"` + strings.Repeat("x", 5000) + `":1}`:     `["` + strings.Repeat("x", 64) + `"... (5000 bytes)]: got an unknown key, expected one of any, key`,
		`{"any":{"k":{"x":1},"l":{"x":1},"x":[[1]]}}`: "",
	} {
		if got, issues := refine.FromJSON[domain, wire]([]byte(data)); lines(issues) != want || got.IsSome() != (want == "") {
			t.Errorf("%.60s: %v, with\n%v, expected\n%s", data, got, lines(issues), want)
		}
	}
}

// TestWireForms that are no structs of Fields alone.
func TestWireForms(t *testing.T) {
	type wire struct {
		Plain  string
		Any    any
		Raw    json.RawMessage
		List   [2]refine.Field[int]
		ByID   map[uint8]refine.Field[string]
		hidden int
		Not    int `json:"-"`
	}
	type domain struct {
		Plain string
		List  [2]refine.Field[int]
		ByID  map[uint8]refine.Option[string]
		Any   any
		Raw   json.RawMessage
	}
	got, issues := refine.FromJSON[domain, wire]([]byte(`{"Plain":"p","Any":[12345678901234567890],"Raw":{"a": 1},"List":[1,null],"ByID":{"1":"x","2":null}}`))
	d, ok := got.Get()
	if !ok {
		t.Fatal(issues)
	}
	if s := fmt.Sprintf("%v %v %s %v %v", d.Plain, d.Any, d.Raw, d.List, d.ByID); s != `p [12345678901234567890] {"a": 1} [1 null] map[1:x 2:none]` {
		t.Errorf("the domain is %s", s)
	}
	_, issues = refine.FromJSON[domain, wire]([]byte(`{"Plain":null,"List":[1],"ByID":{"256":"x","-1":"y"},"Not":1,"hidden":2}`))
	want := `Plain: got null, expected a text
List: got 1 item, expected 2 items
ByID["256"]: got the key, expected a whole number from 0 to 255
ByID["-1"]: got the key, expected a whole number from 0 to 255
Not: got an unknown key, expected one of Any, ByID, List, Plain, Raw
hidden: got an unknown key, expected one of Any, ByID, List, Plain, Raw`
	if lines(issues) != want {
		t.Errorf("the issues are\n%s\nexpected\n%s", lines(issues), want)
	}
	_ = wire{}.hidden
}

// TestWiresThatCannotWork panic whatever the message.
func TestWiresThatCannotWork(t *testing.T) {
	type domain struct{}
	type inner struct{ A int }
	type embedded struct{ inner }
	type quoted struct {
		A int `json:",string"`
	}
	type sum struct{ P []Payment }
	type deep struct {
		Q map[string]refine.Field[[]quoted]
	}
	for want, f := range map[string]func(){
		"refine: field inner of embedded is embedded": func() { refine.FromJSON[domain, embedded](nil) },
		"refine: field A of quoted is embedded or":    func() { refine.FromJSON[domain, quoted](nil) },
		"refine: Payment is an interface":             func() { refine.FromJSON[domain, sum](nil) },
		"refine: field A of quoted":                   func() { refine.FromJSON[domain, deep](nil) },
	} {
		for range 2 { // the second time too
			if got := panics(t, f); !strings.HasPrefix(got, want) {
				t.Errorf("panics with %q, expected %q", got, want)
			}
		}
	}
}

// FuzzFromJSON: no message panics, what is refused gives issues, and what is taken encoding/json would take too.
func FuzzFromJSON(f *testing.F) {
	data, _ := json.Marshal(rightWire())
	f.Add(data)
	f.Add([]byte(`{"id":"\ud83d\ude00","lines":[{"id":"abc"},null],"any":1e5}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, issues := refine.FromJSON[Order, OrderWire](data)
		if got.IsSome() == (len(issues) > 0) {
			t.Errorf("%q: %v, with issues %v", data, got, issues)
		}
		var wire OrderWire
		err := json.Unmarshal(data, &wire)
		if got.IsSome() && err != nil {
			t.Errorf("%q is taken, and encoding/json says %v", data, err)
		}
		again, issues2 := refine.FromJSON[Order, OrderWire](bytes.Clone(data))
		if !slices.Equal(issues, issues2) || !reflect.DeepEqual(got, again) {
			t.Errorf("%q is read in two ways", data)
		}
	})
}

func ExampleFromJSON() {
	type login struct{ User, Host ID }
	type loginWire struct {
		User refine.Field[string] `json:"user"`
		Host refine.Field[string] `json:"host"`
	}
	_, issues := refine.FromJSON[login, loginWire]([]byte(`{"user": "abc", "User": "xyz", "host": null, "admin": true}`))
	for _, issue := range issues {
		fmt.Println(issue)
	}
	// Output:
	// host: got null, expected 3 bytes and every character in [a-z]
	// User: got the key, and "user" too, expected only one of keys that differ in case alone
	// User: got an unknown key, expected one of host, user
	// admin: got an unknown key, expected one of host, user
}
