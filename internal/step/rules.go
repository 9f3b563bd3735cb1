package step

import (
	"fmt"
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

// A budget rule is never, unlimited, or the number of the cell that counts what is left.
const (
	never     = -1
	unlimited = -2
)

type linkRule struct {
	fifo       bool
	losses     int
	duplicates int
	buffer     int // messages that it collects; less than 2 is none
}

// set says whether what is in flight on the link is a set of everything ever sent: then a delivery removes nothing.
func (l linkRule) set() bool { return !l.fifo && l.duplicates == unlimited }

func (l linkRule) buffered() bool { return l.buffer > 1 }

// redelivers says whether a delivery may leave the message there, as a step of its own beside the one that removes it.
func (l linkRule) redelivers() bool { return l.duplicates >= 0 || l.fifo && l.duplicates == unlimited }

type actorRule struct {
	crashes, recoveries, firings, lies, mistakes, malice int
	disk                                                 assay.Durability
	says                                                 []any
	lieList                                              []lie
	works                                                assay.Schedule
}

// observesDisk says whether what is on the disk may ever show: to a Recover method, or under Unsynced in which crashes there are, since
// a trace numbers them whatever properties read.
func (a actorRule) observesDisk(recovers, restarts bool) bool {
	if restarts && recovers {
		return true
	}
	if a.crashes == never {
		return false
	}
	return a.disk == assay.Unsynced || a.recoveries != never && a.disk != assay.Wiped && recovers
}

// losesWrites says whether a crash may take what was not synced.
func (a actorRule) losesWrites() bool { return a.crashes != never && a.disk == assay.Unsynced }

// torn says whether it may crash between two effects of one step.
func (a actorRule) torn() bool {
	return a.crashes != never && (a.disk == assay.Torn || a.disk == assay.Unsynced)
}

// Cell is one limited budget.
type Cell struct {
	Failure assay.Failure
	Scope   string // "" for the whole System, else the link or participant
	Limit   int
}

// rules are the assumptions, compiled: what each link and each participant may do.
type rules struct {
	actors []actorRule
	links  []linkRule // by from*n+to
	fifoTo []bool
	cells  []Cell
	kinds  [kinds]bool // which kinds of step this System can have at all
	cuts   int
	sides  []pairSet // the partitions that there can be
}

func (s *System) link(from, to int) linkRule { return s.rules.links[from*len(s.Actors)+to] }

func (s *System) hasFIFO(to int) bool { return s.rules.fifoTo[to] }

func (r *rules) budget(b assay.Budget, byDefault int, f assay.Failure, scope string) int {
	switch b {
	case assay.Default:
		return byDefault
	case assay.None:
		return never
	case assay.Unlimited:
		return unlimited
	}
	limit, _ := b.Limit()
	r.cells = append(r.cells, Cell{Failure: f, Scope: scope, Limit: limit})
	return len(r.cells) - 1
}

func compileRules(sys assay.System, index map[assay.ID]int) (rules, error) {
	a, n := sys.Assume, len(sys.Actors)
	var r rules
	common := actorRule{
		crashes:    r.budget(a.Crashes, never, assay.Crashes, ""),
		recoveries: r.budget(a.Recoveries, unlimited, assay.Recoveries, ""),
		firings:    r.budget(a.Firings, unlimited, assay.Firings, ""),
		mistakes:   r.budget(a.Mistakes, never, assay.Mistakes, ""),
		malice:     r.budget(a.Malice, never, assay.Malice, ""),
		lies:       never,
		disk:       a.Disk,
	}
	r.cuts = r.budget(a.Cuts, never, assay.Cuts, "")
	link := linkRule{
		fifo:       a.Order == assay.FIFO,
		losses:     r.budget(a.Losses, never, assay.Losses, ""),
		duplicates: r.budget(a.Duplicates, never, assay.Duplicates, ""),
		buffer:     a.Buffer,
	}
	r.actors = slices.Repeat([]actorRule{common}, n)
	r.links = slices.Repeat([]linkRule{link}, n*n)
	if err := r.addPer(sys, index); err != nil {
		return rules{}, err
	}
	if err := r.addLinks(a.Links, index); err != nil {
		return rules{}, err
	}
	if err := r.addCuts(a, sys.Actors, index); err != nil {
		return rules{}, err
	}
	r.derive(sys)
	return r, nil
}

func (r *rules) addPer(sys assay.System, index map[assay.ID]int) error {
	per := sys.Assume.Per
	for _, id := range slices.Sorted(maps.Keys(per)) {
		own := per[id]
		i, ok := index[id]
		if !ok {
			return unknownParticipant("Assume.Per", id, index)
		}
		if err := checkOwn(id, own, sys.Assume); err != nil {
			return err
		}
		rule := &r.actors[i]
		rule.crashes = r.budget(own.Crashes, rule.crashes, assay.Crashes, string(id))
		rule.recoveries = r.budget(own.Recoveries, rule.recoveries, assay.Recoveries, string(id))
		rule.firings = r.budget(own.Firings, rule.firings, assay.Firings, string(id))
		rule.lies = r.budget(own.Lies, never, assay.Lies, string(id))
		rule.mistakes = r.budget(own.Mistakes, rule.mistakes, assay.Mistakes, string(id))
		rule.malice = r.budget(own.Malice, rule.malice, assay.Malice, string(id))
		rule.says, rule.works = own.Says, own.Works
		if own.Disk != assay.DurabilityDefault {
			rule.disk = own.Disk
		}
	}
	return nil
}

func (r *rules) addLinks(links []assay.Link, index map[assay.ID]int) error {
	seen := map[[2]assay.ID]bool{}
	for _, l := range links {
		from, okFrom := index[l.From]
		to, okTo := index[l.To]
		switch {
		case !okFrom:
			return unknownParticipant("Assume.Links", l.From, index)
		case !okTo:
			return unknownParticipant("Assume.Links", l.To, index)
		case seen[[2]assay.ID{l.From, l.To}]:
			return fmt.Errorf("step: the link %s -> %s stands twice in Assume.Links, expected once\nhint: put all that differs on one line", l.From, l.To)
		}
		seen[[2]assay.ID{l.From, l.To}] = true
		if err := checkLink(l); err != nil {
			return err
		}
		rule, scope := &r.links[from*len(r.actors)+to], fmt.Sprintf("%s -> %s", l.From, l.To)
		if l.Order != assay.OrderDefault {
			rule.fifo = l.Order == assay.FIFO
		}
		rule.losses = r.budget(l.Losses, rule.losses, assay.Losses, scope)
		rule.duplicates = r.budget(l.Duplicates, rule.duplicates, assay.Duplicates, scope)
		if l.Buffer != 0 {
			rule.buffer = l.Buffer
		}
	}
	return nil
}

func (r *rules) derive(sys assay.System) {
	n := len(sys.Actors)
	r.fifoTo = make([]bool, n)
	r.kinds[Deliver], r.kinds[Timeout] = true, true
	r.kinds[Choose], r.kinds[Read] = true, true
	r.kinds[Tick] = sys.Assume.Clocks != assay.Clocks{}
	r.kinds[Cut], r.kinds[Heal] = r.cuts != never, r.cuts != never
	for i, link := range r.links {
		r.fifoTo[i%max(n, 1)] = r.fifoTo[i%max(n, 1)] || link.fifo
		r.kinds[Redeliver] = r.kinds[Redeliver] || link.redelivers()
		r.kinds[Lose] = r.kinds[Lose] || link.losses != never
		r.kinds[Flush] = r.kinds[Flush] || link.buffered()
	}
	r.kinds[Deploy] = slices.ContainsFunc(sys.Actors, func(p assay.Participant) bool { return p.Behaviour.Restarts != nil })
	for _, actor := range r.actors {
		r.kinds[Crash] = r.kinds[Crash] || actor.crashes != never
		r.kinds[Tear] = r.kinds[Tear] || actor.torn()
		r.kinds[Unsync] = r.kinds[Unsync] || actor.torn() && actor.disk == assay.Unsynced
		r.kinds[Lie] = r.kinds[Lie] || actor.lies != never
		r.kinds[Mistake] = r.kinds[Mistake] || actor.mistakes != never
		r.kinds[Malice] = r.kinds[Malice] || actor.malice != never
		r.kinds[Recover] = r.kinds[Recover] || actor.crashes != never && actor.recoveries != never
	}
}

func unknownParticipant(where string, id assay.ID, index map[assay.ID]int) error {
	return fmt.Errorf("step: %s names %q, and no participant is called that\nhint: there are %v", where, id, slices.Sorted(maps.Keys(index)))
}

// FreeLosses says whether some loss is left out in Reduced mode.
func (s *System) FreeLosses() bool {
	return !s.clocks() && slices.ContainsFunc(s.rules.links, func(l linkRule) bool { return l.losses != never && !l.fifo && !l.buffered() })
}

// FreeCuts says whether partitions are left out in Reduced mode.
func (s *System) FreeCuts() bool {
	return s.rules.cuts != never && s.PlainLinks()
}

// PlainLinks says whether all links are unordered and unbuffered and no clocks are assumed: then losses and partitions are covered by
// asynchrony.
func (s *System) PlainLinks() bool {
	return !s.clocks() && !slices.ContainsFunc(s.rules.links, func(l linkRule) bool { return l.fifo || l.buffered() })
}

// clocks says whether clocks are assumed.
func (s *System) clocks() bool { return s.assume.Clocks != assay.Clocks{} }

// HasSets says whether some inbox is a set, so that a delivery may lead to the same state of the whole.
func (s *System) HasSets() bool {
	return slices.ContainsFunc(s.rules.links, linkRule.set)
}
