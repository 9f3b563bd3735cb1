package bounds

import (
	"math"
	"slices"
)

// inf is the bound of two nodes that nothing relates.
const inf = math.MaxInt64

// System is a conjunction of difference constraints x - y <= c, and of x - y != c, over integers that do not wrap. Its nodes are
// numbered from 0, and node 0 is zero itself. The least bound of two nodes is a shortest path (Bellman and Ford); a cycle of negative
// length says that nothing satisfies the constraints, and then all is proved: the place is never reached.
type System struct {
	out, in  [][]edge // by node: x - y <= c is in out[y] and in in[x]
	unequal  []constraint
	unsolved bool // has a negative cycle
	scratch  struct {
		dist          []int64
		rounds, queue []int
		waits         []bool
	}
}

type edge struct {
	to int
	c  int64
}

type constraint struct {
	x, y int
	c    int64
}

// NewSystem has one node, zero.
func NewSystem() *System {
	return &System{out: make([][]edge, 1, nodesUsual), in: make([][]edge, 1, nodesUsual)}
}

// Most systems have no more nodes than this, and most nodes no more edges: room for them is made at once.
const (
	nodesUsual = 32
	edgesUsual = 4
)

// Node adds a node.
func (s *System) Node() int {
	s.out, s.in = append(s.out, nil), append(s.in, nil)
	return len(s.out) - 1
}

// Add adds x - y <= c, and says whether it was not there, or only weaker.
func (s *System) Add(x, y int, c int64) bool {
	if c == inf {
		return false
	}
	for i, e := range s.out[y] {
		if e.to != x {
			continue
		}
		if e.c <= c {
			return false
		}
		s.out[y][i].c = c
		at := slices.IndexFunc(s.in[x], func(e edge) bool { return e.to == y })
		s.in[x][at].c = c
		return true
	}
	s.out[y] = withEdge(s.out[y], edge{x, c})
	s.in[x] = withEdge(s.in[x], edge{y, c})
	return true
}

func withEdge(edges []edge, e edge) []edge {
	if edges == nil {
		edges = make([]edge, 0, edgesUsual)
	}
	return append(edges, e)
}

// Distinct adds x - y != c.
func (s *System) Distinct(x, y int, c int64) { s.unequal = append(s.unequal, constraint{x, y, c}) }

// Tighten draws from each x - y != c what follows where x - y <= c, or x - y >= c, is known. It says whether anything did.
func (s *System) Tighten() bool {
	changed := false
	for _, d := range s.unequal {
		if s.Bound(d.x, d.y) == d.c && s.Add(d.x, d.y, d.c-1) {
			changed = true
		}
		if d.c != math.MinInt64 && s.Bound(d.y, d.x) == -d.c && s.Add(d.y, d.x, -d.c-1) {
			changed = true
		}
	}
	return changed
}

// Proves says whether x - y <= c follows.
func (s *System) Proves(x, y int, c int64) bool { return s.Bound(x, y) <= c || s.unsolved }

// Bound is the least c for which x - y <= c follows, or inf.
func (s *System) Bound(x, y int) int64 {
	s.scratch.dist = resized(s.scratch.dist, len(s.out))
	s.paths(s.out, y, s.scratch.dist)
	return s.scratch.dist[x]
}

// From are, for each node x, the bounds of x - y.
func (s *System) From(y int) []int64 { return s.paths(s.out, y, make([]int64, len(s.out))) }

// To are, for each node y, the bounds of x - y.
func (s *System) To(x int) []int64 { return s.paths(s.in, x, make([]int64, len(s.in))) }

// resized is a slice of a length, the same if it has room.
func resized[T any](of []T, length int) []T {
	if cap(of) < length {
		return make([]T, length, 2*length)
	}
	return of[:length]
}

// paths writes the lengths of the shortest paths from a node to dist.
func (s *System) paths(edges [][]edge, from int, dist []int64) []int64 {
	for i := range dist {
		dist[i] = inf
	}
	dist[from] = 0
	s.scratch.rounds, s.scratch.waits = resized(s.scratch.rounds, len(edges)), resized(s.scratch.waits, len(edges))
	rounds, waits := s.scratch.rounds, s.scratch.waits
	clear(rounds)
	clear(waits)
	queue := append(s.scratch.queue[:0], from)
	defer func() { s.scratch.queue = queue }()
	for next := 0; next < len(queue); next++ {
		n := queue[next]
		waits[n] = false
		if rounds[n]++; rounds[n] > len(edges) {
			s.unsolved = true
			return dist
		}
		for _, e := range edges[n] {
			if d := plus(dist[n], e.c); d < dist[e.to] {
				dist[e.to] = d
				if !waits[e.to] {
					queue, waits[e.to] = append(queue, e.to), true
				}
			}
		}
	}
	if dist[from] < 0 {
		s.unsolved = true
	}
	return dist
}

// plus adds bounds. One that cannot be written down becomes a weaker one, which still holds.
func plus(a, b int64) int64 {
	switch {
	case a == inf || b == inf || b > 0 && a > math.MaxInt64-b:
		return inf
	case b < 0 && a < math.MinInt64-b:
		return math.MinInt64
	}
	return a + b
}

// minus negates a bound: the least value of x from the greatest of -x.
func minus(a int64) int64 {
	if a == math.MinInt64 {
		return inf
	}
	return -a
}
