package check

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay"
)

// noteWipe says where a report seems to contradict itself why what a crash breaks need not break where it wipes the disk too.
const noteWipe = "a wiped disk is another world, no weaker one: what goes wrong by what a crash left on it cannot happen there"

// crashDimension is about the participants that may crash and have no budget of their own.
func crashDimension(sys assay.System) Dimension {
	d := ofCrashes.dimension(sys.Assume.Crashes, assay.AtMost(2), ofOthers(sys, func(o assay.Own) bool { return mayCrash(o.Crashes) }))
	for _, actor := range sys.Actors {
		if sys.Assume.Per[actor.ID].Crashes == assay.Default {
			d.whose = append(d.whose, actor.ID)
		}
	}
	if len(sys.Actors) > 0 && len(d.whose) == 0 {
		d.Levels = nil // each of them has its own, and nobody is left
	}
	return d
}

func mayCrash(b assay.Budget) bool { return b > 0 || b == assay.Unlimited }

// crashesOf makes the dimension of crashes one of some participants.
func crashesOf(some []assay.ID, dimensions []Dimension) []Dimension {
	whose := scope{words: " of " + sortedText(some)}
	if len(some) > 1 {
		whose.words = " of each of " + sortedText(some)
	}
	i := slices.IndexFunc(dimensions, func(d Dimension) bool { return d.Name == ofCrashes.many })
	dimensions[i] = ofCrashes.dimension(assay.None, assay.AtMost(2), whose)
	dimensions[i].whose, dimensions[i].caps[0] = some, "no crash of "+strings.ReplaceAll(sortedText(some), ", ", " or ")
	for j, budget := range []assay.Budget{assay.AtMost(1), assay.AtMost(2)} {
		dimensions[i].Levels[j].Relax = func(a *assay.Assumptions) {
			for _, id := range some {
				own := a.Per[id]
				own.Crashes = budget
				a.Per[id] = own
			}
		}
	}
	return dimensions
}
