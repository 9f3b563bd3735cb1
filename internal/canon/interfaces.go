package canon

import (
	"reflect"
	"sync"
	"unsafe"
)

// An interfacePlan is how a field of an interface type is loaded and stored.
type interfacePlan struct {
	typ   reflect.Type
	empty bool // it has no methods, and its first word is the type
	inKey bool
	words sync.Map // *dynamic to the first word of the interface: its table of methods
}

func newInterfacePlan(t reflect.Type, inKey bool) *interfacePlan {
	return &interfacePlan{typ: t, empty: t.NumMethod() == 0, inKey: inKey}
}

func (i *interfacePlan) load(q unsafe.Pointer) any {
	if i.empty {
		return *(*any)(q)
	}
	return any(*(*someMethods)(q))
}

// first is the first word of an interface of this type that holds a d, or nil if d lacks its methods.
func (i *interfacePlan) first(d *dynamic) unsafe.Pointer {
	if i.empty {
		return d.word
	}
	if w, ok := i.words.Load(d); ok {
		return w.(unsafe.Pointer)
	}
	if !d.typ.Implements(i.typ) {
		return nil
	}
	var v eface
	reflect.NewAt(i.typ, unsafe.Pointer(&v)).Elem().Set(reflect.Zero(d.typ))
	i.words.Store(d, v.typ)
	return v.typ
}

// AppendAny adds the path of v's type and then its bytes; nil has a form of its own.
func (s *Space) AppendAny(dst []byte, v any) ([]byte, error) {
	e := encoder{space: s, trackFrom: trackDepth}
	dst, f := e.any(dst, v, false)
	if f == nil {
		return dst, nil
	}
	if f.cycle {
		e = encoder{space: s}
		_, f = e.any(nil, v, false)
	}
	return dst, f.err("any")
}

// any appends a dynamic value.
func (e *encoder) any(dst []byte, v any, inKey bool) ([]byte, *fault) {
	if v == nil {
		return append(dst, 0), nil
	}
	w := (*eface)(unsafe.Pointer(&v))
	d, f := e.space.meet(w.typ, v)
	if f != nil {
		return dst, f.at(typeText(reflect.TypeOf(v)))
	}
	p, f := d.planFor(e.space, inKey)
	if f != nil {
		return dst, f.at(typeText(d.typ))
	}
	at := w.data
	if d.direct {
		at = noescape(unsafe.Pointer(&w.data))
	}
	here := place{at: w.data, plan: p}
	if e.numbers != nil { // what an interface holds ends a cycle by its number, where it is a pointer
		here = place{}
	}
	if f = e.enter(here); f == nil {
		dst, f = e.steps(append(dst, d.head...), at, p.steps)
	}
	if f != nil {
		return dst, f.at(typeText(d.typ))
	}
	e.leave(here)
	return dst, nil
}

func typeText(t reflect.Type) string {
	return ".(" + rootName(t) + ")"
}

// ReadAny reads what AppendAny wrote, into memory that nothing else shares. It fails on bytes that no value has, and on a type
// that the Space does not know.
func (s *Space) ReadAny(src []byte) (v any, rest []byte, err error) {
	return s.ReadAnyGuarded(src, nil)
}

// ReadAnyGuarded is ReadAny, but every slice has spare room, recorded in g; see Type.NewGuarded.
func (s *Space) ReadAnyGuarded(src []byte, g *Guard) (v any, rest []byte, err error) {
	d := decoder{space: s, guard: g}
	dyn, w, rest, f := d.any(src, false)
	if f != nil {
		return nil, src, f.err("any")
	}
	if dyn == nil {
		return nil, rest, nil
	}
	return boxed(dyn.word, w), rest, nil
}

// TypeOfAny returns the dynamic type alone, nil for nil.
func (s *Space) TypeOfAny(src []byte) (reflect.Type, error) {
	d, _, f := s.readHead(src)
	if f != nil {
		return nil, f.err("any")
	}
	if d == nil {
		return nil, nil
	}
	return d.typ, nil
}

// any reads a dynamic value and returns its type, nil for nil, and the data word of an interface that holds it.
func (d *decoder) any(src []byte, inKey bool) (*dynamic, unsafe.Pointer, []byte, *fault) {
	dyn, rest, f := d.space.readHead(src)
	if f != nil || dyn == nil {
		return nil, nil, rest, f
	}
	p, f := dyn.planFor(d.space, inKey)
	if f == nil {
		f = d.enter()
	}
	if f != nil {
		return nil, nil, src, f.at(typeText(dyn.typ))
	}
	at := reflect.New(dyn.typ).UnsafePointer()
	rest, f = d.steps(rest, at, p.steps)
	d.depth--
	if f != nil {
		return nil, nil, src, f.at(typeText(dyn.typ))
	}
	if dyn.direct {
		at = *(*unsafe.Pointer)(at)
	}
	return dyn, at, rest, nil
}

// interfaceField reads a dynamic value into the interface at q, which is nil.
func (d *decoder) interfaceField(src []byte, q unsafe.Pointer, i *interfacePlan) ([]byte, *fault) {
	dyn, data, rest, f := d.any(src, i.inKey)
	if f != nil || dyn == nil {
		return rest, f
	}
	first := i.first(dyn)
	if first == nil {
		return src, faultf("holds a %s, expected a type with the methods of %s", dyn.typ, i.typ)
	}
	*(*eface)(q) = eface{first, data}
	return rest, nil
}

// readHead reads the path of a dynamic type; the type is nil for a nil interface.
func (s *Space) readHead(src []byte) (*dynamic, []byte, *fault) {
	if len(src) == 0 {
		return nil, src, truncated()
	}
	n, rest, f := readLen(src, 1)
	if f != nil || n == 0 {
		return nil, rest, f
	}
	path := rest[:n]
	k := s.known.Load()
	if d := k.byPath[string(path)]; d != nil {
		return d, rest[n:], nil
	}
	t, ok := k.named[string(path)]
	if t == nil {
		return nil, src, unknownType(string(path), ok)
	}
	d, f := s.meetType(t)
	return d, rest[n:], f
}

func unknownType(path string, ambiguous bool) *fault {
	if ambiguous {
		return faultf("has a type with the path %q, which several types share; expected one type for each path", path)
	}
	return faultf("has a type with the path %q, expected one that this space has met\nhint: ask Space.Type for it first", path)
}
