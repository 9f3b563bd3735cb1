package bounds

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Term names a value. Terms that are the same are equal.
type Term int32

// Zero is the integer 0, and node 0 of each System.
const Zero Term = 0

type op uint8

const (
	opConst  op = iota // the integer k
	opNil              // the nil of a pointer, map, slice ...
	opZero             // the zero value of a struct or an array
	opText             // the constant string text
	opValue            // what val makes, of which nothing else is said
	opResult           // the k-th component of the tuple val
	opPhi              // val is a phi
	opEntry            // what memory at loc held when the function was entered
	opMem              // what memory at loc held after val, an instruction that may have written it
	opMemPhi           // what memory at loc held at the beginning of block
	opLoad             // the struct at loc as it was before the instruction at
	opField            // field k of a
	opElem             // the element of the array a at b
	opLen              // the length of a
	opCap              // the capacity of a
	opSet              // 1 where a is not nil, 0 where it is
	opBin              // a tok b
	opConv             // a, converted to the integer type typ
	opMin              // the lesser of a and b
	opMax              // the greater of a and b
	opSlice            // a[b:hi]
	opAppend           // a with the elements of b behind it; also a + b of strings
	opMake             // a new slice of length a, by val
	opCopy             // another slice or map with the elements of a, and nil where a is
)

// node is what a Term stands for. Nodes are map keys: two that are equal are one Term.
type node struct {
	op      op
	tok     token.Token
	a, b    Term
	hi      Term
	k       int64
	text    string
	val     any // an ssa.Value or an ssa.Instruction
	block   *ssa.BasicBlock
	loc     loc
	at      point
	typ     types.Type
	typeKey string // identity of typ, where it is part of the term
}

// intern is the Term of a node.
func (p *Prover) intern(n node) Term {
	key := n
	key.typ = nil
	if t, ok := p.ids[key]; ok {
		return t
	}
	t := Term(len(p.nodes))
	p.ids[key] = t
	p.nodes = append(p.nodes, n)
	return t
}

// Int is a constant.
func (p *Prover) Int(k int64) Term {
	return p.intern(node{op: opConst, k: k, typ: types.Typ[types.Int]})
}

// IsInt says whether a term is an integer.
func (p *Prover) IsInt(t Term) bool { return isInt(p.nodes[t].typ) }

// none is a bound of a slice expression that is not written.
const none Term = -1

// constant is the value of a constant of the program.
func (p *Prover) constant(c *ssa.Const) Term {
	switch basic, _ := c.Type().Underlying().(*types.Basic); {
	case c.Value == nil && isTypeParam(c.Type()):
		return p.intern(node{op: opValue, val: c, typ: c.Type()})
	case c.Value == nil && isAggregate(c.Type()):
		return p.intern(node{op: opZero, typ: c.Type(), typeKey: typeKey(c.Type())})
	case c.Value == nil:
		return p.intern(node{op: opNil, typ: c.Type()})
	case c.Value.Kind() == constant.String:
		return p.intern(node{op: opText, text: constant.StringVal(c.Value), typ: c.Type()})
	case basic != nil && basic.Info()&types.IsInteger != 0:
		if k, exact := constant.Int64Val(constant.ToInt(c.Value)); exact {
			return p.Int(k)
		}
	}
	return p.intern(node{op: opValue, val: c, typ: c.Type()})
}

// zeroOf is the zero value of a type.
func (p *Prover) zeroOf(t types.Type) Term {
	if isTypeParam(t) {
		return p.intern(node{op: opZero, typ: t, typeKey: typeKey(t)})
	}
	switch u := t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return p.intern(node{op: opZero, typ: t, typeKey: typeKey(t)})
	case *types.Basic:
		switch {
		case u.Info()&types.IsInteger != 0:
			return p.Int(0)
		case u.Info()&types.IsString != 0:
			return p.intern(node{op: opText, typ: t})
		}
		return p.intern(node{op: opZero, typ: t, typeKey: typeKey(t)})
	}
	return p.intern(node{op: opNil, typ: t})
}

