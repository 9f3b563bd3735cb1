// Package sortslicefn is bad: sort.Slice with a local closure sorts the argument itself (changes a parameter).
package sortslicefn

import "sort"

type Bid struct {
	Bidder string
	Amount int
}

// Winner is the bidder of the highest bid.
//
//assay:pure
func Winner(bids []Bid) string {
	if len(bids) == 0 {
		return "nobody"
	}
	sort.Slice(bids, func(i, j int) bool { return bids[i].Amount > bids[j].Amount }) // HERE
	return bids[0].Bidder
}
