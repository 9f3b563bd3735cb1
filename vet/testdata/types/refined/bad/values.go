package bad

import (
	"math"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/refined/bad/other"
)

const (
	upper  = "ABC"
	prefix = "ab"
	suffix = "cd"
	half   = 50
)

type kind string

const admin kind = "adm1"

const (
	first = iota + 99
	second
	third
)

// Literals.
var (
	A = refine.Must[ID]("ABC")       // HERE
	B = refine.Must[ID]("lmnop")     // HERE
	C = refine.Must[ID]("jk")        // HERE
	D = refine.Must[ID]("")          // HERE
	E = refine.Must[ID](`ab` + "\n") // HERE
	F = refine.Must[ID]("äa")        // HERE
)

// Named, typed and joined constants.
var (
	G = refine.Must[ID](upper)                          // HERE
	H = refine.Must[ID](prefix + suffix)                // HERE
	I = refine.Must[ID](string(admin))                  // HERE
	J = refine.Must[ID, string](upper)                  // HERE
	K = (refine.Must[refine.Of[string, Lower3]])(upper) // HERE
)

// Predicates that are written by hand.
var (
	L = refine.Must[HandID]("abC")         // HERE
	M = refine.Must[HandID]("abcd")        // HERE
	N = refine.Must[Topic]("app..orders")  // HERE
	O = refine.Must[Topic]("orders")       // HERE
	P = refine.Must[Digits]("123" + "4x")  // HERE
	Q = refine.Must[Digits]("12")          // HERE
	R = refine.Must[Wait](2 * time.Minute) // HERE
	S = refine.Must[Wait](0)               // HERE
)

// Numbers.
var (
	T = refine.Must[Port](0)                       // HERE
	U = refine.Must[Port](1 << 16)                 // HERE
	V = refine.Must[Port](math.MaxUint16 + 1)      // HERE
	W = refine.Must[Percent](-1)                   // HERE
	X = refine.Must[Percent](half + half + 1)      // HERE
	Y = refine.Must[Percent](third)                // HERE
	Z = refine.Must[Percent](http.StatusTeapot)    // HERE
	a = refine.Must[Ratio](1.5)                    // HERE
	b = refine.Must[Ratio](-0.25)                  // HERE
	c = refine.Must[Percent](len("ab") * half * 2) // HERE
	d = refine.Must[Percent]('z')                  // HERE
)

// Rules.
var (
	e = refine.Must[Ticket]("OPS")            // HERE
	f = refine.Must[Ticket]("see OPS-12")     // HERE
	g = refine.Must[Name]("admin")            // HERE
	h = refine.Must[Name]("Donaudampfschiff") // HERE
)

// Predicates and constants of another package.
var (
	i = refine.Must[other.RegionName](other.OldRegion)            // HERE
	j = refine.Must[other.RegionName]("eu-west ")                 // HERE
	k = refine.Must[refine.Of[int, other.Even]](other.Retries)    // HERE
	l = refine.Must[refine.Of[string, other.Slug]]("two--dashes") // HERE
	m = refine.Must[ID](other.DefaultRegion)                      // HERE
	n = refine.Must[refine.Of[string, other.Slug]](prefix + "-")  // HERE
)

type order struct {
	ID    ID
	Share Percent
}

func keep(id ID) order { return order{ID: id} }

func arguments(all []ID) bool {
	o := keep(refine.Must[ID]("x"))                                       // HERE
	return slices.Contains(all, refine.Must[ID]("ab1")) && o.ID == all[0] // HERE
}

func fields() order {
	return order{
		ID:    refine.Must[ID]("abc"),
		Share: refine.Must[Percent](101), // HERE
	}
}

func elements() ([]ID, map[ID]int, [2]Percent) {
	return []ID{
			refine.Must[ID]("abc"),
			refine.Must[ID]("abcd"), // HERE
		}, map[ID]int{
			refine.Must[ID]("Key"): 1, // HERE
		}, [2]Percent{
			1: refine.Must[Percent](1000), // HERE
		}
}

func returns(strict bool) ID {
	if strict {
		return refine.Must[ID]("abc")
	}
	return refine.Must[ID]("any id") // HERE
}

func labels(id ID) string {
	switch id {
	case refine.Must[ID]("adm"):
		return "admin"
	case refine.Must[ID]("guest"): // HERE
		return "guest"
	}
	return strings.ToUpper(id.Raw())
}

func local() ID {
	const mine = "mi" + "ne"
	return refine.Must[ID](mine) // HERE
}
