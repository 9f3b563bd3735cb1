package canon

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unsafe"
)

// A refOp is a way in which a part of a value refers to what is not in it.
type refOp uint8

const (
	refPointer refOp = iota
	refSlice
	refMap
	refInterface
	refFunction
	refForeign // what cannot be cloned, unless it is nil
)

// A ref is one part of a type that refers to something.
type ref struct {
	op   refOp
	off  uintptr
	sub  *refPlan     // of what is referred to
	key  *refPlan     // of a map
	typ  reflect.Type // of a map or interface
	what string       // refForeign
	name string
}

// A refPlan is where a type refers to what is not in it. It is compiled once, and complete before anybody sees it.
type refPlan struct {
	typ  reflect.Type
	size uintptr
	refs []ref
}

// A cloner copies values by plans. It is safe for concurrent use.
type cloner struct {
	rules *rules
	mu    sync.Mutex
	plans map[reflect.Type]*refPlan // guarded by mu
	ready sync.Map                  // reflect.Type to *refPlan, of complete ones
}

func newCloner(r *rules) *cloner { return &cloner{rules: r, plans: map[reflect.Type]*refPlan{}} }

// plan is the plan of a type.
func (c *cloner) plan(t reflect.Type) *refPlan {
	if p, ok := c.ready.Load(t); ok {
		return p.(*refPlan)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.compile(t)
	c.ready.Store(t, p)
	return p
}

// compile is plan under the lock. A plan under way is found by those that it refers to.
func (c *cloner) compile(t reflect.Type) *refPlan {
	if p := c.plans[t]; p != nil {
		return p
	}
	p := &refPlan{typ: t, size: t.Size()}
	c.plans[t] = p
	c.add(p, t, 0, "")
	return p
}

func (c *cloner) add(p *refPlan, t reflect.Type, off uintptr, name string) {
	if c.rules.shares(t.String()) || isIdentity(t) {
		return
	}
	r := ref{off: off, typ: t, name: name}
	switch t.Kind() {
	case reflect.Pointer:
		r.op, r.sub = refPointer, c.compile(t.Elem())
	case reflect.Slice:
		r.op, r.sub = refSlice, c.compile(t.Elem())
	case reflect.Map:
		r.op, r.key, r.sub = refMap, c.compile(t.Key()), c.compile(t.Elem())
	case reflect.Interface:
		r.op = refInterface
	case reflect.Func:
		r.op = refFunction
	case reflect.Chan, reflect.UnsafePointer:
		r.op, r.what = refForeign, kindText[t.Kind()]
	case reflect.Struct:
		c.addStruct(p, t, off, name)
		return
	case reflect.Array:
		for k := range t.Len() {
			c.add(p, t.Elem(), off+uintptr(k)*t.Elem().Size(), name+"["+strconv.Itoa(k)+"]")
		}
		return
	default:
		return
	}
	p.refs = append(p.refs, r)
}

func (c *cloner) addStruct(p *refPlan, t reflect.Type, off uintptr, name string) {
	if elem, at, ok := atomicPointer(t); ok {
		p.refs = append(p.refs, ref{op: refPointer, off: off + at, sub: c.compile(elem), name: name})
		return
	}
	if isFile(t) {
		p.refs = append(p.refs, ref{op: refForeign, off: off, what: "an open file or connection", name: name})
		return
	}
	for i := range t.NumField() {
		if field := t.Field(i); !c.rules.shares(fieldName(t, field)) {
			c.add(p, field.Type, off+field.Offset, name+"."+field.Name)
		}
	}
}

// isFile says whether a type is what all files and connections of the standard library are made of.
func isFile(t reflect.Type) bool { return t.PkgPath() == "internal/poll" && t.Name() == "FD" }

func isIdentity(t reflect.Type) bool {
	for _, name := range identities {
		if t.String() == name {
			return true
		}
	}
	return false
}

// atomicPointer is what an atomic.Pointer points to, and where in it the pointer lies.
func atomicPointer(t reflect.Type) (elem reflect.Type, at uintptr, ok bool) {
	if t.PkgPath() != "sync/atomic" || !strings.HasPrefix(t.Name(), "Pointer[") {
		return nil, 0, false
	}
	for i := range t.NumField() {
		switch f := t.Field(i); {
		case f.Type.Kind() == reflect.Array && f.Type.Elem().Kind() == reflect.Pointer:
			elem = f.Type.Elem().Elem()
		case f.Type.Kind() == reflect.UnsafePointer:
			at, ok = f.Offset, true
		}
	}
	return elem, at, ok && elem != nil
}

// present says whether a foreign part is there at all: a nil channel is a plain zero.
func (r *ref) present(q unsafe.Pointer) bool {
	return r.typ == nil || *(*unsafe.Pointer)(q) != nil
}
