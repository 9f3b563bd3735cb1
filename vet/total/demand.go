package total

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/bounds"
)

// demands are what an instruction needs not to panic.
func (c *checker) demands(instr ssa.Instruction) []demand {
	switch v := instr.(type) {
	case *ssa.IndexAddr:
		return append(c.pointer(v, v.X), c.index(v, v.X, v.Index)...)
	case *ssa.Index:
		return c.index(v, v.X, v.Index)
	case *ssa.Slice:
		return append(c.pointer(v, v.X), c.slice(v)...)
	case *ssa.SliceToArrayPointer:
		return c.toArray(v)
	case *ssa.FieldAddr:
		return c.pointer(v, v.X)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return c.pointer(v, v.X)
		}
	case *ssa.Store:
		return c.pointer(v, v.Addr)
	case *ssa.MapUpdate:
		return append(c.mapWrite(v), c.hashes(v, v.Map, v.Key)...)
	case *ssa.Lookup:
		return c.hashes(v, v.X, v.Index)
	case *ssa.BinOp:
		return c.binary(v)
	case *ssa.TypeAssert:
		return c.assert(v)
	case *ssa.MakeSlice:
		return c.makes(v)
	case *ssa.Panic:
		return c.panics(v)
	}
	return nil
}

func (c *checker) term(v ssa.Value) bounds.Term { return c.prove.Term(v) }

// index demands 0 <= i < len(x).
func (c *checker) index(instr ssa.Instruction, x, i ssa.Value) []demand {
	if param, ok := types.Unalias(x.Type()).(*types.TypeParam); ok && !isSlice(coreOf(param)) {
		return nil // it may be a map, or an array that is long enough
	}
	at, length := c.term(i), c.prove.Len(c.term(x))
	xs, index := c.texts.index(instr, x, i)
	says := fmt.Sprintf("indexes %s at %s, which may be out of range: check it against len(%s) first", xs, index, xs)
	if k, ok := i.(*ssa.Const); ok && k.Value != nil && k.Int64() == 0 {
		says = fmt.Sprintf("indexes %s at 0, where %s may be empty: check len(%s) first", xs, xs, xs)
	}
	return []demand{{at: instr, pos: instr.Pos(), says: says,
		claims: []bounds.Constraint{bounds.AtLeast(at, bounds.Zero, 0), bounds.AtMost(at, length, -1)}}}
}

// coreOf is a type that a type parameter has underneath where its constraint is one union, as ~[]E is, and otherwise the constraint.
func coreOf(param *types.TypeParam) types.Type {
	constraint := param.Underlying().(*types.Interface)
	if constraint.NumEmbeddeds() != 1 {
		return constraint
	}
	union, ok := types.Unalias(constraint.EmbeddedType(0)).(*types.Union)
	if !ok {
		return constraint.EmbeddedType(0)
	}
	for term := range union.Terms() {
		if !isSlice(term.Type()) {
			return constraint
		}
	}
	return union.Term(0).Type()
}

// slice demands 0 <= low <= high <= max <= cap(x). A capacity is at least the length.
func (c *checker) slice(v *ssa.Slice) []demand {
	if v.Low == nil && v.High == nil && v.Max == nil {
		return nil
	}
	x := c.term(v.X)
	last := c.prove.Len(x)
	var claims []bounds.Constraint
	top := last
	for _, bound := range []ssa.Value{v.Max, v.High, v.Low} {
		if bound == nil {
			continue
		}
		t := c.term(bound)
		if top == last && isSlice(v.X.Type()) && bound != v.Low && c.prove.Proves(v, bounds.AtMost(t, c.prove.Cap(x), 0)) {
			top = t
			continue
		}
		claims = append(claims, bounds.AtMost(t, top, 0))
		top = t
	}
	claims = append(claims, bounds.AtLeast(top, bounds.Zero, 0))
	xs, part := c.texts.slice(v)
	says := fmt.Sprintf("slices %s[%s], which may be out of range: check it against len(%s) first", xs, part, xs)
	return []demand{{at: v, pos: v.Pos(), says: says, claims: claims}}
}

func isSlice(t types.Type) bool { return isType[*types.Slice](t.Underlying()) }

