package bounds

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Loop is a loop of a function's flow of control.
type Loop struct {
	Head   *ssa.BasicBlock
	Blocks []*ssa.BasicBlock // by index
	// Irregular loops are entered in more than one place: goto made them.
	Irregular bool
	back      []int // the predecessors of Head, by number, from which a round begins anew
}

// Loops are the loops of a function, by their heads.
func Loops(fn *ssa.Function) (loops []*Loop) {
	for _, head := range fn.Blocks {
		l := &Loop{Head: head}
		for i, pred := range head.Preds {
			if head.Dominates(pred) {
				l.back = append(l.back, i)
			}
		}
		if len(l.back) > 0 {
			l.fill()
			loops = append(loops, l)
		}
	}
	for _, b := range irregular(fn) {
		loops = append(loops, &Loop{Head: b, Blocks: []*ssa.BasicBlock{b}, Irregular: true})
	}
	return loops
}

// fill finds the blocks from which the loop comes back to its head.
func (l *Loop) fill() {
	within := map[*ssa.BasicBlock]bool{l.Head: true}
	var walk []*ssa.BasicBlock
	for _, i := range l.back {
		walk = append(walk, l.Head.Preds[i])
	}
	for len(walk) > 0 {
		b := walk[len(walk)-1]
		walk = walk[:len(walk)-1]
		if !within[b] {
			within[b] = true
			walk = append(walk, b.Preds...)
		}
	}
	for _, b := range l.Head.Parent().Blocks {
		if within[b] {
			l.Blocks = append(l.Blocks, b)
		}
	}
}

// irregular are the blocks that a path comes back to and that do not dominate the end of that path.
func irregular(fn *ssa.Function) (heads []*ssa.BasicBlock) {
	const open, done = 1, 2
	state := make([]int, len(fn.Blocks))
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		state[b.Index] = open
		for _, succ := range b.Succs {
			switch {
			case state[succ.Index] == 0:
				visit(succ)
			case state[succ.Index] == open && !succ.Dominates(b) && !slices.Contains(heads, succ):
				heads = append(heads, succ)
			}
		}
		state[b.Index] = done
	}
	if len(fn.Blocks) > 0 {
		visit(fn.Blocks[0])
	}
	return heads
}

// Contains says whether a block is within the loop.
func (l *Loop) Contains(b *ssa.BasicBlock) bool { return slices.Contains(l.Blocks, b) }

// Ends says whether the loop is shown to end: it ranges over a map or a string, or has measures that never become negative while it
// goes on. None of them grows, and on each way back to the head one of them becomes smaller.
func (p *Prover) Ends(l *Loop) bool {
	if l.Irregular {
		return false
	}
	p.survey(l.Head.Parent())
	p.unwrapped = true
	defer func() { p.unwrapped = false }()
	var measures []measure
	for _, b := range l.Blocks {
		branch, stays, ok := l.exit(b)
		if !ok {
			continue
		}
		if ranged(branch.Cond) {
			return true
		}
		for _, m := range p.measures(l, b, branch.Cond, stays) {
			if p.neverGrows(l, m) {
				measures = append(measures, m)
			}
		}
		if p.shrinks(l, branch.Cond, stays) {
			return true
		}
	}
	for _, i := range l.back {
		if !slices.ContainsFunc(measures, func(m measure) bool { return p.lessens(l, m, i) }) {
			return false
		}
	}
	return true
}

// exit is the branch at the end of a block that leaves the loop or stays in it, if each round comes by there.
func (l *Loop) exit(b *ssa.BasicBlock) (branch *ssa.If, stays, ok bool) {
	branch, ok = b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || l.Contains(b.Succs[0]) == l.Contains(b.Succs[1]) {
		return nil, false, false
	}
	for _, i := range l.back {
		if !b.Dominates(l.Head.Preds[i]) {
			return nil, false, false
		}
	}
	return branch, l.Contains(b.Succs[0]), true
}

