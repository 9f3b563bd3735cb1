package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// plan is a System and a World, compiled once for all seeds. Nothing writes to it while runs go on.
type plan struct {
	sys      assay.System
	world    World
	width    time.Duration
	faults   Faults
	ids      []assay.ID
	names    []assay.ID // of participants, then of loads
	index    map[assay.ID]int32
	servers  []*Server
	heldBack []bool // started by a Platform

	common     linkRule
	special    map[uint64]*linkRule
	anyFIFO    bool
	links      map[uint64]*Link
	budgets    []int // limits of the limited ones
	crashes    []int
	firings    []int
	mistakes   []int
	malice     []int
	torn       []bool
	unsynced   []bool
	wiped      []bool
	ticking    []bool
	cuts       int
	may        chances
	recoveries []int

	sampler *sampler
}

// A budget is never, unlimited, or the number of one that is limited.
const (
	never     = -1
	unlimited = -2
)

// linkRule is what may happen to what is sent on a link.
type linkRule struct {
	fifo               bool
	set                bool // in flight is a set of everything ever sent
	mayLose            bool
	mayDuplicate       bool
	losses, duplicates int
}

// chances are 1 for what may happen at all.
type chances struct{ losses, duplicates, crashes, cuts, mistakes, malice float64 }

func compile(sys assay.System, w World) (*plan, error) {
	p := &plan{sys: sys, world: w, index: map[assay.ID]int32{}}
	if w.For == 0 {
		p.world.For = time.Minute
	}
	if c := sys.Assume.Clocks; c.TickMS > 0 {
		p.world.For = min(p.world.For, time.Duration(c.HorizonMS)*time.Millisecond)
	}
	if p.width = w.Every; p.width == 0 {
		p.width = max((p.world.For+299)/300, time.Millisecond)
	}
	for i, a := range sys.Actors {
		p.ids, p.names = append(p.ids, a.ID), append(p.names, a.ID)
		p.index[a.ID] = int32(i)
	}
	for i := range w.Load {
		p.names = append(p.names, w.Load[i].ID)
		if _, taken := p.index[w.Load[i].ID]; !taken { // validate says so otherwise
			p.index[w.Load[i].ID] = int32(len(sys.Actors) + i)
		}
	}
	if err := p.validate(); err != nil {
		return nil, err
	}
	p.servers = make([]*Server, len(sys.Actors))
	for id := range w.Servers {
		s := w.Servers[id]
		p.servers[p.index[id]] = &s
	}
	p.heldBack = make([]bool, len(sys.Actors))
	for _, platform := range w.Platform {
		if h, ok := platform.(holder); ok {
			for _, id := range h.Holds() {
				who, known := p.index[id]
				if !known || int(who) >= len(sys.Actors) {
					return nil, p.wrong("a platform runs %q, and no participant is called that\nhint: there are %s", id, listed(p.ids))
				}
				p.heldBack[who] = true
			}
		}
	}
	p.compileRules()
	p.compileLinks()
	p.compileFaults()
	p.sampler = newSampler(sys)
	return p, nil
}

func (p *plan) name(who int32) assay.ID { return p.names[who] }

func (p *plan) budget(b assay.Budget, byDefault int) int {
	switch b {
	case assay.Default:
		return byDefault
	case assay.None:
		return never
	case assay.Unlimited:
		return unlimited
	}
	n, _ := b.Limit()
	p.budgets = append(p.budgets, n)
	return len(p.budgets) - 1
}

