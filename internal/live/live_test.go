package live

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// edges makes those of one state, of pairs of a state to go to and a label.
func edges(pairs ...uint32) (out []Edge) {
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, Edge{pairs[i], pairs[i+1]})
	}
	return out
}

const free = NoLabel

// set has the states listed.
func set(states int, members ...int) []bool {
	s := make([]bool, states)
	for _, m := range members {
		s[m] = true
	}
	return s
}

func strong(labels ...int) Fairness { return Fairness{Strong: set(slices.Max(labels)+1, labels...)} }

// show writes a behaviour as the states that it goes through, the cycle in brackets.
func show(l Lasso) string {
	var words []string
	for _, step := range l.Stem {
		words = append(words, fmt.Sprint(step.State))
	}
	if len(l.Cycle) == 0 {
		return strings.Join(append(words, fmt.Sprint(l.Knot), "."), " ")
	}
	var round []string
	for _, step := range l.Cycle {
		round = append(round, fmt.Sprint(step.State))
	}
	return strings.Join(append(words, "["+strings.Join(round, " ")+"]"), " ")
}

// cases are graphs whose answers can be seen. An empty behaviour means that there is none that avoids the goal; most is
// the longest, and -1 stands for no bound.
var cases = []struct {
	name       string
	graph      *Graph
	goal, from []bool
	fairness   Fairness
	behaviour  string
	most       int
}{
	{"no state", build(), set(0), nil, Fairness{}, "", 0},
	{"the goal from the start", build(edges(0, free)), set(1, 0), nil, Fairness{}, "", 0},
	{"a way that ends", build(edges(1, 0), nil), set(2), nil, Fairness{}, "0 1 .", 1},
	{"two ways to the goal", build(edges(1, 0, 2, 1), edges(2, 1), nil), set(3, 2), nil, Fairness{}, "", 2},
	{"a circle that nothing leaves", build(edges(1, 0), edges(0, 0)), set(2), nil, Fairness{}, "[0 1]", -1},
	{"a circle that a fair step leaves", build(edges(0, 0, 1, 1), nil), set(2, 1), nil, Fairness{}, "", -1},
	{"a circle that a free step may leave", build(edges(0, 0, 1, free), nil), set(2, 1), nil, Fairness{}, "[0]", -1},
	{"a circle that takes what it owes", build(edges(0, 0, 1, 0), nil), set(2, 1), nil, Fairness{}, "[0]", -1},
	{"free steps and no rest", build(edges(1, free), nil), set(2, 1), nil, Fairness{}, "", 1},
	{"free steps and rest", build(edges(1, free), nil), set(2, 1), nil, Fairness{Rest: true}, "0 .", 1},
	{"no rest beside a fair step", build(edges(1, free, 1, 0), nil), set(2, 1), nil, Fairness{Rest: true}, "", 1},
	{"on and off, weak", build(edges(1, 0, 2, 1), edges(0, 0), nil), set(3, 2), nil, Fairness{}, "[0 1]", -1},
	{"on and off, strong", build(edges(1, 0, 2, 1), edges(0, 0), nil), set(3, 2), nil, strong(1), "", -1},
	{"strong, but can be left for ever", build(edges(1, 0, 3, 1), edges(2, 0), edges(1, 0, 0, 0), nil), set(4, 3), nil, strong(1), "0 [1 2]", -1},
	{"strong, and what is left is owed", build(edges(1, 0, 3, 1), edges(2, 0), edges(1, 0, 0, 2), nil), set(4, 3), nil, strong(1), "0 [1 2]", -1},
	{"both strong, one after the other", build(edges(1, 0, 3, 1), edges(2, 0), edges(1, 0, 0, 2), nil), set(4, 3), nil, strong(1, 2), "", -1},
	{"a circle that visits to switch off", build(edges(1, 0, 3, 2), edges(0, 0, 2, 1, 3, 2), edges(1, 0), nil), set(4, 3), nil, Fairness{}, "[0 1 2 1]", -1},
	{"a circle that visits to take", build(edges(0, 0, 1, 1), edges(0, 2)), set(2), nil, strong(0, 1, 2), "[0 0 1]", -1},
	{"on, off and on", build(edges(1, 0, 3, 1), edges(2, 0), edges(0, 0, 3, 1), nil), set(4, 3), nil, Fairness{}, "[0 1 2]", -1},
	{"a circle that pays before it closes", build(edges(0, free, 1, 0), edges(0, free)), set(2), nil, strong(0), "[0 1]", -1},
	{"only from the good half", build(edges(1, 0), nil, edges(2, free)), set(3, 1), set(3, 0, 1), Fairness{}, "", 1},
	{"only behind the goal", build(edges(1, 0), edges(2, 0), edges(2, free)), set(3, 1), set(3, 0), Fairness{}, "", 1},
	{"the least that is asked about", build(edges(3, 0), edges(3, 0), edges(3, 0), nil), set(4), set(4, 1, 2), Fairness{}, "1 3 .", 1},
}

