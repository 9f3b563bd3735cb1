package live

import "math"

// What low says of a state beside the two ranges of numbers: those from 1 on are of states whose component is not known
// yet, and finished plus the number of one of its states is the name of a component.
const (
	unseen   = 0
	finished = 1 << 31
	closed   = math.MaxUint32 // never entered: a state of the goal, or one that was taken out
)

// A divider finds strongly connected components without recursion, so that a long way through the graph is no deep
// stack. Several dividers may work on one low, one inside the other: while a component is being given to found, all
// that its edges lead to is finished, and a divider that takes it apart meets nothing of the one outside.
type divider struct {
	graph *Graph
	low   []uint32
	// found is called for each component, all that it leads to first. All its states have the same low, and no others.
	// It may change the low of these states, but must leave them finished or closed, and must not keep the slice.
	found func(states []uint32)

	index uint32
	calls []call
	left  []uint32 // states that were left, but whose component is not known yet
}

// A call is what a recursive search would keep on the stack.
type call struct {
	state uint32
	next  uint32 // the edge to look at next
	index uint32 // the number that the state was entered with
}

// divide finds the components of all states that root leads to and that are unseen.
func (d *divider) divide(root uint32) {
	if d.low[root] != unseen {
		return
	}
	d.index = 0
	d.enter(root)
	for len(d.calls) > 0 {
		c := &d.calls[len(d.calls)-1]
		if to, ok := d.advance(c, d.graph.First[c.state+1]); ok {
			d.enter(to)
			continue
		}
		d.leave()
	}
}

// advance looks at edges of c up to end, until one leads to a state that is unseen.
func (d *divider) advance(c *call, end uint32) (to uint32, ok bool) {
	low := d.low[c.state]
	for next := c.next; next < end; next++ {
		to := d.graph.Edges[next].To
		if d.low[to] == unseen {
			d.low[c.state], c.next = low, next+1
			return to, true
		}
		low = min(low, d.low[to]) // what is finished or closed is greater than any index, and changes nothing
	}
	d.low[c.state], c.next = low, end
	return 0, false
}

func (d *divider) enter(state uint32) {
	d.index++
	d.low[state] = d.index
	d.calls = append(d.calls, call{state, d.graph.First[state], d.index})
}

// leave ends the last call. If nothing before it can be reached from its state, that and what was left since are a
// component.
func (d *divider) leave() {
	c := d.calls[len(d.calls)-1]
	d.calls = d.calls[:len(d.calls)-1]
	low := d.low[c.state]
	if low < c.index {
		d.left = append(d.left, c.state)
		above := d.calls[len(d.calls)-1].state
		d.low[above] = min(d.low[above], low)
		return
	}
	begin := len(d.left)
	for begin > 0 && d.low[d.left[begin-1]] >= c.index {
		begin--
	}
	d.left = append(d.left, c.state)
	for _, s := range d.left[begin:] {
		d.low[s] = finished + c.state
	}
	d.found(d.left[begin:])
	d.left = d.left[:begin]
}