// Field is field i of a struct.
func (p *Prover) Field(x Term, i int) Term {
	t := types.Type(types.Typ[types.Invalid])
	if s, ok := p.nodes[x].typ.Underlying().(*types.Struct); ok {
		t = s.Field(i).Type()
	}
	switch n := p.nodes[x]; n.op {
	case opZero:
		return p.zeroOf(t)
	case opLoad:
		return p.read(p.step(n.loc, fieldStep, Term(i)), n.at, t)
	}
	return p.intern(node{op: opField, a: x, k: int64(i), typ: t})
}

// Len is the length of a slice, a string, an array, a map or a channel.
func (p *Prover) Len(x Term) Term {
	n := p.nodes[x]
	if array, ok := arrayOf(n.typ); ok {
		return p.Int(array.Len())
	}
	switch n.op {
	case opNil, opZero:
		return p.Int(0)
	case opText:
		return p.Int(int64(len(n.text)))
	case opCopy:
		return p.Len(n.a)
	case opMake:
		return n.a
	case opAppend:
		return p.Bin(token.ADD, p.Len(n.a), p.Len(n.b), types.Typ[types.Int])
	case opSlice:
		lo, hi := n.b, n.hi
		if hi == none {
			hi = p.Len(n.a)
		}
		if lo == none {
			return hi
		}
		return p.Bin(token.SUB, hi, lo, types.Typ[types.Int])
	}
	return p.intern(node{op: opLen, a: x, typ: types.Typ[types.Int]})
}

// Cap is the capacity of a slice.
func (p *Prover) Cap(x Term) Term {
	switch n := p.nodes[x]; n.op {
	case opNil:
		return p.Int(0)
	}
	return p.intern(node{op: opCap, a: x, typ: types.Typ[types.Int]})
}

// Set is 1 where a pointer, map, function or interface is not nil, and 0 where it is.
func (p *Prover) Set(x Term) Term {
	n := p.nodes[x]
	switch n.op {
	case opNil, opZero:
		return p.Int(0)
	case opMake:
		return p.Int(1)
	case opCopy:
		return p.Set(n.a)
	case opValue:
		switch n.val.(type) {
		case *ssa.Alloc, *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Global, *ssa.Function, *ssa.MakeClosure, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeInterface, *ssa.SliceToArrayPointer, *ssa.Builtin:
			return p.Int(1)
		case *ssa.FreeVar:
			return p.Int(1) // the address of a captured variable
		}
	}
	return p.intern(node{op: opSet, a: x, typ: types.Typ[types.Int]})
}

// Bin is an operation on integers of type t. A sum with a constant has it on the right, and a difference from a constant is a sum.
func (p *Prover) Bin(tok token.Token, a, b Term, t types.Type) Term {
	na, nb := p.nodes[a], p.nodes[b]
	if na.op == opConst && nb.op == opConst {
		if k, ok := fold(tok, na.k, nb.k, t); ok {
			return p.Int(k)
		}
	}
	switch {
	case tok == token.SUB && nb.op == opConst && nb.k > -inf:
		return p.Bin(token.ADD, a, p.Int(-nb.k), t)
	case tok == token.SUB && a == b:
		return Zero
	case tok == token.ADD && na.op == opConst:
		a, b, na, nb = b, a, nb, na
	}
	if tok == token.ADD && nb.op == opConst && nb.k == 0 {
		return a
	}
	return p.intern(node{op: opBin, tok: tok, a: a, b: b, typ: t, typeKey: typeKey(t)})
}

// fold computes with constants, where nothing wraps.
func fold(tok token.Token, a, b int64, t types.Type) (int64, bool) {
	least, most := rangeOf(t)
	x, y := constant.MakeInt64(a), constant.MakeInt64(b)
	switch tok {
	case token.ADD, token.SUB, token.MUL:
	case token.QUO:
		if b == 0 {
			return 0, false
		}
		return a / b, a >= 0
	case token.REM:
		if b == 0 {
			return 0, false
		}
		return a % b, a >= 0
	default:
		return 0, false
	}
	k, exact := constant.Int64Val(constant.BinaryOp(x, tok, y))
	return k, exact && least <= k && k <= most
}
