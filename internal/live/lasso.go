package live

// A Step is an edge that a behaviour takes, and the state that it takes it in.
type Step struct {
	// State is where the step begins.
	State uint32
	// Edge is its place in Graph.Edges, which is its number among those of the state plus Graph.First[State].
	Edge uint32
}

// A Lasso is a behaviour: the steps of Stem once, then those of Cycle again and again. Without a Cycle it ends.
type Lasso struct {
	Stem, Cycle []Step
	// Knot is the state where Stem ends, and where Cycle begins and ends.
	Knot uint32
}

// lasso is a behaviour that starts in entry, which must be doomed, and never comes to the goal. Stem is a shortest way to
// a trap. Cycle goes each time the shortest way to anything that it still owes, which is seldom the shortest in all.
func (f *fates) lasso(entry uint32, goal []bool) Lasso {
	w := newWalk(f.graph)
	l := Lasso{Knot: entry}
	outside := func(s uint32) bool { return !goal[s] }
	l.Stem = w.way(entry, outside, func(s uint32) (uint32, bool) { return None, f.marks[s]&trap != 0 })
	if n := len(l.Stem); n > 0 {
		l.Knot = f.graph.Edges[l.Stem[n-1].Edge].To
	}
	if !f.fairness.rests(f.graph, l.Knot) {
		l.Cycle = newDebt(f, w, l.Knot).cycle()
	}
	return l
}

// A debt is what a cycle under way owes the labels so far: a weak label that was enabled in all its states, and a strong
// one that was enabled in any, unless it was taken.
type debt struct {
	*fates
	walk  *walk
	knot  uint32
	at    uint32 // where the cycle has come to
	steps []Step

	weak   []uint32 // weak labels that are owed
	strong int      // how many strong labels are owed
	owed   []bool   // by label
	taken  []bool   // by label

	tick   uint32
	ticked []uint32 // by label: the tick when it was last seen, so that labels of a state are counted once
}

func newDebt(f *fates, w *walk, knot uint32) *debt {
	labels := f.graph.Labels
	d := &debt{fates: f, walk: w, knot: knot, at: knot}
	d.owed, d.taken, d.ticked = make([]bool, labels), make([]bool, labels), make([]uint32, labels)
	for _, e := range f.graph.edges(knot) {
		if e.Label != NoLabel && !f.fairness.strong(e.Label) && !d.owed[e.Label] {
			d.owed[e.Label] = true
			d.weak = append(d.weak, e.Label)
		}
	}
	d.visit(knot)
	return d
}

// cycle goes on until nothing is owed and it is back at its knot. Each way pays for a label, a weak one for good, and a
// strong one is owed once at most: there are no more ways than twice the labels, and one.
func (d *debt) cycle() []Step {
	for {
		switch {
		case len(d.weak) > 0 || d.strong > 0:
			d.follow(d.walk.way(d.at, d.inside, d.pays))
		case d.at != d.knot || len(d.steps) == 0:
			d.follow(d.walk.way(d.at, d.inside, d.closes))
		default:
			return d.steps
		}
	}
}

func (d *debt) inside(state uint32) bool { return d.low[state] == d.low[d.knot] }

// closes tells whether an edge of state leads to the knot.
func (d *debt) closes(state uint32) (edge uint32, yes bool) {
	for i := d.graph.First[state]; i < d.graph.First[state+1]; i++ {
		if d.graph.Edges[i].To == d.knot {
			return i, true
		}
	}
	return None, false
}

// pays tells whether a weak label that is owed is disabled in state, or an edge inside has a label that is owed.
func (d *debt) pays(state uint32) (edge uint32, yes bool) {
	if d.enabled(state) < len(d.weak) {
		return None, true
	}
	for i := d.graph.First[state]; i < d.graph.First[state+1]; i++ {
		if e := d.graph.Edges[i]; e.Label != NoLabel && d.owed[e.Label] && d.inside(e.To) {
			return i, true
		}
	}
	return None, false
}

// enabled counts the weak labels that are owed and enabled in state, and ticks all labels that are enabled there.
func (d *debt) enabled(state uint32) (owed int) {
	d.tick++
	if d.tick == 0 { // it went round: old ticks would look like new ones
		clear(d.ticked)
		d.tick++
	}
	for _, e := range d.graph.edges(state) {
		if e.Label == NoLabel || d.ticked[e.Label] == d.tick {
			continue
		}
		d.ticked[e.Label] = d.tick
		if d.owed[e.Label] && !d.fairness.strong(e.Label) {
			owed++
		}
	}
	return owed
}

// follow makes the steps part of the cycle.
func (d *debt) follow(steps []Step) {
	for _, step := range steps {
		e := d.graph.Edges[step.Edge]
		d.take(e.Label)
		d.visit(e.To)
		d.at = e.To
	}
	d.steps = append(d.steps, steps...)
}

func (d *debt) take(label uint32) {
	if label == NoLabel || d.taken[label] {
		return
	}
	d.taken[label] = true
	if d.owed[label] && d.fairness.strong(label) {
		d.strong--
		d.owed[label] = false
	}
}

// visit puts down what is owed when the cycle comes through state.
func (d *debt) visit(state uint32) {
	d.enabled(state)
	still := d.weak[:0]
	for _, l := range d.weak {
		d.owed[l] = d.ticked[l] == d.tick && !d.taken[l]
		if d.owed[l] {
			still = append(still, l)
		}
	}
	d.weak = still
	for _, e := range d.graph.edges(state) {
		if e.Label != NoLabel && d.fairness.strong(e.Label) && !d.owed[e.Label] && !d.taken[e.Label] {
			d.owed[e.Label] = true
			d.strong++
		}
	}
}
