package bounds

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// place is where a claim is to hold: at a point, or on the edge from its block to another.
type place struct {
	point
	to *ssa.BasicBlock // or nil
}

// hypothesis is a claim about the last arrival at a block, which holds wherever that block was passed.
type hypothesis struct {
	claim Constraint
	block *ssa.BasicBlock
}

func (h hypothesis) holdsAt(at place) bool {
	for fn := at.block.Parent(); fn != nil; fn = fn.Parent() {
		if fn == h.block.Parent() {
			return fn != at.block.Parent() || h.block.Dominates(at.block)
		}
	}
	return false
}

// efforts are tried one after the other: most proofs are shallow, and a deep search would pass them by.
var efforts = []effort{{1, 16}, {2, 24}, {3, 32}, {5, 48}}

// effort is how many phis may be split one after the other, and how many systems may be solved.
type effort struct{ depth, systems int }

// Proves says whether all claims hold before an instruction.
func (p *Prover) Proves(before ssa.Instruction, claims ...Constraint) bool {
	at := place{point: p.before(before)}
	for _, claim := range claims {
		if p.obvious(claim) {
			continue
		}
		if !p.surveyed[before.Parent()] { // many claims follow without the invariants of loops
			if s := p.newSolver(at, nil, claim.X, claim.Y); s.Proves(s.nodes[claim.X], s.nodes[claim.Y], claim.C) {
				continue
			}
			p.survey(before.Parent())
		}
		if !p.proveWith(claim, at, nil) {
			return false
		}
	}
	return true
}

// obvious says whether a claim holds of two constants, or of a term and itself.
func (p *Prover) obvious(claim Constraint) bool {
	x, k := p.nodes[claim.X], claim.C
	y := p.nodes[claim.Y]
	return claim.X == claim.Y && k >= 0 || x.op == opConst && y.op == opConst && plus(x.k, minus(y.k)) <= k
}

func (p *Prover) prove(at place, claims ...Constraint) bool {
	for _, claim := range claims {
		if !p.proveWith(claim, at, nil) {
			return false
		}
	}
	return true
}

// proveWith proves a claim with ever more effort.
func (p *Prover) proveWith(claim Constraint, at place, hyps []hypothesis) bool {
	if p.obvious(claim) {
		return true
	}
	for _, e := range efforts {
		p.budget, p.deeper = e.systems, false
		if p.proveOne(claim, at, hyps, e.depth) {
			return true
		}
		if p.budget >= 0 && !p.deeper {
			return false // there is nothing further to split
		}
	}
	return false
}

// Given says whether all claims hold before an instruction, if the assumptions do.
func (p *Prover) Given(before ssa.Instruction, assumptions []Constraint, claims ...Constraint) bool {
	p.survey(before.Parent())
	var hyps []hypothesis
	for _, a := range assumptions {
		hyps = append(hyps, hypothesis{a, before.Parent().Blocks[0]})
	}
	for _, claim := range claims {
		if !p.proveWith(claim, place{point: p.before(before)}, hyps) {
			return false
		}
	}
	return true
}

// at are the facts of a place, with what was assumed on the way to it.
func (p *Prover) at(at place) *facts {
	f := &facts{}
	f.add(p.factsAt(at.block))
	if at.to != nil {
		p.onEdge(f, at.block, at.to)
	}
	p.assumed(f, at.point)
	return f
}

// assumed adds what was assumed in the blocks that lead to a point.
func (p *Prover) assumed(f *facts, at point) {
	for b := at.block; b != nil; b = b.Idom() {
		for _, a := range p.later[b] {
			if b != at.block || a.i < at.i {
				f.le = append(f.le, a.le...)
			}
		}
		if mc := p.maker(b.Parent()); b.Idom() == nil && mc != nil {
			p.assumed(f, p.before(mc))
		}
	}
}

