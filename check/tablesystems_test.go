package check

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/assay-dev/assay"
)

// randomSystem is the system of a seed, with options that belong to it.
func randomSystem(seed uint64) (assay.System, []Option) {
	d := dice{rand.New(rand.NewPCG(seed, 2026)), seed >= harshSeeds}
	ids := []assay.ID{"a", "b", "c"}[:2+d.IntN(2)]
	states := 2 + d.IntN(2)
	timers, history := d.chance(40), d.chance(40)
	sys := assay.System{Name: fmt.Sprint("random/", seed), Assume: d.assumptions(ids, timers)}
	sends := int8(1 + d.IntN(4-len(ids)/3))
	if sys.Assume.Duplicates == assay.Unlimited && sys.Assume.Order != assay.FIFO && sys.Assume.Links == nil && d.chance(60) {
		sends = -1 // inboxes are sets then
	}
	for _, id := range ids {
		sys.Actors = append(sys.Actors, d.tableActor(id, ids, states, timers, history, sends))
	}
	q := questions{d, ids, states, timers, history, sys.Assume}
	for i := range 1 + d.IntN(3) {
		sys.Properties = append(sys.Properties, q.property(fmt.Sprint("p", i)))
	}
	if d.chance(80) { // a property that is never decided: the search goes on to the end
		sys.Properties = append(sys.Properties, assay.Always("calm", func(assay.View) error { return nil }))
	}
	if d.chance(12) {
		sys.Within = q.within()
	}
	var options []Option
	if d.chance(15) {
		options = append(options, Deadlock())
	}
	return sys, options
}

func (d dice) assumptions(ids []assay.ID, timers bool) assay.Assumptions {
	a := assay.Assumptions{
		Order:      pick(d, assay.OrderDefault, assay.Unordered, assay.Unordered, assay.FIFO),
		Losses:     pick(d, assay.None, assay.None, assay.AtMost(1), assay.AtMost(2), assay.Unlimited),
		Duplicates: pick(d, assay.Default, assay.None, assay.AtMost(1), assay.Unlimited),
		Crashes:    pick(d, assay.None, assay.None, assay.AtMost(1)),
		Recoveries: pick(d, assay.Default, assay.None, assay.AtMost(1)),
		Firings:    pick(d, assay.Default, assay.None, assay.AtMost(2)),
		Ignored:    pick(d, assay.Consumed, assay.Consumed, assay.Waits),
	}
	if d.chance(25) {
		for _, from := range ids {
			for _, to := range ids {
				if d.chance(50) {
					a.Links = append(a.Links, d.link(from, to))
				}
			}
		}
	}
	if d.chance(15) {
		a.Per = map[assay.ID]assay.Own{pick(d, ids...): {Crashes: assay.AtMost(1), Firings: pick(d, assay.Default, assay.AtMost(1))}}
	}
	if d.harsh {
		d.harsher(&a, ids, timers)
	}
	return a
}

func (d dice) link(from, to assay.ID) assay.Link {
	return assay.Link{From: from, To: to, Order: pick(d, assay.OrderDefault, assay.Unordered, assay.FIFO),
		Losses:     pick(d, assay.Default, assay.Default, assay.None, assay.AtMost(1), assay.Unlimited),
		Duplicates: pick(d, assay.Default, assay.Default, assay.None, assay.AtMost(1), assay.Unlimited)}
}

// harshSeeds are the seeds from here on: in their systems the world may do all that there is.
const harshSeeds = 1 << 40

// harsher adds what the other seeds leave out. Actors that set timers read clocks, so that clocks are assumed then.
func (d dice) harsher(a *assay.Assumptions, ids []assay.ID, timers bool) {
	a.Crashes = pick(d, assay.None, assay.AtMost(1), assay.AtMost(1))
	a.Disk = pick(d, assay.Kept, assay.Torn, assay.Unsynced, assay.Unsynced, assay.Wiped)
	a.Cuts = pick(d, assay.None, assay.None, assay.AtMost(1), assay.Unlimited)
	if d.chance(50) {
		a.CutSets = []assay.Cut{{From: ids[:1], To: ids[1:], OneWay: d.chance(50)}}
	}
	a.Buffer = pick(d, 0, 0, 0, 2)
	if d.chance(25) {
		own := a.Per[ids[0]]
		own.Lies, own.Says = assay.AtMost(1), []any{msg0{}, msg2{}}
		own.Disk = pick(d, assay.DurabilityDefault, assay.Torn)
		if a.Per == nil {
			a.Per = map[assay.ID]assay.Own{}
		}
		a.Per[ids[0]] = own
	}
	if timers {
		a.Clocks = assay.Clocks{TickMS: 1000, HorizonMS: pick(d, 1000, 2000), DriftMS: pick(d, 0, 0, 500)}
		if d.chance(20) && a.Per != nil {
			own := a.Per[ids[0]]
			own.Works = assay.Schedule{EveryMS: 2000, ForMS: 1000}
			a.Per[ids[0]] = own
		}
	}
}

