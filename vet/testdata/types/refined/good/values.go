package good

import (
	"fmt"
	"math"
	"time"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/refined/good/other"
)

const (
	upper = "ABC"
	one   = "a"
	two   = "bc"
	limit = 85
)

type code string

const local code = "loc"

var (
	joined     = refine.Must[ID](one + two)        // neither part is an ID
	escaped    = refine.Must[ID]("\x61\u0062\143") // is abc
	raw        = refine.Must[ID](`abc`)
	typed      = refine.Must[ID](string(local))
	spelled    = refine.Must[ID, string]("abc")
	byHands    = refine.Must[HandID]("xyz")
	letters    = refine.Must[Three]("äöü")   // six bytes
	capitals   = refine.Must[Three](upper)   // is no ID, and need not be one
	nothing    = refine.Must[Note]("")       // the predicate takes it
	lowest     = refine.Must[Celsius](-40)   // the least
	highest    = refine.Must[Celsius](limit) // the greatest
	freezing   = refine.Must[Celsius](0)
	inverted   = refine.Must[Celsius](^limit + limit) // is -1
	tenths     = refine.Must[Share](0.1 + 0.2)        // constants are exact: three tenths
	negative   = refine.Must[Odd](-3)                 // -3 % 2 is -1 in Go, which is not 0
	huge       = refine.Must[Odd](math.MaxInt64)
	minute     = refine.Must[Wait](60 * time.Second) // the greatest
	nanosecond = refine.Must[Wait](1)
	empty      = refine.Must[Amount]("") // one of two
	price      = refine.Must[Amount]("12.5")
	shouting   = refine.Must[Login]("ROOT") // only the lower-case one is reserved
	mirrored   = refine.Must[Palindrome]("racecar")
	single     = refine.Must[Palindrome]("x")
	region     = refine.Must[refine.Of[string, other.Region]](other.Home)
	slug       = refine.Must[refine.Of[string, other.Slug]]("two-dashes-2")
	another    = other.Must[string]("ABC")
	compared   = refine.Must[ID]("abc").Raw() == "ABC"
	label      = fmt.Sprint("ABC", refine.Must[ID]("abc"))
)

// parse reads what is not known before it runs: it is Parse's, and None is an answer.
func parse() (known int) {
	for _, text := range []string{"ABC", "lmnop", "jk", "abc"} {
		if refine.Parse[ID](text).IsSome() {
			known++
		}
	}
	return known
}

// numbered makes IDs that are no constants: only constants are known to the tool.
func numbered(n int) ID {
	return refine.Must[ID](fmt.Sprintf("id%c", 'a'+rune(n%26)))
}

// checked makes an ID of its argument, whichever that is.
func checked(text string) ID { return refine.Must[ID](text) }

func shadowed() string {
	refine := words{}
	return refine.Must("ABC")
}

type words struct{}

func (words) Must(s string) string { return s }

func labels(id ID) int {
	switch id {
	case refine.Must[ID]("adm"), refine.Must[ID]("ops"):
		return 2
	case refine.Must[ID](one + two):
		return 1
	}
	return 0
}