// proveOne proves one claim from the facts of a place, or by what the values of phis were on each of the ways to their block. A claim
// about the variables of a loop may be assumed of their values in the round before: that is induction over time, so that the
// claims which are still open at some depth may all be used.
func (p *Prover) proveOne(claim Constraint, at place, hyps []hypothesis, depth int) bool {
	if p.budget--; p.budget < 0 {
		return false
	}
	s := p.newSolver(at, hyps, claim.X, claim.Y)
	x, y := s.nodes[claim.X], s.nodes[claim.Y]
	if s.Proves(x, y, claim.C) {
		return true
	}
	if depth == 0 {
		p.deeper = true
		return false
	}
	for _, sub := range s.nearby(claim) {
		if p.split(sub, at, hyps, depth) {
			return true
		}
	}
	return false
}

// nearby are the claims from which this one follows, about terms that may be split.
func (s *solver) nearby(claim Constraint) []Constraint {
	x, y := s.nodes[claim.X], s.nodes[claim.Y]
	above, under := s.To(x), s.From(y) // x - u <= above[u], w - y <= under[w]
	least, most := s.To(0), s.From(0)
	splits := make([]bool, len(s.terms))
	for n, t := range s.terms {
		splits[n] = s.p.splits(t)
		// What is related by constants alone tells nothing of a third.
		if n != 0 && n != x && x != 0 && plus(above[0], least[n]) == above[n] {
			above[n] = inf
		}
		if n != 0 && n != y && y != 0 && plus(under[0], most[n]) == under[n] {
			under[n] = inf
		}
	}
	subs, seen := []Constraint{claim}, map[Constraint]bool{claim: true}
	add := func(u, w int) {
		if above[u] == inf || under[w] == inf || !splits[u] && !splits[w] {
			return
		}
		sub := Constraint{s.terms[u], s.terms[w], plus(claim.C, plus(minus(above[u]), minus(under[w])))}
		if sub.C < inf && !seen[sub] {
			seen[sub] = true
			subs = append(subs, sub)
		}
	}
	for n := range s.terms {
		add(n, y)
		add(x, n)
	}
	for u := range s.terms {
		for w := range s.terms {
			if splits[u] && splits[w] {
				add(u, w)
			}
		}
	}
	return subs
}

// splits says whether a claim about a term may be one about several others.
func (p *Prover) splits(t Term) bool {
	n := p.nodes[t]
	return n.op == opMin || n.op == opMax || len(p.phiBlocks(t, 0)) > 0
}

// split proves a claim by cases.
func (p *Prover) split(claim Constraint, at place, hyps []hypothesis, depth int) bool {
	if x := p.nodes[claim.X]; x.op == opMax {
		return p.proveOne(Constraint{x.a, claim.Y, claim.C}, at, hyps, depth-1) && p.proveOne(Constraint{x.b, claim.Y, claim.C}, at, hyps, depth-1)
	}
	if y := p.nodes[claim.Y]; y.op == opMin {
		return p.proveOne(Constraint{claim.X, y.a, claim.C}, at, hyps, depth-1) && p.proveOne(Constraint{claim.X, y.b, claim.C}, at, hyps, depth-1)
	}
	blocks := p.phiBlocks(claim.X, 0)
	for _, b := range p.phiBlocks(claim.Y, 0) {
		if !slices.Contains(blocks, b) {
			blocks = append(blocks, b)
		}
	}
	for _, b := range blocks {
		if p.passed(b, at.block) && p.overEdges(claim, b, hyps, depth) {
			return true
		}
	}
	return false
}

// passed says whether each way to a block comes by another, of the same function or of one around it: otherwise what is made there may
// not have been made at all.
func (p *Prover) passed(b, at *ssa.BasicBlock) bool {
	for at.Parent() != b.Parent() {
		mc := p.maker(at.Parent())
		if mc == nil {
			return false
		}
		at = mc.Block()
	}
	return b.Dominates(at)
}

// overEdges proves a claim at the beginning of a block on each way to it.
func (p *Prover) overEdges(claim Constraint, b *ssa.BasicBlock, hyps []hypothesis, depth int) bool {
	open := hypothesis{claim, b}
	if slices.Contains(hyps, open) {
		return false // it goes in circles, and is assumed where that is allowed
	}
	for i, pred := range b.Preds {
		x, okX := p.alongEdge(claim.X, b, i)
		y, okY := p.alongEdge(claim.Y, b, i)
		if !okX || !okY {
			return false
		}
		if !p.proveOne(Constraint{x, y, claim.C}, place{endOf(pred), b}, append(hyps[:len(hyps):len(hyps)], open), depth-1) {
			return false
		}
	}
	return len(b.Preds) > 0
}

