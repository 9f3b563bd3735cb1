package canon

import (
	"cmp"
	"reflect"
	"slices"
	"unsafe"
)

// A copying is one deep copy under way. It goes three times over what there is: it finds all places that are referred to, copies the
// memory that they lie in, each block once, and mends the references in the copies.
type copying struct {
	*cloner
	spots  []spot
	seen   map[spotKey]bool
	blocks []block
	maps   map[unsafe.Pointer]*mapCopy
	order  []*mapCopy
}

// A spotKey is a place with n values of one type.
type spotKey struct {
	at   unsafe.Pointer
	plan *refPlan
	n    int
}

// A spot is such a place and how it was reached.
type spot struct {
	spotKey
	from int // the spot that refers to it, -1 for none
	name string
}

// A block is memory that is copied as a whole. Places that lie within each other are of one block.
type block struct {
	from, size uintptr
	at, to     unsafe.Pointer
	plan       *refPlan
	n          int
}

// A mapCopy is a map and its copy. The entries pass through places of their own.
type mapCopy struct {
	at      unsafe.Pointer
	to      reflect.Value
	entries [][2]unsafe.Pointer
	plan    *ref
}

func (c *cloner) clone(root unsafe.Pointer, t reflect.Type) (unsafe.Pointer, *fault) {
	w := &copying{cloner: c, seen: map[spotKey]bool{}, maps: map[unsafe.Pointer]*mapCopy{}}
	w.visit(-1, "", root, c.plan(t), 1)
	for i := 0; i < len(w.spots); i++ { // it grows
		if f := w.scan(i); f != nil {
			return nil, w.at(i, f)
		}
	}
	if f := w.copyBlocks(); f != nil {
		return nil, f
	}
	for i := range w.spots {
		if f := w.mend(i); f != nil {
			return nil, w.at(i, f)
		}
	}
	for _, m := range w.order {
		for _, e := range m.entries {
			key, elem := w.translate(e[0]), w.translate(e[1])
			m.to.SetMapIndex(reflect.NewAt(m.plan.key.typ, key).Elem(), reflect.NewAt(m.plan.sub.typ, elem).Elem())
		}
	}
	return w.translate(root), nil
}

// at gives a fault the path by which a spot was reached.
func (w *copying) at(i int, f *fault) *fault {
	for ; i >= 0; i = w.spots[i].from {
		f = f.at(w.spots[i].name)
	}
	return f
}

func (w *copying) visit(from int, name string, at unsafe.Pointer, plan *refPlan, n int) {
	key := spotKey{at, plan, n}
	if at == nil || n == 0 || plan.size == 0 || w.seen[key] {
		return
	}
	w.seen[key] = true
	w.spots = append(w.spots, spot{key, from, name})
	w.blocks = append(w.blocks, block{from: uintptr(at), size: uintptr(n) * plan.size, at: at, plan: plan, n: n})
}

// each calls do with every reference of a spot.
func (w *copying) each(i int, do func(r *ref, q unsafe.Pointer) *fault) *fault {
	s := w.spots[i].spotKey
	for k := range s.n {
		for j := range s.plan.refs {
			r := &s.plan.refs[j]
			if f := do(r, unsafe.Add(s.at, uintptr(k)*s.plan.size+r.off)); f != nil {
				return f.at(r.name)
			}
		}
	}
	return nil
}

// scan visits what the values at a spot refer to.
func (w *copying) scan(i int) *fault {
	return w.each(i, func(r *ref, q unsafe.Pointer) *fault {
		switch r.op {
		case refPointer:
			w.visit(i, r.name, *(*unsafe.Pointer)(q), r.sub, 1)
		case refSlice:
			h := (*sliceHeader)(q)
			w.visit(i, r.name+"[]", h.data, r.sub, h.cap)
		case refMap:
			w.scanMap(i, r, *(*unsafe.Pointer)(q))
		case refInterface:
			if at, plan := w.dynamic(r, q); plan != nil {
				w.visit(i, r.name+typeText(plan.typ), at, plan, 1)
			}
		case refForeign:
			if r.present(q) {
				return faultf("is %s, which cannot be cloned\nhint: keep it outside the state, or name the field in Shared if it is no part of it", r.what)
			}
		}
		return nil
	})
}

// dynamic is where the value in an interface lies, and its plan: none where there is nothing to copy. A value that is a pointer lies in
// the interface itself.
func (w *copying) dynamic(r *ref, q unsafe.Pointer) (unsafe.Pointer, *refPlan) {
	var v any
	if r.typ.NumMethod() == 0 {
		v = *(*any)(q)
	} else {
		v = any(*(*someMethods)(q))
	}
	if v == nil {
		return nil, nil
	}
	t := reflect.TypeOf(v)
	if w.rules.shares(t.String()) || isIdentity(t) {
		return nil, nil
	}
	if words(reflect.Zero(t).Interface()).data == nil {
		return unsafe.Pointer(&(*eface)(q).data), w.plan(t)
	}
	return (*eface)(q).data, w.plan(t)
}

