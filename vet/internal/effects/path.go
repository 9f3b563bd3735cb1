package effects

import (
	"go/types"
	"strings"
)

// A path says where in a value something lies, one step a byte: a field, an element of an array, a key or an element of a map. In the
// path of an input (see inputKind) a star goes through a reference, and a path that ends in a tilde is all that lies below.
type path = string

const (
	stepElem  = "["
	stepKey   = "K"
	stepValue = "V"
	stepDeref = "*"
	stepBelow = "~"

	// pathMax is how long the path within one value may be, inputMax that of an input, openMax how far the latter goes into values
	// within interfaces, and derefsMax how many references it follows, before the rest is taken as one.
	pathMax   = 6
	inputMax  = 10
	openMax   = 4
	derefsMax = 3
)

// stepField is the step into a field of a struct, or into a component of a tuple. Fields beyond the 126th are one.
func stepField(i int) path { return string([]byte{byte(0x80 + min(i, 0x7e))}) }

// fieldOf is the index of the field that a step goes into.
func fieldOf(step byte) (i int, ok bool) { return int(step) - 0x80, step >= 0x80 }

// A leaf is a place in a type at which a reference lies. It is open where the reference may be anything: an interface, or the value of
// a type parameter.
type leaf struct {
	path path
	typ  types.Type
	open bool
}

// leavesMax bounds the leaves of a type: one with more is open as a whole.
const leavesMax = 64

// leaves are the leaves of types, remembered.
type leaves map[types.Type][]leaf

func (l leaves) of(t types.Type) []leaf {
	if found, ok := l[t]; ok {
		return found
	}
	var all []leaf
	appendLeaves(&all, t, "")
	if len(all) > leavesMax {
		all = []leaf{{"", t, true}}
	}
	l[t] = all
	return all
}

func appendLeaves(all *[]leaf, t types.Type, at path) {
	if len(*all) > leavesMax {
		return
	}
	if param, ok := types.Unalias(t).(*types.TypeParam); ok {
		if core := coreType(param.Constraint()); core != nil {
			appendLeaves(all, core, at)
		} else {
			*all = append(*all, leaf{at, t, true})
		}
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			*all = append(*all, leaf{at, t, true})
		}
	case *types.Interface:
		*all = append(*all, leaf{at, t, true})
	case *types.Struct:
		if len(at) >= pathMax {
			*all = append(*all, leaf{at, t, true})
			return
		}
		for i := range u.NumFields() {
			appendLeaves(all, u.Field(i).Type(), at+stepField(i))
		}
	case *types.Array:
		if len(at) >= pathMax {
			*all = append(*all, leaf{at, t, true})
			return
		}
		appendLeaves(all, u.Elem(), at+stepElem)
	case *types.Tuple:
		for i := range u.Len() {
			appendLeaves(all, u.At(i).Type(), at+stepField(i))
		}
	default: // pointers, slices, maps, channels, functions
		*all = append(*all, leaf{at, t, false})
	}
}

// coreType is the one type that all types of a constraint have underneath, or nil.
func coreType(constraint types.Type) (core types.Type) {
	iface, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for embedded := range iface.EmbeddedTypes() {
		var found []types.Type
		switch e := types.Unalias(embedded).(type) {
		case *types.Union:
			for term := range e.Terms() {
				found = append(found, term.Type().Underlying())
			}
		default:
			if _, ok := e.Underlying().(*types.Interface); ok {
				found = append(found, coreType(e))
			} else {
				found = append(found, e.Underlying())
			}
		}
		for _, t := range found {
			if t == nil || core != nil && !types.Identical(core, t) {
				return nil
			}
			core = t
		}
	}
	return core
}

// underlying is the type underneath, of a type parameter the core type.
func underlying(t types.Type) types.Type {
	if param, ok := types.Unalias(t).(*types.TypeParam); ok {
		if core := coreType(param.Constraint()); core != nil {
			return core
		}
	}
	return t.Underlying()
}

// inner are the leaves of what a reference of a type leads to.
func (l leaves) inner(t types.Type) []leaf {
	switch u := underlying(t).(type) {
	case *types.Pointer:
		return l.of(u.Elem())
	case *types.Slice:
		return l.of(u.Elem())
	case *types.Chan:
		return l.of(u.Elem())
	case *types.Map:
		var all []leaf
		for _, k := range l.of(u.Key()) {
			all = append(all, leaf{stepKey + k.path, k.typ, k.open})
		}
		for _, v := range l.of(u.Elem()) {
			all = append(all, leaf{stepValue + v.path, v.typ, v.open})
		}
		return all
	}
	return nil
}

// several says whether a reference of a type leads to several places at once, so that a write to one does not replace the rest.
func several(t types.Type) bool {
	_, ok := underlying(t).(*types.Pointer)
	return !ok
}

// below is the path of what lies at a place within what the reference at an input's path leads to. Beyond derefsMax it is all that
// lies below.
func below(at, within path) path {
	if strings.HasSuffix(at, stepBelow) {
		return at
	}
	if strings.Count(at, stepDeref) >= derefsMax || len(at)+len(within) >= inputMax {
		return at + stepBelow
	}
	return at + stepDeref + within
}

// inside is the path of what lies at a place within what an open reference at an input's path is.
func inside(at, within path) path {
	if strings.HasSuffix(at, stepBelow) || within == "" {
		return at
	}
	if last := at[strings.LastIndex(at, stepDeref)+1:]; len(last)+len(within) > openMax || len(at)+len(within) >= inputMax {
		return at + stepBelow
	}
	return at + within
}
