package live

import (
	"fmt"
	"math/bits"
)

// An oracle answers by definition alone, for graphs of a few states and edges. It shares no code with the package.
type oracle struct {
	g          *Graph
	goal, from []bool
	fairness   Fairness
	source     []uint32 // by edge
	enabled    []uint32 // by state: the set of labels
}

func newOracle(g *Graph, goal, from []bool, fairness Fairness) *oracle {
	o := &oracle{g: g, goal: goal, from: from, fairness: fairness}
	for s := range len(g.First) - 1 {
		labels := uint32(0)
		for i := g.First[s]; i < g.First[s+1]; i++ {
			o.source = append(o.source, uint32(s))
			if l := g.Edges[i].Label; l != NoLabel {
				labels |= 1 << l
			}
		}
		o.enabled = append(o.enabled, labels)
	}
	return o
}

func (o *oracle) states() int { return len(o.enabled) }

func (o *oracle) asked(s int) bool { return o.from == nil || o.from[s] }

// reach is the set of states that a depth-first search comes to over the edges of a set, outside the goal if avoid.
func (o *oracle) reach(s int, edges uint64, avoid bool) uint32 {
	var seen uint32
	var visit func(s uint32)
	visit = func(s uint32) {
		if seen>>s&1 == 1 || avoid && o.goal[s] {
			return
		}
		seen |= 1 << s
		for i, e := range o.g.Edges {
			if o.source[i] == s && edges>>i&1 == 1 {
				visit(e.To)
			}
		}
	}
	visit(uint32(s))
	return seen
}

// mayEnd tells whether a behaviour may end in s.
func (o *oracle) mayEnd(s int) bool {
	if o.fairness.Rest {
		return o.enabled[s] == 0
	}
	return o.g.First[s] == o.g.First[s+1]
}

// fairSet tells whether a behaviour that from some point on takes just these edges, each again and again, is fair.
func (o *oracle) fairSet(edges uint64) bool {
	everywhere, somewhere, taken := ^uint32(0), uint32(0), uint32(0)
	for rest := edges; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		everywhere &= o.enabled[o.source[i]]
		somewhere |= o.enabled[o.source[i]]
		if l := o.g.Edges[i].Label; l != NoLabel {
			taken |= 1 << l
		}
	}
	var strong uint32
	for l, yes := range o.fairness.Strong {
		if yes {
			strong |= 1 << l
		}
	}
	return everywhere&^taken == 0 && somewhere&strong&^taken == 0
}

// stays are the states in which a behaviour may be again and again, or end, while it is fair and avoids the goal: it
// tries every set of edges.
func (o *oracle) stays() (states uint32) {
	for s := range o.states() {
		if o.mayEnd(s) && !o.goal[s] {
			states |= 1 << s
		}
	}
	outside := o.outside()
	for edges := outside; edges != 0; edges = (edges - 1) & outside {
		if visited, ok := o.circular(edges); ok && visited&^states != 0 && o.fairSet(edges) {
			states |= visited
		}
	}
	return states
}

// outside are the edges that a behaviour may take when it avoids the goal.
func (o *oracle) outside() (edges uint64) {
	for i, e := range o.g.Edges {
		if !o.goal[o.source[i]] && !o.goal[e.To] {
			edges |= 1 << i
		}
	}
	return edges
}

// circular tells whether a behaviour can take all of a set of edges again and again, and where it then is.
func (o *oracle) circular(edges uint64) (visited uint32, ok bool) {
	for i, e := range o.g.Edges {
		if edges>>i&1 == 1 {
			visited |= 1<<o.source[i] | 1<<e.To
		}
	}
	for rest := visited; rest != 0; rest &= rest - 1 {
		if o.reach(bits.TrailingZeros32(rest), edges, true) != visited {
			return 0, false
		}
	}
	return visited, true
}

// entry is the least state asked about that a behaviour may start in and never come to the goal.
func (o *oracle) entry() uint32 {
	stays := o.stays()
	for s := range o.states() {
		if o.asked(s) && o.reach(s, ^uint64(0), true)&stays != 0 {
			return uint32(s)
		}
	}
	return None
}

