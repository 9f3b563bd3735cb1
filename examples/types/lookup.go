package types

import "github.com/assay-dev/assay/refine"

// Position is where the cart holds an item. That there may be none is said by the type, not by -1: a caller who forgets it has a
// program that does not compile, rather than one that reads before the beginning.
//
//assay:pure
func Position(s Session, item ID) refine.Option[int] {
	for i, other := range s.Cart {
		if other == item {
			return refine.Some(i)
		}
	}
	return refine.None[int]()
}
