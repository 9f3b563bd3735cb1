package canon

import (
	"bytes"
	"reflect"
	"slices"
	"sync"
	"unsafe"
)

// A mapPlan is what a map type needs besides its plans: reflection is the only way into a map, so it keeps the places through
// which keys and values pass.
type mapPlan struct {
	typ       reflect.Type
	word      unsafe.Pointer // the map's type word
	key, elem *plan
	pool      sync.Pool // of *mapScratch
}

// A mapScratch holds one entry on its way in or out, and where the entries of a map being sorted lie.
type mapScratch struct {
	iter      reflect.MapIter
	key, elem reflect.Value
	entries   []entry
	buf       []byte
}

// An entry is where an encoded entry lies, from the start of the map's entries.
type entry struct {
	start, keyEnd, end int
}

func newMapPlan(t reflect.Type, key, elem *plan) *mapPlan {
	m := &mapPlan{typ: t, word: typeWord(t), key: key, elem: elem}
	m.pool.New = func() any {
		return &mapScratch{key: reflect.New(t.Key()).Elem(), elem: reflect.New(t.Elem()).Elem()}
	}
	return m
}

func (m *mapPlan) scratch() *mapScratch {
	return m.pool.Get().(*mapScratch)
}

// release gives sc back, holding on to nothing.
func (m *mapPlan) release(sc *mapScratch) {
	sc.iter.Reset(reflect.Value{})
	sc.key.SetZero()
	sc.elem.SetZero()
	m.pool.Put(sc)
}

// mapping appends the map whose pointer is at.
func (e *encoder) mapping(dst []byte, at unsafe.Pointer, m *mapPlan) ([]byte, *fault) {
	v := reflect.ValueOf(boxed(m.word, at))
	n := v.Len()
	dst = appendUint(dst, uint64(n))
	if n == 0 {
		return dst, nil
	}
	here := place{at: at, plan: m.elem}
	dst, known := e.again(dst, here)
	if known {
		return dst, nil
	}
	if f := e.enter(here); f != nil {
		return dst, f
	}
	sc := m.scratch()
	defer m.release(sc)
	sc.iter.Reset(v)
	var f *fault
	if e.numbers != nil {
		dst, f = e.sortedEntries(append(dst, 1), m, sc) // 1 as after a pointer: here it is written for the first time
	} else {
		dst, f = e.entries(dst, m, sc)
	}
	e.leave(here)
	return dst, f
}

// entries appends the entries in the order of iteration, then sorts them.
func (e *encoder) entries(dst []byte, m *mapPlan, sc *mapScratch) ([]byte, *fault) {
	base := len(dst)
	sc.entries = sc.entries[:0]
	var f *fault
	for sc.iter.Next() {
		en := entry{start: len(dst) - base}
		sc.key.SetIterKey(&sc.iter)
		sc.elem.SetIterValue(&sc.iter)
		if dst, f = e.steps(dst, sc.key.Addr().UnsafePointer(), m.key.steps); f != nil {
			return dst, f.at("[key " + keyText(sc.key) + "]")
		}
		en.keyEnd = len(dst) - base
		if dst, f = e.steps(dst, sc.elem.Addr().UnsafePointer(), m.elem.steps); f != nil {
			return dst, f.at("[" + keyText(sc.key) + "]")
		}
		en.end = len(dst) - base
		sc.entries = append(sc.entries, en)
	}
	return dst, sc.sort(dst[base:])
}

// sort puts the encoded entries into the order of their keys, and refuses two keys with the same bytes (times that differ only
// in the address of their location).
func (sc *mapScratch) sort(b []byte) *fault {
	byKey := func(x, y entry) int {
		return bytes.Compare(b[x.start:x.keyEnd], b[y.start:y.keyEnd])
	}
	sorted := slices.IsSortedFunc(sc.entries, byKey)
	if !sorted {
		slices.SortFunc(sc.entries, byKey)
	}
	for k := 1; k < len(sc.entries); k++ {
		if byKey(sc.entries[k-1], sc.entries[k]) == 0 {
			return faultf("has two keys with the canonical bytes %x, expected one", b[sc.entries[k].start:sc.entries[k].keyEnd])
		}
	}
	if !sorted {
		sc.rearrange(b)
	}
	return nil
}

// rearrange copies the entries into their order.
func (sc *mapScratch) rearrange(b []byte) {
	sc.buf = sc.buf[:0]
	for _, en := range sc.entries {
		sc.buf = append(sc.buf, b[en.start:en.end]...)
	}
	copy(b, sc.buf)
}

// mapping reads a map into q, which holds a nil one.
func (d *decoder) mapping(src []byte, q unsafe.Pointer, m *mapPlan) ([]byte, *fault) {
	n, src, f := readLen(src, m.key.least+m.elem.least)
	if f != nil || n == 0 {
		if d.guard != nil && f == nil { // a guarded copy tells nobody whether a map was nil or empty: here it is empty, elsewhere nil
			*(*unsafe.Pointer)(q) = reflect.MakeMap(m.typ).UnsafePointer()
		}
		return src, f
	}
	if m.key.size == 0 && n > 1 {
		return src, misread("keys in rising order")
	}
	if f := d.enter(); f != nil {
		return src, f
	}
	sc := m.scratch()
	defer m.release(sc)
	into := reflect.MakeMapWithSize(m.typ, n)
	src, f = d.entries(src, into, n, m, sc)
	d.depth--
	if f == nil && into.Len() != n {
		return src, misread("keys that differ")
	}
	*(*unsafe.Pointer)(q) = into.UnsafePointer()
	return src, f
}

func (d *decoder) entries(src []byte, into reflect.Value, n int, m *mapPlan, sc *mapScratch) ([]byte, *fault) {
	var before []byte
	for k := range n {
		sc.key.SetZero()
		sc.elem.SetZero()
		rest, f := d.steps(src, sc.key.Addr().UnsafePointer(), m.key.steps)
		if f != nil {
			return src, f.at("[key]")
		}
		key := src[:len(src)-len(rest)]
		if k > 0 && bytes.Compare(before, key) >= 0 {
			return src, misread("keys in rising order")
		}
		before = key
		if src, f = d.steps(rest, sc.elem.Addr().UnsafePointer(), m.elem.steps); f != nil {
			return src, f.at("[" + keyText(sc.key) + "]")
		}
		into.SetMapIndex(sc.key, sc.elem)
	}
	return src, nil
}
