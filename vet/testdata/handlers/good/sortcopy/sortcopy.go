// Package sortcopy is good: sort.Slice with a local closure sorts a fresh copy.
package sortcopy

import "sort"

type Bid struct {
	Bidder string
	Amount int
}

// Ranking is the bids, the highest first, and bids of one amount by their bidders.
//
//assay:pure
func Ranking(bids []Bid) []Bid {
	ranked := make([]Bid, len(bids))
	copy(ranked, bids)
	sort.Slice(ranked, func(i, j int) bool {
		if ranked[i].Amount != ranked[j].Amount {
			return ranked[i].Amount > ranked[j].Amount
		}
		return ranked[i].Bidder < ranked[j].Bidder
	})
	return ranked
}