func (c *checker) toArray(v *ssa.SliceToArrayPointer) []demand {
	array, ok := v.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok || array.Len() == 0 {
		return nil
	}
	pos := c.texts.near(v)
	says := fmt.Sprintf("converts a slice to an array of %d, which the slice may not have: check its length first", array.Len())
	return []demand{{at: v, pos: pos, says: says, claims: []bounds.Constraint{bounds.AtLeast(c.prove.Len(c.term(v.X)), bounds.Zero, array.Len())}}}
}

// pointer demands that what is followed is not nil.
func (c *checker) pointer(instr ssa.Instruction, x ssa.Value) []demand {
	if !isType[*types.Pointer](x.Type().Underlying()) {
		return nil
	}
	set := c.prove.Set(c.term(x))
	if set == c.prove.Int(1) {
		return nil
	}
	fate := origin(x, 0)
	if fate == trusted {
		return nil
	}
	name := c.texts.pointer(instr, x)
	return []demand{{at: instr, pos: c.texts.near(instr), left: fate == collected, says: fmt.Sprintf("follows %s, which may be nil: compare it with nil first", name),
		claims: []bounds.Constraint{bounds.AtLeast(set, bounds.Zero, 1)}}}
}

func (c *checker) mapWrite(v *ssa.MapUpdate) []demand {
	m := c.texts.mapOf(v)
	return []demand{{at: v, pos: v.Pos(), left: origin(v.Map, 0) == collected, says: fmt.Sprintf("writes to %s, which may be nil: make the map first, or write to a copy that is never nil", m),
		claims: []bounds.Constraint{bounds.AtLeast(c.prove.Set(c.term(v.Map)), bounds.Zero, 1)}}}
}

// binary demands that divisors are not zero and shifts are not negative.
func (c *checker) binary(v *ssa.BinOp) []demand {
	switch v.Op {
	case token.QUO, token.REM:
		if k, ok := v.Y.(*ssa.Const); ok && k.Value != nil || !maybeInt(v.X.Type()) {
			return nil
		}
		return c.divisor(v)
	case token.SHL, token.SHR:
		if !signed(v.Y.Type()) || isType[*ssa.Const](v.Y) {
			return nil
		}
		return []demand{{at: v, pos: v.Pos(), says: fmt.Sprintf("shifts by %s, which may be negative: make it unsigned", c.texts.right(v)),
			claims: []bounds.Constraint{bounds.AtLeast(c.term(v.Y), bounds.Zero, 0)}}}
	case token.EQL, token.NEQ:
		return c.compares(v)
	}
	return nil
}

// divisor demands y != 0: it is at least 1, or at most -1.
func (c *checker) divisor(v *ssa.BinOp) []demand {
	y := c.term(v.Y)
	if c.prove.NotZero(v, y) {
		return nil
	}
	return []demand{{at: v, nonzero: true, pos: v.Pos(), says: fmt.Sprintf("divides by %s, which may be zero: check it first", c.texts.right(v)),
		claims: []bounds.Constraint{bounds.AtLeast(y, bounds.Zero, 1)}}}
}

// compares leaves open whether interfaces hold what can be compared.
func (c *checker) compares(v *ssa.BinOp) []demand {
	if !isInterface(v.X.Type()) || !isInterface(v.Y.Type()) || isType[*ssa.Const](v.X) || isType[*ssa.Const](v.Y) {
		return nil
	}
	return []demand{{at: v, pos: v.Pos(), left: true, says: "compares interfaces, which panics where both hold the same type and it cannot be compared"}}
}

// hashes leaves open whether a key of a map can be compared, where its type is an interface: it may hold a slice.
func (c *checker) hashes(instr ssa.Instruction, m, key ssa.Value) []demand {
	of, ok := m.Type().Underlying().(*types.Map)
	if !ok || !isInterface(of.Key()) || sealedKey(of.Key()) {
		return nil
	}
	if made, ok := key.(*ssa.MakeInterface); ok && types.Comparable(made.X.Type()) && !isType[*types.TypeParam](made.X.Type()) {
		return nil
	}
	return []demand{{at: instr, pos: c.texts.near(instr), left: true, says: "looks up a key of an interface type, which panics where it holds what cannot be compared"}}
}

