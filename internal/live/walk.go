package live

import (
	"fmt"
	"sort"
)

// A walk finds shortest ways. Among several it takes the one whose edges come first, so that it depends on the graph
// alone.
type walk struct {
	graph *Graph
	by    []uint32 // by state: the edge that it was first reached by, or None
	queue []uint32
}

// atOnce stands in by for the edge to the state where a way begins.
const atOnce = None - 1

func newWalk(g *Graph) *walk {
	w := &walk{graph: g, by: make([]uint32, g.States())}
	for s := range w.by {
		w.by[s] = None
	}
	return w
}

// way is a shortest one from start to where hit says yes, through states that admits says yes of. It is asked about
// each state once, nearest first; it answers also whether one more step, over an edge of that state, belongs to the way,
// and if not gives None. Whoever calls way knows that there is one: way panics if there is none.
func (w *walk) way(start uint32, admits func(state uint32) bool, hit func(state uint32) (edge uint32, yes bool)) []Step {
	defer w.forget()
	w.by[start] = atOnce
	w.queue = append(w.queue, start)
	for head := 0; head < len(w.queue); head++ {
		s := w.queue[head]
		if edge, yes := hit(s); yes {
			return w.back(s, edge)
		}
		for i := w.graph.First[s]; i < w.graph.First[s+1]; i++ {
			if to := w.graph.Edges[i].To; w.by[to] == None && admits(to) {
				w.by[to] = i
				w.queue = append(w.queue, to)
			}
		}
	}
	panic(fmt.Sprintf("live: no way from state %d to what must be reachable, after %d states", start, len(w.queue)))
}

// back is the way to state, and over one more edge if it is not None.
func (w *walk) back(state, edge uint32) (steps []Step) {
	if edge != None {
		steps = append(steps, Step{state, edge})
	}
	for i := w.by[state]; i != atOnce; i = w.by[state] {
		state = w.source(i)
		steps = append(steps, Step{state, i})
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return steps
}

// source is the state that an edge is of.
func (w *walk) source(edge uint32) uint32 {
	return uint32(sort.Search(w.graph.States(), func(s int) bool { return w.graph.First[s+1] > edge }))
}

// forget clears what the last way left behind, at no more cost than looking for it had.
func (w *walk) forget() {
	for _, s := range w.queue {
		w.by[s] = None
	}
	w.queue = w.queue[:0]
}
