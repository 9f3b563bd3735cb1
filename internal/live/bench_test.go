package live

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

const benchStates = 1_000_000

// benchGraphs are shapes of a million states. Goals are some of the last states.
var benchGraphs = []struct {
	name     string
	make     func() (g *Graph, goal []bool)
	fairness Fairness
}{
	{"line", func() (*Graph, []bool) { return line(benchStates), set(benchStates, benchStates-1) }, Fairness{}},
	{"onwards", func() (*Graph, []bool) { return near(1, 0) }, Fairness{}},
	{"circles", func() (*Graph, []bool) { return near(3, 0) }, Fairness{}},
	{"circles/strong", func() (*Graph, []bool) { return near(3, 0) }, Fairness{Strong: set(32, 1, 2, 3, 4, 5, 6, 7)}},
	{"circles/rescue", func() (*Graph, []bool) { return near(3, 100) }, Fairness{}},
	{"circles/rescue/strong", func() (*Graph, []bool) { return near(3, 100) }, Fairness{Strong: set(32, 31)}},
}

// near has four edges for each state, to states numbered a few thousand more, and one in so many edges to one less,
// unless back is 1. Of all states one in rescue has the last label on an edge to the goal, unless that is 0.
func near(back, rescue int) (*Graph, []bool) {
	r := rand.New(rand.NewPCG(2, 7))
	g := &Graph{First: []uint32{0}, Labels: 32}
	for s := range benchStates {
		for range 4 {
			to := s + 1 + r.IntN(4000)
			if back > 1 && r.IntN(4*back) == 0 {
				to = s - r.IntN(4000)
			}
			g.Edges = append(g.Edges, Edge{uint32(max(0, min(to, benchStates-1))), uint32(r.IntN(31))})
		}
		if rescue > 0 && r.IntN(rescue) == 0 {
			g.Edges = append(g.Edges, Edge{benchStates - 1, 31})
		}
		g.First = append(g.First, uint32(len(g.Edges)))
	}
	return g, set(benchStates, benchStates-1)
}

func BenchmarkEventually(b *testing.B) {
	for _, c := range benchGraphs {
		b.Run(c.name, func(b *testing.B) {
			g, goal := c.make()
			var f Fate
			measure(b, g, func() { f = Eventually(g, goal, nil, c.fairness) })
			b.ReportMetric(float64(len(f.Lasso.Stem)+len(f.Lasso.Cycle)), "lasso-steps")
		})
	}
}

func BenchmarkPossible(b *testing.B) {
	for _, c := range benchGraphs[:3] {
		b.Run(c.name, func(b *testing.B) {
			g, goal := c.make()
			measure(b, g, func() { Possible(g, goal, nil) })
		})
	}
}

func measure(b *testing.B, g *Graph, f func()) {
	b.ReportAllocs()
	for b.Loop() {
		runtime.GC()
		f()
	}
	b.ReportMetric(float64(len(g.Edges))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Medges/s")
}
