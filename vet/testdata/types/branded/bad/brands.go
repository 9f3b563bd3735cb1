// Package bad gives one brand to two stores, and takes brands that are not its own.
package bad

import (
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/branded/bad/other"
)

type (
	users    struct{}
	products struct{}
	groups   struct{}
	rooms    struct{}
	tickets  struct{}
	seats    struct{}
	halls    struct{}
	lanes    struct{}
	desks    struct{}
	places   = desks
)

// Shelves is exported: any package can make a store of it.
type Shelves struct{}

// Two stores of one brand: a reference of one fits the other.
var (
	active  = refine.NewStore[users, string]() // HERE
	deleted = refine.NewStore[users, string]() // OR HERE
)

// Two stores of one brand that hold different things.
var (
	prices = refine.NewStore[products, int]()    // HERE
	labels = refine.NewStore[products, string]() // OR HERE
)

func twice() (refine.Option[string], refine.Option[string]) {
	first, ref := refine.NewStore[groups, string]().Put("a") // HERE
	second, _ := refine.NewStore[groups, string]().Put("b")  // OR HERE
	return first.Get(ref), second.Get(ref)
}

func booking() refine.Store[rooms, int] {
	return refine.NewStore[rooms, int]() // HERE
}

func waiting() refine.Store[rooms, int] {
	return refine.NewStore[rooms, int]() // OR HERE
}

// Alias: places and desks are one type.
var (
	upstairs   = refine.NewStore[desks, int]()  // HERE
	downstairs = refine.NewStore[places, int]() // OR HERE
)

type office struct {
	in  refine.Store[tickets, string]
	out refine.Store[tickets, string]
}

func open() office {
	return office{
		in:  refine.NewStore[tickets, string](), // HERE
		out: refine.NewStore[tickets, string](), // OR HERE
	}
}

func inLoop(n int) (all []refine.Store[seats, int]) {
	for i := 0; i < n; i++ {
		all = append(all, refine.NewStore[seats, int]()) // HERE
	}
	return all
}

func inRange(names []string) map[string]refine.Store[halls, int] {
	all := make(map[string]refine.Store[halls, int])
	for _, name := range names {
		all[name] = refine.NewStore[halls, int]() // HERE
	}
	return all
}

// A type that is declared in a loop is one type all the same.
func local(n int) (sizes []int) {
	for range n {
		type own struct{}
		store, _ := refine.NewStore[own, int]().Put(n) // HERE
		sizes = append(sizes, store.Len())
	}
	return sizes
}

func inLiterals() []refine.Store[lanes, int] {
	return []refine.Store[lanes, int]{
		refine.NewStore[lanes, int](), // HERE
		refine.NewStore[lanes, int](), // OR HERE
	}
}

// Brands that are not a package's own, or that others can name.
var (
	shelves  = refine.NewStore[Shelves, string]()      // HERE
	orders   = refine.NewStore[other.Orders, string]() // HERE
	strings  = refine.NewStore[string, int]()          // HERE
	numbers  = refine.NewStore[int, int]()             // HERE
	anything = refine.NewStore[any, int]()             // HERE
	nameless = refine.NewStore[struct{}, int]()        // HERE
	failures = refine.NewStore[error, string]()        // HERE
	listed   = refine.NewStore[[]byte, string]()       // HERE
)

var metre = refine.Tag[float64](1.5) // HERE
