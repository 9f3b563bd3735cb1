package forall

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/anishathalye/porcupine"
)

// judge answers "" where the history has an order that the specification allows, and otherwise the shortest beginning of it that has none.
func (m Model[C, S, I]) judge(h history) string {
	slices.SortFunc(h.operations, func(a, b operation) int {
		return cmp.Or(cmp.Compare(a.call, b.call), cmp.Compare(a.goroutine, b.goroutine))
	})
	for _, o := range h.operations {
		switch {
		case o.crash != "":
			return "a command panics:" + h.text(h.operations)
		case !o.done && h.stuck:
			return fmt.Sprintf("a command did not return within %v:%s", returnsMax, h.text(h.operations))
		}
	}
	if m.ordered(h.operations) {
		return ""
	}
	for _, end := range returns(h.operations) {
		begun := beginning(h.operations, end)
		if !m.ordered(begun) {
			return "not linearizable, no order of these gives the same answers:" + h.text(begun)
		}
	}
	return "not linearizable, no order of these gives the same answers:" + h.text(h.operations)
}

// returns are the moments at which a command ended, in order.
func returns(operations []operation) []time.Duration {
	var ends []time.Duration
	for _, o := range operations {
		ends = append(ends, o.ret)
	}
	slices.Sort(ends)
	return ends
}

// beginning is what had happened when a moment had passed. A command that was going on may or may not have taken effect by then.
func beginning(operations []operation, end time.Duration) []operation {
	var begun []operation
	for _, o := range operations {
		if o.call > end {
			continue
		}
		if o.ret > end {
			o.done, o.result = false, nil
		}
		begun = append(begun, o)
	}
	return begun
}

// ordered asks porcupine for an order. A command that has not ended may be put anywhere after its call, the end of all included.
func (m Model[C, S, I]) ordered(operations []operation) bool {
	var failed any
	model := porcupine.Model{
		Init: func() any { return m.Spec.Init() },
		Step: func(state, input, output any) (ok bool, next any) {
			defer func() {
				if p := recover(); p != nil {
					failed, ok, next = p, false, state
				}
			}()
			from, _ := state.(S)
			to, result := m.Spec.Apply(from, input)
			o := output.(operation)
			return !o.done || reflect.DeepEqual(result, o.result), to
		},
		Equal: func(a, b any) bool { return reflect.DeepEqual(a, b) },
	}
	var timed []porcupine.Operation
	for _, o := range operations {
		end := int64(o.ret)
		if !o.done {
			end = math.MaxInt64
		}
		timed = append(timed, porcupine.Operation{ClientId: o.goroutine, Input: o.command, Call: int64(o.call), Output: o, Return: end})
	}
	found := porcupine.CheckOperations(model, timed)
	if failed != nil {
		panic(fmt.Sprintf("Apply of the specification panics: %v", failed))
	}
	return found
}

// momentsOf numbers the moments at which something began or ended, from 1.
func momentsOf(operations []operation) map[time.Duration]int {
	var all []time.Duration
	for _, o := range operations {
		all = append(all, o.call)
		if o.done {
			all = append(all, o.ret)
		}
	}
	slices.Sort(all)
	numbers := map[time.Duration]int{}
	for i, at := range slices.Compact(all) {
		numbers[at] = i + 1
	}
	return numbers
}