// questions make random properties of one system.
type questions struct {
	dice
	ids             []assay.ID
	states          int
	timers, history bool
	assume          assay.Assumptions
}

var errBad = errors.New("bad")

func (q questions) property(name string) assay.Property {
	if q.history && q.chance(25) {
		if q.chance(50) {
			return assay.Linearizable(name, toggle{})
		}
		return assay.SequentiallyConsistent(name, toggle{})
	}
	is := q.predicate()
	switch q.IntN(5) {
	case 0, 1:
		return assay.Sometimes(name, is)
	case 2:
		return assay.AlwaysIf(name, q.predicate(), func(v assay.View) error { return unless(!is(v)) })
	}
	return assay.Always(name, func(v assay.View) error { return unless(!is(v)) })
}

func unless(good bool) error {
	if good {
		return nil
	}
	return errBad
}

type predicate = func(assay.View) bool

func (q questions) predicate() predicate {
	is := q.atom()
	for q.chance(35) {
		first, second := is, q.atom()
		is = func(v assay.View) bool { return first(v) && second(v) }
	}
	return is
}

func (q questions) atom() predicate {
	id, at, n := pick(q.dice, q.ids...), int8(q.IntN(q.states)), q.IntN(3)
	switch q.IntN(14) {
	case 0:
		return func(v assay.View) bool { return v.Up(id) && assay.StateOf[tableState](v, id).Sends > 0 }
	case 1:
		return func(v assay.View) bool { return assay.LastStateOf[tableState](v, id).At == at }
	case 2:
		return q.inFlight(id, n)
	case 3:
		return func(v assay.View) bool { return len(v.Messages(id, nil)) > n }
	case 4:
		return func(v assay.View) bool { return !v.Up(id) == (n > 0) }
	case 5:
		return func(v assay.View) bool { return slices.Contains(v.Timers(id), tableTimers[n%2]) }
	case 6:
		return func(v assay.View) bool { return or(assay.Load[int8](v.Disk(id), tableTimers[n%2]), -1) == at }
	case 7:
		return q.spent(n)
	case 8:
		return q.completed(at, n)
	case 9:
		return func(v assay.View) bool {
			count := 0
			for _, s := range assay.Each[tableState](v) {
				if s.At == at {
					count++
				}
			}
			return count > 1
		}
	case 10:
		if q.chance(20) { // it does not ask whether it is up: a finding where it may be down
			return func(v assay.View) bool { return assay.StateOf[tableState](v, id).At == at }
		}
	}
	return func(v assay.View) bool { return v.Up(id) && assay.StateOf[tableState](v, id).At == at }
}

func (q questions) inFlight(id assay.ID, n int) predicate {
	if q.chance(50) {
		return func(v assay.View) bool { return len(assay.InFlight[msg0](v, id)) > n/2 }
	}
	return func(v assay.View) bool { return len(assay.InFlight[msg1](v, id)) > n/2 }
}

// spent asks for a budget that is limited, or is false.
func (q questions) spent(n int) predicate {
	limited := map[assay.Failure]assay.Budget{assay.Losses: q.assume.Losses, assay.Duplicates: q.assume.Duplicates,
		assay.Crashes: q.assume.Crashes, assay.Cuts: q.assume.Cuts, assay.Firings: q.assume.Firings, assay.Recoveries: q.assume.Recoveries}
	for _, f := range []assay.Failure{assay.Cuts, assay.Losses, assay.Firings, assay.Crashes, assay.Duplicates, assay.Recoveries} {
		if _, ok := limited[f].Limit(); ok {
			return func(v assay.View) bool { return v.Spent(f) > n/2 }
		}
	}
	return func(assay.View) bool { return false }
}

func (q questions) completed(result int8, n int) predicate {
	return func(v assay.View) bool {
		count := 0
		for _, op := range v.History() {
			if have, ok := op.Result.Get(); ok && have == result%2 {
				count++
			}
		}
		return count > n/2
	}
}

// within is a bound in which the start lies, since nothing was sent twice or crashed there.
func (q questions) within() predicate {
	id := pick(q.dice, q.ids...)
	switch q.IntN(3) {
	case 0:
		return func(v assay.View) bool { return len(v.Messages(id, nil)) < 4 }
	case 1:
		return func(v assay.View) bool { return v.Up(id) }
	}
	return func(v assay.View) bool {
		return !v.Up(id) || assay.StateOf[tableState](v, id).Ops < 3 && assay.StateOf[tableState](v, id).Sends < 2
	}
}
