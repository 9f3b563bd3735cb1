package effects

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// passesMax bounds how often the blocks of one function are gone over. A function that has not settled by then is too tangled, which
// is said as an unknown effect.
const passesMax = 24

// A frame is the analysis of one function: an abstract interpretation that follows, in the order of execution, what each place in
// memory may refer to. Writes to what was made during the call are nobody's business; writes to anything else are noted.
type frame struct {
	*nodes
	p      *program
	fn     *ssa.Function
	inputs []types.Type // of parameters, then of captured variables
	env    map[ssa.Value]value
	cyclic map[*ssa.BasicBlock]bool

	heap    heap
	owned   bool // heap is this block's own, and may be changed in place
	out     map[*ssa.BasicBlock]heap
	changed bool
	defers  []*ssa.Defer

	result value
	exit   heap // joined over all returns, nil before the first

	writes  map[touchKey]Witness
	effects map[effectKey]Effect
	edges   map[edge]bool
	asks    []ask // calls of inputs
	asked   map[askKey]int
	active  map[nodeID]*activation
	called  map[nodeID]bool // closures
	work    int
	light   bool
	tangled bool // too many of them
}

// touchKey is a node that was there before the call, and what is done to it.
type touchKey struct {
	node nodeID
	kind Kind
	site token.Pos
}

func newFrame(p *program, fn *ssa.Function) *frame {
	f := &frame{
		nodes: newNodes(p.nodesMax(fn)), p: p, fn: fn, light: p.light[fn], env: map[ssa.Value]value{}, out: map[*ssa.BasicBlock]heap{},
		writes: map[touchKey]Witness{}, effects: map[effectKey]Effect{}, edges: map[edge]bool{},
		asked: map[askKey]int{}, active: map[nodeID]*activation{}, called: map[nodeID]bool{},
	}
	for i, param := range fn.Params {
		f.inputs = append(f.inputs, param.Type())
		f.env[param] = f.input(i, param.Type())
	}
	for i, captured := range fn.FreeVars {
		f.inputs = append(f.inputs, captured.Type())
		f.env[captured] = f.input(len(fn.Params)+i, captured.Type())
	}
	f.cyclic = cyclicBlocks(fn)
	return f
}

// input is the value of an input as it is at the beginning.
func (f *frame) input(i int, t types.Type) (v value) {
	for _, l := range f.p.leaves.of(t) {
		n := node{nodeKey: nodeKey{kind: inputKind, index: i, path: l.path}, typ: l.typ, several: l.open || several(l.typ)}
		v = append(v, ref{path: l.path, node: f.get(n), open: l.open})
	}
	return normal(v)
}

// run interprets the function until nothing changes any more.
func (f *frame) run() {
	order := reversePostorder(f.fn)
	for range passesMax {
		f.changed, f.work = false, 0
		for _, b := range order {
			f.block(b)
		}
		if !f.changed {
			f.escapes()
			return
		}
	}
	f.effect(KindUnknown, "is too tangled to follow", f.fn.Pos())
}

// block interprets one block.
func (f *frame) block(b *ssa.BasicBlock) {
	f.enter(b)
	for _, instr := range b.Instrs {
		f.instruction(instr)
	}
	old, seen := f.out[b]
	if !seen || !f.sameHeap(old, f.heap) {
		f.changed = true
	}
	f.out[b], f.owned = f.heap, false
}

// enter makes the heap at the beginning of a block of those at the end of the blocks before it. The block that goes on after a
// recovered panic may come after any.
func (f *frame) enter(b *ssa.BasicBlock) {
	preds := b.Preds
	if b == f.fn.Recover && len(preds) == 0 {
		preds = f.fn.Blocks
	}
	f.heap, f.owned = nil, false
	for _, pred := range preds {
		if out, ok := f.out[pred]; ok {
			f.heap = f.joinHeaps(f.heap, out)
		}
	}
	if f.heap == nil {
		f.heap, f.owned = heap{}, true
	}
}

// joinHeaps is what either heap may say. Where one says nothing of a node from elsewhere, that holds what it held at first.
func (f *frame) joinHeaps(a, b heap) heap {
	if a == nil {
		return b
	}
	joined := make(heap, len(a))
	var alone []nodeID // initial makes nodes, whose numbers must not hang on the order of a map
	for id, v := range a {
		if w, ok := b[id]; ok {
			joined[id] = join(v, w)
		} else {
			joined[id] = v
			alone = append(alone, id)
		}
	}
	for id, w := range b {
		if _, ok := a[id]; !ok {
			joined[id] = w
			alone = append(alone, id)
		}
	}
	slices.Sort(alone)
	for _, id := range alone {
		joined[id] = join(joined[id], f.initial(id))
	}
	return joined
}

func (f *frame) sameHeap(a, b heap) bool {
	if len(a) != len(b) {
		return false
	}
	for id, v := range a {
		if w, ok := b[id]; !ok || !slices.Equal(v, w) {
			return false
		}
	}
	return true
}

