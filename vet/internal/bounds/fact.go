package bounds

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Constraint is X - Y <= C.
type Constraint struct {
	X, Y Term
	C    int64
}

// AtMost is x <= y + c.
func AtMost(x, y Term, c int64) Constraint { return Constraint{x, y, c} }

// AtLeast is x >= y + c.
func AtLeast(x, y Term, c int64) Constraint { return Constraint{y, x, -c} }

// facts hold at a place.
type facts struct {
	le, ne []Constraint
	truths []truth
}

// truth is the value of a condition.
type truth struct {
	cond ssa.Value
	is   bool
}

// assumed holds behind instruction i of a block: it would have panicked otherwise.
type assumed struct {
	i  int
	le []Constraint
}

// Assume notes what holds behind an instruction, because it was reported where it does not hold.
func (p *Prover) Assume(behind ssa.Instruction, le ...Constraint) {
	at := p.before(behind)
	p.later[at.block] = append(p.later[at.block], assumed{at.i, le})
}

// factsAt are what the branches say that lead to a block, within its function and where a closure is made, in those around it.
func (p *Prover) factsAt(b *ssa.BasicBlock) *facts {
	if f, ok := p.facts[b]; ok {
		return f
	}
	f := &facts{}
	p.facts[b] = f // a closure that is made within itself has none
	switch {
	case b.Idom() != nil:
		f.add(p.factsAt(b.Idom()))
	case p.maker(b.Parent()) != nil:
		mc := p.maker(b.Parent())
		f.add(p.factsAt(mc.Block()))
		f.le = append(f.le, p.argumentsOf(mc)...)
	}
	if len(b.Preds) == 1 {
		p.onEdge(f, b.Preds[0], b)
	}
	return f
}

func (f *facts) add(others *facts) {
	f.le = append(f.le, others.le...)
	f.ne = append(f.ne, others.ne...)
	f.truths = append(f.truths, others.truths...)
}

// onEdge adds what the branch from one block to another says.
func (p *Prover) onEdge(f *facts, from, to *ssa.BasicBlock) {
	if len(from.Instrs) == 0 {
		return
	}
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if ok && from.Succs[0] != from.Succs[1] {
		p.learn(f, branch.Cond, to == from.Succs[0], 0)
	}
}

// learn adds what follows from a condition's value.
func (p *Prover) learn(f *facts, cond ssa.Value, is bool, depth int) {
	if depth > 8 {
		return
	}
	f.truths = append(f.truths, truth{cond, is})
	switch v := cond.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			p.learn(f, v.X, !is, depth+1)
		}
	case *ssa.BinOp:
		p.compare(f, v, is, depth)
	case *ssa.Phi:
		p.learnPhi(f, v, is, depth)
	case *ssa.Call:
		p.learnCall(f, v, 0, outcomeOf(is))
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Call:
			p.learnCall(f, tuple, v.Index, outcomeOf(is))
		case *ssa.Next:
			if over, ok := tuple.Iter.(*ssa.Range); ok && is && v.Index == 0 { // a map or string of which there is an element
				f.le = append(f.le, AtLeast(p.Len(p.Term(over.X)), Zero, 1), AtLeast(p.Set(p.Term(over.X)), Zero, 1))
			}
		}
	}
}

// learnPhi learns from a condition made of && and ||: where all other ways lead to the opposite constant, it came by the one left.
func (p *Prover) learnPhi(f *facts, v *ssa.Phi, is bool, depth int) {
	only := -1
	for i, edge := range v.Edges {
		if c, ok := edge.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value) != is {
			continue
		}
		if only >= 0 || v.Block().Dominates(v.Block().Preds[i]) {
			return
		}
		only = i
	}
	if only < 0 {
		return
	}
	pred := v.Block().Preds[only]
	f.add(p.factsAt(pred))
	p.onEdge(f, pred, v.Block())
	p.learn(f, v.Edges[only], is, depth+1)
}

func outcomeOf(is bool) Outcome {
	if is {
		return True
	}
	return False
}

// learnCall adds what holds after a call whose i-th result is known.
func (p *Prover) learnCall(f *facts, call *ssa.Call, i int, is Outcome) {
	for _, post := range p.posts(call) {
		if post.When == is && post.Result == i {
			if c, ok := p.postTerm(post, call); ok {
				f.le = append(f.le, c)
			}
		}
	}
}

// compare adds what a comparison says.
func (p *Prover) compare(f *facts, v *ssa.BinOp, is bool, depth int) {
	op := v.Op
	if !is {
		op = negated[op]
	}
	t := v.X.Type()
	switch {
	case isInt(t):
		f.relate(op, p.Term(v.X), p.Term(v.Y))
	case isString(t) && (op == token.EQL || op == token.NEQ):
		p.compareTexts(f, op, p.Term(v.X), p.Term(v.Y))
	case isNil(v.Y) || isNil(v.X):
		x := v.X
		if isNil(x) {
			x = v.Y
		}
		p.compareNil(f, op, x)
	case isBool(t) && (op == token.EQL || op == token.NEQ):
		if c, ok := v.Y.(*ssa.Const); ok && c.Value != nil {
			p.learn(f, v.X, constant.BoolVal(c.Value) == (op == token.EQL), depth+1)
		}
	}
}

var negated = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
}

// relate adds a comparison of integers.
func (f *facts) relate(op token.Token, x, y Term) {
	switch op {
	case token.EQL:
		f.le = append(f.le, Constraint{x, y, 0}, Constraint{y, x, 0})
	case token.NEQ:
		f.ne = append(f.ne, Constraint{x, y, 0})
	case token.LSS:
		f.le = append(f.le, Constraint{x, y, -1})
	case token.LEQ:
		f.le = append(f.le, Constraint{x, y, 0})
	case token.GTR:
		f.le = append(f.le, Constraint{y, x, -1})
	case token.GEQ:
		f.le = append(f.le, Constraint{y, x, 0})
	}
}

// compareTexts draws from the equality of strings that of their lengths. A string that is not empty has a byte.
func (p *Prover) compareTexts(f *facts, op token.Token, x, y Term) {
	if p.nodes[x].op == opText {
		x, y = y, x
	}
	switch {
	case op == token.EQL:
		f.relate(op, p.Len(x), p.Len(y))
	case p.nodes[y].op == opText && p.nodes[y].text == "":
		f.le = append(f.le, AtLeast(p.Len(x), Zero, 1))
	}
}

func (p *Prover) compareNil(f *facts, op token.Token, v ssa.Value) {
	x := p.Term(v)
	if op == token.EQL {
		f.le = append(f.le, AtMost(p.Set(x), Zero, 0))
		switch v.Type().Underlying().(type) {
		case *types.Slice, *types.Map:
			f.le = append(f.le, AtMost(p.Len(x), Zero, 0))
		}
		p.learnNil(f, v)
		return
	}
	f.le = append(f.le, AtLeast(p.Set(x), Zero, 1))
}

// learnNil adds what holds after a call whose error is nil.
func (p *Prover) learnNil(f *facts, v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Call:
		p.learnCall(f, v, 0, Nil)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			p.learnCall(f, call, v.Index, Nil)
		}
	}
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil && !isAggregate(c.Type())
}

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}
