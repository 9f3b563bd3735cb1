package graph

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
)

// A clockNet has several hands that each go round a dial once, and beside each a slot that follows it. A hand may wait
// for its neighbour. Expand is cheap, so that the benchmarks show the search and not the network.
type clockNet struct {
	dials, ticks int
	wait         bool
	words        [][]uint64
}

func newClockNet(dials, ticks int, wait bool) *clockNet {
	n := &clockNet{dials: dials, ticks: ticks, wait: wait}
	for slot := range 2 * dials {
		words := make([]uint64, 4*ticks)
		for value := range words {
			words[value] = word(uint32(slot), uint32(value))
		}
		n.words = append(n.words, words)
	}
	return n
}

func (n *clockNet) Width() int     { return 2 * n.dials }
func (n *clockNet) Worker() Worker { return n }

func (n *clockNet) Initial() ([][]uint32, []uint64) {
	state := make([]uint32, n.Width())
	return [][]uint32{state}, []uint64{printWhole(state)}
}

func (n *clockNet) Expand(state []uint32, print uint64, out *Steps) {
	for i := range n.dials {
		now, last := state[2*i], uint32(n.ticks-1)
		if now == last || n.wait && i > 0 && state[2*i-2] > now+3 && state[2*i-2] != last {
			continue
		}
		beside, then := state[2*i+1], (now+1)*3%7
		out.Change(uint32(2*i), now+1)
		out.Change(uint32(2*i+1), then)
		a, b := n.words[2*i], n.words[2*i+1]
		out.End(print ^ a[now] ^ a[now+1] ^ b[beside] ^ b[then])
	}
}

func (n *clockNet) Judge([]uint32, uint64, *Reports) {}

func BenchmarkExplore(b *testing.B) {
	nets := map[string]*clockNet{"free": newClockNet(7, 9, false), "wait": newClockNet(7, 10, true), "tall": newClockNet(2, 2500, false)}
	for _, name := range []string{"free", "wait", "tall"} {
		for _, o := range []Options{{Workers: 1}, {Workers: 2}, {Workers: 1, DepthFirst: true}, {Workers: 2, DepthFirst: true}, {Workers: 1, Exact: true}} {
			b.Run(fmt.Sprintf("%s/workers=%d/depthfirst=%v/exact=%v", name, o.Workers, o.DepthFirst, o.Exact), func(b *testing.B) {
				benchmarkExplore(b, nets[name], o)
			})
		}
	}
}

func benchmarkExplore(b *testing.B, n Network, o Options) {
	var r *Result
	for b.Loop() {
		runtime.GC()
		r = Explore(n, o)
	}
	b.ReportMetric(float64(r.Steps)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Msteps/s")
	b.ReportMetric(float64(r.BytesKept)/float64(r.States), "kept-B/state")
	b.ReportMetric(float64(r.Bytes)/float64(r.States), "all-B/state")
	b.ReportMetric(float64(r.States)/1e6, "Mstates")
}

func BenchmarkVisited(b *testing.B) {
	const states = 5_000_000
	r := rand.New(rand.NewPCG(1, 2))
	var c chunk
	for range states {
		c.End(r.Uint64())
	}
	all := c.Fingerprints
	c.seal()
	for b.Loop() {
		p := newPrints()
		for at := 0; at < states; at += 1000 {
			c.Fingerprints = all[at : at+1000]
			p.claim(&c, c.won, 0, segmentsAll)
		}
		b.ReportMetric(float64(p.bytes())/states, "B/state")
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/states, "ns/insert")
}
