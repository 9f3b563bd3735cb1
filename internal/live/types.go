// Package live decides progress on a finite graph of states: whether a goal stays possible, and whether every fair
// behaviour comes to it. It knows no actor and no failure, only numbered states and labelled edges.
//
// Its searches follow Tarjan (1972), in the form of Pearce (2016) that keeps one number for each state, and for strong
// fairness Lichtenstein and Pnueli (1985), who take a component apart until what is left is fair.
//
// Does not find: what lies behind a state that was not expanded. Where the exploration was cut such a state has no
// edges, and looks as if behaviours ended there. Nor does it find behaviours in which failures go on for ever, since the
// caller leaves failures out of the edges.
package live

import (
	"fmt"
	"math"
)

// A Graph is all states that were found, failures included, and the edges that are left when failures are switched off.
// States are numbered from 0. Where an answer may choose among states it takes the least number, which is one of the
// shallowest if they are numbered breadth first. Searches read a Graph and never write to it.
type Graph struct {
	// First has one entry more than there are states: the edges of state s are Edges[First[s]:First[s+1]].
	First []uint32
	// Edges are those of all states, one state after the other.
	Edges []Edge
	// Labels is one more than the greatest label. Arrays of this length are kept, so that labels should have no gaps.
	Labels uint32
}

// An Edge is one step.
type Edge struct {
	// To is the state that the step leads to, which may be where it came from.
	To uint32
	// Label names the fair action that the step is part of, such as the delivery of one message to one receiver. Edges
	// of one state may share a label: taking any of them is taking the action. NoLabel means that nothing ever forces
	// the step.
	Label uint32
}

// NoLabel is the label of a step that is never forced.
const NoLabel = math.MaxUint32

// None is the number of no state.
const None = math.MaxUint32

// statesMax is how many states a Graph may have: the upper half of the numbers marks components that are finished.
const statesMax = finished - 1

// edgesMax is how many edges a Graph may have.
const edgesMax = math.MaxUint32 - 1

// States is the number of states.
func (g *Graph) States() int { return len(g.First) - 1 }

// edges are those of one state.
func (g *Graph) edges(state uint32) []Edge { return g.Edges[g.First[state]:g.First[state+1]] }

// check panics for a graph that breaks its own rules, or sets of states that are not of its length: that is our bug.
func (g *Graph) check(goal, from []bool) {
	states, edges := len(g.First)-1, len(g.Edges)
	if states < 0 || uint64(states) > statesMax || uint64(edges) > edgesMax {
		panic(fmt.Sprintf("live: %d states and %d edges, expected 0 to %d and at most %d", states, edges, statesMax, uint64(edgesMax)))
	}
	if len(goal) != states || from != nil && len(from) != states {
		panic(fmt.Sprintf("live: %d states, but goal has %d and from %d", states, len(goal), len(from)))
	}
	if g.First[0] != 0 || g.First[states] != uint32(edges) {
		panic(fmt.Sprintf("live: First goes from %d to %d, expected 0 to %d", g.First[0], g.First[states], edges))
	}
	for s := range states {
		if g.First[s] > g.First[s+1] {
			panic(fmt.Sprintf("live: the edges of state %d go from %d to %d", s, g.First[s], g.First[s+1]))
		}
	}
	for i, e := range g.Edges {
		if e.To >= uint32(states) || e.Label >= g.Labels && e.Label != NoLabel {
			panic(fmt.Sprintf("live: edge %d leads to %d with label %d, of %d states and %d labels", i, e.To, e.Label, states, g.Labels))
		}
	}
}

// starts tells whether a behaviour may start in state; a nil set is the set of all states.
func starts(from []bool, state uint32) bool { return from == nil || from[state] }
