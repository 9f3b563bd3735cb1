package predicate

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
)

// next is how execution goes on after a statement.
type next int

const (
	onward next = iota
	breaking
	continuing
	falling
	returning
)

// control is how execution goes on, and to which label.
type control struct {
	next
	label string
}

// exec runs a statement.
func (m *machine) exec(n *Node) control {
	m.step()
	switch n.Op {
	case opNone:
	case opBlock:
		for i := range n.Kids {
			if c := m.exec(&n.Kids[i]); c.next != onward {
				return c
			}
		}
	case opExpr:
		m.evalMany(&n.Kids[0])
	case opAssign:
		m.assign(n)
	case opUpdate:
		target := &n.Kids[0]
		m.store(target, binaryOp(n.Text, m.eval(target), m.eval(&n.Kids[1])))
	case opIf:
		m.exec(&n.Kids[0])
		if m.eval(&n.Kids[1]).Bool() {
			return m.exec(&n.Kids[2])
		}
		return m.exec(&n.Kids[3])
	case opFor:
		return m.loop(n)
	case opRange:
		return m.ranged(n)
	case opSwitch:
		return m.switched(n)
	case opReturn:
		return m.returned(n)
	case opBreak:
		return control{breaking, n.Text}
	case opContinue:
		return control{continuing, n.Text}
	case opFallthrough:
		return control{next: falling}
	case opLabeled:
		if c := m.exec(&n.Kids[0]); c.next != breaking || c.label != n.Text {
			return c
		}
	default:
		cannot("%s", n.Text)
	}
	return control{}
}

func (m *machine) returned(n *Node) control {
	m.result = nil
	if len(n.Kids) == 1 {
		m.result = m.evalMany(&n.Kids[0])
	} else {
		m.result = m.evalAll(n.Kids)
	}
	return control{next: returning}
}

func (m *machine) assign(n *Node) {
	targets, sources := n.Kids[:n.N], n.Kids[n.N:]
	var values []reflect.Value
	if len(sources) == len(targets) {
		values = m.evalAll(sources)
	} else {
		values = m.evalMany(&sources[0])
	}
	if len(values) != len(targets) {
		cannot("assigns %d values to %d variables", len(values), len(targets))
	}
	for i := range targets {
		m.store(&targets[i], values[i])
	}
}

// store assigns a value to what a node names.
func (m *machine) store(target *Node, v reflect.Value) {
	switch target.Op {
	case opNone:
		return
	case opDeclare:
		t := m.kind(target.Shape).Type
		m.cell(target.Slots[0], t).Set(fit(v, t))
		return
	case opIndex:
		if of := m.ref(&target.Kids[0]); of.Kind() == reflect.Map {
			if of.IsNil() {
				fault("assignment to entry in nil map")
			}
			of.SetMapIndex(fit(m.eval(&target.Kids[1]), of.Type().Key()), fit(v, of.Type().Elem()))
			return
		}
	}
	place := m.ref(target)
	if !place.CanSet() {
		cannot("assigns to what cannot be assigned to")
	}
	place.Set(fit(v, place.Type()))
}

// around says what a loop does after a round of its body: whether it ends, and how execution then goes on.
func around(c control, label string) (ends bool, after control) {
	own := c.label == "" || c.label == label
	switch {
	case c.next == onward || c.next == continuing && own:
		return false, control{}
	case c.next == breaking && own:
		return true, control{}
	}
	return true, c
}

func (m *machine) loop(n *Node) control {
	m.exec(&n.Kids[0])
	for {
		m.step()
		if n.Kids[1].Op != opNone && !m.eval(&n.Kids[1]).Bool() {
			return control{}
		}
		if ends, after := around(m.exec(&n.Kids[3]), n.Text); ends {
			return after
		}
		for _, slot := range n.Slots { // each round has its own variables
			v := m.frame[slot]
			m.cell(slot, v.Type()).Set(v)
		}
		m.exec(&n.Kids[2])
	}
}

// ranged runs a loop over a number, a text, a list, a map or a function.
func (m *machine) ranged(n *Node) (after control) {
	over := m.eval(&n.Kids[0])
	round := func(key, value func() reflect.Value) bool {
		m.step()
		if n.Kids[2].Op != opNone {
			m.store(&n.Kids[2], key())
		}
		if n.Kids[3].Op != opNone {
			m.store(&n.Kids[3], value())
		}
		var ends bool
		ends, after = around(m.exec(&n.Kids[1]), n.Text)
		return !ends
	}
	if over.Kind() == reflect.Pointer {
		over = pointed(over)
	}
	switch {
	case over.CanInt() || over.CanUint():
		rangeNumber(over, round)
	case over.Kind() == reflect.String:
		for i, r := range over.String() {
			if !round(constantly(i), constantly(r)) {
				break
			}
		}
	case over.Kind() == reflect.Slice || over.Kind() == reflect.Array:
		for i := range over.Len() {
			if !round(constantly(i), func() reflect.Value { return copied(over.Index(i)) }) {
				break
			}
		}
	case over.Kind() == reflect.Map:
		for _, key := range sortedKeys(over) {
			if !round(func() reflect.Value { return key }, func() reflect.Value { return over.MapIndex(key) }) {
				break
			}
		}
	case over.Kind() == reflect.Func:
		rangeFunc(over, round)
	default:
		cannot("ranges over a %s", over.Type())
	}
	return after
}

func constantly[T any](v T) func() reflect.Value {
	return func() reflect.Value { return reflect.ValueOf(v) }
}

func rangeNumber(over reflect.Value, round func(key, value func() reflect.Value) bool) {
	for i := uint64(0); ; i++ {
		if over.CanInt() && (over.Int() < 0 || i >= uint64(over.Int())) || over.CanUint() && i >= over.Uint() {
			return
		}
		key := func() reflect.Value { return reflect.ValueOf(i).Convert(over.Type()) }
		if !round(key, nil) {
			return
		}
	}
}

func rangeFunc(over reflect.Value, round func(key, value func() reflect.Value) bool) {
	t := over.Type().In(0)
	yield := reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		at := func(i int) func() reflect.Value { return func() reflect.Value { return args[i] } }
		return []reflect.Value{reflect.ValueOf(round(at(0), at(1)))}
	})
	native(over, []reflect.Value{yield}, false)
}

// sortedKeys gives the keys of a map an order: a predicate that depends on the order is wrong, and the analysis must not be.
func sortedKeys(of reflect.Value) []reflect.Value {
	keys := of.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return keys
}

func (m *machine) switched(n *Node) control {
	m.exec(&n.Kids[0])
	var tag reflect.Value
	if n.Kids[1].Op != opNone {
		tag = m.eval(&n.Kids[1])
	}
	clauses := n.Kids[2:]
	chosen := slices.IndexFunc(clauses, func(c Node) bool { return m.chosen(&c, tag) })
	if chosen < 0 {
		chosen = slices.IndexFunc(clauses, func(c Node) bool { return c.N == 1 })
	}
	if chosen < 0 {
		return control{}
	}
	for _, clause := range clauses[chosen:] {
		c := m.exec(&clause.Kids[len(clause.Kids)-1])
		switch {
		case c.next == falling:
			continue
		case c.next == breaking && (c.label == "" || c.label == n.Text):
			return control{}
		}
		return c
	}
	return control{}
}

func (m *machine) chosen(clause *Node, tag reflect.Value) bool {
	for i := range clause.Slots[0] {
		v := m.eval(&clause.Kids[i])
		if tag.IsValid() && compareOp("==", tag, v) || !tag.IsValid() && v.Bool() {
			return true
		}
	}
	return false
}
