package canon

import (
	"net/netip"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// unrollMax is the most steps into which an array is flattened; a longer one becomes a loop.
const unrollMax = 32

var (
	timeType            = reflect.TypeFor[time.Time]()
	locationType        = reflect.TypeFor[time.Location]()
	locationPointerType = reflect.TypeFor[*time.Location]()
	addrType            = reflect.TypeFor[netip.Addr]()
)

// An emitter collects the steps of one plan.
type emitter struct {
	*compiler
	job   job
	steps []step
}

func (e *emitter) add(s step) {
	if n := len(e.steps); n > 0 && e.steps[n-1].absorbs(&s) {
		e.steps[n-1].n += s.n
		return
	}
	e.steps = append(e.steps, s)
}

// absorbs reports whether t lies right behind s and is copied the same way, so that one copy does both.
func (s *step) absorbs(t *step) bool {
	return s.op == t.op && (s.op == opBytes || s.op == opBools) && s.off+uintptr(s.n) == t.off
}

// narrowed turns copies of one byte into moves of one byte, which need no loop.
func narrowed(steps []step) []step {
	for i := range steps {
		switch s := &steps[i]; {
		case s.op == opBytes && s.n == 1:
			s.op = opUint8
		case s.op == opBools && s.n == 1:
			s.op = opBool
		}
	}
	return steps
}

// refuse is the fault for a part that has no canonical bytes.
func (e *emitter) refuse(name, what, hint string) *fault {
	return faultf("%s\nhint: %s", what, hint).at(e.job.path + name)
}

// emit adds the steps for a part of type t that lies at off and is called name.
func (e *emitter) emit(t reflect.Type, off uintptr, name string) *fault {
	if t.Size() == 0 {
		return nil
	}
	if e.space.living != nil && e.emitLiving(t, off, name) {
		return nil
	}
	if done, f := e.emitSpecial(t, off, name); done || f != nil {
		return f
	}
	if o, ok := scalarOp(t, e.job.key.inKey); ok {
		e.add(step{op: o, off: off, n: 1, name: name})
		return nil
	}
	switch t.Kind() {
	case reflect.Complex64, reflect.Complex128:
		return e.emitComplex(t, off, name)
	case reflect.String:
		e.add(step{op: opString, off: off, name: name})
		return nil
	case reflect.Struct:
		return e.emitStruct(t, off, name)
	case reflect.Array:
		return e.emitArray(t, off, name)
	case reflect.Interface:
		e.add(step{op: opInterface, off: off, name: name, iface: newInterfacePlan(t, e.job.key.inKey)})
		return nil
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return e.emitReference(t, off, name)
	}
	return e.refuse(name, "is "+kindText[t.Kind()]+", which cannot be compared or written down",
		"states and messages are plain values: keep it in the actor's own struct, or hold a plain value in its place")
}

var kindText = map[reflect.Kind]string{
	reflect.Chan: "a channel", reflect.Func: "a function", reflect.UnsafePointer: "an unsafe.Pointer",
	reflect.Pointer: "a pointer", reflect.Slice: "a slice", reflect.Map: "a map",
}

// emitSpecial handles the types whose fields do not say what they mean.
func (e *emitter) emitSpecial(t reflect.Type, off uintptr, name string) (done bool, f *fault) {
	switch {
	case t == timeType:
		e.add(step{op: opTime, off: off, name: name})
	case t == addrType:
		e.add(step{op: opAddr, off: off, name: name})
	case t == locationPointerType && !e.job.key.inKey:
		e.add(step{op: opLocation, off: off, name: name})
	case t == locationType:
		return false, e.refuse(name, "is a time.Location held by value, which changes as it is used", "hold a *time.Location")
	case t.PkgPath() == "unique" && strings.HasPrefix(t.Name(), "Handle["):
		return false, e.refuse(name, "is a unique.Handle, which cannot be made from its bytes", "hold the handle's value")
	default:
		return false, nil
	}
	return true, nil
}

// scalarOp is the op for a kind that is written straight from memory.
func scalarOp(t reflect.Type, inKey bool) (op, bool) {
	switch t.Kind() {
	case reflect.Bool:
		return opBools, true
	case reflect.Uint8:
		return opBytes, true
	case reflect.Int8:
		return opInt8, true
	case reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64:
		return sized(t, opInt16, opInt32, opInt64), true
	case reflect.Uint, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return sized(t, opUint16, opUint32, opUint64), true
	case reflect.Float32, reflect.Float64:
		return floatOp(t.Size(), inKey), true
	}
	return 0, false
}

func sized(t reflect.Type, two, four, eight op) op {
	switch t.Size() {
	case 2:
		return two
	case 4:
		return four
	}
	return eight
}

func floatOp(size uintptr, inKey bool) op {
	switch {
	case size == 4 && inKey:
		return opKeyFloat32
	case size == 4:
		return opFloat32
	case inKey:
		return opKeyFloat64
	}
	return opFloat64
}

func (e *emitter) emitComplex(t reflect.Type, off uintptr, name string) *fault {
	half := t.Size() / 2
	o := floatOp(half, e.job.key.inKey)
	e.add(step{op: o, off: off, name: name})
	e.add(step{op: o, off: off + half, name: name})
	return nil
}

func (e *emitter) emitStruct(t reflect.Type, off uintptr, name string) *fault {
	contents := false
	for i := range t.NumField() {
		field := t.Field(i)
		if field.Name == "_" || field.Type.Size() == 0 || e.space.living.leaves(fieldName(t, field)) {
			continue
		}
		contents = true
		if f := e.emit(field.Type, off+field.Offset, name+"."+field.Name); f != nil {
			return f
		}
	}
	if !contents && t.Size() > 0 {
		e.add(step{op: opPad, off: off, name: name})
	}
	return nil
}

func (e *emitter) emitArray(t reflect.Type, off uintptr, name string) *fault {
	n, elem := t.Len(), t.Elem()
	if o, _ := scalarOp(elem, false); o == opBytes || o == opBools {
		e.add(step{op: o, off: off, n: n, name: name})
		return nil
	}
	inner := emitter{compiler: e.compiler, job: e.job}
	inner.job.path += name + "[]"
	if f := inner.emit(elem, 0, ""); f != nil {
		return f
	}
	if n*len(inner.steps) > unrollMax {
		e.add(step{op: opArray, off: off, n: n, size: elem.Size(), body: narrowed(inner.steps), name: name})
		return nil
	}
	for i := range n {
		for _, s := range inner.steps {
			s.off += off + uintptr(i)*elem.Size()
			s.name = name + "[" + strconv.Itoa(i) + "]" + s.name
			e.add(s)
		}
	}
	return nil
}

func (e *emitter) emitReference(t reflect.Type, off uintptr, name string) *fault {
	if e.job.key.inKey {
		return e.refuse(name, "is "+kindText[t.Kind()]+" inside a map key, which is found again only by its identity",
			"key the map by a plain value, such as an ID")
	}
	s := step{off: off, name: name}
	path := e.job.path + name
	switch t.Kind() {
	case reflect.Pointer:
		s.op = opPointer
		s.sub = e.want(planKey{t.Elem(), false}, path)
	case reflect.Slice:
		s.op = sliceOp(t.Elem())
		s.slice = t
		s.sub = e.want(planKey{t.Elem(), false}, path+"[]")
	case reflect.Map:
		s.op = opMap
		s.sub = e.want(planKey{t.Elem(), false}, path+"[]")
		s.maps = newMapPlan(t, e.want(planKey{t.Key(), true}, path+"[key]"), s.sub)
	}
	e.add(s)
	return nil
}

func sliceOp(elem reflect.Type) op {
	switch elem.Kind() {
	case reflect.Uint8:
		return opByteSlice
	case reflect.Bool:
		return opBoolSlice
	}
	return opSlice
}
