// Package mapdeletefunc is good: maps.DeleteFunc with a local closure is applied to a clone.
package mapdeletefunc

import "maps"

// Without is the table without the rows of one owner.
//
//assay:pure
func Without(table map[int]string, owner string) map[int]string {
	rest := maps.Clone(table)
	maps.DeleteFunc(rest, func(_ int, who string) bool { return who == owner })
	return rest
}