// ranged says whether a condition is that of a range over a map or a string.
func ranged(cond ssa.Value) bool {
	extract, ok := cond.(*ssa.Extract)
	if !ok {
		return false
	}
	_, ok = extract.Tuple.(*ssa.Next)
	return ok
}

// measure is y - x, which is bounded below as long as the loop goes on.
type measure struct{ x, y Term }

// measures are drawn from the condition under which the loop goes on behind b.
func (p *Prover) measures(l *Loop, b *ssa.BasicBlock, cond ssa.Value, stays bool) (found []measure) {
	f := &facts{}
	p.learn(f, cond, stays, 0)
	for _, c := range f.le {
		found = append(found, measure{c.X, c.Y})
	}
	for _, c := range f.ne {
		at := place{point: endOf(b)}
		switch {
		case p.prove(at, Constraint{c.X, c.Y, c.C}):
			found = append(found, measure{c.X, c.Y})
		case p.prove(at, Constraint{c.Y, c.X, -c.C}):
			found = append(found, measure{c.Y, c.X})
		}
	}
	return found
}

// next are the terms of a measure in the round after the one that goes back by the i-th way.
func (p *Prover) next(l *Loop, m measure, i int) (after measure, ok bool) {
	x, okX := p.alongEdge(m.x, l.Head, i)
	y, okY := p.alongEdge(m.y, l.Head, i)
	return measure{x, y}, okX && okY
}

func (p *Prover) neverGrows(l *Loop, m measure) bool {
	for _, i := range l.back {
		after, ok := p.next(l, m, i)
		at := place{endOf(l.Head.Preds[i]), l.Head}
		if !ok || !p.prove(at, AtLeast(after.x, m.x, 0), AtMost(after.y, m.y, 0)) {
			return false
		}
	}
	return true
}

// lessens says whether a measure that never grows becomes smaller on the i-th way back.
func (p *Prover) lessens(l *Loop, m measure, i int) bool {
	after, ok := p.next(l, m, i)
	at := place{endOf(l.Head.Preds[i]), l.Head}
	return ok && (p.prove(at, AtLeast(after.x, m.x, 1)) || p.prove(at, AtMost(after.y, m.y, -1)))
}

// shrinks says whether the loop goes on while x != 0, and each round takes x modulo something by x itself, as Euclid does, or divides
// it by a constant: the absolute value becomes smaller.
func (p *Prover) shrinks(l *Loop, cond ssa.Value, stays bool) bool {
	f := &facts{}
	p.learn(f, cond, stays, 0)
	for _, c := range f.ne {
		x := c.X
		if p.nodes[x].op == opConst {
			x = c.Y
		} else if p.nodes[c.Y].op != opConst {
			continue
		}
		if zero := c.X + c.Y - x; zero != Zero || c.C != 0 {
			continue
		}
		if !slices.ContainsFunc(l.back, func(i int) bool { return !p.lessensAbsolutely(l, x, i) }) {
			return true
		}
	}
	return false
}

func (p *Prover) lessensAbsolutely(l *Loop, x Term, i int) bool {
	after, ok := p.alongEdge(x, l.Head, i)
	if !ok {
		return false
	}
	n := p.nodes[after]
	if n.op != opBin {
		return false
	}
	divisor := p.nodes[n.b]
	return n.tok == token.REM && n.b == x || n.tok == token.QUO && n.a == x && divisor.op == opConst && divisor.k >= 2
}

// NeverLessens says whether a term is shown not to become smaller on any way back to the head of a loop.
func (p *Prover) NeverLessens(l *Loop, t Term) bool {
	p.unwrapped = true
	defer func() { p.unwrapped = false }()
	for _, i := range l.back {
		after, ok := p.alongEdge(t, l.Head, i)
		if !ok || !p.prove(place{endOf(l.Head.Preds[i]), l.Head}, AtLeast(after, t, 0)) {
			return false
		}
	}
	return len(l.back) > 0
}
