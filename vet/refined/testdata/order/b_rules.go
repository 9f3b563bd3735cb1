package order

import "github.com/assay-dev/assay/refine"

// Lower3 is three letters.
type Lower3 struct{}

var lower3 = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

// Rule is lower3.
func (Lower3) Rule() refine.Rule[string] { return lower3 }

// Holds asks it.
func (Lower3) Holds(s string) bool { return lower3.Holds(s) }

// ID is three letters.
type ID = refine.Of[string, Lower3]

var words = map[string]bool{"a": true}

var late = []ID{refine.Must[ID]("abc"), third()}