// phiBlocks are the blocks at whose beginning parts of a term get their values.
func (p *Prover) phiBlocks(t Term, depth int) []*ssa.BasicBlock {
	if t < 0 || depth > 4 {
		return nil
	}
	n := p.nodes[t]
	switch n.op {
	case opPhi, opMemPhi:
		return []*ssa.BasicBlock{n.block}
	case opLen, opCap, opSet, opField, opCopy, opConv:
		return p.phiBlocks(n.a, depth+1)
	case opBin, opAppend, opMin, opMax:
		return append(p.phiBlocks(n.a, depth+1), p.phiBlocks(n.b, depth+1)...)
	}
	return nil
}

// alongEdge is the term whose value, at the end of the i-th block before b, is that of t at the beginning of b. There is none where t
// is made within b or behind it.
func (p *Prover) alongEdge(t Term, b *ssa.BasicBlock, i int) (Term, bool) {
	if t == none {
		return t, true
	}
	n := p.nodes[t]
	switch n.op {
	case opConst, opNil, opZero, opText:
		return t, true
	case opPhi:
		if n.block == b {
			return p.Term(n.val.(*ssa.Phi).Edges[i]), true
		}
		return t, !behind(n.block, b)
	case opMemPhi:
		if n.block == b {
			return p.read(n.loc, endOf(b.Preds[i]), n.typ), p.fixed(n.loc, b, i)
		}
		return t, !behind(n.block, b) && p.fixed(n.loc, b, i)
	case opEntry:
		return t, p.fixed(n.loc, b, i)
	case opLoad:
		return t, !behind(n.at.block, b) && p.fixed(n.loc, b, i)
	case opMem:
		return t, !behind(n.val.(ssa.Instruction).Block(), b) && p.fixed(n.loc, b, i)
	case opValue, opResult:
		instr, ok := n.val.(ssa.Instruction)
		return t, !ok || !behind(instr.Block(), b)
	}
	return p.rebuild(n, b, i)
}

// rebuild is a term that is made of others.
func (p *Prover) rebuild(n node, b *ssa.BasicBlock, i int) (Term, bool) {
	var parts [3]Term
	for k, t := range []Term{n.a, n.b, n.hi} {
		if n.op != opSlice && k == 2 || n.op != opSlice && k == 1 && n.op != opBin && n.op != opAppend && n.op != opMin && n.op != opMax && n.op != opElem {
			break
		}
		along, ok := p.alongEdge(t, b, i)
		if !ok {
			return 0, false
		}
		parts[k] = along
	}
	switch n.op {
	case opField:
		return p.Field(parts[0], int(n.k)), true
	case opLen:
		return p.Len(parts[0]), true
	case opCap:
		return p.Cap(parts[0]), true
	case opSet:
		return p.Set(parts[0]), true
	case opBin:
		return p.Bin(n.tok, parts[0], parts[1], n.typ), true
	case opMake, opSlice, opAppend, opCopy:
		if instr, ok := n.val.(ssa.Instruction); ok && behind(instr.Block(), b) {
			return 0, false
		}
	}
	n.a, n.b, n.hi = parts[0], parts[1], parts[2]
	return p.intern(n), true
}

// fixed says whether a location is the same on the way to b as in it.
func (p *Prover) fixed(l loc, b *ssa.BasicBlock, i int) bool {
	for _, s := range p.steps(l) {
		if s.kind == rootTerm || s.kind == elemStep {
			if t, ok := p.alongEdge(s.t, b, i); !ok || t != s.t {
				return false
			}
		}
	}
	return true
}

// behind says whether what is made in a block may not be there yet at the beginning of b, or is made anew behind it.
func behind(made, b *ssa.BasicBlock) bool {
	return made.Parent() == b.Parent() && (made == b || !made.Dominates(b))
}

// AssumeAtEntry notes what holds when a function is entered, because all calls of it are held to it.
func (p *Prover) AssumeAtEntry(fn *ssa.Function, le ...Constraint) {
	p.later[fn.Blocks[0]] = append(p.later[fn.Blocks[0]], assumed{-1, le})
}

