package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

// Dimension is one assumption that a sweep relaxes, level by level, from what the System declares.
type Dimension struct {
	Name string
	// Levels are those beyond what is declared, each weaker than the one before it.
	Levels []Level
	// Monotone says that a level allows all that the ones before it do, so that a violation at one is a violation at the next.
	Monotone bool

	free bool // losses and cuts, which asynchrony may cover
}

// Level is one relaxation: its words, as in "1 crash", and what it changes.
type Level struct {
	Name  string
	Relax func(*assay.Assumptions)
}

// Dimensions are what Sweep relaxes, instead of DefaultDimensions.
func Dimensions(d ...Dimension) Option { return func(c *config) { c.dimensions = d } }

// Liar is a dimension in which a participant lies once: it sends one of what says, against its code.
func Liar(id assay.ID, says ...any) Dimension {
	return Dimension{Name: "liar " + string(id), Monotone: true, Levels: []Level{{string(id) + " lies once", func(a *assay.Assumptions) {
		own := a.Per[id]
		own.Lies, own.Says = assay.AtMost(1), says
		a.Per = maps.Clone(a.Per)
		if a.Per == nil {
			a.Per = map[assay.ID]assay.Own{}
		}
		a.Per[id] = own
	}}}}
}

// DefaultDimensions are losses, duplicates and crashes (one, then more), disks (torn, then unsynced; and apart from them wiped), order
// where it is FIFO, one partition, and drift where clocks are assumed. What the System declares for one link or participant stays.
func DefaultDimensions(sys assay.System) []Dimension {
	a := sys.Assume
	all := []Dimension{
		{"losses", budgetLevels(a.Losses, "1 loss", "unlimited losses", assay.Unlimited, func(a *assay.Assumptions) *assay.Budget { return &a.Losses }), true, true},
		{"duplicates", budgetLevels(a.Duplicates, "1 duplicate", "unlimited duplicates", assay.Unlimited, func(a *assay.Assumptions) *assay.Budget { return &a.Duplicates }), true, false},
		{"crashes", budgetLevels(a.Crashes, "1 crash", "2 crashes", assay.AtMost(2), func(a *assay.Assumptions) *assay.Budget { return &a.Crashes }), true, false},
		{"disk", diskLevels(a.Disk), true, false},
		{"cuts", budgetLevels(a.Cuts, "1 cut", "", assay.AtMost(1), func(a *assay.Assumptions) *assay.Budget { return &a.Cuts }), true, true},
	}
	if a.Disk != assay.Wiped {
		all = append(all, Dimension{Name: "wipe", Levels: []Level{{"wiped disk", func(a *assay.Assumptions) { a.Disk = assay.Wiped }}}})
	}
	if a.Order == assay.FIFO {
		all = append(all, Dimension{Name: "order", Levels: []Level{{"unordered links", func(a *assay.Assumptions) { a.Order = assay.Unordered }}}})
	}
	if drift := a.Clocks.TickMS / 2; drift > a.Clocks.DriftMS {
		all = append(all, Dimension{Name: "drift", Levels: []Level{{fmt.Sprintf("clocks drift by %d ms a tick", drift), func(a *assay.Assumptions) { a.Clocks.DriftMS = drift }}}})
	}
	if len(sys.Actors) > 8 && a.CutSets == nil {
		all = slices.DeleteFunc(all, func(d Dimension) bool { return d.Name == "cuts" }) // there are too many ways to split them
	}
	return slices.DeleteFunc(all, func(d Dimension) bool { return len(d.Levels) == 0 })
}

// FromReliable has Sweep start where nothing fails, and not at what the System declares: then its dimensions say how much it takes.
// Participants that alone may crash stay those that do.
func FromReliable() Option { return func(c *config) { c.reliable = true } }

