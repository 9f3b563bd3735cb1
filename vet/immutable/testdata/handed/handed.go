// Package handed changes values that it has handed over.
package handed

import (
	"slices"
	"sort"

	"github.com/assay-dev/assay"
)

type Entries struct {
	Items []int
	By    map[string]int
	Of    *Owner
}

type Owner struct{ Name string }

type State struct {
	Log []int
	By  map[string]int
	N   int
}

func slice(to assay.ID, items []int) assay.Effects {
	effects := assay.Effects{assay.Send(to, Entries{Items: items})}
	items[0] = 1 // want `^items is changed after assay.Send has carried it away: hand over a copy, or change it before$`
	return effects
}

func before(to assay.ID, n int) assay.Effects {
	items := make([]int, n)
	items[0] = 1
	return assay.Effects{assay.Send(to, Entries{Items: items})}
}

func copied(to assay.ID, items []int) assay.Effects {
	effects := assay.Effects{assay.Send(to, Entries{Items: slices.Clone(items)})}
	items = slices.Clone(items)
	items[0] = 1
	return effects
}

func renewed(to assay.ID, items []int) assay.Effects {
	e := assay.Send(to, items)
	items = slices.Clone(items)
	items[0] = 1
	return assay.Effects{e}
}

func state(s State) (State, assay.Effects) {
	e := assay.Persist("state", s)
	s.N++
	s.Log[0] = 1      // want `s.Log is changed after assay.Persist has carried it away`
	s.By["a"] = 2     // want `s.By is changed after assay.Persist`
	delete(s.By, "a") // want `s.By is changed after assay.Persist`
	s.Log = slices.Clone(s.Log)
	s.Log[0] = 2
	return s, assay.Effects{e}
}

func field(s State) (State, assay.Effects) {
	e := assay.Persist("log", s.Log)
	s.By["a"] = 2
	sort.Ints(s.Log)                        // want `s.Log is changed`
	s.Log = append(s.Log[:1], s.Log[2:]...) // want `s.Log is changed`
	return s, assay.Effects{e}
}

func message(to assay.ID, n int) assay.Effects {
	m := Entries{Items: make([]int, n), By: map[string]int{}}
	m.Items[0] = 1
	e := assay.Send(to, m)
	m.Items[1] = 1 // want `m.Items is changed after assay.Send`
	m.By["a"] = 1  // want `m.By is changed after assay.Send`
	m.Items = nil
	return assay.Effects{e}
}

func pointer(to assay.ID, name string) assay.Effects {
	o := &Owner{name}
	e := assay.Send(to, o)
	o.Name = "b" // want `o is changed after assay.Send`
	o = &Owner{name}
	o.Name = "c"
	return assay.Effects{e}
}

func address(to assay.ID, name string) assay.Effects {
	o := Owner{name}
	e := assay.Send(to, &o)
	o.Name = "b" // want `o is changed after assay.Send`
	return assay.Effects{e}
}

func inside(to assay.ID, o *Owner) assay.Effects {
	m := Entries{Of: o}
	e := assay.Invoke(m)
	o.Name = "b" // want `o is changed after assay.Invoke`
	return assay.Effects{e}
}

func alias(to assay.ID, s State) assay.Effects {
	items := s.Log
	e := assay.Return(items)
	s.Log[0] = 1 // want `s.Log is changed after assay.Return`
	return assay.Effects{e}
}

func broadcast(to []assay.ID, m Entries) assay.Effects {
	e := assay.Broadcast(to, m)
	to[0] = "b" // want `to is changed after assay.Broadcast`
	return assay.Effects{e}
}

func loop(to []assay.ID, items []int) (effects assay.Effects) {
	for i, id := range to {
		items[0] = i // want `items is changed after assay.Send`
		effects = append(effects, assay.Send(id, Entries{Items: items}))
	}
	return effects
}

func loopNew(to []assay.ID, n int) (effects assay.Effects) {
	for i, id := range to {
		items := make([]int, n)
		items[0] = i
		m := Entries{By: map[string]int{}}
		m.By["i"] = i
		effects = append(effects, assay.Send(id, Entries{Items: items}), assay.Send(id, m))
	}
	return effects
}

func loopElements(to assay.ID, all [][]int) (effects assay.Effects) {
	for _, items := range all {
		items[0]++
		effects = append(effects, assay.Send(to, items))
	}
	return effects
}

func branches(to assay.ID, items []int) assay.Effects {
	if len(items) > 3 {
		return assay.Effects{assay.Send(to, items)}
	}
	items[0] = 1
	return assay.Effects{assay.Send(to, items)}
}

func oneBranch(to assay.ID, items []int) (effects assay.Effects) {
	if len(items) > 3 {
		effects = append(effects, assay.Send(to, items))
	} else {
		items = slices.Clone(items)
	}
	items = append(items, 1)
	return effects
}

func conditionally(to assay.ID, items []int) (effects assay.Effects) {
	if len(items) > 3 {
		effects = append(effects, assay.Send(to, items))
	}
	items[0] = 1 // want `items is changed after assay.Send`
	return effects
}

func appended(to assay.ID, items []int) assay.Effects {
	e := assay.Send(to, items)
	items = append(items, 1)
	return assay.Effects{e, assay.Send(to, items)}
}

func appendedAndWritten(to assay.ID, items []int) assay.Effects {
	e := assay.Send(to, items)
	items = append(items, 1)
	items[0] = 3 // want `items is changed after assay.Send`
	return assay.Effects{e}
}

func list(n *node, to assay.ID) (effects assay.Effects) {
	for ; n != nil; n = n.next {
		effects = append(effects, assay.Send(to, n.v))
		n.v = nil
	}
	return effects
}

type node struct {
	next *node
	v    []int
}

func arrays(to assay.ID, a [3]int) assay.Effects {
	e := assay.Send(to, a)
	a[0] = 1
	return assay.Effects{e}
}

var literal = func(to assay.ID, items []int) assay.Effects {
	e := assay.Send(to, items)
	items[0] = 1 // want `items is changed after assay.Send`
	return assay.Effects{e}
}

//assay:ignore immutable a broken actor, whose check finds it
func ignored(to assay.ID, items []int) assay.Effects {
	e := assay.Send(to, items)
	items[0] = 1
	return assay.Effects{e}
}

var _ = []any{slice, before, copied, renewed, state, field, message, pointer, address, inside, alias, broadcast, loop, loopNew, loopElements, branches,
	oneBranch, conditionally, appended, appendedAndWritten, list, arrays, literal, ignored}
