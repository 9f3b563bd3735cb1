package canon

import (
	"fmt"
	"reflect"
	"unsafe"
)

// A Living is the compiled form of a type whose values change in place and cannot be made from bytes: they may hold functions, cycles
// and pointers to one place. Such a value is cloned, and its canonical bytes say when two are equal. It is safe for concurrent use as
// long as nobody changes the value that is cloned or written.
//
// Beyond the forms of ordinary values, a function is its name and, of a method value, which value in the state it is bound to; a second
// pointer to one place, or a map met again, is the number of the first. Entries of maps are walked in the order of their keys.
//
// Does not find: two slices over one array, which are cloned as such but written as two, and a function's receiver that is not met
// before the function.
type Living struct {
	typ    *Type
	rules  *rules
	cloner *cloner
}

// NewLiving compiles a type. What cannot be cloned, such as a channel, is an error when a value has one, with the path to the field.
func NewLiving(t reflect.Type, r Rules) (*Living, error) {
	compiled, err := newRules(r)
	if err != nil {
		return nil, err
	}
	space := NewSpace()
	space.living = compiled
	typ, err := space.Type(t)
	if err != nil {
		return nil, err
	}
	return &Living{typ: typ, rules: compiled, cloner: newCloner(compiled)}, nil
}

// Reflect returns the Go type.
func (l *Living) Reflect() reflect.Type { return l.typ.Reflect() }

// AppendPtr adds the canonical bytes of the value that ptr, an interface holding a pointer, points to.
func (l *Living) AppendPtr(dst []byte, ptr any) ([]byte, error) {
	root := l.pointer("AppendPtr", ptr)
	e := encoder{space: l.typ.space, trackFrom: trackDepth, numbers: map[place]int{{at: root, plan: l.typ.plan}: 0}}
	dst, f := e.steps(dst, root, l.typ.plan.steps)
	if f != nil {
		return dst, f.err(rootName(l.Reflect()))
	}
	return dst, nil
}

// Clone returns a pointer to a deep copy of what ptr points to: pointers to one place stay pointers to one place, slices over one array
// stay so, and method values are bound to the copy.
func (l *Living) Clone(ptr any) (any, error) {
	copied, f := l.cloner.clone(l.pointer("Clone", ptr), l.Reflect())
	if f != nil {
		return nil, f.err(rootName(l.Reflect()))
	}
	return boxed(l.typ.pointer, copied), nil
}

func (l *Living) pointer(method string, ptr any) unsafe.Pointer {
	w := words(ptr)
	if w.typ != l.typ.pointer || w.data == nil {
		panic(fmt.Sprintf("canon: %s was given %v (%T), expected a pointer to a %s", method, ptr, ptr, l.Reflect()))
	}
	return w.data
}

// Unmet are the names in the Rules that no part met so far has: a misspelt one leaves nothing out.
func (l *Living) Unmet() []string { return l.rules.unmet() }

// again writes a reference to a place that was written before as its number, and numbers one that is new. Ordinary encoders number none.
func (e *encoder) again(dst []byte, at place) ([]byte, bool) {
	if e.numbers == nil || at.plan.size == 0 {
		return dst, false
	}
	if n, ok := e.numbers[at]; ok {
		return appendUint(append(dst, 2), uint64(n)), true
	}
	e.numbers[at] = len(e.numbers)
	return dst, false
}

// view writes what stands for the value at q.
func (e *encoder) view(dst []byte, q unsafe.Pointer, s *step) ([]byte, *fault) {
	pointer := reflect.NewAt(s.slice, q).Interface()
	return e.any(dst, s.see(pointer), false)
}
