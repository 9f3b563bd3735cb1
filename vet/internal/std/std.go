// Package std says what the functions of the standard library do: which of their arguments they write, call and share, what they read
// from the world, and when they panic.
//
// It is a table, go1.26.txt, since the standard library is not analysed. What is not in the table is not known.
package std

import (
	_ "embed"
	"go/types"
	"slices"
	"strings"
	"sync"
)

//go:embed go1.26.txt
var text string

// table is the table, read once it is asked for: most processes of a vet run are about packages that never ask. Mistakes in it are
// found by its test.
var table = sync.OnceValue(func() *book {
	b, _ := parse(text)
	return b
})

// The effects that a function of the standard library may have on, or from, the world.
const (
	Time    = "time"    // the time of day, timers, sleeping
	Random  = "random"  // random numbers
	IO      = "io"      // files, the network, processes, logs
	Env     = "env"     // the environment: variables, flags, time zones, processors
	Sync    = "sync"    // locks, channels, goroutines, atomic numbers
	Reflect = "reflect" // reflection
	Unsafe  = "unsafe"  // memory behind the language's back
	Address = "address" // an address, as a number
	Unknown = "unknown" // listed, and not known yet what it does
)

// An Entry says what one function does. Arguments are numbered from 0; of a method the receiver is the first.
type Entry struct {
	Effects  []string // constants of this package, sorted as in the table
	Writes   []int    // arguments whose memory it writes: the elements of a slice or map, what a pointer leads to
	Deep     []int    // arguments that hold pointers through which it writes
	Alias    []int    // arguments whose memory its result shares
	Holds    []int    // containers whose elements its result, a new container or an iterator, holds
	HoldsAll []int    // the same for containers of containers
	Keeps    []int    // arguments that its result keeps, and changes when it is changed
	Element  []int    // containers of which its result is an element
	Collects []int    // iterators whose values its result holds
	Calls    []Call   // functions and methods that it calls
	Format   int      // the first argument that is printed, by methods of its own where it has such, or -1
	Marshals int      // the argument that is encoded, by methods of its own where it has such, or -1
	Order    bool     // what it yields comes in the order of a map
	Clips    bool     // its result has no spare capacity
	Panics   string   // "" for a function that does not panic on its own account, otherwise on what: "a negative count"
}

// Call is a call of an argument, or of a method of it.
type Call struct {
	Arg    int
	Method string // "" for an argument that is a function
}

// Lookup is the entry of a function or method of the standard library.
func Lookup(fn *types.Func) (Entry, bool) {
	if fn.Pkg() == nil {
		return Entry{}, false // error.Error
	}
	path := fn.Pkg().Path()
	if p, ok := table().packages[path]; ok {
		if e, ok := p.entries[name(fn)]; ok {
			return e, !slices.Contains(e.Effects, Unknown)
		}
	}
	e, ok := table().whole[path]
	return e, ok
}

// Variable is the entry of a package variable of the standard library, as far as it is about reading it.
func Variable(v *types.Var) (Entry, bool) {
	if v.Pkg() == nil {
		return Entry{}, false
	}
	if p, ok := table().packages[v.Pkg().Path()]; ok {
		if e, ok := p.entries[v.Name()]; ok {
			return e, true
		}
		if p.vars {
			return newEntry(), true
		}
	}
	e, ok := table().whole[v.Pkg().Path()]
	return e, ok
}

// Name is a function as messages call it: time.Now, strings.Builder.Grow.
func Name(fn *types.Func) string {
	if fn.Pkg() == nil {
		return fn.Name()
	}
	return fn.Pkg().Name() + "." + name(fn)
}

// name is the name of a function in the table: Now, Builder.Grow.
func name(fn *types.Func) string {
	recv := fn.Type().(*types.Signature).Recv()
	if recv == nil {
		return fn.Name()
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}

// Release is the release of Go that the table is of: go1.26.
func Release() string { return "go" + strings.TrimPrefix(table().release, "go") }
