package canon

import (
	"bytes"
	"reflect"
	"slices"
	"unsafe"
)

// emitLiving handles the parts of living values for which ordinary values have no form, and leaves out what is no state.
func (e *emitter) emitLiving(t reflect.Type, off uintptr, name string) bool {
	s := step{off: off, name: name}
	switch see := e.space.living.views[t]; {
	case e.space.living.leaves(t.String()):
		return true
	case see != nil:
		s.op, s.slice, s.see = opView, t, see
	case t.Kind() == reflect.Func:
		s.op = opFunction
	case t.Kind() == reflect.Chan, t.Kind() == reflect.UnsafePointer:
		s.op, s.slice = opForeign, t
	default:
		elem, at, ok := atomicPointer(t)
		if !ok {
			return false
		}
		s.op, s.off, s.sub = opPointer, off+at, e.want(planKey{elem, false}, e.job.path+name)
	}
	e.add(s)
	return true
}

// foreign writes a channel and its like where there is none.
func foreign(dst []byte, q unsafe.Pointer, t reflect.Type) ([]byte, *fault) {
	if *(*unsafe.Pointer)(q) != nil {
		return dst, faultf("is %s, which cannot be compared or written down\nhint: keep it outside the state, or name the field in Shared if it is no part of it", kindText[t.Kind()])
	}
	return append(dst, 0), nil
}

// A keyed entry is a key of a map and its bytes.
type keyed struct {
	key   reflect.Value
	bytes []byte
}

// sortedEntries writes the entries in the order of their keys, one after the other, so that what they share is numbered alike whatever
// the order of iteration.
func (e *encoder) sortedEntries(dst []byte, m *mapPlan, sc *mapScratch) ([]byte, *fault) {
	all := make([]keyed, 0, 8)
	values := map[string]reflect.Value{}
	for sc.iter.Next() {
		key, elem := reflect.New(m.typ.Key()).Elem(), reflect.New(m.typ.Elem()).Elem()
		key.SetIterKey(&sc.iter)
		elem.SetIterValue(&sc.iter)
		written, f := e.steps(nil, key.Addr().UnsafePointer(), m.key.steps)
		if f != nil {
			return dst, f.at("[key " + keyText(key) + "]")
		}
		if values[string(written)].IsValid() {
			return dst, faultf("has two keys with the canonical bytes %x, expected one", written)
		}
		all, values[string(written)] = append(all, keyed{key, written}), elem
	}
	slices.SortFunc(all, func(a, b keyed) int { return bytes.Compare(a.bytes, b.bytes) })
	for _, k := range all {
		var f *fault
		dst = append(dst, k.bytes...)
		if dst, f = e.steps(dst, values[string(k.bytes)].Addr().UnsafePointer(), m.elem.steps); f != nil {
			return dst, f.at("[" + keyText(k.key) + "]")
		}
	}
	return dst, nil
}