func TestEventually(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := Eventually(c.graph, c.goal, c.from, c.fairness)
			behaviour := ""
			if f.Entry != None {
				behaviour = show(f.Lasso)
			}
			most := -1
			if f.Bounded {
				most = int(f.Longest)
			}
			if behaviour != c.behaviour || most != c.most {
				t.Errorf("%q, at most %d steps, expected %q, %d", behaviour, most, c.behaviour, c.most)
			}
		})
	}
}

func TestPossible(t *testing.T) {
	g := build(edges(1, 0, 3, 1), edges(2, 0), nil, edges(3, 0), edges(0, free), nil)
	for _, c := range []struct {
		goal, from []bool
		want       Chance
	}{
		{set(6, 2), nil, Chance{2, 3, 3, 4}},
		{set(6, 2), set(6, 0, 1), Chance{0, None, 2, 0}},
		{set(6, 2), set(6, 3), Chance{1, 3, 0, None}},
		{set(6), nil, Chance{6, 0, 0, None}},
		{set(6, 2, 5), set(6, 2, 5), Chance{0, None, 0, 2}},
		{set(6), set(6), Chance{0, None, 0, None}},
	} {
		if got := Possible(g, c.goal, c.from); got != c.want {
			t.Errorf("goal %v from %v: %+v, expected %+v", c.goal, c.from, got, c.want)
		}
	}
}

// TestLongWay goes a way that would be a million calls deep in a recursive search.
func TestLongWay(t *testing.T) {
	const states = 1_000_000
	g := line(states)
	f := Eventually(g, set(states, states-1), nil, Fairness{})
	if want := (Fate{Entry: None, Bounded: true, Longest: states - 1}); !reflect.DeepEqual(f, want) {
		t.Errorf("%+v, expected %+v", f, want)
	}
	f = Eventually(g, set(states), nil, Fairness{})
	if f.Entry != 0 || len(f.Lasso.Stem) != states-1 || f.Lasso.Knot != states-1 {
		t.Errorf("entry %d, %d steps to %d", f.Entry, len(f.Lasso.Stem), f.Lasso.Knot)
	}
	g.Edges = append(g.Edges, Edge{0, NoLabel})
	g.First[states]++
	f = Eventually(g, set(states), nil, Fairness{})
	if f.Entry != 0 || len(f.Lasso.Stem) != 0 || len(f.Lasso.Cycle) != states {
		t.Errorf("entry %d, %d steps, then %d again and again", f.Entry, len(f.Lasso.Stem), len(f.Lasso.Cycle))
	}
	if c := Possible(g, set(states, 0), nil); c != (Chance{0, None, states - 1, 1}) {
		t.Errorf("%+v", c)
	}
}

func line(states int) *Graph {
	g := &Graph{First: []uint32{0}, Labels: 1}
	for s := range uint32(states) {
		if int(s) < states-1 {
			g.Edges = append(g.Edges, Edge{s + 1, 0})
		}
		g.First = append(g.First, uint32(len(g.Edges)))
	}
	return g
}

// TestBadGraph has graphs that only a bug of ours makes.
func TestBadGraph(t *testing.T) {
	for want, g := range map[string]*Graph{
		"live: -1 states":          {},
		"live: 2 states, but goal": {First: []uint32{0, 0, 0}},
		"live: First goes from 0":  {First: []uint32{0, 0}, Edges: edges(0, free)},
		"live: edge 0 leads to 7":  {First: []uint32{0, 1}, Edges: edges(7, free)},
		"live: edge 0 leads to 0":  {First: []uint32{0, 1}, Edges: edges(0, 0)},
	} {
		for _, ask := range []func(){
			func() { Possible(g, set(1), nil) },
			func() { Eventually(g, set(1), nil, Fairness{}) },
		} {
			if got := panicOf(ask); !strings.HasPrefix(got, want) {
				t.Errorf("panic %q, expected %q", got, want)
			}
		}
	}
}

func panicOf(f func()) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	f()
	return ""
}
