// Package lts lowers a System to interned components with memoised local steps, for package graph to explore.
//
// A state of the whole becomes a short vector of integers: for each participant the number of its Local and of its Inbox, then the
// numbers of the history, of the World, and of what is left of the limited budgets. A handler runs once for each pair of a Local and
// an input (twice, to be exact: package step holds it to being a function); after that a step is a table look-up.
package lts
