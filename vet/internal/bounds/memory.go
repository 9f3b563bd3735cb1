package bounds

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// loc is a place in memory: a variable, what a pointer points to, or the elements of a map or slice, and steps from there.
type loc int32

type stepKind uint8

const (
	rootVar   stepKind = iota // the variable val, an Alloc, a Global or a FreeVar
	rootTerm                  // what the pointer, slice or map t refers to
	fieldStep                 // field t
	elemStep                  // the element at the index t, or of the map at the key t
)

type locNode struct {
	kind stepKind
	from loc
	val  ssa.Value
	t    Term
}

// point is a place in the code: before instruction i of a block, or behind its last one.
type point struct {
	block *ssa.BasicBlock
	i     int
}

func (p *Prover) locOf(n locNode) loc {
	if l, ok := p.locIDs[n]; ok {
		return l
	}
	l := loc(len(p.locs))
	p.locIDs[n] = l
	p.locs = append(p.locs, n)
	return l
}

func (p *Prover) step(from loc, kind stepKind, t Term) loc {
	return p.locOf(locNode{kind: kind, from: from, t: t})
}

// steps are the nodes of a location, from its root on.
func (p *Prover) steps(l loc) []locNode {
	n := p.locs[l]
	if n.kind == rootVar || n.kind == rootTerm {
		return []locNode{n}
	}
	return append(p.steps(n.from), n)
}

// address is the location that a pointer points to. A variable that a closure captured and that keeps its value is read where the
// closure is made: then at says where.
func (p *Prover) address(v ssa.Value) (l loc, at *point) {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.Global:
		return p.locOf(locNode{kind: rootVar, val: v}), nil
	case *ssa.FreeVar:
		if outer, at, ok := p.captured(v); ok {
			l, further := p.address(outer)
			if further != nil {
				at = *further
			}
			return l, &at
		}
		return p.locOf(locNode{kind: rootVar, val: v}), nil
	case *ssa.FieldAddr:
		from, at := p.address(v.X)
		return p.step(from, fieldStep, Term(v.Field)), at
	case *ssa.IndexAddr:
		if _, ok := v.X.Type().Underlying().(*types.Pointer); ok {
			from, at := p.address(v.X)
			return p.step(from, elemStep, p.Term(v.Index)), at
		}
		return p.step(p.locOf(locNode{kind: rootTerm, t: p.Term(v.X)}), elemStep, p.Term(v.Index)), nil
	case *ssa.ChangeType:
		return p.address(v.X)
	}
	return p.locOf(locNode{kind: rootTerm, t: p.Term(v)}), nil
}

// read is what a location of type t holds at a point.
func (p *Prover) read(l loc, at point, t types.Type) Term {
	v := p.versionAt(l, at)
	switch v.kind {
	case wroteThis:
		return p.written(l, v, t)
	case atEntry:
		return p.intern(node{op: opEntry, loc: l, typ: t})
	}
	if _, ok := t.Underlying().(*types.Struct); ok && !isTypeParam(t) {
		return p.intern(node{op: opLoad, loc: l, at: at, typ: t}) // its fields are looked for one by one
	}
	switch v.kind {
	case joined:
		return p.intern(node{op: opMemPhi, loc: l, block: v.block, typ: t})
	}
	return p.intern(node{op: opMem, loc: l, val: v.by, typ: t})
}

// written is the value of a store to the location or to what it is part of.
func (p *Prover) written(l loc, v version, t types.Type) Term {
	switch by := v.by.(type) {
	case *ssa.Alloc:
		return p.zeroOf(t)
	case *ssa.MapUpdate:
		return p.Term(by.Value)
	case *ssa.Store:
		whole, _ := p.address(by.Addr)
		return p.part(p.Term(by.Val), l, whole)
	}
	return p.intern(node{op: opMem, loc: l, val: v.by, typ: t})
}

// part is what l holds once x was written to whole.
func (p *Prover) part(x Term, l, whole loc) Term {
	if l == whole {
		return x
	}
	n := p.locs[l]
	outer := p.part(x, n.from, whole)
	if n.kind == elemStep {
		return p.elem(outer, n.t)
	}
	return p.Field(outer, int(n.t))
}

// elem is the element of an array at an index.
func (p *Prover) elem(x, index Term) Term {
	t := types.Type(types.Typ[types.Invalid])
	if array, ok := arrayOf(p.nodes[x].typ); ok {
		t = array.Elem()
	}
	if p.nodes[x].op == opZero {
		return p.zeroOf(t)
	}
	return p.intern(node{op: opElem, a: x, b: index, typ: t})
}
