package canon

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Rules say what of a living value is no state. A name is that of a type as reflect prints it ("sync.Mutex"), and stands for all parts
// of that type, or that of a field ("raft.raft.logger": package, type, field).
type Rules struct {
	NotState []string // in no canonical bytes, and cloned as everything else
	Shared   []string // in no canonical bytes, and one for all clones
	Views    []View
}

// A View makes what stands for a T in the canonical bytes.
type View struct {
	Of  reflect.Type
	See func(pointer any) any
}

// rules are Rules made ready for look-ups. They note which names were met.
type rules struct {
	notState, shared map[string]bool
	views            map[reflect.Type]func(any) any

	mu  sync.Mutex
	met map[string]bool
}

// locks are no state: a value at rest holds none.
var locks = []string{"sync.Mutex", "sync.RWMutex"}

// known by their address and never changed, so that a copy would be another: an error that is compared, a type, a place on earth.
var identities = []string{"*errors.errorString", "*reflect.rtype", "*time.Location"}

func newRules(r Rules) (*rules, error) {
	compiled := &rules{notState: set(locks), shared: map[string]bool{}, views: map[reflect.Type]func(any) any{}, met: map[string]bool{}}
	for _, name := range slices.Concat(r.NotState, r.Shared) {
		if strings.Trim(name, ".") != name || !strings.Contains(name, ".") {
			return nil, fmt.Errorf("canon: %q names no part of a state, expected a type (sync.Mutex) or a field of one (raft.raft.logger)", name)
		}
	}
	for _, name := range r.NotState {
		compiled.notState[name] = true
	}
	for _, name := range r.Shared {
		compiled.shared[name] = true
	}
	for _, v := range r.Views {
		compiled.views[v.Of] = v.See
	}
	return compiled, nil
}

func set(names []string) map[string]bool {
	all := map[string]bool{}
	for _, name := range names {
		all[name] = true
	}
	return all
}

// leaves says whether the part called name is no state.
func (r *rules) leaves(name string) bool {
	return r != nil && (r.meets(r.notState, name) || r.meets(r.shared, name))
}

// shares says whether the part called name is one for all clones.
func (r *rules) shares(name string) bool { return r.meets(r.shared, name) }

func (r *rules) meets(names map[string]bool, name string) bool {
	if !names[name] {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.met[name] = true
	return true
}

// unmet are the names that nothing had so far, sorted.
func (r *rules) unmet() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var names []string
	for _, all := range []map[string]bool{r.notState, r.shared} {
		for name := range all {
			if !r.met[name] && !slices.Contains(locks, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

func fieldName(t reflect.Type, field reflect.StructField) string {
	return t.String() + "." + field.Name
}
