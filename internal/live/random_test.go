package live

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

var graphs = flag.Int("graphs", 4000, "how many random graphs each test compares")

// A question is all that the package is asked.
type question struct {
	graph      *Graph
	goal, from []bool
	fairness   Fairness
}

func (q *question) String() string {
	return fmt.Sprintf("First: %v, Edges: %v, goal: %v, from: %v, fairness: %+v", q.graph.First, q.graph.Edges, q.goal, q.from, q.fairness)
}

// randomQuestion has about so many edges. A third of all graphs leads mostly onwards, so that some have no circle. In three of
// four no behaviour ends at once: its last states are the goal, and every other state has an edge.
func randomQuestion(r *rand.Rand, states, edges, labels int) *question {
	out := make([][]Edge, states)
	onwards := r.IntN(3) == 0
	for range edges {
		s, to := r.IntN(states), r.IntN(states)
		if onwards && s >= to && r.IntN(10*states) != 0 {
			s, to = min(s, to), min(max(s, to)+1, states-1)
		}
		label := uint32(r.IntN(labels))
		if r.IntN(5) == 0 {
			label = NoLabel
		}
		out[s] = append(out[s], Edge{uint32(to), label})
	}
	q := &question{goal: some(r, states, 6)}
	if r.IntN(4) > 0 {
		q.goal[states-1] = true
		busy(r, out, q.goal, labels)
	}
	if r.IntN(2) == 0 {
		q.from = some(r, states, 2)
	}
	if r.IntN(2) == 0 {
		q.fairness.Strong = some(r, 1+r.IntN(labels), 2)
	}
	q.fairness.Rest = r.IntN(2) == 0
	if r.IntN(4) == 0 {
		rescue(r, out, labels)
		q.fairness = Fairness{Strong: some(r, labels, 1)}
	}
	q.graph = build(out...)
	q.graph.Labels = uint32(labels)
	return q
}

// busy gives an edge to every state that has none and is not of the goal.
func busy(r *rand.Rand, out [][]Edge, goal []bool, labels int) {
	for s := range out {
		if len(out[s]) == 0 && !goal[s] {
			out[s] = append(out[s], Edge{uint32(s + r.IntN(len(out)-s)), uint32(r.IntN(labels))})
		}
	}
}

// rescue makes the last label one that leads from every second state to the last and is rare otherwise: all may hang on
// whether it is strong.
func rescue(r *rand.Rand, out [][]Edge, labels int) {
	last := uint32(labels - 1)
	for s := range out {
		for i := range out[s] {
			if e := &out[s][i]; e.Label == last && r.IntN(8) > 0 {
				e.Label = NoLabel
			}
		}
		if r.IntN(2) == 0 {
			out[s] = append(out[s], Edge{uint32(len(out) - 1), last})
		}
	}
}

// some is a set with one in so many.
func some(r *rand.Rand, n, in int) []bool {
	set := make([]bool, n)
	for i := range set {
		set[i] = r.IntN(in) == 0
	}
	return set
}

// build makes a Graph of the edges of each state.
func build(states ...[]Edge) *Graph {
	g := &Graph{First: []uint32{0}}
	for _, edges := range states {
		g.Edges = append(g.Edges, edges...)
		g.First = append(g.First, uint32(len(g.Edges)))
		for _, e := range edges {
			if e.Label != NoLabel {
				g.Labels = max(g.Labels, e.Label+1)
			}
		}
	}
	return g
}

// TestOracle compares with the definitions. It counts the kinds of answers, so that it cannot come to compare nothing.
func TestOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	kinds := map[string]int{}
	for range *graphs {
		q := randomQuestion(r, 1+r.IntN(7), r.IntN(14), 1+r.IntN(3))
		o := newOracle(q.graph, q.goal, q.from, q.fairness)
		if got, want := Possible(q.graph, q.goal, q.from), o.chance(); got != want {
			t.Fatalf("%v\nPossible: %+v, expected %+v", q, got, want)
		}
		got := Eventually(q.graph, q.goal, q.from, q.fairness)
		if want := o.entry(); got.Entry != want {
			t.Fatalf("%v\nentry: %d, expected %d", q, got.Entry, want)
		}
		bounded, most, start := o.longest()
		if got.Bounded != bounded || got.Longest != most || got.LongestFrom != start {
			t.Fatalf("%v\nlongest: %+v, expected %v, %d from %d", q, got, bounded, most, start)
		}
		kinds[kind(q, got)]++
		if got.Entry == None && Eventually(q.graph, q.goal, q.from, Fairness{Rest: q.fairness.Rest}).Entry != None {
			kinds["holds, if strong"]++
		}
		if got.Entry == None {
			continue
		}
		if err := o.wrong(got.Lasso, got.Entry); err != nil {
			t.Fatalf("%v\n%+v: %v", q, got.Lasso, err)
		}
	}
	t.Log(kinds)
	for _, k := range []string{"holds, bounded", "holds, with circles", "holds, if strong", "ends", "goes round, weak", "goes round, strong"} {
		if kinds[k] < *graphs/500 {
			t.Errorf("%d answers of %d are: %s", kinds[k], *graphs, k)
		}
	}
}

func kind(q *question, f Fate) string {
	strong := false
	for _, yes := range q.fairness.Strong {
		strong = strong || yes
	}
	switch {
	case f.Bounded && f.LongestFrom == None:
		return "holds, nothing asked"
	case f.Entry == None && f.Bounded:
		return "holds, bounded"
	case f.Entry == None:
		return "holds, with circles"
	case len(f.Lasso.Cycle) == 0:
		return "ends"
	case strong:
		return "goes round, strong"
	}
	return "goes round, weak"
}

// TestLarger takes graphs too large to try all sets of edges: lassos must be as promised, an answer must be the same
// twice, and not depend on the order of the edges but for the lasso; more fairness can only make more hold.
func TestLarger(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 23))
	for range *graphs / 10 {
		states := 20 + r.IntN(300)
		q := randomQuestion(r, states, states+r.IntN(2*states), 1+r.IntN(12))
		o := newOracle(q.graph, q.goal, q.from, q.fairness)
		got := Eventually(q.graph, q.goal, q.from, q.fairness)
		if again := Eventually(q.graph, q.goal, q.from, q.fairness); !reflect.DeepEqual(got, again) {
			t.Fatalf("%v\n%+v, then %+v", q, got, again)
		}
		if got.Entry != None {
			if err := o.wrong(got.Lasso, got.Entry); err != nil {
				t.Fatalf("%v\n%+v: %v", q, got.Lasso, err)
			}
		}
		if weak := Eventually(q.graph, q.goal, q.from, Fairness{Rest: q.fairness.Rest}); weak.Entry > got.Entry {
			t.Fatalf("%v\nentry %d, but %d if no label is strong", q, got.Entry, weak.Entry)
		}
		chance := Possible(q.graph, q.goal, q.from)
		for s := range uint32(states) {
			edges := q.graph.edges(s)
			r.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
		}
		got.Lasso = Lasso{}
		shuffled := Eventually(q.graph, q.goal, q.from, q.fairness)
		if shuffled.Lasso = (Lasso{}); !reflect.DeepEqual(got, shuffled) {
			t.Fatalf("%v\n%+v, shuffled %+v", q, got, shuffled)
		}
		if now := Possible(q.graph, q.goal, q.from); now != chance {
			t.Fatalf("%v\n%+v, shuffled %+v", q, chance, now)
		}
	}
}
