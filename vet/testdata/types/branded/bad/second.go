package bad

import "github.com/assay-dev/assay/refine"

type bays struct{}

// north is one store of the brand; the other is made in another function of this file.
var north = refine.NewStore[bays, int]() // HERE

func south() refine.Store[bays, int] {
	if north.Len() > 0 {
		return north
	}
	return refine.NewStore[bays, int]() // OR HERE
}
