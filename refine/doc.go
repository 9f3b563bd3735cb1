// Package refine holds types that cannot hold a wrong value.
//
//	type Lower3 struct{}
//	var lower3 = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))
//	func (Lower3) Rule() refine.Rule[string] { return lower3 }
//	func (Lower3) Holds(s string) bool       { return lower3.Holds(s) }
//
//	type ID = refine.Of[string, Lower3]
//
// An ID comes from Must (of a constant) or from Parse (of anything else), and every ID is three lower-case letters. A message from
// outside is decoded into a wire form, a struct of Fields, and ParseAll makes the domain's struct of it or says everything that is
// wrong with it.
//
// Does not find: a zero value. Go makes one where a variable, a field or an element is not set; Raw and all that writes a value
// out refuse one that the predicate refuses, and the analyzer zero finds where it is made.
package refine
