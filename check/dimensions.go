package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/lattice"
)

// Dimension is one assumption that a sweep relaxes, level by level, from what the System declares.
type Dimension struct {
	Name string
	// Levels are those beyond what is declared, each weaker than the one before it.
	Levels []Level
	// Monotone says that a level allows all that the ones before it do, so that a violation at one is a violation at the next.
	Monotone bool

	change   func(*assay.System) // what a level changes beside assumptions
	free     bool                // losses and cuts, which asynchrony may cover
	about    what                // where it makes no difference is known of these alone
	declared string              // what is declared, in words
	caps     []string            // by level that is not passed, from what is declared on: the words of a cure
	whose    []assay.ID          // those that crash in it, of the dimension of crashes
	note     string              // why what breaks below a level need not break at it, where it is not monotone
}

// what is what one of our own dimensions is about.
type what uint8

const (
	aboutDisk what = iota + 1
	aboutWipe
	aboutMistakes
	aboutMalice
)

// Level is one relaxation: its words, as in "1 crash", and what it changes in assumptions of its own, whose Per is never nil.
type Level struct {
	Name  string
	Relax func(*assay.Assumptions)
}

// Without is a dimension in which a System lacks something that it has: an interlock, a check, a retry. change takes it out of a System
// whose list of Actors is a copy; several such changes may come after each other. Names, properties and the types of states stay. It is
// not monotone.
func Without(name string, change func(*assay.System)) Dimension {
	return Dimension{Name: name, declared: "in place", caps: []string{name}, change: change, Levels: []Level{{"without " + name, func(*assay.Assumptions) {}}}}
}

// Mistakes is the dimension of what people do by mistake: one mistake, then two, beyond what is declared.
func Mistakes(sys assay.System) Dimension {
	return ofPeople(sys, ofMistakes, aboutMistakes, func(o assay.Own) assay.Budget { return o.Mistakes })
}

// Malice is the dimension of what people do who mean harm: one malicious act, then two.
func Malice(sys assay.System) Dimension {
	return ofPeople(sys, ofMalice, aboutMalice, func(o assay.Own) assay.Budget { return o.Malice })
}

func ofPeople(sys assay.System, f failing, about what, own func(assay.Own) assay.Budget) Dimension {
	others := ofOthers(sys, func(o assay.Own) bool { return own(o) != assay.Default })
	d := f.dimension(*f.field(&sys.Assume), assay.AtMost(2), others)
	d.about = about
	return d
}

// Dimensions are what Sweep relaxes, instead of DefaultDimensions.
func Dimensions(d ...Dimension) Option { return func(c *config) { c.dimensions = d } }

// Liar is a dimension in which a participant lies once, beyond what is declared: it sends one of what says, or of what it Says already,
// against its code.
func Liar(id assay.ID, says ...any) Dimension {
	lie := func(a *assay.Assumptions) {
		own := a.Per[id]
		if declared, limited := own.Lies.Limit(); limited {
			own.Lies = assay.AtMost(declared + 1)
		} else if own.Lies != assay.Unlimited {
			own.Lies, own.Says = assay.AtMost(1), nil
		}
		own.Says = slices.Concat(own.Says, says)
		a.Per[id] = own
	}
	return Dimension{Name: "liar " + string(id), Monotone: true, Levels: []Level{{string(id) + " lies once", lie}}, caps: []string{string(id) + " does not lie"}}
}

// DefaultDimensions are losses, duplicates and crashes (one, then more), disks (torn, then unsynced; and apart from them wiped), order
// where it is FIFO, one partition, and drift where clocks are assumed; mistakes and malice where the System says anything of them, if
// only that there are none. What the System declares for one link or participant stays: the words of a level say so where it is about
// the others alone.
func DefaultDimensions(sys assay.System) []Dimension {
	a := sys.Assume
	all := []Dimension{
		freed(ofLosses.dimension(a.Losses, assay.Unlimited, onOtherLinks(a, func(l assay.Link) bool { return l.Losses != assay.Default }))),
		ofDuplicates.dimension(a.Duplicates, assay.Unlimited, onOtherLinks(a, func(l assay.Link) bool { return l.Duplicates != assay.Default })),
		crashDimension(sys),
		diskDimension(a.Disk, ofOthers(sys, func(o assay.Own) bool { return o.Disk != assay.DurabilityDefault })),
		freed(ofCuts.dimension(a.Cuts, assay.AtMost(1), scope{})),
	}
	if a.Mistakes != assay.Default {
		all = append(all, Mistakes(sys))
	}
	if a.Malice != assay.Default {
		all = append(all, Malice(sys))
	}
	if a.Disk != assay.Wiped {
		all = append(all, Dimension{Name: "wipe", Levels: []Level{{"wiped disk", func(a *assay.Assumptions) { a.Disk = assay.Wiped }}},
			declared: "none", caps: []string{"no wiped disk"}, about: aboutWipe, note: noteWipe})
	}
	if a.Order == assay.FIFO {
		all = append(all, Dimension{Name: "order", Levels: []Level{{"unordered links", func(a *assay.Assumptions) { a.Order = assay.Unordered }}},
			declared: "FIFO links", caps: []string{"FIFO links"}})
	}
	if drift := a.Clocks.TickMS / 2; drift > a.Clocks.DriftMS {
		relax := func(a *assay.Assumptions) { a.Clocks.DriftMS = drift }
		all = append(all, Dimension{Name: "drift", Levels: []Level{{fmt.Sprintf("clocks drift by %d ms a tick", drift), relax}},
			declared: fmt.Sprintf("%d ms", a.Clocks.DriftMS), caps: []string{fmt.Sprintf("clocks drift by at most %d ms a tick", a.Clocks.DriftMS)}})
	}
	if len(sys.Actors) > 8 && a.CutSets == nil {
		all = slices.DeleteFunc(all, func(d Dimension) bool { return d.Name == "cuts" }) // there are too many ways to split them
	}
	return slices.DeleteFunc(all, func(d Dimension) bool { return len(d.Levels) == 0 })
}

