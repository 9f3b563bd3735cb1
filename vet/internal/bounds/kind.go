package bounds

import (
	"go/types"
	"math"
)

// lengthMax is more than any length: a slice that long has no place in memory.
const lengthMax = math.MaxInt64 / 4

// rangeOf are the least and the greatest value of an integer type. Those of uint64 that are no int64 are inf.
func rangeOf(t types.Type) (least, most int64) {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return math.MinInt64, inf
	}
	switch basic.Kind() {
	case types.Int8:
		return math.MinInt8, math.MaxInt8
	case types.Int16:
		return math.MinInt16, math.MaxInt16
	case types.Int32, types.UntypedRune:
		return math.MinInt32, math.MaxInt32
	case types.Uint8:
		return 0, math.MaxUint8
	case types.Uint16:
		return 0, math.MaxUint16
	case types.Uint32:
		return 0, math.MaxUint32
	case types.Uint, types.Uint64, types.Uintptr:
		return 0, inf
	}
	return math.MinInt64, math.MaxInt64
}

// isInt says whether a type is an integer type whose size is known.
func isInt(t types.Type) bool {
	if t == nil || isTypeParam(t) {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

func isString(t types.Type) bool {
	if isTypeParam(t) {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func isUnsigned(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsUnsigned != 0
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// isAggregate says whether a value is made of others.
func isAggregate(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// arrayOf is the array that a value is or points to.
func arrayOf(t types.Type) (*types.Array, bool) {
	if t == nil || isTypeParam(t) {
		return nil, false
	}
	u := t.Underlying()
	if pointer, ok := u.(*types.Pointer); ok {
		u = pointer.Elem().Underlying()
	}
	array, ok := u.(*types.Array)
	return array, ok
}

// elemOf is what a pointer points to.
func elemOf(t types.Type) types.Type {
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		return pointer.Elem()
	}
	return types.Typ[types.Invalid]
}

// typeKey tells types apart within terms.
func typeKey(t types.Type) string {
	if basic, ok := types.Unalias(t).(*types.Basic); ok {
		return basic.Name()
	}
	return types.TypeString(t, nil)
}

// HasNil says whether a value of the type may be nil and must not be, to be used: a pointer, map, function or interface.
func HasNil(t types.Type) bool {
	if isTypeParam(t) {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Signature, *types.Interface, *types.Chan:
		return true
	}
	return false
}

// fieldType is the type of field i of a struct.
func fieldType(t types.Type, i int) (types.Type, bool) {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || i >= s.NumFields() {
		return types.Typ[types.Invalid], false
	}
	return s.Field(i).Type(), true
}
