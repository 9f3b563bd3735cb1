package effects

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A nodeKind says what a node is.
type nodeKind uint8

const (
	// freshKind is what was made during the call: by an allocation, or by a function that was called.
	freshKind nodeKind = iota + 1
	// inputKind is what a parameter or a captured variable leads to, at a path.
	inputKind
	// globalKind is a package variable, and all that it leads to.
	globalKind
	// unknownKind is what an unknown call returned: anything. The call itself is an effect, so that nothing is said of it again.
	unknownKind
	// plainKind is a value of the standard library about which the table has said all, as an error of strconv.
	plainKind
	// funcKind is a function value. What it captured is what the node holds.
	funcKind
	// typeKind is no place: it says what the dynamic type of an interface is.
	typeKind
	// answerKind is what a function that is an input returned, at a path: known only where the input is.
	answerKind
	// iterKind is an iterator of the standard library over what the node holds.
	iterKind
	// sinkKind is a function that keeps what it is given: what the standard library passes to an iterator that it collects.
	sinkKind
)

// A nodeKey is what makes two nodes the same.
type nodeKey struct {
	kind  nodeKind
	at    ssa.Instruction // of fresh, func and iter nodes
	part  string          // which one, of several that a call made
	old   bool            // those of earlier rounds of a loop
	index int             // of an input or an answer
	path  path
	obj   *types.Var // of a global
	name  string     // of a function or type that lies in another package, or has no instruction
	fn    *ssa.Function
}

// A node is an abstract place in memory, or several that are taken as one.
type node struct {
	nodeKey
	typ     types.Type   // of the reference at the path of an input or answer; the dynamic type of typeKind; may be nil
	targs   []types.Type // of a funcKind
	several bool         // it stands for several places, so that a write does not replace what they held
	made    string       // what made a fresh node, for messages
}

// nodes are the nodes of one function's analysis.
type nodes struct {
	all   []node // the first is none
	byKey map[nodeKey]nodeID
	most  int // see nodesMax
}

func newNodes(most int) *nodes {
	return &nodes{all: make([]node, 1), byKey: map[nodeKey]nodeID{}, most: most}
}

// nodesMax bounds how many places a function tells apart to which a root leads. Beyond, all that is made is one place, and all that an
// input leads to. The others, of which only their callers' callers may be held to something, have fewer.
const (
	nodesMax      = 120
	nodesMaxFree  = 60
	nodesMaxLight = 24
)

func (p *program) nodesMax(fn *ssa.Function) int {
	switch {
	case p.held[fn]:
		return nodesMax
	case p.light[fn]:
		return nodesMaxLight
	}
	return nodesMaxFree
}

// get is the node with the key of n, which is n if it is new.
func (ns *nodes) get(n node) nodeID {
	if id, ok := ns.byKey[n.nodeKey]; ok {
		return id
	}
	if len(ns.all) > ns.most {
		if n = coarser(n); ns.byKey[n.nodeKey] != 0 {
			return ns.byKey[n.nodeKey]
		}
	}
	id := nodeID(len(ns.all))
	ns.all = append(ns.all, n)
	ns.byKey[n.nodeKey] = id
	return id
}

func coarser(n node) node {
	switch n.kind {
	case freshKind, iterKind:
		return node{nodeKey: nodeKey{kind: n.kind, part: "rest"}, several: true}
	case inputKind, answerKind:
		return node{nodeKey: nodeKey{kind: n.kind, index: n.index, path: stepBelow}, several: true}
	}
	return n
}

// external says whether a node was there before the call.
func (n *node) external() bool {
	switch n.kind {
	case inputKind, globalKind, answerKind, unknownKind, plainKind:
		return true
	}
	return false
}
