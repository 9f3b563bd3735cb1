// Package linkedlist is bad: the loop follows pointers, and the list may be a ring (an unbounded loop).
package linkedlist

type Item struct {
	Value int
	Next  *Item
}

// Length is how many items there are.
//
//assay:pure
func Length(first *Item) int {
	n := 0
	for item := first; item != nil; item = item.Next { // HERE
		n++
	}
	return n
}
