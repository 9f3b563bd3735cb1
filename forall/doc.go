// Package forall tries a law about functions on every value of a finite type, or on random ones.
//
//	func TestUpper(t *testing.T) {
//		forall.Check(t, func(id ID) error {
//			if upper(id).Raw() != strings.ToUpper(id.Raw()) {
//				return errors.New("not the same in upper case")
//			}
//			return nil
//		})
//	}
//
// The domain is read from the type of the argument: booleans, numbers and texts; refined types, whose rules tell how many values they
// have and how to construct them; Option, Result, Field and Vec; arrays, structs, pointers, slices and maps of all these. Go cannot tell
// the constants of a closed enumeration or the variants of a sealed interface, so the test does: Enum(off, on), Sum[Msg](Ping{}, Put{}).
// A type of which nothing tells the values is an error with a hint, and never passed over.
//
// A domain of up to 1,048,576 values (Limit) is tried exhaustively, in a fixed order from simple to unusual, and the verdict says so:
//
//	ID: all 17,576 of 17,576
//
// Of a larger one 1,000 values (Tries) are drawn, boundaries among them, by the generators of pgregory.net/rapid, and the verdict says how
// many different ones of how many:
//
//	Name: 1,000 of 308,915,776, seed 7
//
// A value of which the law is false is shrunk to a simple one and printed as Go writes it. The seed comes from the name of the test, so
// that a run repeats; -forall.seed=7 or ASSAY_SEED=7 chooses another. What was drawn is counted by variant (None and Some, each case of a
// sum, the boundaries of numbers), and variants that were never tried are listed as not covered.
//
// Sequential and Concurrent hold an implementation against a model: the same results for any sequence of commands, and linearizable
// histories from several goroutines. Fuzz makes a law a target of go test -fuzz.
//
// Each law leaves one record of evidence, as every technique does. Too few values tried, since the law skips most or a predicate accepts
// few, is Unknown, which fails the test: it is never a pass.
//
// Does not find: what is wrong with values that were not drawn (the record says how many these are), a law that is wrong itself, and what
// depends on more than the arguments. Values that are given by Enum or Values are shared by all tries.
package forall