// Quickly says whether a claim holds before an instruction, with less effort.
func (p *Prover) Quickly(before ssa.Instruction, claim Constraint) bool {
	p.survey(before.Parent())
	p.budget = 8
	return p.proveOne(claim, place{point: p.before(before)}, nil, 2)
}

// Follows are the constraints that hold at an instruction where a condition has a value, as far as the callers of the function can
// name them.
func (p *Prover) Follows(at ssa.Instruction, cond ssa.Value, is bool) (named []Bound) {
	f := &facts{}
	f.add(p.factsAt(at.Block()))
	p.learn(f, cond, is, 0)
	for _, c := range f.ne { // of lengths, what is not 0 is at least 1
		switch here := (place{point: p.before(at)}); {
		case p.prove(here, AtLeast(c.X, c.Y, c.C)):
			f.le = append(f.le, AtLeast(c.X, c.Y, c.C+1))
		case p.prove(here, AtMost(c.X, c.Y, c.C)):
			f.le = append(f.le, AtMost(c.X, c.Y, c.C-1))
		}
	}
	for _, c := range f.le {
		if b, ok := p.Name(c, at.Parent()); ok && !slices.ContainsFunc(named, b.equal) {
			named = append(named, b)
		}
	}
	return named
}

// Name is a constraint as the callers of a function can name it. Constants on either side become one.
func (p *Prover) Name(c Constraint, fn *ssa.Function) (Bound, bool) {
	x, k := p.apart(c.X)
	y, l := p.apart(c.Y)
	px, okX := p.Place(x, fn)
	py, okY := p.Place(y, fn)
	return Bound{px, py, plus(c.C, plus(minus(k), l))}, okX && okY && (x != Zero || y != Zero)
}

func (b Bound) equal(other Bound) bool {
	return b.C == other.C && b.X.equal(other.X) && b.Y.equal(other.Y)
}

func (at Place) equal(other Place) bool {
	return at.Root == other.Root && at.Of == other.Of && slices.Equal(at.Path, other.Path)
}

// Inside is a Bound of the callee as a constraint within it.
func (p *Prover) Inside(b Bound, fn *ssa.Function) (Constraint, bool) {
	x, okX := p.inside(b.X, fn)
	y, okY := p.inside(b.Y, fn)
	return Constraint{x, y, b.C}, okX && okY
}

func (p *Prover) inside(at Place, fn *ssa.Function) (Term, bool) {
	if at.Root == RootZero {
		return Zero, true
	}
	if at.Root < 0 || at.Root >= len(fn.Params) || len(fn.Blocks) == 0 {
		return 0, false
	}
	param := fn.Params[at.Root]
	return p.follow(p.Term(param), param, at, point{fn.Blocks[0], 0})
}

// ProvesIf says whether a claim holds before an instruction, if a condition is true there.
func (p *Prover) ProvesIf(before ssa.Instruction, cond ssa.Value, claim Constraint) bool {
	f := &facts{}
	p.learn(f, cond, true, 0)
	return p.Given(before, f.le, claim)
}

// NotZero says whether an integer is not zero before an instruction.
func (p *Prover) NotZero(before ssa.Instruction, x Term) bool {
	if p.Proves(before, AtLeast(x, Zero, 1)) || p.Proves(before, AtMost(x, Zero, -1)) {
		return true
	}
	s := p.newSolver(place{point: p.before(before)}, nil, x)
	for _, d := range s.unequal {
		other := d.x
		if other == 0 {
			other = d.y
		}
		if (d.x == 0 || d.y == 0) && d.c == 0 && s.Bound(s.nodes[x], other) == 0 && s.Bound(other, s.nodes[x]) == 0 {
			return true
		}
	}
	return false
}

// ProvesUnwrapped says whether a claim holds before an instruction, if sums of 64 bits do not wrap.
func (p *Prover) ProvesUnwrapped(before ssa.Instruction, claim Constraint) bool {
	p.unwrapped = true
	defer func() { p.unwrapped = false }()
	return p.Proves(before, claim)
}
