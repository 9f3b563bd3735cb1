// Package good has one brand for each store.
package good

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/branded/good/other"
)

type (
	users    struct{}
	products struct{}
	metres   struct{}
	seconds  struct{}
	entries  struct{}
	rooms    struct{ _ int }
	kind     string
	mine     = users2
	users2   struct{}
)

// One brand each, some of them of the same content.
var (
	userStore    = refine.NewStore[users, string]()
	productStore = refine.NewStore[products, string]()
	roomStore    = refine.NewStore[rooms, string]()
	kindStore    = refine.NewStore[kind, string]()
	aliasStore   = refine.NewStore[mine, string]()
)

// A store that grows is still one store.
func grow(names []string) (refine.Store[users, string], []refine.Ref[users]) {
	store := userStore
	var refs []refine.Ref[users]
	for _, name := range names {
		var ref refine.Ref[users]
		store, ref = store.Put(name)
		refs = append(refs, ref)
	}
	return store, refs
}

// Two versions of one store, before and after.
func versions() (refine.Option[string], refine.Option[string]) {
	before, first := productStore.Put("a")
	after, second := before.Put("b")
	return after.Get(first), before.Get(second)
}

// Two functions that have brands of the same name.
func left() int {
	type local struct{}
	return refine.NewStore[local, int]().Len()
}

func right() int {
	type local struct{}
	return refine.NewStore[local, int]().Len()
}

// A variable of the type of a store holds the one store, not another.
type cache struct {
	users refine.Store[users, string]
	more  map[string]refine.Store[users, string]
}

func remember() cache {
	return cache{users: userStore, more: map[string]refine.Store[users, string]{"now": userStore}}
}

// Actor makes its store as it starts.
type Actor struct{}

type Msg interface{ storeMsg() }

type Put struct{ Text string }

func (Put) storeMsg() {}

func (Actor) Start(self assay.ID) (refine.Store[entries, string], assay.Effects) {
	return refine.NewStore[entries, string](), nil
}

func (Actor) Receive(self assay.ID, s refine.Store[entries, string], from assay.ID, m Msg) (refine.Store[entries, string], assay.Effects) {
	switch m := m.(type) {
	case Put:
		s, _ = s.Put(m.Text)
	}
	return s, nil
}

// Another package's store is used and not made.
func borrowed() (refine.Option[string], other.Ref) {
	store, ref := other.Orders.Put("one")
	return store.Get(ref), ref
}

// A unit is the brand of many values: a tag is no store.
func units(n int) (all []refine.Tagged[metres, int]) {
	for i := range n {
		all = append(all, refine.Tag[metres](i))
	}
	zero := refine.Tag[metres](0)
	pause := refine.Tag[seconds](zero.Raw())
	return append(all, zero, refine.Tag[metres](pause.Raw()))
}

// In a loop over references nothing is made.
func read(store refine.Store[users, string], refs []refine.Ref[users]) (found int) {
	for _, ref := range refs {
		if store.Get(ref).IsSome() {
			found++
		}
	}
	return found
}