// own makes the heap this block's own before it is changed.
func (f *frame) own() {
	if !f.owned {
		f.heap, f.owned = f.heap.clone(), true
	}
}

// content is what a node holds now.
func (f *frame) content(id nodeID) value { return f.contentIn(f.heap, id) }

func (f *frame) contentIn(h heap, id nodeID) value {
	if v, ok := h[id]; ok {
		return v
	}
	return f.initial(id)
}

// initial is what a node holds at first.
func (f *frame) initial(id nodeID) (v value) {
	n := f.all[id]
	switch n.kind {
	case inputKind, answerKind:
		inner := f.p.leaves.inner
		if n.typ == nil || len(inner(n.typ)) == 0 && opens(n.typ) {
			return value{{node: f.child(n, "", nil, true), open: true}}
		}
		for _, l := range inner(n.typ) {
			v = append(v, ref{path: l.path, node: f.child(n, l.path, l.typ, l.open), open: l.open})
		}
		return normal(v)
	case globalKind, unknownKind:
		return value{{node: id, open: true}}
	}
	return nil
}

func opens(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Interface, *types.Basic:
		return true
	}
	return false
}

// child is the node that a reference within an input, or an answer, leads to.
func (f *frame) child(n node, within path, t types.Type, open bool) nodeID {
	c := node{nodeKey: n.nodeKey, typ: t}
	c.path = below(n.path, within)
	if c.path[len(c.path)-1:] == stepBelow {
		c.typ = nil
	}
	c.several = n.several || c.typ == nil || open || several(t) || hasElem(within)
	return f.get(c)
}

func hasElem(p path) bool {
	for i := range len(p) {
		if p[i] < 0x80 {
			return true
		}
	}
	return false
}

// inside is where an open reference leads to at a place below its own.
func (f *frame) inside(r ref, at path) ref {
	r.path, r.open = "", true
	n := f.all[r.node]
	if n.kind != inputKind && n.kind != answerKind || len(n.path) > 0 && n.path[len(n.path)-1:] == stepBelow || r.off != "" {
		return r
	}
	c := node{nodeKey: n.nodeKey, several: true}
	c.path = inside(c.path, at)
	r.node = f.get(c)
	return r
}

// at is the part of a value at a place.
func (f *frame) within(v value, at path) value { return part(v, at, f.inside) }

// load is what lies where a reference leads to.
func (f *frame) load(addr value) (v value) {
	for _, r := range addr {
		if r.path == "" && f.all[r.node].kind != typeKind {
			v = join(v, f.within(f.content(r.node), r.off))
		}
	}
	return v
}

// cyclicBlocks are the blocks that may run more than once in a call.
func cyclicBlocks(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	cyclic := map[*ssa.BasicBlock]bool{}
	index, low := map[*ssa.BasicBlock]int{}, map[*ssa.BasicBlock]int{}
	var stack []*ssa.BasicBlock
	on := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		index[b], low[b] = len(index)+1, len(index)+1
		stack, on[b] = append(stack, b), true
		for _, succ := range b.Succs {
			if index[succ] == 0 {
				visit(succ)
				low[b] = min(low[b], low[succ])
			} else if on[succ] {
				low[b] = min(low[b], index[succ])
			}
		}
		if low[b] != index[b] {
			return
		}
		at := slices.Index(stack, b)
		for _, c := range stack[at:] {
			on[c] = false
			cyclic[c] = len(stack[at:]) > 1 || slices.Contains(c.Succs, c)
		}
		stack = stack[:at]
	}
	for _, b := range fn.Blocks {
		if index[b] == 0 {
			visit(b)
		}
	}
	return cyclic
}

func reversePostorder(fn *ssa.Function) []*ssa.BasicBlock {
	var order []*ssa.BasicBlock
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		seen[b] = true
		for _, succ := range slices.Backward(b.Succs) {
			if !seen[succ] {
				visit(succ)
			}
		}
		order = append(order, b)
	}
	if fn.Recover != nil {
		visit(fn.Recover) // comes last
	}
	if len(fn.Blocks) > 0 && !seen[fn.Blocks[0]] {
		visit(fn.Blocks[0])
	}
	slices.Reverse(order)
	return order
}

// posOf is the position of an instruction, or of the function where it has none.
func (f *frame) posOf(instr ssa.Instruction) token.Pos {
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	if v, ok := instr.(ssa.Value); ok && v.Referrers() != nil {
		for _, user := range *v.Referrers() {
			if user.Pos().IsValid() {
				return user.Pos()
			}
		}
	}
	var space [4]*ssa.Value
	for _, operand := range instr.Operands(space[:0]) {
		if *operand != nil && (*operand).Pos().IsValid() {
			if _, local := (*operand).(ssa.Instruction); local {
				return (*operand).Pos()
			}
		}
	}
	return f.fn.Pos()
}
