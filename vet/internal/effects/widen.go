package effects

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// widenAfter is in which round of a function its summaries are widened, so that functions that call each other settle, and widePath
// how long paths may be from then on.
const (
	widenAfter = 2
	widePath   = 2
)

// nodeName is what makes two nodes of summaries of one function the same. All that is fresh is one.
type nodeName struct {
	kind  nodeKind
	index int
	path  path
	name  string
	fn    *ssa.Function
	obj   *types.Var
}

func (n Node) id() nodeName {
	switch n.Kind {
	case freshKind:
		return nodeName{kind: freshKind}
	case typeKind, unknownKind, plainKind:
		return nodeName{kind: n.Kind, name: n.Name}
	}
	return nodeName{n.Kind, n.Index, n.Path, n.Name, n.fn, n.obj}
}

// widener joins two summaries of one function into one that says what either does, in coarser terms.
type widener struct {
	out   *Summary
	index map[nodeName]int
	asks  map[string]int
}

// widen is what two summaries say together: the older first.
func widen(older, newer *Summary) *Summary {
	w := &widener{out: &Summary{Params: newer.Params, Light: newer.Light}, index: map[nodeName]int{}, asks: map[string]int{}}
	w.add(older)
	w.add(newer)
	w.keepKilled(older, newer)
	return w.out
}

// add adds a summary. Asks come first, since answers go by their number.
func (w *widener) add(s *Summary) {
	answers := make([]int, len(s.Asks))
	for i, a := range s.Asks {
		answers[i] = w.askNumber(s, a)
	}
	nodes := make([]int, len(s.Nodes))
	for i, n := range s.Nodes {
		nodes[i] = w.node(n, answers)
	}
	refs := func(rs []Ref) []Ref {
		var out []Ref
		for _, r := range rs {
			r.Node = nodes[r.Node]
			if len(r.Path) > widePath {
				r.Path, r.Open = r.Path[:widePath], true
			}
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
		return out
	}
	for i, n := range s.Nodes {
		to := &w.out.Nodes[nodes[i]]
		to.Content = union(to.Content, refs(n.Content))
		to.Several = to.Several || n.Several
	}
	w.out.Result = union(w.out.Result, refs(s.Result))
	for _, write := range s.Writes {
		write.Node = nodes[write.Node]
		w.write(write)
	}
	for i, a := range s.Asks {
		to := &w.out.Asks[answers[i]]
		if a.Fn >= 0 {
			to.Fn = nodes[a.Fn]
		}
		to.Recv = union(to.Recv, refs(a.Recv))
		for k, arg := range a.Args {
			if k == len(to.Args) {
				to.Args = append(to.Args, nil)
			}
			to.Args[k] = union(to.Args[k], refs(arg))
		}
	}
}

func (w *widener) askNumber(s *Summary, a Ask) int {
	key := a.Method + "/" + string(rune('a'+a.TypeParam+1))
	if a.Fn >= 0 {
		n := coarseNode(s.Nodes[a.Fn]).id()
		key += string(rune('a'+n.index)) + n.path
	}
	at, ok := w.asks[key]
	if !ok {
		at = len(w.out.Asks)
		w.asks[key] = at
		a.Fn, a.Recv, a.Args = -1, nil, nil
		w.out.Asks = append(w.out.Asks, a)
	}
	return at
}

// coarseNode is an input's node with all that lies below the first reference taken as one.
func coarseNode(n Node) Node {
	if n.Kind != inputKind && n.Kind != answerKind {
		return n
	}
	first, _, deeper := strings.Cut(strings.TrimSuffix(n.Path, stepBelow), stepDeref)
	if deeper || len(first) > widePath || strings.HasSuffix(n.Path, stepBelow) {
		n.Path, n.Several = first[:min(len(first), widePath)]+stepBelow, true
	}
	return n
}

func (w *widener) node(n Node, answers []int) int {
	n = coarseNode(n)
	if n.Kind == answerKind && n.Index < len(answers) {
		n.Index = answers[n.Index]
	}
	at, ok := w.index[n.id()]
	if !ok {
		at = len(w.out.Nodes)
		w.index[n.id()] = at
		n.Content, n.Killed = nil, nil
		if n.Kind == freshKind {
			n.Several = true
		}
		w.out.Nodes = append(w.out.Nodes, n)
	}
	return at
}

func (w *widener) write(write Write) {
	at := slices.IndexFunc(w.out.Writes, func(o Write) bool { return o.Node == write.Node && o.Kind == write.Kind })
	if at < 0 {
		w.out.Writes = append(w.out.Writes, write)
	}
}

// keepKilled keeps what both summaries say is no longer held.
func (w *widener) keepKilled(a, b *Summary) {
	killed := func(s *Summary) map[nodeName][]path {
		m := map[nodeName][]path{}
		for _, n := range s.Nodes {
			if len(n.Killed) > 0 && coarseNode(n).Path == n.Path {
				m[n.id()] = n.Killed
			}
		}
		return m
	}
	in, also := killed(a), killed(b)
	for id, paths := range in {
		for _, p := range paths {
			if at, ok := w.index[id]; ok && slices.Contains(also[id], p) {
				w.out.Nodes[at].Killed = append(w.out.Nodes[at].Killed, p)
			}
		}
	}
}

func union(a, b []Ref) []Ref {
	for _, r := range b {
		if !slices.Contains(a, r) {
			a = append(a[:len(a):len(a)], r)
		}
	}
	return a
}
