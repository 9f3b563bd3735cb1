package bounds

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Prover holds the terms of one function and of the functions declared within it.
type Prover struct {
	know Knowledge

	ids   map[node]Term
	nodes []node
	terms map[ssa.Value]Term
	// making are the values whose terms are being made.
	making map[ssa.Value]bool

	locIDs map[locNode]loc
	locs   []locNode
	memory map[loc]map[*ssa.BasicBlock]version
	writes map[*ssa.Function][][]int // by block, the instructions that may write
	places map[ssa.Instruction]int   // index within the block
	local  map[*ssa.Alloc]bool
	makers map[*ssa.Function]*ssa.MakeClosure

	facts     map[*ssa.BasicBlock]*facts
	later     map[*ssa.BasicBlock][]assumed
	bounds    map[Term][]Constraint // invariants of phis
	surveyed  map[*ssa.Function]bool
	budget    int
	deeper    bool // a search ended because it was too deep
	strides   map[Term]bool
	unwrapped bool // sums of 64 bits are taken not to wrap: 2^63 rounds of a loop do not end anyway
}

// Knowledge is what is known of the functions that are called.
type Knowledge interface {
	// Posts are what holds after a call.
	Posts(call *ssa.Call) []Post
	// Quiet says whether a call writes nothing that was there before it.
	Quiet(call ssa.CallInstruction) bool
}

// NewProver begins with no terms.
func NewProver(know Knowledge) *Prover {
	p := &Prover{
		know: know, ids: map[node]Term{}, terms: map[ssa.Value]Term{}, making: map[ssa.Value]bool{}, locIDs: map[locNode]loc{},
		memory: map[loc]map[*ssa.BasicBlock]version{}, writes: map[*ssa.Function][][]int{}, places: map[ssa.Instruction]int{},
		local: map[*ssa.Alloc]bool{}, makers: map[*ssa.Function]*ssa.MakeClosure{},
		facts: map[*ssa.BasicBlock]*facts{}, later: map[*ssa.BasicBlock][]assumed{},
		bounds: map[Term][]Constraint{}, strides: map[Term]bool{}, surveyed: map[*ssa.Function]bool{},
	}
	p.Int(0) // is Zero
	return p
}

// Term is the term of a value.
func (p *Prover) Term(v ssa.Value) Term {
	if t, ok := p.terms[v]; ok {
		return t
	}
	if p.making[v] {
		return p.intern(node{op: opValue, val: v, typ: v.Type()}) // what it loads depends on a store to where it points
	}
	p.making[v] = true
	t := p.make(v)
	delete(p.making, v)
	p.terms[v] = t
	return t
}

func (p *Prover) make(v ssa.Value) Term {
	opaque := node{op: opValue, val: v, typ: v.Type()}
	switch v := v.(type) {
	case *ssa.Const:
		return p.constant(v)
	case *ssa.Phi:
		return p.intern(node{op: opPhi, val: v, block: v.Block(), typ: v.Type()})
	case *ssa.BinOp:
		return p.binary(v)
	case *ssa.UnOp:
		switch {
		case v.Op == token.MUL:
			return p.load(v)
		case v.Op == token.SUB && isInt(v.Type()):
			return p.Bin(token.SUB, Zero, p.Term(v.X), v.Type())
		}
	case *ssa.ChangeType:
		return p.Term(v.X)
	case *ssa.ChangeInterface:
		return p.Term(v.X)
	case *ssa.Convert:
		return p.convert(v)
	case *ssa.Field:
		return p.Field(p.Term(v.X), v.Field)
	case *ssa.Slice:
		return p.slice(v)
	case *ssa.MakeSlice:
		return p.intern(node{op: opMake, a: p.Term(v.Len), val: v, typ: v.Type()})
	case *ssa.Call:
		return p.call(v)
	case *ssa.Extract:
		if lookup, ok := v.Tuple.(*ssa.Lookup); ok && v.Index == 0 {
			return p.lookup(lookup, v.Type())
		}
		return p.intern(node{op: opResult, val: v.Tuple, k: int64(v.Index), typ: v.Type()})
	case *ssa.Lookup:
		if !v.CommaOk {
			return p.lookup(v, v.Type())
		}
	}
	return p.intern(opaque)
}