func freed(d Dimension) Dimension {
	d.free = true
	return d
}

// scope is what a level is about where that is not everything: " of the others", and what it leaves alone: " (lock has its own)".
type scope struct{ words, apart string }

// ofOthers is the scope of a level that leaves those participants alone which have their own of what it is about.
func ofOthers(sys assay.System, own func(assay.Own) bool) scope {
	var alone []assay.ID
	for id, o := range sys.Assume.Per {
		if own(o) {
			alone = append(alone, id)
		}
	}
	switch len(alone) {
	case 0:
		return scope{}
	case 1:
		return scope{" of the others", fmt.Sprintf(" (%s has its own)", alone[0])}
	}
	return scope{" of the others", fmt.Sprintf(" (%s have their own)", sortedText(alone))}
}

func onOtherLinks(a assay.Assumptions, own func(assay.Link) bool) scope {
	if slices.ContainsFunc(a.Links, own) {
		return scope{" on the other links", " (some links have their own)"}
	}
	return scope{}
}

func sortedText(ids []assay.ID) string {
	var words []string
	for _, id := range ids {
		words = append(words, string(id))
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// FromReliable has Sweep start where nothing fails, and not at what the System declares: then its dimensions say how much it takes.
// Participants that alone may crash stay those that do, and links that lose nothing stay so.
func FromReliable() Option { return func(c *config) { c.reliable = true } }

// reliable takes the failures out of what a System declares. A crash dimension is then about those that may crash.
func reliable(sys assay.System) (assay.System, []Dimension) {
	a := &sys.Assume
	declared := *a
	for _, people := range []*assay.Budget{&a.Mistakes, &a.Malice} {
		if *people != assay.Default {
			*people = assay.None
		}
	}
	a.Losses, a.Duplicates, a.Crashes, a.Cuts, a.Disk, a.Clocks.DriftMS = assay.None, assay.None, assay.None, assay.None, assay.Kept, 0
	a.Links, a.Per = slices.Clone(a.Links), maps.Clone(a.Per)
	for i := range a.Links {
		for _, budget := range []*assay.Budget{&a.Links[i].Losses, &a.Links[i].Duplicates} {
			if *budget != assay.None {
				*budget = assay.Default
			}
		}
	}
	var alone []assay.ID
	for id, own := range a.Per {
		if mayCrash(own.Crashes) {
			alone = append(alone, id)
		}
		if own.Crashes != assay.None {
			own.Crashes = assay.Default
		}
		own.Disk, own.Lies, own.Mistakes, own.Malice = assay.DurabilityDefault, assay.Default, assay.Default, assay.Default
		a.Per[id] = own
	}
	if declared.Crashes != assay.Default && declared.Crashes != assay.None || len(alone) == 0 {
		return sys, DefaultDimensions(sys)
	}
	return sys, crashesOf(alone, DefaultDimensions(sys))
}

// failing is a failure that has a budget.
type failing struct {
	one, many string
	field     func(*assay.Assumptions) *assay.Budget
}

var (
	ofLosses     = failing{"loss", "losses", func(a *assay.Assumptions) *assay.Budget { return &a.Losses }}
	ofDuplicates = failing{"duplicate", "duplicates", func(a *assay.Assumptions) *assay.Budget { return &a.Duplicates }}
	ofCrashes    = failing{"crash", "crashes", func(a *assay.Assumptions) *assay.Budget { return &a.Crashes }}
	ofMistakes   = failing{"mistake", "mistakes", func(a *assay.Assumptions) *assay.Budget { return &a.Mistakes }}
	ofMalice     = failing{"malicious act", "malicious acts", func(a *assay.Assumptions) *assay.Budget { return &a.Malice }}
	ofCuts       = failing{"cut", "cuts", func(a *assay.Assumptions) *assay.Budget { return &a.Cuts }}
)

// dimension has the levels 1 and most of a budget, where they are more than is declared.
func (f failing) dimension(declared, most assay.Budget, of scope) Dimension {
	d := Dimension{Name: f.many, Monotone: true, declared: "none"}
	if declared == assay.Default {
		declared = assay.None
	}
	if declared != assay.None {
		d.declared = declared.String()
	}
	d.declared += of.apart
	last := declared
	for _, b := range []assay.Budget{assay.AtMost(1), most} {
		if !greater(b, last) {
			continue
		}
		d.caps = append(d.caps, f.cap(last)+of.words)
		d.Levels = append(d.Levels, Level{f.words(b) + of.words, func(a *assay.Assumptions) { *f.field(a) = b }})
		last = b
	}
	return d
}

// greater says whether a budget is greater than another.
func greater(b, than assay.Budget) bool {
	switch than {
	case assay.None:
		return b != assay.None
	case assay.Unlimited:
		return false
	}
	return b == assay.Unlimited || b > than
}

func (f failing) words(b assay.Budget) string {
	n, limited := b.Limit()
	switch {
	case !limited:
		return "unlimited " + f.many
	case n == 1:
		return "1 " + f.one
	}
	return fmt.Sprintf("%d %s", n, f.many)
}

func (f failing) cap(b assay.Budget) string {
	if b == assay.None {
		return "no " + f.one
	}
	return "at most " + f.words(b)
}

func diskDimension(declared assay.Durability, of scope) Dimension {
	if declared == assay.DurabilityDefault {
		declared = assay.Kept
	}
	d := Dimension{Name: "disk", Monotone: true, about: aboutDisk, declared: declared.String() + of.apart}
	for _, disk := range []assay.Durability{assay.Torn, assay.Unsynced} {
		if declared < disk {
			d.caps = append(d.caps, fmt.Sprintf("no worse than a %v disk%s", disk-1, of.words))
			d.Levels = append(d.Levels, Level{fmt.Sprintf("%v disk%s", disk, of.words), func(a *assay.Assumptions) { a.Disk = disk }})
		}
	}
	return d
}

// relaxed is the System with its assumptions at a point. A level may write to the map and the lists that it is given: they are copies.
func relaxed(sys assay.System, dimensions []Dimension, point []int) assay.System {
	sys.Assume.Per, sys.Assume.Links, sys.Assume.CutSets = maps.Clone(sys.Assume.Per), slices.Clone(sys.Assume.Links), slices.Clone(sys.Assume.CutSets)
	if sys.Assume.Per == nil {
		sys.Assume.Per = map[assay.ID]assay.Own{}
	}
	sys.Actors = slices.Clone(sys.Actors)
	for d, at := range point {
		if at == 0 {
			continue
		}
		dimensions[d].Levels[at-1].Relax(&sys.Assume)
		if dimensions[d].change != nil {
			dimensions[d].change(&sys)
		}
	}
	return sys
}

// sameAssumptions maps a point onto one that means the same and relaxes less: without crashes it makes no difference what they leave
// of a disk, and a wiped one is not torn.
func sameAssumptions(sys assay.System, dimensions []Dimension) func(point []int) []int {
	place := func(about what) int {
		return slices.IndexFunc(dimensions, func(d Dimension) bool { return d.about == about })
	}
	disk, wipe := place(aboutDisk), place(aboutWipe)
	return func(point []int) []int {
		a := relaxed(sys, dimensions, point).Assume
		crash := a.Crashes != assay.Default && a.Crashes != assay.None
		for _, own := range a.Per {
			crash = crash || mayCrash(own.Crashes)
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

// changesSystem says whether points differ in more than assumptions, so that they share no answers of handlers.
func changesSystem(dimensions []Dimension) bool {
	return slices.ContainsFunc(dimensions, func(d Dimension) bool { return d.change != nil })
}

// relaxations are the words of what is relaxed at a point.
func relaxations(dimensions []Dimension, point []int) []string {
	words := []string{}
	for d, level := range point {
		if level > 0 {
			words = append(words, dimensions[d].Levels[level-1].Name)
		}
	}
	return words
}

// gridSize is how many points there are.
func gridSize(dimensions []Dimension) int {
	size := 1
	for _, d := range dimensions {
		size *= len(d.Levels) + 1
	}
	return size
}

// latticeOf are the points of a sweep, those that mean the same as one.
func latticeOf(sys assay.System, dimensions []Dimension) lattice.Grid {
	var grid lattice.Grid
	for _, d := range dimensions {
		grid.Dimensions = append(grid.Dimensions, lattice.Dimension{Levels: len(d.Levels) + 1, Monotone: d.Monotone})
	}
	same := sameAssumptions(sys, dimensions)
	grid.Canonical = func(p lattice.Point) lattice.Point { return same(p) }
	return grid
}