func (w *copying) scanMap(i int, r *ref, at unsafe.Pointer) {
	if at == nil || w.maps[at] != nil {
		return
	}
	old := reflect.ValueOf(boxed(typeWord(r.typ), at))
	m := &mapCopy{at: at, to: reflect.MakeMapWithSize(r.typ, old.Len()), plan: r}
	w.maps[at] = m
	w.order = append(w.order, m)
	for iter := old.MapRange(); iter.Next(); {
		key, elem := reflect.New(r.typ.Key()), reflect.New(r.typ.Elem())
		key.Elem().SetIterKey(iter)
		elem.Elem().SetIterValue(iter)
		m.entries = append(m.entries, [2]unsafe.Pointer{key.UnsafePointer(), elem.UnsafePointer()})
		w.visit(i, r.name+"[key]", key.UnsafePointer(), r.key, 1)
		w.visit(i, r.name+"["+keyText(key.Elem())+"]", elem.UnsafePointer(), r.sub, 1)
	}
}

// copyBlocks joins places that lie within each other and copies each block.
func (w *copying) copyBlocks() *fault {
	slices.SortFunc(w.blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.size, a.size))
	})
	joined := w.blocks[:0]
	for _, b := range w.blocks {
		if len(joined) == 0 || b.from >= joined[len(joined)-1].end() {
			joined = append(joined, b)
			continue
		}
		last := &joined[len(joined)-1]
		if b.end() <= last.end() {
			continue
		}
		if b.plan != last.plan {
			return faultf("holds a %v and a %v that overlap in memory, which cannot be cloned", last.plan.typ, b.plan.typ)
		}
		last.size = b.end() - last.from // two slices over one array
		last.n = int(last.size / last.plan.size)
	}
	w.blocks = joined
	for i := range w.blocks {
		w.blocks[i].copy()
	}
	return nil
}

func (b *block) end() uintptr { return b.from + b.size }

func (b *block) copy() {
	if b.n == 1 {
		to := reflect.New(b.plan.typ)
		to.Elem().Set(reflect.NewAt(b.plan.typ, b.at).Elem())
		b.to = to.UnsafePointer()
		return
	}
	to := reflect.MakeSlice(reflect.SliceOf(b.plan.typ), b.n, b.n)
	reflect.Copy(to, reflect.SliceAt(b.plan.typ, b.at, b.n))
	b.to = to.UnsafePointer()
}

// translate is where the copy of a place is; what was not copied stays.
func (w *copying) translate(p unsafe.Pointer) unsafe.Pointer {
	i, found := slices.BinarySearchFunc(w.blocks, uintptr(p), func(b block, at uintptr) int {
		switch {
		case at >= b.end():
			return -1
		case at < b.from:
			return 1
		}
		return 0
	})
	if !found {
		return p
	}
	return unsafe.Add(w.blocks[i].to, uintptr(p)-w.blocks[i].from)
}

// mend lets the copies at a spot refer to copies.
func (w *copying) mend(i int) *fault {
	return w.each(i, func(r *ref, q unsafe.Pointer) *fault {
		at := w.translate(q)
		switch old := *(*unsafe.Pointer)(q); r.op {
		case refPointer:
			*(*unsafe.Pointer)(at) = w.translate(old)
		case refSlice:
			if (*sliceHeader)(q).cap > 0 {
				*(*unsafe.Pointer)(at) = w.translate(old)
			}
		case refMap:
			if old != nil {
				*(*unsafe.Pointer)(at) = w.maps[old].to.UnsafePointer()
			}
		case refInterface:
			if data, plan := w.dynamic(r, q); plan != nil && data == (*eface)(q).data {
				(*eface)(at).data = w.translate(data)
			}
		case refFunction:
			return w.rebind(old, at)
		}
		return nil
	})
}

// rebind binds the copy of a method value to the copy of its receiver. Any other function is the same for all.
func (w *copying) rebind(old, at unsafe.Pointer) *fault {
	if old == nil {
		return nil
	}
	name, method, f := function(old)
	if f != nil || !method {
		return f
	}
	receiver := (*bound)(old).receiver
	copied := w.translate(receiver)
	if copied == receiver && receiver != nil {
		return faultf("is the method value %s, and its receiver is no part of the state\nhint: keep the receiver in the state, or name the field in Shared", name)
	}
	*(*unsafe.Pointer)(at) = unsafe.Pointer(&bound{(*bound)(old).code, copied})
	return nil
}
