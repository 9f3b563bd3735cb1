// Package sites gives constants to refined types in every place where a constant can stand.
package sites

import (
	"fmt"
	"os"
	"strings"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/refined/testdata/ids"
)

type ID = ids.ID

type Port = refine.Of[uint16, port]

type port struct{}

func (port) Holds(p uint16) bool { return p != 0 }

const (
	good = "abc"
	bad  = "ABC"
)

type order struct {
	id   ID
	port Port
}

var (
	_ = refine.Must[ID]("abc")
	_ = refine.Must[ID]("ABC")                 // want `^"ABC" is not an ID: expected 3 bytes and every character in \[a-z\]$`
	_ = refine.Must[ids.ID]("lmnop")           // want `^"lmnop" is not an ids.ID: expected`
	_ = refine.Must[ID]("a" + good)            // want `^"aabc" is not an ID`
	_ = refine.Must[ID](bad)                   // want `^"ABC" is not an ID`
	_ = refine.Must[ID](strings.ToUpper(good)) // want `^strings.ToUpper\(good\) is not an ID`
	_ = refine.Must[ID](strings.ToLower(bad))
	_ = refine.Must[Port](80)
	_ = refine.Must[Port](0)                            // want `^0 is not a Port: port.Holds refuses it`
	_ = refine.Must[refine.Of[uint16, port]](uint16(0)) // want `^0 is not a refine.Of\[uint16, port\]`
	_ = refine.Parse[ID]("jk")                          // want `^"jk" is not an ID`
	_ = refine.Must[ids.Slug]("a-b-c")
	_ = refine.Must[ids.Slug]("a--c") // want `^"a--c" is not an ids.Slug: ids.slug.Holds refuses it`
	_ = refine.Must[refine.Of[string, ids.AtMost[refine.N3]]]("abc")
	_ = refine.Must[refine.Of[string, ids.AtMost[refine.N2]]]("abc") // want `^"abc" is not a refine.Of\[string, ids.AtMost\[refine.N2\]\]`
	_ = ids.MustID("abc")
	_ = ids.MustID("ABC") // want `^"ABC" is not an ids.ID`
	_ = ids.TryID("ABC")  // want `^"ABC" is not an ids.ID`
	_ = refine.Must[ID](os.Args[0])
	_ = map[ID]Port{refine.Must[ID]("abd"): refine.Must[Port](1), refine.Must[ID]("1"): refine.Must[Port](1)} // want `^"1" is not an ID`
	_ = []ID{refine.Must[ID]("abd"), refine.Must[ID]("abd ")}                                                 // want `^"abd " is not an ID`
	_ = order{id: refine.Must[ID]("Abd"), port: refine.Must[Port](1)}                                         // want `^"Abd" is not an ID`
)

// short uses a rule and a function of another package.
type short struct{}

func (short) Holds(s string) bool { return ids.Short.Holds(s) || ids.Long(7).Holds(s) }

func places(id ID, s string, ok bool) ID {
	switch id {
	case refine.Must[ID]("abc"):
	case refine.Must[ID]("a c"): // want `^"a c" is not an ID`
	}
	places(refine.Must[ID](""), s, ok)                   // want `^"" is not an ID`
	f := func() ID { return refine.Must[ID]("ab\x63d") } // want `^"abcd" is not an ID`
	for range 3 {
		id = f()
	}
	if ok {
		return refine.Must[ID](s) // want `^not shown that s is an ID: Must is for constants: Parse the value, and handle none`
	}
	_ = refine.Parse[ID](s)
	_ = ids.MustID(s) // want `^not shown that s is an ids.ID: Must is for constants`
	_ = refine.Must[refine.Of[string, short]]("abcde")
	_ = refine.Must[refine.Of[string, short]]("abcdef") // want `^"abcdef" is not a`
	fmt.Println(apply("abc", refine.Must[ID]))          // want `^Must is for constants: as a value`
	fmt.Println(apply("abc", refine.Parse[ID]))
	return refine.Must[ID]("nop" + "e") // want `^"nope" is not an ID`
}

func apply[T any](s string, f func(string) T) T { return f(s) }

func mustPort(p uint16) Port { return refine.Must[Port](p) }

func openPort(p uint16) Port { return refine.Must[Port](p) } // want `^not shown that p is a Port: Must is for constants`

var (
	_ = mustPort(0) // want `^0 is not a Port`
	_ = openPort(0) // want `^0 is not a Port`
	_ = mustPort(7)
)

//assay:ignore refined it shows what happens
var ignored = refine.Must[ID]("ABC") // want `ignored: it shows what happens`

var _ = []any{ignored, places}

type span struct{ low, high int }

type ordered struct{}

func (ordered) Holds(s span) bool { return s.low <= s.high }

type Span = refine.Of[span, ordered]

var (
	_     = refine.Must[Span](span{1, 2})
	_     = refine.Must[Span](span{high: -2}) // want `^span{high: -2} is not a Span: ordered.Holds refuses it`
	_     = refine.Must[Span](start)          // not a constant
	start = span{2, 1}
)

func init() { start.low++ }

type first struct{}

func (first) Holds(s string) bool { return s[0] == 'a' }

var _ = refine.Must[refine.Of[string, first]]("") // want `first.Holds panics: index out of range \[0\] with length 0`

// Lower is a predicate with a rule for other packages to build on.
type Lower struct{}

func (Lower) Rule() refine.Rule[string] { return refine.Each("a-z") }
func (l Lower) Holds(s string) bool     { return l.Rule().Holds(s) }
