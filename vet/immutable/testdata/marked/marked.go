// Package marked has immutable types that keep their word, and functions that break it.
package marked

import (
	"encoding/json"
	"maps"
	"slices"
	"sort"
)

// Account is made once.
//
//assay:immutable
type Account struct {
	Name   string
	items  []string
	limits map[string]int
	parent *Account
	owner  *Owner
	inner  struct{ n int }
}

type Owner struct{ Name string }

// New copies what it is given.
func New(name string, items []string, limits map[string]int) *Account {
	a := &Account{Name: name, items: slices.Clone(items)}
	a.limits = maps.Clone(limits)
	a.inner.n = len(items)
	a.items[0] = "first"
	return a
}

func Keep(name string, items []string, limits map[string]int) *Account {
	a := &Account{Name: name, items: items} // want `^Keep keeps the caller's slice in the immutable Account: keep a copy$`
	a.limits = limits                       // want `Keep keeps the caller's map in the immutable Account`
	return a
}

func KeepRest(items ...string) Account {
	return Account{items: items[1:]} // want `KeepRest keeps the caller's slice`
}

type Config struct{ Items []string }

func KeepConfig(c Config) Account {
	return Account{items: c.Items} // want `KeepConfig keeps the caller's slice`
}

func keepOwn(items []string) Account { return Account{items: items} }

func KeepCopy(items []string) Account {
	items = slices.Clone(items)
	return Account{items: items}
}

// Rename is how it is done.
func (a Account) Rename(name string) Account {
	a.Name = name
	return a
}

// Add makes a new slice.
func (a Account) Add(item string) Account {
	a.items = append(slices.Clone(a.items), item)
	a.items[0] = item
	return a
}

// With shares between two values, both of which stay as they are.
func (a *Account) With(name string) *Account {
	b := *a
	b.Name = name
	return &b
}

func (a *Account) Fresh(name string) *Account {
	return &Account{Name: name, items: a.items, limits: a.limits}
}

func (a *Account) SetName(name string) {
	a.Name = name // want `^SetName changes Name of the immutable Account: return a changed copy instead$`
}

func (a *Account) grow() {
	a.inner.n++                   // want `grow changes inner of the immutable Account`
	a.items = append(a.items, "") // want `grow changes items`
	a.limits["a"] = 1             // want `grow changes limits`
	delete(a.limits, "a")         // want `grow changes limits`
	clear(a.limits)               // want `grow changes limits`
	sort.Strings(a.items)         // want `grow changes items`
	slices.Sort(a.items[1:])      // want `grow changes items`
	copy(a.items, a.items[1:])    // want `grow changes items`
	for a.inner.n = range 3 {     // want `grow changes inner`
	}
	*a = Account{}      // want `grow changes a value of the immutable Account: make a new one`
	a.parent.Name = "x" // want `grow changes Name of the immutable Account`
	a.owner.Name = "x"  // want `grow changes owner of the immutable Account`
}

// touch writes to shared memory through its copy.
func (a Account) touch(item string) Account {
	a.items[0] = item // want `touch changes items of the immutable Account`
	return a
}

func (a Account) lost(name string) {
	a.Name = name // want `lost changes Name`
}

// Move changes its argument and returns it, which makes it no constructor.
func Move(a *Account, name string) *Account {
	a.Name = name // want `Move changes Name`
	return a
}

func after() {
	a := New("a", nil, nil)
	a.Name = "b" // want `after changes Name`
}

func build(n int) (all []*Account) {
	for range n {
		a := new(Account)
		a.Name = "x"
		a.items = make([]string, 3)
		a.items[1] = "y"
		all = append(all, a)
	}
	return all
}

func zero() (a Account) {
	var b Account
	b.items = []string{"a"}
	b.items[0] = "b"
	a.Name = "a"
	return b
}

// UnmarshalJSON fills a value from outside.
func (a *Account) UnmarshalJSON(data []byte) error {
	a.limits = map[string]int{}
	return json.Unmarshal(data, &a.Name)
}

func (a *Account) Items() []string {
	return a.items // want `^Items returns the slice items of the immutable Account itself: return a copy$`
}

func (a Account) Tail() []string {
	return a.items[1:] // want `Tail returns the slice items`
}

func (a Account) Limits() map[string]int {
	limits := a.limits // want `Limits returns the map limits`
	return limits
}

func (a Account) Owner() *Owner {
	return a.owner // want `Owner returns the pointer owner`
}

func (a *Account) First() *string {
	return &a.items[0] // want `First returns the pointer items`
}

func Items(a Account) []string {
	return a.items // want `Items returns the slice items`
}

func (a Account) Copy() []string   { return slices.Clone(a.items) }
func (a Account) Parent() *Account { return a.parent }
func (a Account) Len() int         { return len(a.items) }
func (a Account) raw() []string    { return a.items }

// List is a slice that is made once.
//
//assay:immutable
type List []int

func (l List) Set(i, v int) {
	l[i] = v // want `Set changes a value of the immutable List`
}

func Sorted(l List) List {
	out := slices.Clone(l)
	slices.Sort(out)
	return out
}

func sortInPlace(l List) {
	slices.Sort(l) // want `sortInPlace changes a value of the immutable List`
}

// Free may be changed by anyone.
type Free struct{ Items []string }

func (f *Free) Set(items []string) { f.Items = items }
func (f *Free) Get() []string      { return f.Items }

// wrapper embeds a marked type.
type wrapper struct {
	Account
	n int
}

func (w *wrapper) rename(name string) {
	w.n++
	w.Name = name // want `rename changes Name of the immutable Account`
}

//assay:ignore immutable it is called by New alone, before anyone else sees it
func (a *Account) prepare() { a.inner.n = 3 }

var _ = []any{keepOwn, (*Account).grow, Account.touch, Account.lost, after, build, zero, Account.raw, sortInPlace, (*wrapper).rename, (*Account).prepare}
