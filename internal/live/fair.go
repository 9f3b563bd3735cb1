package live

// Fairness says what a behaviour owes the labels. Every label is at least weakly fair: if from some state on it is
// enabled in every one, it is taken again and again. A label is enabled in a state if any edge of the state has it,
// wherever that leads. What NoLabel marks is owed nothing.
type Fairness struct {
	// Strong has for each label whether it is strongly fair: if it is enabled again and again, it is taken again and
	// again, even when it is disabled in between. Nil means that none is; a short one, that the rest are not.
	Strong []bool
	// Rest allows a behaviour to end in a state all of whose edges have NoLabel, since nothing forces a step there.
	// Otherwise it ends only in a state without edges.
	Rest bool
}

func (f *Fairness) strong(label uint32) bool {
	return uint64(label) < uint64(len(f.Strong)) && f.Strong[label]
}

// rests tells whether a behaviour may end in state.
func (f *Fairness) rests(g *Graph, state uint32) bool {
	edges := g.edges(state)
	if !f.Rest {
		return len(edges) == 0
	}
	for _, e := range edges {
		if e.Label != NoLabel {
			return false
		}
	}
	return true
}

// A judge finds in a component the parts that a behaviour can stay in for ever and be fair.
type judge struct {
	graph    *Graph
	fairness Fairness
	low      []uint32
	inner    divider
	waiting  [][]uint32 // parts that are to be judged

	// always[l] is n if label l is enabled in the first n states of the part. For labels that are not enabled in the very
	// first it is what an earlier part left there.
	always []uint32
	// taken[l] is tick if an edge inside the part has label l. Each part has a tick of its own, so that nothing needs to be
	// cleared.
	taken []uint64
	tick  uint64
}

func newJudge(g *Graph, f Fairness, low []uint32) *judge {
	j := &judge{graph: g, fairness: f, low: low, always: make([]uint32, g.Labels), taken: make([]uint64, g.Labels)}
	j.inner = divider{graph: g, low: low, found: j.wait}
	return j
}

// parts calls fair with the largest parts of a component that are strongly connected and fair. Each has a cycle and a
// low of its own. Where no label is strong, that is the component or nothing.
//
// The largest part that is fair is enough. For weak fairness: if a label is enabled in every state of a component and
// no edge inside has it, the same is true of every part, and no part is fair; if there is no such label, a behaviour
// that walks through the whole of the component again and again is fair. A strong label that is enabled somewhere in
// a part but on no edge inside is different: behaviours can do without the states where it is enabled, so these are
// taken out and the rest is judged anew. What is taken out belongs to no part that is fair: there the label would be
// owed and could not be taken. Two fair parts that share a state make a greater one, thus the order does not matter.
func (j *judge) parts(component []uint32, fair func(states []uint32)) {
	for part := component; ; {
		j.survey(part)
		if !j.owedAlways(part) && j.takeOut(part) == 0 {
			fair(part)
		}
		if len(j.waiting) == 0 {
			return
		}
		part = j.waiting[len(j.waiting)-1]
		j.waiting = j.waiting[:len(j.waiting)-1]
	}
}

// survey finds which labels are enabled in every state of part, and which are taken inside.
func (j *judge) survey(part []uint32) {
	inside := j.low[part[0]]
	j.tick++
	for n, s := range part {
		for _, e := range j.graph.edges(s) {
			if e.Label == NoLabel {
				continue
			}
			if n == 0 || j.always[e.Label] == uint32(n) {
				j.always[e.Label] = uint32(n) + 1
			}
			if j.low[e.To] == inside {
				j.taken[e.Label] = j.tick
			}
		}
	}
}

// owedAlways tells whether a label is enabled in every state of part and never taken inside.
func (j *judge) owedAlways(part []uint32) bool {
	for _, e := range j.graph.edges(part[0]) {
		if e.Label != NoLabel && j.always[e.Label] == uint32(len(part)) && j.taken[e.Label] != j.tick {
			return true
		}
	}
	return false
}

// owedAgain tells whether a strong label is enabled in state and never taken inside the part.
func (j *judge) owedAgain(state uint32) bool {
	for _, e := range j.graph.edges(state) {
		if e.Label != NoLabel && j.taken[e.Label] != j.tick && j.fairness.strong(e.Label) {
			return true
		}
	}
	return false
}

// takeOut takes the states out of part in which a strong label is owed that cannot be taken, and lets the components
// of the rest wait. It tells how many states it took out; if none, nothing was changed.
func (j *judge) takeOut(part []uint32) (out int) {
	if len(j.fairness.Strong) == 0 {
		return 0
	}
	for _, s := range part {
		if j.owedAgain(s) {
			out++
		}
	}
	if out == 0 {
		return 0
	}
	for _, s := range part {
		j.low[s] = unseen
		if j.owedAgain(s) {
			j.low[s] = closed
		}
	}
	for _, s := range part {
		j.inner.divide(s)
	}
	return out
}

// wait keeps a component for later if it has a cycle.
func (j *judge) wait(states []uint32) {
	if cyclic(j.graph, states) {
		j.waiting = append(j.waiting, append([]uint32(nil), states...))
	}
}

// cyclic tells whether a component has a cycle: it has several states, or an edge from one to itself.
func cyclic(g *Graph, component []uint32) bool {
	if len(component) > 1 {
		return true
	}
	for _, e := range g.edges(component[0]) {
		if e.To == component[0] {
			return true
		}
	}
	return false
}