// reliable takes the failures out of what a System declares. A crash dimension is then about those that may crash.
func reliable(sys assay.System) (assay.System, []Dimension) {
	a := &sys.Assume
	declared := *a
	a.Losses, a.Duplicates, a.Crashes, a.Cuts, a.Disk, a.Clocks.DriftMS = assay.None, assay.None, assay.None, assay.None, assay.Kept, 0
	a.Links, a.Per = slices.Clone(a.Links), maps.Clone(a.Per)
	for i := range a.Links {
		a.Links[i].Losses, a.Links[i].Duplicates = assay.Default, assay.Default
	}
	var alone []assay.ID
	for id, own := range a.Per {
		if own.Crashes > 0 || own.Crashes == assay.Unlimited {
			alone = append(alone, id)
		}
		if own.Crashes != assay.None {
			own.Crashes = assay.Default
		}
		own.Disk, own.Lies = assay.DurabilityDefault, assay.Default
		a.Per[id] = own
	}
	dimensions := DefaultDimensions(sys)
	if crashes := declared.Crashes; len(alone) == 0 || crashes != assay.Default && crashes != assay.None {
		return sys, dimensions
	}
	i := slices.IndexFunc(dimensions, func(d Dimension) bool { return d.Name == "crashes" })
	for j, budget := range []assay.Budget{assay.AtMost(1), assay.AtMost(2)} {
		dimensions[i].Levels[j].Relax = func(a *assay.Assumptions) {
			a.Per = maps.Clone(a.Per)
			for _, id := range alone {
				own := a.Per[id]
				own.Crashes = budget
				a.Per[id] = own
			}
		}
	}
	return sys, dimensions
}

// budgetLevels are one and more of a budget, where they are more than is declared.
func budgetLevels(declared assay.Budget, one, more string, most assay.Budget, field func(*assay.Assumptions) *assay.Budget) []Level {
	level := func(name string, b assay.Budget) Level {
		return Level{name, func(a *assay.Assumptions) { *field(a) = b }}
	}
	limit, limited := declared.Limit()
	var all []Level
	if declared == assay.Default || declared == assay.None {
		all = append(all, level(one, assay.AtMost(1)))
	}
	highest, _ := most.Limit()
	if more != "" && declared != assay.Unlimited && (most == assay.Unlimited || !limited || limit < highest) {
		all = append(all, level(more, most))
	}
	return all
}

func diskLevels(declared assay.Durability) []Level {
	var all []Level
	if declared < assay.Torn {
		all = append(all, Level{"torn disk", func(a *assay.Assumptions) { a.Disk = assay.Torn }})
	}
	if declared < assay.Unsynced {
		all = append(all, Level{"unsynced disk", func(a *assay.Assumptions) { a.Disk = assay.Unsynced }})
	}
	return all
}

// relaxed is the System with its assumptions at a point.
func relaxed(sys assay.System, dimensions []Dimension, point []int) assay.System {
	for d, level := range point {
		if level > 0 {
			dimensions[d].Levels[level-1].Relax(&sys.Assume)
		}
	}
	return sys
}

// sameAssumptions maps a point onto one that means the same and relaxes less: without crashes it makes no difference what they leave
// of a disk, and a wiped one is not torn.
func sameAssumptions(sys assay.System, dimensions []Dimension) func(point []int) []int {
	place := func(name string) int {
		return slices.IndexFunc(dimensions, func(d Dimension) bool { return d.Name == name })
	}
	disk, wipe := place("disk"), place("wipe")
	return func(point []int) []int {
		a := relaxed(sys, dimensions, point).Assume
		crash := a.Crashes != assay.Default && a.Crashes != assay.None
		for _, own := range a.Per {
			crash = crash || own.Crashes > 0 || own.Crashes == assay.Unlimited
		}
		if disk >= 0 && (!crash || wipe >= 0 && point[wipe] > 0) {
			point[disk] = 0
		}
		if wipe >= 0 && !crash {
			point[wipe] = 0
		}
		return point
	}
}