// longest walks all ways outside the goal; one with more steps than there are states goes in a circle.
func (o *oracle) longest() (bounded bool, most, start uint32) {
	var stretch func(s uint32, depth int) int
	stretch = func(s uint32, depth int) int {
		if o.goal[s] || depth > o.states() {
			return depth
		}
		deepest := depth
		for i := o.g.First[s]; i < o.g.First[s+1] && deepest <= o.states(); i++ {
			deepest = max(deepest, stretch(o.g.Edges[i].To, depth+1))
		}
		return deepest
	}
	start = None
	for s := range o.states() {
		if !o.asked(s) || o.goal[s] {
			continue
		}
		n := stretch(uint32(s), 0)
		if n > o.states() {
			return false, 0, None
		}
		if start == None || uint32(n) > most {
			most, start = uint32(n), uint32(s)
		}
	}
	return true, most, start
}

// chance is what Possible should answer.
func (o *oracle) chance() Chance {
	c := Chance{Least: None, Farthest: None}
	for s := range o.states() {
		if !o.asked(s) {
			continue
		}
		distance, ok := o.distance(s)
		switch {
		case !ok:
			c.Stuck++
			c.Least = min(c.Least, uint32(s))
		case c.Farthest == None || distance > c.Distance:
			c.Distance, c.Farthest = distance, uint32(s)
		}
	}
	return c
}

// distance takes the sets of states that are so many steps away, until one has a state of the goal.
func (o *oracle) distance(s int) (steps uint32, ok bool) {
	set := map[uint32]bool{uint32(s): true}
	for n := range o.states() {
		next := map[uint32]bool{}
		for s := range set {
			if o.goal[s] {
				return uint32(n), true
			}
			for i := o.g.First[s]; i < o.g.First[s+1]; i++ {
				next[o.g.Edges[i].To] = true
			}
		}
		set = next
	}
	return 0, false
}

// wrong says what is wrong with a lasso that should begin in entry; nothing, if it is as promised. It is as exact for
// graphs of any size with at most 32 labels.
func (o *oracle) wrong(l Lasso, entry uint32) error {
	for _, part := range []struct {
		begin, end uint32
		steps      []Step
	}{{entry, l.Knot, l.Stem}, {l.Knot, l.Knot, l.Cycle}} {
		at := part.begin
		for n, step := range part.steps {
			if o.goal[at] || step.State != at || step.Edge < o.g.First[at] || step.Edge >= o.g.First[at+1] {
				return fmt.Errorf("step %d of %v is %v in state %d, goal: %v", n, part.steps, step, at, o.goal[at])
			}
			at = o.g.Edges[step.Edge].To
		}
		if at != part.end || o.goal[at] {
			return fmt.Errorf("%v ends in %d, expected %d, goal: %v", part.steps, at, part.end, o.goal[at])
		}
	}
	if len(l.Cycle) == 0 {
		if !o.mayEnd(int(l.Knot)) {
			return fmt.Errorf("it ends in state %d, where a behaviour may not", l.Knot)
		}
		return nil
	}
	return o.wrongCycle(l.Cycle)
}

func (o *oracle) wrongCycle(cycle []Step) error {
	everywhere, somewhere, taken := ^uint32(0), uint32(0), uint32(0)
	for _, step := range cycle {
		everywhere &= o.enabled[step.State]
		somewhere |= o.enabled[step.State]
		if l := o.g.Edges[step.Edge].Label; l != NoLabel {
			taken |= 1 << l
		}
	}
	for l := range uint32(32) {
		strong := int(l) < len(o.fairness.Strong) && o.fairness.Strong[l]
		if everywhere>>l&1 == 1 && taken>>l&1 == 0 || strong && somewhere>>l&1 == 1 && taken>>l&1 == 0 {
			return fmt.Errorf("cycle %v is not fair to label %d (strong: %v)", cycle, l, strong)
		}
	}
	return nil
}
