package check

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

const (
	growthStepsMax  = 1000 // steps that are walked to see what grows: a longer way shows nothing new, and takes long
	growthCopiesMin = 9    // messages of one type on one link that are many
	growthTimesMin  = 4    // a state that is so many times as long as at the start is long,
	growthBytesMin  = 64   // and longer by so many bytes
)

// growth is the hint that says what grows without end, where a bound ended the search: on its own line, or nothing where nothing
// does. It looks at the state that was found last, which lies as deep as any.
func (p *pass) growth() string {
	if p.grows == nil {
		text := p.findGrowth()
		p.grows = &text
	}
	return *p.grows
}

func (p *pass) findGrowth() string {
	if !p.growsPerhaps() {
		return ""
	}
	path := p.result.Path(p.result.States - 1)
	path = path[:min(len(path), growthStepsMax+1)]
	first := p.initial[path[0]]
	last, ok := p.follow(first, path[1:])
	if !ok {
		return ""
	}
	if text := p.crowd(first, last); text != "" {
		return text
	}
	return p.longState(first, last, len(path)-1)
}

// growsPerhaps says whether a bound that somebody may want to raise ended the search. Depth first there is no deepest state that is
// the same in every run, and where the user accepts what is unknown nobody asks.
func (p *pass) growsPerhaps() bool {
	if p.config.depthFirst || p.config.accepted != "" || p.result.States == 0 {
		return false
	}
	switch p.cut() {
	case graph.CutDepth, graph.CutStates, cutTime, cutMemory, cutInterrupted:
		return true
	}
	return false
}

// follow goes a way of step numbers without putting it in words.
func (p *pass) follow(st step.State, numbers []uint32) (step.State, bool) {
	for _, number := range numbers {
		list := p.followed(st)
		if int(number) >= len(list) {
			return st, false
		}
		next, err := p.sys.Do(st, list[number])
		if err != nil {
			return st, false
		}
		st = next
	}
	return st, true
}

// pile is what is in flight of one type on one link.
type pile struct {
	from, to int
	kind     reflect.Type
}

// piles counts what is in flight, and lists the piles in the canonical order of their first messages.
func (p *pass) piles(st step.State) (order []pile, copies map[pile]int) {
	copies = map[pile]int{}
	for to, inbox := range st.Inboxes {
		for _, e := range inbox {
			from, message, ok := p.sys.OfKind(e, nil)
			if !ok {
				continue
			}
			key := pile{from, to, p.sys.TypeOf(message)}
			if copies[key]++; copies[key] == 1 {
				order = append(order, key)
			}
		}
	}
	return order, copies
}

// crowd names the greatest pile that is greater than at the start, if it is great.
func (p *pass) crowd(first, last step.State) string {
	_, before := p.piles(first)
	order, copies := p.piles(last)
	greatest, n := pile{}, growthCopiesMin-1
	for _, key := range order {
		if copies[key] > max(n, before[key]) {
			greatest, n = key, copies[key]
		}
	}
	if n < growthCopiesMin {
		return ""
	}
	from, to := p.sys.Actors[greatest.from], p.sys.Actors[greatest.to]
	sender := "what sends it"
	if p.firesForEver() {
		sender += " (Firings: assay.AtMost(n))"
	}
	name := greatest.kind.Name()
	if name == "" {
		name = greatest.kind.String()
	}
	return fmt.Sprintf("\nhint: what grows: %d x %s in flight %s -> %s; bound %s or the system (System.Within)", n, name, from.ID, to.ID, sender)
}

// firesForEver says whether some timer may fire without end: then it is what begins it all, whoever sends what is most in flight.
func (p *pass) firesForEver() bool {
	budget := p.source.Assume.Firings
	if _, limited := budget.Limit(); limited || budget == assay.None {
		return false
	}
	return slices.ContainsFunc(p.sys.Actors, func(a step.Actor) bool { return a.Behaviour.Timeout != nil })
}

// longState names the participant whose state has grown most, if it has grown much.
func (p *pass) longState(first, last step.State, steps int) string {
	longest, more := -1, growthBytesMin-1
	for i := range last.Locals {
		before, after := len(first.Locals[i].State), len(last.Locals[i].State)
		if after-before > more && after >= growthTimesMin*before {
			longest, more = i, after-before
		}
	}
	if longest < 0 {
		return ""
	}
	whose := "the state"
	if id := p.sys.Actors[longest].ID; id != "" {
		whose += " of " + string(id)
	}
	return fmt.Sprintf("\nhint: what grows: %s, from %d to %d canonical bytes in %d steps; leave out what does not matter, or bound the system (System.Within)",
		whose, len(first.Locals[longest].State), len(last.Locals[longest].State), steps)
}
