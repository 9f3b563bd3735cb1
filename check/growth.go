package check

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

const (
	growthStepsMax  = 1000 // steps that are walked to see what grows: a longer way shows nothing new, and takes long
	growthCopiesMin = 9    // messages of one type on one link that are many
	growthTimesMin  = 4    // a state that is so many times as long as at the start is long,
	growthBytesMin  = 64   // and longer by so many bytes
	growthUsesMin   = 3    // steps on that way that an unlimited budget allowed are many,
	growthUsesPart  = 8    // if they are at least one in so many
)

// growth are the hints that say what grows without end, and which unlimited budget lets it, where a bound ended the search: each on its
// own line, or nothing where nothing does. It looks at the state that was found last, which lies as deep as any.
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
	if p.config.depthFirst {
		return p.allUnlimited()
	}
	text, taken := p.grown(p.result.Path(p.result.States - 1))
	return text + p.unlimited(taken)
}

// grown says what has grown on a way, and answers with its steps.
func (p *pass) grown(path []uint32) (text string, taken []step.Step) {
	path = path[:min(len(path), growthStepsMax+1)]
	first := p.initial[path[0]]
	taken, last, ok := p.follow(first, path[1:])
	if !ok {
		return "", nil
	}
	if text = p.crowd(first, last); text == "" {
		text = p.longState(first, last, len(path)-1)
	}
	return text, taken
}

// unlimited names the unlimited budget that allowed most steps of a way, if they are many: it is what lets the way go on. What would
// have been spent by a step that is left out, since asynchrony covers it, makes no state.
func (p *pass) unlimited(taken []step.Step) string {
	type delivery struct {
		envelope step.Envelope
		to       int
	}
	uses, seen := make([]int, assay.Malice+1), map[delivery]bool{}
	for i := range taken {
		s := &taken[i]
		key := delivery{s.Envelope, s.Actor}
		if f, ok := p.sys.Unlimited(s, seen[key]); ok {
			uses[f]++
		}
		seen[key] = seen[key] || s.Kind == step.Deliver
	}
	most := assay.Firings
	for f, n := range uses {
		if n > uses[most] {
			most = assay.Failure(f)
		}
	}
	if uses[most] < growthUsesMin || uses[most]*growthUsesPart < len(taken) {
		return ""
	}
	return fmt.Sprintf("\nhint: %v are unlimited: %d of the %d steps on the way to the state that was found last spend one; assay.AtMost(n) is finite", most, uses[most], len(taken))
}

// growsPerhaps says whether a bound that somebody may want to raise ended the search. Where the user accepts what is unknown nobody asks.
func (p *pass) growsPerhaps() bool {
	if p.config.accepted != "" || p.result.States == 0 {
		return false
	}
	switch p.cut() {
	case graph.CutDepth, graph.CutStates, cutTime, cutMemory, cutInterrupted:
		return true
	}
	return false
}

// follow goes a way of step numbers without putting it in words.
func (p *pass) follow(st step.State, numbers []uint32) (taken []step.Step, last step.State, ok bool) {
	for _, number := range numbers {
		list := p.followed(st)
		if int(number) >= len(list) {
			return taken, st, false
		}
		next, err := p.sys.Do(st, list[number])
		if err != nil {
			return taken, st, false
		}
		taken, st = append(taken, list[number]), next
	}
	return taken, st, true
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
		if !p.sys.HasSets() {
			sender += ", or let inboxes be sets (Duplicates: assay.Unlimited),"
		}
	}
	name := greatest.kind.Name()
	if name == "" {
		name = greatest.kind.String()
	}
	return fmt.Sprintf("\nhint: what grows: %d x %s in flight %s -> %s; bound %s or the system (System.Within)", n, name, from.ID, to.ID, sender)
}

// allUnlimited lists what may go on for ever, where it cannot be told which of it does: depth first there is no deepest state that is the
// same in every run.
func (p *pass) allUnlimited() string {
	var all []string
	for _, f := range p.sys.UnlimitedBudgets() {
		all = append(all, f.String())
	}
	if len(all) == 0 {
		return ""
	}
	return fmt.Sprintf("\nhint: there is no limit on %s; assay.AtMost(n) is finite", strings.Join(all, ", "))
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