func (p *Prover) binary(v *ssa.BinOp) Term {
	switch {
	case isString(v.Type()) && v.Op == token.ADD:
		return p.intern(node{op: opAppend, a: p.Term(v.X), b: p.Term(v.Y), val: v, typ: v.Type()})
	case isInt(v.Type()):
		return p.Bin(v.Op, p.Term(v.X), p.Term(v.Y), v.Type())
	}
	return p.intern(node{op: opValue, val: v, typ: v.Type()})
}

func (p *Prover) load(v *ssa.UnOp) Term {
	l, at := p.address(v.X)
	if at == nil {
		here := p.before(v)
		at = &here
	}
	return p.read(l, *at, v.Type())
}

// lookup is an element of a map.
func (p *Prover) lookup(v *ssa.Lookup, t types.Type) Term {
	l := p.step(p.locOf(locNode{kind: rootTerm, t: p.Term(v.X)}), elemStep, p.Term(v.Index))
	return p.read(l, p.before(v), t)
}

func (p *Prover) convert(v *ssa.Convert) Term {
	from, to := v.X.Type(), v.Type()
	x := p.Term(v.X)
	switch {
	case isInt(from) && isInt(to):
		return p.intern(node{op: opConv, a: x, typ: to, typeKey: typeKey(to)})
	case isString(from) && isString(to):
		return x
	case isString(from) && isBytes(to) || isBytes(from) && isString(to):
		return p.intern(node{op: opCopy, a: x, val: v, typ: to})
	}
	return p.intern(node{op: opValue, val: v, typ: to})
}

func isBytes(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	if !ok || isTypeParam(t) {
		return false
	}
	basic, ok := slice.Elem().Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Uint8
}

func (p *Prover) slice(v *ssa.Slice) Term {
	n := node{op: opSlice, a: p.Term(v.X), b: none, hi: none, typ: v.Type()}
	if v.Low != nil {
		n.b = p.Term(v.Low)
	}
	if v.High != nil {
		n.hi = p.Term(v.High)
	}
	return p.intern(n)
}

// call is the result of a call, as far as it is made of the arguments.
func (p *Prover) call(v *ssa.Call) Term {
	args := v.Call.Args
	if builtin, ok := v.Call.Value.(*ssa.Builtin); ok {
		switch builtin.Name() {
		case "len":
			return p.Len(p.Term(args[0]))
		case "cap":
			return p.Cap(p.Term(args[0]))
		case "append":
			return p.intern(node{op: opAppend, a: p.Term(args[0]), b: p.Term(args[1]), val: v, typ: v.Type()})
		case "min", "max":
			if isInt(v.Type()) {
				return p.extreme(builtin.Name(), args, v.Type())
			}
		}
	}
	switch CalleeName(&v.Call) {
	case "slices.Clone", "maps.Clone", "slices.Clip", "strings.Clone", "bytes.Clone":
		return p.intern(node{op: opCopy, a: p.Term(args[0]), val: v, typ: v.Type()})
	}
	return p.intern(node{op: opValue, val: v, typ: v.Type()})
}

func (p *Prover) extreme(name string, args []ssa.Value, t types.Type) Term {
	kind := opMin
	if name == "max" {
		kind = opMax
	}
	x := p.Term(args[0])
	for _, arg := range args[1:] {
		if y := p.Term(arg); y != x {
			x = p.intern(node{op: kind, a: x, b: y, typ: t})
		}
	}
	return x
}

// CalleeName is the package path and name of the function that a call names: "slices.Clone". It is empty for others.
func CalleeName(call *ssa.CallCommon) string {
	callee := call.StaticCallee()
	if callee == nil {
		return ""
	}
	if origin := callee.Origin(); origin != nil {
		callee = origin
	}
	if callee.Pkg == nil || callee.Parent() != nil {
		return ""
	}
	if recv := callee.Signature.Recv(); recv != nil {
		return recvName(recv.Type()) + "." + callee.Name()
	}
	return callee.Pkg.Pkg.Path() + "." + callee.Name()
}

func recvName(t types.Type) string {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() != nil {
		return named.Obj().Pkg().Path() + "." + named.Obj().Name()
	}
	return types.TypeString(t, nil)
}
