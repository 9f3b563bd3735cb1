package histories

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/trace"
)

// Operations is a history as properties read it.
func Operations(sys *step.System, h step.History) []assay.Operation {
	var all []assay.Operation
	for _, client := range h {
		for _, op := range client.Ops {
			o := assay.Operation{Client: sys.Actors[client.Actor].ID, Op: sys.Fresh(op.Call), Open: op.Status == step.Open, Before: map[assay.ID]int{}}
			if op.Status == step.Done {
				o.Result = refine.Some(sys.Fresh(op.Result))
			}
			for _, before := range op.Before {
				o.Before[sys.Actors[before.Actor].ID] = before.Done
			}
			all = append(all, o)
		}
	}
	return all
}

// Describe is a history on one line.
func Describe(sys *step.System, h step.History) string {
	var parts []string
	for _, o := range Operations(sys, h) {
		text := fmt.Sprintf("%s %s", o.Client, trace.Format(o.Op))
		if result, done := o.Result.Get(); done {
			text += " = " + trace.Format(result)
		} else {
			text += " (open)"
		}
		for _, id := range slices.Sorted(maps.Keys(o.Before)) {
			text += fmt.Sprintf(" after %d of %s", o.Before[id], id)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}
