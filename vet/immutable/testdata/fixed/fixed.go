// Package fixes shares what can be copied.
package fixes

import (
	"maps"
	"slices"
)

//assay:immutable
type Set struct {
	list []int
	by   map[string]int
}

func New(list []int, by map[string]int) Set { return Set{slices.Clone(list), maps.Clone(by)} }

func (s Set) List() []int { return slices.Clone(s.list[1:]) }

func (s Set) By() map[string]int {
	by := maps.Clone(s.by)
	return by
}

func sorted(s Set) []int { return slices.Sorted(maps.Values(s.by)) }

var _ = sorted
