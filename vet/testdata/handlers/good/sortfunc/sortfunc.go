// Package sortfunc is good: slices.SortFunc orders a clone by a comparison that is total.
package sortfunc

import (
	"cmp"
	"slices"
	"strings"
)

type Task struct {
	Name     string
	Priority int
}

// Plan is the tasks in the order in which they are done.
//
//assay:pure
func Plan(tasks []Task) []Task {
	plan := slices.Clone(tasks)
	slices.SortFunc(plan, func(a, b Task) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), strings.Compare(a.Name, b.Name))
	})
	return plan
}
