package canon

import (
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A Space holds compiled plans and the types met behind interfaces. It is safe for concurrent use; what is known already is
// found without a lock.
//
// Bytes of an interface can be read once their type is known to the Space: because a value of it was encoded, or Type was
// asked for it.
type Space struct {
	mu    sync.Mutex
	plans map[planKey]*plan // guarded by mu

	living *rules // of the space of a Living, nil for any other

	types     sync.Map // reflect.Type to *Type
	known     atomic.Pointer[known]
	locations locationTable
}

// known is what a Space has met. It is replaced, never changed, so that readers need no lock.
type known struct {
	met    map[unsafe.Pointer]*dynamic // by type word
	byPath map[string]*dynamic         // the same, by type path
	named  map[string]reflect.Type     // types that were asked for; nil where two of them share a path
}

// A dynamic is a type met behind an interface.
type dynamic struct {
	typ    reflect.Type
	word   unsafe.Pointer
	direct bool   // the interface's data word is the value itself, not a pointer to it
	head   []byte // how its bytes begin: length and text of its path
	plan   *plan

	keyOnce  sync.Once
	keyPlan  *plan // for values inside map keys
	keyFault *fault
}

// NewSpace returns a Space that knows no type.
func NewSpace() *Space {
	s := &Space{plans: map[planKey]*plan{}}
	s.known.Store(&known{})
	return s
}

// Type returns the compiled form of t. It fails for a type that holds a function, a channel or another thing without canonical
// bytes, whether nil or not, and names the path to it.
func (s *Space) Type(t reflect.Type) (*Type, error) {
	if found, ok := s.types.Load(t); ok {
		return found.(*Type), nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, f := s.compile(planKey{typ: t})
	if f != nil {
		return nil, f.err(rootName(t))
	}
	if t.Kind() != reflect.Interface {
		s.name(t)
	}
	typ := &Type{space: s, plan: p, pointer: typeWord(reflect.PointerTo(t))}
	found, _ := s.types.LoadOrStore(t, typ)
	return found.(*Type), nil
}

// name lets ReadAny find t by its path. The caller holds the lock.
func (s *Space) name(t reflect.Type) {
	path := typePath(t)
	old := s.known.Load()
	if was, ok := old.named[path]; ok && (was == nil || was == t) {
		return
	} else if ok {
		t = nil
	}
	s.known.Store(&known{met: old.met, byPath: old.byPath, named: with(old.named, path, t)})
}

// meet returns the dynamic type of v, whose type word is word.
func (s *Space) meet(word unsafe.Pointer, v any) (*dynamic, *fault) {
	if d := s.known.Load().met[word]; d != nil {
		return d, nil
	}
	return s.meetType(reflect.TypeOf(v))
}

func (s *Space) meetType(t reflect.Type) (*dynamic, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	word := typeWord(t)
	old := s.known.Load()
	if d := old.met[word]; d != nil {
		return d, nil
	}
	path := typePath(t)
	if other := old.byPath[path]; other != nil {
		return nil, faultf("holds a %s, but another type with the path %s was met before, a %s; expected one type for each path\nhint: "+
			"declare types that travel behind interfaces outside of functions", outline(t), path, outline(other.typ))
	}
	p, f := s.compile(planKey{typ: t})
	if f != nil {
		return nil, f
	}
	d := newDynamic(t, word, path, p)
	s.known.Store(&known{met: with(old.met, word, d), byPath: with(old.byPath, path, d), named: old.named})
	return d, nil
}

func newDynamic(t reflect.Type, word unsafe.Pointer, path string, p *plan) *dynamic {
	// A type that lives in the data word itself has a zero value with a zero word; any other needs an address.
	direct := words(reflect.Zero(t).Interface()).data == nil
	head := append(appendUint(nil, uint64(len(path))), path...)
	return &dynamic{typ: t, word: word, direct: direct, head: head, plan: p}
}

// with is m and one more entry; m itself stays as it is.
func with[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	grown := make(map[K]V, len(m)+1)
	for old := range m {
		grown[old] = m[old]
	}
	grown[k] = v
	return grown
}

// outline shows what tells t from a type with the same path.
func outline(t reflect.Type) string {
	text := fmt.Sprintf("%s (%s", t, t.Kind())
	if t.Kind() != reflect.Struct {
		return text + ")"
	}
	for i := range t.NumField() {
		text += fmt.Sprintf(" %s %s;", t.Field(i).Name, t.Field(i).Type)
	}
	return text + ")"
}

// planFor is the plan for values of d, inside a map key or elsewhere.
func (d *dynamic) planFor(s *Space, inKey bool) (*plan, *fault) {
	if !inKey {
		return d.plan, nil
	}
	d.keyOnce.Do(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		d.keyPlan, d.keyFault = s.compile(planKey{d.typ, true})
	})
	if d.keyFault != nil {
		return nil, d.keyFault.clone()
	}
	return d.keyPlan, nil
}