// sealedKey says whether an interface has a method that only types of its package have: those are chosen with care, and are left alone.
func sealedKey(t types.Type) bool {
	iface := t.Underlying().(*types.Interface)
	for m := range iface.Methods() {
		if !m.Exported() {
			return true
		}
	}
	return false
}

func isInterface(t types.Type) bool {
	return types.IsInterface(t) && !isType[*types.TypeParam](types.Unalias(t))
}

// maybeInt says whether values of a type are integers, or may be for some type argument.
func maybeInt(t types.Type) bool {
	if param, ok := types.Unalias(t).(*types.TypeParam); ok {
		iface := param.Underlying().(*types.Interface)
		for embedded := range iface.EmbeddedTypes() {
			if union, ok := embedded.Underlying().(*types.Interface); ok && union.NumEmbeddeds() > 0 || ok && union == nil {
				return true
			}
			if union, ok := embedded.(*types.Union); ok {
				for term := range union.Terms() {
					if maybeInt(term.Type()) {
						return true
					}
				}
			}
		}
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

func signed(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return !ok || basic.Info()&types.IsInteger != 0 && basic.Info()&types.IsUnsigned == 0
}

// assert demands of an assertion with one result that the type is known by a branch before it.
func (c *checker) assert(v *ssa.TypeAssert) []demand {
	if v.CommaOk || c.prove.HasType(v) {
		return nil
	}
	return []demand{{at: v, pos: v.Pos(), says: fmt.Sprintf("asserts that %s is %s, which it may not be: use the form with two results", c.texts.asserted(v), c.texts.typ(v.AssertedType))}}
}

func (c *checker) makes(v *ssa.MakeSlice) []demand {
	length, capacity := c.term(v.Len), c.term(v.Cap)
	return []demand{{at: v, pos: v.Pos(), says: "makes a slice of a length that may be negative, or greater than its capacity: check it first",
		claims: []bounds.Constraint{bounds.AtLeast(length, bounds.Zero, 0), bounds.AtMost(length, capacity, 0)}}}
}

// panics is an explicit panic. Those without a position are made by the compiler for ranges over functions.
func (c *checker) panics(v *ssa.Panic) []demand {
	if v.Pos() == token.NoPos || c.prove.Proves(v, bounds.AtLeast(bounds.Zero, bounds.Zero, 1)) {
		return nil
	}
	return []demand{{at: v, pos: v.Pos(), says: "panics: return what says so instead"}}
}

// fate is what is made of a pointer that is not proved to be set.
type fate uint8

const (
	blamed    fate = iota
	collected      // it comes out of a collection or an interface: what these hold is left open
	trusted        // the standard library made it
)

// origin says where a pointer comes from.
func origin(v ssa.Value, depth int) fate {
	if depth > 6 {
		return blamed
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		switch v.X.(type) {
		case *ssa.IndexAddr, *ssa.Global:
			return collected
		}
	case *ssa.Index, *ssa.TypeAssert:
		return collected
	case *ssa.ChangeType:
		return origin(v.X, depth+1)
	case *ssa.ChangeInterface:
		return origin(v.X, depth+1)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Lookup, *ssa.Next, *ssa.TypeAssert:
			return collected
		case *ssa.Call:
			return calledOrigin(tuple)
		}
	case *ssa.Call:
		return calledOrigin(v)
	case *ssa.Phi:
		return phiOrigin(v, depth)
	}
	return blamed
}

func phiOrigin(v *ssa.Phi, depth int) fate {
	worst := collected
	for _, edge := range v.Edges {
		switch edge := edge.(type) {
		case *ssa.Const:
			if edge.IsNil() {
				return blamed
			}
			continue
		case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeInterface, *ssa.MakeClosure, *ssa.FieldAddr, *ssa.IndexAddr:
			continue
		case *ssa.Phi:
			if edge == v {
				continue
			}
		}
		worst = min(worst, origin(edge, depth+1))
	}
	return worst
}

// calledOrigin is that of a result: the standard library answers nil where it says so, and others by their posts.
func calledOrigin(call *ssa.Call) fate {
	callee := call.Call.StaticCallee()
	switch {
	case callee == nil:
		return collected
	case standardLibrary(packageOf(callee)):
		return trusted
	}
	return blamed
}
