package types

import "github.com/assay-dev/assay/refine"

// ID is an identifier: three lower-case characters. No other value of this type can be made outside of package refine, the zero
// apart, which the analyzers find and Raw refuses.
type ID = refine.Of[string, Lower3]

// Lower3 holds of three lower-case characters.
type Lower3 struct{}

var lower3 = refine.And(refine.Chars(3, 3), refine.Each("a-z"))

// Holds says whether s is three lower-case characters.
func (Lower3) Holds(s string) bool { return lower3.Holds(s) }

// Rule is the predicate as data: what counts, draws and explains it reads this.
func (Lower3) Rule() refine.Rule[string] { return lower3 }

// Known is an identifier that is known when the program is written. With "ABC", "lmnop" or "jk" in its place the package does not
// compile under assay build: see testdata.
var Known = refine.Must[ID]("abc")
