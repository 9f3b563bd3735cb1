package bounds

import (
	"golang.org/x/tools/go/ssa"
)

// Aspect is what a Place is asked for: its value, its length, or whether it is set.
type Aspect uint8

const (
	Value Aspect = iota
	Length
	IsSet
)

// Place is an integer that caller and callee both can name: zero, a parameter, a result, or a field of these, or its length.
type Place struct {
	// Root is the number of a parameter, or one of the constants RootZero and RootResult - i for the result i.
	Root int
	// Path are fields by number; -1 is what a pointer points to.
	Path []int
	Of   Aspect
}

// The roots of Places that are no parameters.
const (
	// RootZero is the integer 0.
	RootZero = -1
	// RootResult is the first result; the one behind it is RootResult - 1.
	RootResult = -2
)

// Bound is X - Y <= C.
type Bound struct {
	X, Y Place
	C    int64
}

// Outcome is what a result must be for a Post to hold.
type Outcome uint8

const (
	Always Outcome = iota
	True           // the Result is true
	False
	Nil // the Result, an error, is nil
)

// Post holds after a call, if Result is When.
type Post struct {
	Bound
	When   Outcome
	Result int
}

// Place names a term for the callers of a function, if it is one of a parameter.
func (p *Prover) Place(t Term, fn *ssa.Function) (Place, bool) {
	if t == Zero {
		return Place{Root: RootZero}, true
	}
	n := p.nodes[t]
	switch n.op {
	case opLen:
		at, ok := p.Place(n.a, fn)
		at.Of = Length
		return at, ok && len(at.Path) >= 0
	case opSet:
		at, ok := p.Place(n.a, fn)
		at.Of = IsSet
		return at, ok
	case opField:
		at, ok := p.Place(n.a, fn)
		at.Path = append(at.Path, int(n.k))
		return at, ok && at.Of == Value
	case opEntry:
		return p.placeOf(n.loc, fn)
	case opValue:
		for i, param := range fn.Params {
			if n.val == param {
				return Place{Root: i}, true
			}
		}
	}
	return Place{}, false
}

// placeOf names what a location held when the function was entered.
func (p *Prover) placeOf(l loc, fn *ssa.Function) (Place, bool) {
	n := p.locs[l]
	switch n.kind {
	case rootTerm:
		at, ok := p.Place(n.t, fn)
		at.Path = append(at.Path, -1)
		return at, ok && at.Of == Value
	case fieldStep:
		at, ok := p.placeOf(n.from, fn)
		at.Path = append(at.Path, int(n.t))
		return at, ok
	}
	return Place{}, false
}

// AtCall is the term of a Place of the callee, where it is called with args.
func (p *Prover) AtCall(at Place, args []ssa.Value, call ssa.Instruction) (Term, bool) {
	if at.Root == RootZero {
		return Zero, true
	}
	if at.Root < 0 || at.Root >= len(args) {
		return 0, false
	}
	return p.follow(p.Term(args[at.Root]), args[at.Root], at, p.before(call))
}

// BoundAtCall is a Bound of the callee as a claim where it is called.
func (p *Prover) BoundAtCall(b Bound, args []ssa.Value, call ssa.Instruction) (Constraint, bool) {
	x, okX := p.AtCall(b.X, args, call)
	y, okY := p.AtCall(b.Y, args, call)
	return Constraint{x, y, b.C}, okX && okY
}

// follow goes from a value along a path.
func (p *Prover) follow(t Term, v ssa.Value, at Place, when point) (Term, bool) {
	for i, step := range at.Path {
		if step >= 0 {
			t = p.Field(t, step)
			continue
		}
		l := p.locOf(locNode{kind: rootTerm, t: t})
		if i == 0 && v != nil {
			var fixed *point
			if l, fixed = p.address(v); fixed != nil {
				when = *fixed
			}
		}
		typ := elemOf(p.nodes[t].typ)
		rest := at.Path[i+1:]
		for len(rest) > 0 && rest[0] >= 0 {
			f, ok := fieldType(typ, rest[0])
			if !ok {
				return 0, false
			}
			l, typ, rest = p.step(l, fieldStep, Term(rest[0])), f, rest[1:]
		}
		return p.follow(p.read(l, when, typ), nil, Place{Path: rest, Of: at.Of}, when)
	}
	return p.aspect(t, at), true
}

// postTerm is what a Post says of the terms around a call.
func (p *Prover) postTerm(post Post, call *ssa.Call) (Constraint, bool) {
	x, okX := p.aroundCall(post.X, call)
	y, okY := p.aroundCall(post.Y, call)
	return Constraint{x, y, post.C}, okX && okY
}

func (p *Prover) aroundCall(at Place, call *ssa.Call) (Term, bool) {
	if at.Root > RootResult {
		return p.AtCall(at, argsOf(&call.Call), call)
	}
	i := RootResult - at.Root
	result := p.Term(call)
	if tuple, ok := call.Type().(interface{ Len() int }); ok && i < tuple.Len() {
		result = p.intern(node{op: opResult, val: ssa.Value(call), k: int64(i), typ: call.Call.Signature().Results().At(i).Type()})
	}
	for _, step := range at.Path {
		if step < 0 {
			return 0, false
		}
		result = p.Field(result, step)
	}
	return p.aspect(result, at), true
}

// aspect is what a place is about of the value that lies there: itself, its length, or whether it is not nil.
func (p *Prover) aspect(t Term, at Place) Term {
	switch at.Of {
	case Length:
		return p.Len(t)
	case IsSet:
		return p.Set(t)
	}
	return t
}

// argsOf are the arguments with the receiver first.
func argsOf(call *ssa.CallCommon) []ssa.Value {
	if call.IsInvoke() {
		return append([]ssa.Value{call.Value}, call.Args...)
	}
	return call.Args
}

// AtReturn is a Bound about results and parameters as a claim at a return.
func (p *Prover) AtReturn(b Bound, ret *ssa.Return) (Constraint, bool) {
	x, okX := p.atReturn(b.X, ret)
	y, okY := p.atReturn(b.Y, ret)
	return Constraint{x, y, b.C}, okX && okY
}

func (p *Prover) atReturn(at Place, ret *ssa.Return) (Term, bool) {
	if at.Root > RootResult {
		return p.inside(at, ret.Parent())
	}
	v := ret.Results[RootResult-at.Root]
	return p.follow(p.Term(v), v, at, p.before(ret))
}

// Own says whether an address is of a variable that only this function writes.
func (p *Prover) Own(address ssa.Value) bool {
	l, _ := p.address(address)
	return p.isLocal(p.steps(l)[0])
}
