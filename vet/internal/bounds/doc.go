// Package bounds proves that integers of a function stay within bounds: indices, lengths, divisors, and that pointers are not nil.
//
// Facts are differences x - y <= c between terms: values of package ssa, lengths, fields, loads that see the same memory. They come
// from the branches that lead to a place, from how values are made, and, for variables of loops, by induction: demand-driven as in
// "ABCD: eliminating array bounds checks on demand" (Bodik, Gupta, Sarkar, 2000), with shortest paths where that paper walks.
// Machine integers wrap: a sum is related to its operands only where it is shown not to.
//
// Does not find: what needs products of two variables, disjunctions of more than one branch, or what is true of every element of a
// collection.
package bounds
