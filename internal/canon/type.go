package canon

import (
	"fmt"
	"reflect"
	"unsafe"
)

// A Type is the compiled form of one Go type in a Space. It is safe for concurrent use.
type Type struct {
	space   *Space
	plan    *plan
	pointer unsafe.Pointer // the type word of a pointer to the type
}

// Reflect returns the Go type.
func (t *Type) Reflect() reflect.Type {
	return t.plan.typ
}

// Flat reports whether the type has no pointers, slices, maps, strings or interfaces: copying the value is then copying the struct.
func (t *Type) Flat() bool {
	return t.plan.flat
}

// FixedLen returns the encoded length if every value has the same, else -1. Integers wider than a byte vary.
func (t *Type) FixedLen() int {
	return t.plan.fixed
}

// Append adds the canonical bytes of the value at p, which is of this type. After an error the bytes added are without meaning.
func (t *Type) Append(dst []byte, p unsafe.Pointer) ([]byte, error) {
	at := keepContent(p)
	e := encoder{space: t.space, trackFrom: trackDepth}
	dst, f := e.steps(dst, at, t.plan.steps)
	if f == nil {
		return dst, nil
	}
	if f.cycle {
		// Once more, tracking from the start, so that the path stops where the cycle first closes.
		e = encoder{space: t.space}
		_, f = e.steps(nil, at, t.plan.steps)
	}
	return dst, f.err(rootName(t.plan.typ))
}

// AppendPtr is Append for a pointer to the value in an interface. It panics if ptr is anything else, or nil.
func (t *Type) AppendPtr(dst []byte, ptr any) ([]byte, error) {
	w := words(ptr)
	if w.typ != t.pointer || w.data == nil {
		panic(fmt.Sprintf("canon: AppendPtr was given %v (%T), expected a pointer to a %s", ptr, ptr, t.plan.typ))
	}
	return t.Append(dst, w.data)
}

// New reads a value into a freshly allocated one and returns a pointer to it and the bytes that follow. Nothing is shared
// with any other value or with src; slices have no spare room.
func (t *Type) New(src []byte) (ptr any, rest []byte, err error) {
	return t.NewGuarded(src, nil)
}

// NewGuarded is New, but every slice has spare room, recorded in g. So that there is room behind it, an empty slice is not nil.
func (t *Type) NewGuarded(src []byte, g *Guard) (ptr any, rest []byte, err error) {
	p := reflect.New(t.plan.typ).UnsafePointer()
	d := decoder{space: t.space, guard: g}
	rest, f := d.steps(src, p, t.plan.steps)
	if f != nil {
		return nil, src, f.err(rootName(t.plan.typ))
	}
	return boxed(t.pointer, p), rest, nil
}
