// Package clonepointers is bad: slices.Clone copies the pointers, and what they point to is the caller's (changes a parameter).
package clonepointers

import "slices"

type Node struct {
	Name string
	Down bool
}

// Suspect is the same cluster with one node down.
//
//assay:pure
func Suspect(cluster []*Node, name string) []*Node {
	next := slices.Clone(cluster)
	for _, node := range next {
		if node != nil && node.Name == name {
			node.Down = true // HERE
		}
	}
	return next
}
