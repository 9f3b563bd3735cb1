package linear

import (
	"cmp"
	"slices"
	"sort"
)

// Explanation says where a history stops having an order. All places are those of operations in the history.
type Explanation struct {
	At int // with the return of this operation there is no order any more, and just before there was one
	// Shortest is false where a bound ended the search for the shortest beginning without an order: then At is where one was known first.
	Shortest bool
	Order    []int // an order of what was completed before
	Fits     []int // results which would have fitted At, by number
	AllFits  bool  // there are no others
	// Clash are other operations whose answers, with that of At, no order gives. Any one of these answers fewer, and there is an order;
	// Least is false where a bound ended that search.
	Clash []int
	Least bool
}

// fitsMax is how many results that would have fitted are looked for.
const fitsMax = 6

// Explain says where ops, which have no order, stop having one.
func (t *Table) Explain(ops []Operation, b *Bound) (Explanation, error) {
	e := &explaining{table: t, ops: ops, bound: b}
	at := e.shortest()
	e.begun = Beginning(ops, ops[at].Return)
	e.fits(at)
	e.clash(at)
	return e.found, e.err
}

// Beginning is what had happened when the moment end had come. What returned later has no result yet and may take effect later; what was
// called later is not in it. Places are kept.
func Beginning(ops []Operation, end int64) []Operation {
	begun := slices.Clone(ops)
	for i := range begun {
		if begun[i].Return > end {
			begun[i].Result, begun[i].Return = Any, Never
		}
	}
	return begun
}

type explaining struct {
	table *Table
	rule  Rule
	ops   []Operation
	begun []Operation
	bound *Bound
	found Explanation
	err   error
}

// order looks for an order of those of ops that were called by end. The order has the places of ops.
func (e *explaining) order(ops []Operation, end int64, wanted bool) (Verdict, []int) {
	if e.err != nil {
		return OutOfTime, nil
	}
	var called []Operation
	var places []int
	for i, o := range ops {
		if o.Call <= end {
			called, places = append(called, o), append(places, i)
		}
	}
	verdict, order, err := e.table.Order(called, e.rule, e.bound, wanted)
	e.err = err
	for i := range order {
		order[i] = places[order[i]]
	}
	return verdict, order
}

// shortest bisects for the first return at which there is no order: what has an order has one at each earlier moment too.
func (e *explaining) shortest() int {
	returned := e.byReturn()
	e.found.Shortest = true
	e.found.At = sort.Search(len(returned)-1, func(i int) bool {
		end := e.ops[returned[i]].Return
		verdict, _ := e.order(Beginning(e.ops, end), end, false)
		if verdict != Ordered && verdict != Disordered {
			e.found.Shortest = false
		}
		return verdict == Disordered
	})
	e.found.At = returned[e.found.At]
	return e.found.At
}

// byReturn are the places of what returned, in that order.
func (e *explaining) byReturn() []int {
	var places []int
	for i, o := range e.ops {
		if o.Return != Never {
			places = append(places, i)
		}
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(e.ops[a].Return, e.ops[b].Return) })
	return places
}

// fits asks which results At could have had: it forbids each that it finds, until there is none.
func (e *explaining) fits(at int) {
	end := e.ops[at].Return
	ops := slices.Clone(e.begun)
	ops[at].Result = Any
	for range fitsMax {
		verdict, order := e.order(ops, end, true)
		if verdict != Ordered {
			e.found.AllFits = verdict == Disordered
			break
		}
		if e.found.Order == nil {
			e.found.Order = slices.DeleteFunc(slices.Clone(order), func(i int) bool { return i == at || ops[i].Return == Never })
		}
		result := e.resultIn(order, at)
		ops[at].Except = append(slices.Clone(ops[at].Except), result)
		e.found.Fits = append(e.found.Fits, result)
	}
}

// resultIn is what an operation answers in an order.
func (e *explaining) resultIn(order []int, at int) int {
	state := e.table.init()
	for _, i := range order {
		next, result, _ := e.table.apply(state, e.ops[i].Op)
		if i == at {
			return result
		}
		state = next
	}
	panic("linear: an operation that returned is not in the order")
}

// clash forgets answers, the earliest first and many at once where it can, as long as there is no order without them either. Those that
// say nothing go first: without them the search is the same.
func (e *explaining) clash(at int) {
	var mute, telling []int
	nothing, err := e.table.Number(nil)
	for _, i := range e.byReturn() {
		switch {
		case i == at || e.begun[i].Return == Never:
		case err == nil && e.begun[i].Result == nothing:
			mute = append(mute, i)
		default:
			telling = append(telling, i)
		}
	}
	e.found.Least = e.found.Shortest
	e.forget(mute, e.ops[at].Return)
	e.forget(telling, e.ops[at].Return)
	slices.SortFunc(e.found.Clash, func(a, b int) int { return cmp.Compare(e.ops[a].Return, e.ops[b].Return) })
}

func (e *explaining) forget(places []int, end int64) {
	if len(places) == 0 {
		return
	}
	known := make([]int, len(places))
	for k, i := range places {
		known[k], e.begun[i].Result = e.begun[i].Result, Any
	}
	verdict, _ := e.order(e.begun, end, false)
	if verdict == Disordered {
		return
	}
	if verdict != Ordered {
		e.found.Least = false
	}
	for k, i := range places {
		e.begun[i].Result = known[k]
	}
	if len(places) == 1 {
		e.found.Clash = append(e.found.Clash, places[0])
		return
	}
	e.forget(places[:len(places)/2], end)
	e.forget(places[len(places)/2:], end)
}

// Changes says of each place of an order whether the operation there changed the state.
func (t *Table) Changes(ops []Operation, order []int) []bool {
	state := t.init()
	changes := make([]bool, len(order))
	for k, i := range order {
		next, _, _ := t.apply(state, ops[i].Op)
		changes[k], state = next != state, next
	}
	return changes
}
