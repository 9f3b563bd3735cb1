package effects

import (
	"cmp"
	"go/types"
	"maps"
	"reflect"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// freshMax bounds how many fresh nodes a summary tells apart. The others are one.
const freshMax = 12

// A Summary is what callers need to know of a function. It is a fact, so that it names functions and types by text; within the package
// it has them themselves.
type Summary struct {
	Params int // how many parameters it has, with the receiver: the inputs behind them are what a closure captured
	Nodes  []Node
	Result []Ref // of several results, at the path of each
	Writes []Write
	Asks   []Ask
	// Effects are one of each kind, for other packages, and Unordered the results that come in the order of a map.
	Effects   []Exported
	Unordered []Unordered
	// Light says that the function was followed lightly: what it returns and writes is known roughly (see findLight).
	Light bool
}

// Unordered is a result that comes in the order of a map. Whether that shows, the caller says.
type Unordered struct {
	Result  int
	Witness Witness
}

// A Node is a node of a function, as its callers see it.
type Node struct {
	Kind    nodeKind
	Index   int
	Path    path
	Name    string // of a function, a type, or a package variable
	Several bool
	// Content is what it holds when the function returns: all of it of what is fresh, what was added of what was there before.
	Content []Ref
	Killed  []path // what it no longer holds

	fn    *ssa.Function
	typ   types.Type
	obj   *types.Var
	targs []types.Type
}

// A Ref is a reference to a node of the summary.
type Ref struct {
	Path    path
	Node    int
	Off     path
	Open    bool
	Clipped bool
}

// A Write is a write to a node that was there before the call.
type Write struct {
	Node    int
	Kind    Kind // KindWriteInput, or KindCapacity where only that is read
	Witness Witness
}

// An Ask is a call of which only the caller knows where it leads: of a function that is an input, of a method of an interface that is
// one, of a method of a type parameter.
type Ask struct {
	Fn        int // the node of the function or the interface, or -1
	TypeParam int // of whose method, or -1
	Method    string
	Pkg       string // of a method that is not exported
	Optional  bool   // it is called where there is one
	Recv      []Ref
	Args      [][]Ref
	Witness   Witness

	method *types.Func
}

// Exported is an effect as other packages see it.
type Exported struct {
	Kind    Kind
	Witness Witness
	Global  string // path.Name
}

// summarizer makes a summary of a frame.
type summarizer struct {
	f     *frame
	sum   *Summary
	index map[nodeID]int
	queue []nodeID
	fresh int
	most  int
	rest  int // the node of the fresh nodes beyond freshMax
}

// summary makes the summary of a frame that has run.
func (f *frame) summary() *Summary {
	if f.light {
		return f.lightly()
	}
	s := &summarizer{f: f, sum: &Summary{Params: len(f.fn.Params)}, index: map[nodeID]int{}, rest: -1, most: freshMax}
	if f.p.rounds[f.fn] > 2 {
		s.most = 2 // it calls itself, and would return what it returned, and so on
	}
	s.sum.Result = s.refs(f.result)
	s.writes()
	for _, a := range f.asks {
		s.sum.Asks = append(s.sum.Asks, s.ask(a))
	}
	for _, id := range slices.Sorted(maps.Keys(f.exit)) {
		if n := &f.all[id]; n.kind == inputKind || n.kind == answerKind || n.kind == globalKind {
			if !slices.Equal(f.exit[id], f.initial(id)) {
				s.node(id)
			}
		}
	}
	for len(s.queue) > 0 {
		id := s.queue[0]
		s.queue = s.queue[1:]
		s.content(id)
	}
	return s.sum
}

// writes leaves out what is ignored, and keeps of what is done to a node one witness: that with the shortest chain, and of these the first.
func (s *summarizer) writes() {
	var last touchKey
	for _, key := range slices.SortedFunc(maps.Keys(s.f.writes), touchKey.compare) {
		w := s.f.writes[key]
		if s.f.p.ignored(key.kind.analyzer(), w.Site, s.f.fn) {
			continue
		}
		if at := len(s.sum.Writes) - 1; last.node == key.node && last.kind == key.kind && last.node != 0 {
			if s.f.p.shorter(w, s.sum.Writes[at].Witness) {
				s.sum.Writes[at].Witness = w
			}
		} else {
			s.sum.Writes = append(s.sum.Writes, Write{s.node(key.node), key.kind, w})
		}
		last = key
	}
}

func (k touchKey) compare(other touchKey) int {
	return cmp.Or(cmp.Compare(k.node, other.node), cmp.Compare(k.kind, other.kind), cmp.Compare(k.site, other.site))
}

func (s *summarizer) refs(v value) []Ref {
	var out []Ref
	for _, r := range v {
		out = append(out, Ref{r.path, s.node(r.node), r.off, r.open, r.clipped})
	}
	return out
}

// node is the index of a node, which is added if it is new.
func (s *summarizer) node(id nodeID) int {
	if at, ok := s.index[id]; ok {
		return at
	}
	n := &s.f.all[id]
	if n.kind == freshKind {
		if s.fresh++; s.fresh > s.most {
			if s.rest < 0 {
				s.rest = len(s.sum.Nodes)
				s.sum.Nodes = append(s.sum.Nodes, Node{Kind: freshKind, Several: true})
			}
			s.index[id] = s.rest
			s.queue = append(s.queue, id)
			return s.rest
		}
	}
	at := len(s.sum.Nodes)
	s.index[id] = at
	out := Node{Kind: n.kind, Index: n.index, Path: n.path, Name: n.name, Several: n.several, fn: n.fn, typ: n.typ, obj: n.obj, targs: n.targs}
	if n.kind == inputKind || n.kind == answerKind {
		out.typ = nil // the caller has types of its own
	}
	s.sum.Nodes = append(s.sum.Nodes, out)
	s.queue = append(s.queue, id)
	return at
}

// content adds what a node holds in the end.
func (s *summarizer) content(id nodeID) {
	n, at := s.f.all[id], s.index[id]
	held, ok := s.f.exit[id]
	if !ok {
		return
	}
	if n.external() {
		first := s.f.initial(id)
		for _, r := range first {
			if !slices.Contains(held, r) && !slices.Contains(s.sum.Nodes[at].Killed, r.path) {
				s.sum.Nodes[at].Killed = append(s.sum.Nodes[at].Killed, r.path)
			}
		}
		held = slices.DeleteFunc(slices.Clone(held), func(r ref) bool { return slices.Contains(first, r) })
	}
	added := s.refs(held)
	s.sum.Nodes[at].Content = append(s.sum.Nodes[at].Content, added...)
}

func (s *summarizer) ask(a ask) Ask {
	out := Ask{Fn: -1, TypeParam: a.typeParam, Witness: a.witness, Method: a.method.name, Pkg: a.method.pkg, Optional: a.method.optional, method: a.method.obj}
	if a.fn != 0 {
		out.Fn = s.node(a.fn)
	}
	out.Recv = s.refs(a.recv)
	for _, arg := range a.args {
		out.Args = append(out.Args, s.refs(arg))
	}
	return out
}

// same says whether two summaries say the same.
func (s *Summary) same(other *Summary) bool { return reflect.DeepEqual(s, other) }

// inputs is how many inputs the function has, as far as it uses them.
func (s *Summary) inputs() (n int) {
	for _, node := range s.Nodes {
		if node.Kind == inputKind {
			n = max(n, node.Index+1)
		}
	}
	return n
}