// compileRules reads the assumptions, as internal/step does for the rooms that list every step.
func (p *plan) compileRules() {
	a := p.sys.Assume
	crashes, recoveries, firings := p.budget(a.Crashes, never), p.budget(a.Recoveries, unlimited), p.budget(a.Firings, unlimited)
	n := len(p.sys.Actors)
	p.crashes, p.recoveries, p.firings = slices.Repeat([]int{crashes}, n), slices.Repeat([]int{recoveries}, n), slices.Repeat([]int{firings}, n)
	mistakes, malice := p.budget(a.Mistakes, never), p.budget(a.Malice, never)
	p.mistakes, p.malice = slices.Repeat([]int{mistakes}, n), slices.Repeat([]int{malice}, n)
	p.torn, p.unsynced, p.wiped, p.ticking = make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n)
	for i, actor := range p.sys.Actors {
		own := a.Per[actor.ID]
		p.crashes[i], p.recoveries[i], p.firings[i] = p.budget(own.Crashes, crashes), p.budget(own.Recoveries, recoveries), p.budget(own.Firings, firings)
		p.mistakes[i], p.malice[i] = p.budget(own.Mistakes, mistakes), p.budget(own.Malice, malice)
		if p.mistakes[i] != never {
			p.may.mistakes = 1
		}
		if p.malice[i] != never {
			p.may.malice = 1
		}
		d := a.Disk
		if own.Disk != assay.DurabilityDefault {
			d = own.Disk
		}
		p.torn[i], p.unsynced[i], p.wiped[i] = d == assay.Torn || d == assay.Unsynced, d == assay.Unsynced, d == assay.Wiped
		p.ticking[i] = actor.Behaviour.Clock != nil || actor.Behaviour.Timeout != nil
		if p.crashes[i] != never {
			p.may.crashes = 1
		}
	}
	p.common = p.linkRule(linkRule{fifo: a.Order == assay.FIFO, losses: p.budget(a.Losses, never), duplicates: p.budget(a.Duplicates, never)})
	if p.cuts = p.budget(a.Cuts, never); p.cuts != never {
		p.may.cuts = 1
	}
	p.special = map[uint64]*linkRule{}
	for _, l := range a.Links {
		r := p.common
		if l.Order != assay.OrderDefault {
			r.fifo = l.Order == assay.FIFO
		}
		r.losses, r.duplicates = p.budget(l.Losses, r.losses), p.budget(l.Duplicates, r.duplicates)
		r = p.linkRule(r)
		p.special[pairOf(p.index[l.From], p.index[l.To])] = &r
	}
}

func (p *plan) linkRule(r linkRule) linkRule {
	r.mayLose, r.mayDuplicate = r.losses != never, r.duplicates != never
	r.set = !r.fifo && r.duplicates == unlimited
	p.anyFIFO = p.anyFIFO || r.fifo
	if r.mayLose {
		p.may.losses = 1
	}
	if r.mayDuplicate {
		p.may.duplicates = 1
	}
	return r
}

func (p *plan) rule(from, to int32) *linkRule {
	if len(p.special) > 0 {
		if r, ok := p.special[pairOf(from, to)]; ok {
			return r
		}
	}
	return &p.common
}

func (p *plan) compileLinks() {
	p.links = map[uint64]*Link{}
	for i := range p.world.Links {
		between := &p.world.Links[i]
		for _, from := range p.everyoneOr(between.From) {
			for _, to := range p.everyoneOr(between.To) {
				p.links[pairOf(p.index[from], p.index[to])] = &between.Link
			}
		}
	}
}

func (p *plan) everyoneOr(ids []assay.ID) []assay.ID {
	if ids == nil {
		return p.names
	}
	return ids
}

func (p *plan) link(from, to int32) *Link {
	if len(p.links) > 0 {
		if l, ok := p.links[pairOf(from, to)]; ok {
			return l
		}
	}
	return &p.world.Link
}

// compileFaults takes from the run's length what the World does not say.
func (p *plan) compileFaults() {
	f := p.world.Faults
	if f.Loss == 0 {
		f.Loss = .02
	}
	if f.Duplicate == 0 {
		f.Duplicate = .02
	}
	if f.Mistake == 0 {
		f.Mistake = .02
	}
	if f.Crash == 0 {
		f.Crash = p.world.For / 5
	}
	if f.Down.none() {
		f.Down = Exponential(f.Crash / 10)
	}
	if f.Cut == 0 {
		f.Cut = p.world.For / 5
	}
	if f.Heal.none() {
		f.Heal = Exponential(f.Cut / 5)
	}
	p.faults = f
}

// drawCut is a partition: one that the System lists, or any split of the participants in two, both ways or one way.
func (p *plan) drawCut(r *rand.Rand) []cutPair {
	if sets := p.sys.Assume.CutSets; len(sets) > 0 {
		c := sets[r.IntN(len(sets))]
		return p.pairs(c.From, c.To, c.OneWay)
	}
	var from, to []assay.ID
	for len(from) == 0 || len(to) == 0 {
		from, to = nil, nil
		for _, id := range p.names {
			if r.IntN(2) == 0 {
				from = append(from, id)
			} else {
				to = append(to, id)
			}
		}
	}
	return p.pairs(from, to, r.IntN(2) == 0)
}

func (p *plan) pairs(from, to []assay.ID, oneWay bool) (pairs []cutPair) {
	for _, a := range from {
		for _, b := range to {
			pairs = append(pairs, cutPair{p.index[a], p.index[b]})
			if !oneWay {
				pairs = append(pairs, cutPair{p.index[b], p.index[a]})
			}
		}
	}
	return pairs
}

func (p *plan) wrong(format string, args ...any) error {
	return &mistake{fmt.Sprintf("system %q: ", p.sys.Name) + fmt.Sprintf(format, args...)}
}

// mistake is a World that does not fit, found before or while it runs.
type mistake struct{ text string }

func (m *mistake) Error() string { return "sim: " + m.text }
