package live

// A Fate is where behaviours come to in the end: what Eventually answers.
type Fate struct {
	// Entry is the least state asked about from which some fair behaviour never comes to the goal, or None.
	Entry uint32
	// Lasso is such a behaviour, from Entry on.
	Lasso Lasso
	// Bounded tells that no behaviour, fair or not, goes round in a circle before it comes to the goal or ends.
	Bounded bool
	// Longest is, if Bounded, the greatest number of steps before that, over the states asked about.
	Longest uint32
	// LongestFrom is, if Bounded, the least state with a behaviour that long, or None if no state was asked about that
	// is not of the goal itself.
	LongestFrom uint32
}

// Eventually asks whether every fair behaviour that starts in a state of from, or in any if from is nil, comes to a state
// of goal. Behaviours are infinite, or end where the edges do (see Fairness.Rest). To ask whether one set of states
// leads to another, let from be the one and goal the other.
//
// It takes time in proportion to states and edges, at worst times the number of strong labels, since each part of a
// component that is judged anew has lost one of them. A lasso may take as much again for each label, and seldom does. It
// keeps 9 bytes for each state, and up to 16 more for those on a long way or in a large component.
func Eventually(g *Graph, goal, from []bool, fairness Fairness) Fate {
	g.check(goal, from)
	f := &fates{graph: g, fairness: fairness, low: make([]uint32, g.States()), marks: make([]uint8, g.States())}
	for s := range f.low {
		if goal[s] {
			f.low[s] = closed
		}
	}
	f.longest = make([]uint32, g.States())
	f.judge = newJudge(g, fairness, f.low)
	d := &divider{graph: g, low: f.low, found: f.settle}
	for s := range uint32(g.States()) {
		if starts(from, s) {
			d.divide(s)
		}
	}
	return f.answer(goal, from)
}

// Marks of a state.
const (
	trap   = 1 << iota // a fair behaviour may stay for ever in its component, or end in it
	doomed             // some fair behaviour from it never comes to the goal
)

// fates works out the fate of states outside the goal, a component at a time and those that it leads to first.
type fates struct {
	graph    *Graph
	fairness Fairness
	low      []uint32
	marks    []uint8
	longest  []uint32 // by state: the most steps before the goal or an end; nil when a circle was found
	judge    *judge
}

// settle marks a component. Of a component with a trap all states are doomed, for each leads to each.
func (f *fates) settle(component []uint32) {
	lost := f.end(component)
	if cyclic(f.graph, component) {
		f.longest = nil
		f.judge.parts(component, func(part []uint32) {
			lost = true
			for _, s := range part {
				f.marks[s] |= trap
			}
		})
	} else if f.longest != nil {
		f.longest[component[0]] = f.stretch(component[0])
	}
	if lost || f.leadsToDoom(component) {
		for _, s := range component {
			f.marks[s] |= doomed
		}
	}
}

// end marks where a behaviour may end in the component, and tells whether it may.
func (f *fates) end(component []uint32) (any bool) {
	for _, s := range component {
		if f.fairness.rests(f.graph, s) {
			f.marks[s] |= trap
			any = true
		}
	}
	return any
}

func (f *fates) leadsToDoom(component []uint32) bool {
	for _, s := range component {
		for _, e := range f.graph.edges(s) {
			if f.marks[e.To]&doomed != 0 {
				return true
			}
		}
	}
	return false
}

// stretch is the most steps from a state that is on no circle, when those of all states that it leads to are known.
func (f *fates) stretch(state uint32) (most uint32) {
	for _, e := range f.graph.edges(state) {
		most = max(most, f.longest[e.To]+1)
	}
	return most
}

func (f *fates) answer(goal, from []bool) Fate {
	fate := Fate{Entry: None, Bounded: f.longest != nil, LongestFrom: None}
	for s := range uint32(len(goal)) {
		if goal[s] || !starts(from, s) {
			continue
		}
		if f.marks[s]&doomed != 0 && fate.Entry == None {
			fate.Entry = s
		}
		if fate.Bounded && (fate.LongestFrom == None || f.longest[s] > fate.Longest) {
			fate.Longest, fate.LongestFrom = f.longest[s], s
		}
	}
	if fate.Entry != None {
		f.longest = nil
		fate.Lasso = f.lasso(fate.Entry, goal)
	}
	return fate
}
