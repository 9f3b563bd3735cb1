// Package bad has functions that are held to be pure, and are not.
package bad

import (
	"bytes"
	"container/heap"
	"fmt"
	"io"
	"log"
	"maps"
	"math/big"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// State has one of everything.
type State struct {
	N     int
	List  []int
	Names []string
	Rows  [][]int
	Map   map[string]int
	Deep  map[string][]int
	Ptr   *Node
	Nodes []*Node
	ByKey map[string]*Node
	Array [2]*Node
	Any   any
	Buf   *bytes.Buffer
	Inner struct{ Tags []string }
}

// Node is pointed to.
type Node struct {
	N    int
	Next *Node
	Tags []string
}

type msg interface{ isMsg() }

type (
	listMsg struct{ L []int }
	ptrMsg  struct{ P *Node }
)

func (listMsg) isMsg() {}
func (ptrMsg) isMsg()  {}

var (
	count   int
	table   = map[string]int{}
	last    *Node
	history []string
	frozen  = map[string]int{"a": 1}
	mu      sync.Mutex
)

// --- package variables

//assay:pure
func writesGlobal(n int) int {
	count++ // want "writesGlobal writes the package variable count"
	return n
}

//assay:pure
func writesGlobalMap(k string) { table[k] = 1 } // want "writes the package variable table"

//assay:pure
func keepsArgument(n *Node) { last = n } // want "writes the package variable last"

//assay:pure
func appendsGlobal(s string) { history = append(history, s) } // want "appends to the package variable history" "writes the package variable history"

//assay:pure
func readsGlobal() int { return count } // want "reads the package variable count, which is written outside init"

//assay:pure
func readsImported() int { return dep.Limit } // want "reads the package variable dep.Limit, which is written outside init"

//assay:pure
func writesImported() { dep.Fixed[0] = "x" } // want "writes the package variable dep.Fixed"

//assay:pure
func throughHelper(n int) int {
	bump(n)
	return n
}

func bump(n int) {
	count += n // want "throughHelper calls bump, which writes the package variable count"
}

//assay:pure
func throughAlias(k string) int {
	t := table
	t[k]++ // want "writes the package variable table"
	return t[k]
}

//assay:pure
func throughPointer(n int) int {
	p := &count
	*p = n // want "writes the package variable count"
	return n
}

// --- arguments

//assay:pure
func writesElement(s State) State {
	s.List[0] = 1 // want "writesElement writes s.List, which is not its own"
	return s
}

//assay:pure
func writesLast(s State) State {
	s.List[len(s.List)-1]++ // want "writes s.List"
	return s
}

//assay:pure
func writesMap(s State) State {
	s.Map["a"] = 1 // want "writes s.Map, which is not its own"
	return s
}

//assay:pure
func deletes(s State) State {
	delete(s.Map, "a") // want "deletes from s.Map"
	return s
}

//assay:pure
func clears(s State) State {
	clear(s.List) // want "clears s.List"
	return s
}

//assay:pure
func writesPointer(s State) State {
	s.Ptr.N = 1 // want "writes s.Ptr.N"
	return s
}

//assay:pure
func writesPointerInMap(s State) State {
	s.ByKey["k"].N++ // want "writes s.ByKey"
	return s
}

//assay:pure
func writesPointerInSlice(s State) State {
	s.Nodes[0].N++ // want "writes s.Nodes"
	return s
}

//assay:pure
func writesPointerInArray(s State) State {
	s.Array[1].N++ // want "writes s.Array"
	return s
}

//assay:pure
func writesRow(s State) State {
	s.Rows[1][0] = 9 // want "writes s.Rows"
	return s
}

//assay:pure
func writesDeep(s State) State {
	s.Deep["k"][0] = 9 // want "writes s.Deep"
	return s
}

//assay:pure
func writesBehindInterface(s State) State {
	s.Any.([]int)[0] = 9 // want "writes s.Any"
	return s
}

//assay:pure
func sorts(s State) State {
	slices.Sort(s.List) // want "sorts s.List"
	return s
}

//assay:pure
func sortsOld(s State) State {
	sort.Strings(s.Names) // want "sorts s.Names"
	return s
}

//assay:pure
func sortsFunc(s State) State {
	sort.Slice(s.Nodes, func(i, j int) bool { return s.Nodes[i].N < s.Nodes[j].N }) // want "s.Nodes"
	return s
}

type byName []string

func (b byName) Len() int           { return len(b) }
func (b byName) Less(i, j int) bool { return b[i] < b[j] }
func (b byName) Swap(i, j int)      { b[i], b[j] = b[j], b[i] } // want "sortsInterface calls Swap, which writes s.Names"

//assay:pure
func sortsInterface(s State) State {
	sort.Sort(byName(s.Names))
	return s
}

//assay:pure
func reverses(s State) State {
	slices.Reverse(s.List) // want "reverses s.List"
	return s
}

//assay:pure
func copies(s State) State {
	copy(s.List[1:], s.List) // want "copies into s.List"
	return s
}

//assay:pure
func appends(s State) State {
	s.List = append(s.List, 1) // want "appends to s.List, which is not its own"
	return s
}

//assay:pure
func appendsToPart(s State) State {
	s.List = append(s.List[:1], s.List[2:]...) // want "appends to s.List"
	return s
}

//assay:pure
func appendsNested(s State) State {
	s.Deep = maps.Clone(s.Deep)
	s.Deep["k"] = append(s.Deep["k"], 1) // want "appends to s.Deep"
	return s
}

//assay:pure
func filtersInPlace(s State) State {
	kept := s.List[:0]
	for _, n := range s.List {
		if n > 0 {
			kept = append(kept, n) // want "appends to s.List"
		}
	}
	s.List = kept
	return s
}

//assay:pure
func deletesInPlace(s State) State {
	s.List = slices.Delete(s.List, 0, 1) // want "changes s.List"
	return s
}

//assay:pure
func insertsInPlace(s State) State {
	s.List = slices.Insert(s.List, 0, 1) // want "changes s.List"
	return s
}

//assay:pure
func copiesMap(s State, more map[string]int) State {
	maps.Copy(s.Map, more) // want "changes s.Map"
	return s
}

//assay:pure
func shallow(s State) State {
	c := s
	c.Map["a"] = 1 // want "writes s.Map"
	return c
}

//assay:pure
func shallowPointer(s *State) *State {
	c := *s
	c.Map["a"] = 1 // want "writes s.Map"
	return &c
}

//assay:pure
func writesThroughPointer(s *State) {
	s.N = 1 // want "writes s.N, which is not its own"
}

//assay:pure
func clonesOneLevel(s State) State {
	s.Nodes = slices.Clone(s.Nodes)
	s.Nodes[0].N = 1 // want "writes s.Nodes"
	return s
}

//assay:pure
func clonesSometimes(s State, fresh bool) State {
	if fresh {
		s.Map = maps.Clone(s.Map)
	}
	s.Map["a"] = 1 // want "writes s.Map"
	return s
}

//assay:pure
func rangesPointers(s State) State {
	for _, n := range s.Nodes {
		n.N = 0 // want "writes s.Nodes"
	}
	return s
}

//assay:pure
func rangesIterator(s State) State {
	for _, n := range slices.All(s.Nodes) {
		n.N = 0 // want "writes s.Nodes"
	}
	return s
}

//assay:pure
func capturesArgument(s State) State {
	set := func(k string) { s.Map[k] = 1 } // want "writes s.Map"
	set("a")
	return s
}

//assay:pure
func helperWrites(s State) State {
	put(s.Map, "a")
	return s
}

func put(m map[string]int, k string) {
	m[k] = 1 // want "helperWrites calls put, which writes s.Map, which is not its own: clone it first, and 2 more lead here"
}

//assay:pure
func helperWritesToo(s State) { put(s.Map, "b") }

//assay:pure
func methodWrites(s State) State {
	s.Ptr.set(1)
	return s
}

func (n *Node) set(v int) {
	n.N = v // want "methodWrites calls set, which writes s.Ptr"
}

//assay:pure
func methodValue(s State) State {
	f := s.Ptr.put
	f(1)
	return s
}

func (n *Node) put(v int) {
	n.N = v // want "methodValue calls put, which writes s.Ptr"
}

//assay:pure
func helperReturnsAlias(s State) State {
	part := firstOf(s.List)
	part[0] = 1 // want "writes s.List"
	return s
}

func firstOf(l []int) []int { return l[:1] }

//assay:pure
func importedWrites(s State) State {
	dep.Sort(s.Names) // want "importedWrites calls dep.Sort, which writes s.Names"
	return s
}

//assay:pure
func importedAlias(s State) State {
	dep.First(s.Names, 1)[0] = "x" // want "writes s.Names"
	return s
}

//assay:pure
func importedSet(s *dep.Set) *dep.Set {
	s.Add("x") // want "importedSet calls dep.Add, which writes"
	return s
}

//assay:pure
func writesMessage(m msg) {
	switch m := m.(type) {
	case listMsg:
		m.L[0] = 1 // want "writes m"
	case ptrMsg:
		m.P.N = 1 // want "writes m"
	}
}

//assay:pure
func variadic(ns ...int) int {
	ns[0] = 1 // want "writes ns"
	return ns[0]
}

//assay:pure
func deferred(s State) State {
	defer func() { s.Map["a"] = 1 }() // want "writes s.Map"
	return s
}

//assay:pure
func inner(s State) State {
	s.Inner.Tags[0] = "x" // want "writes s.Inner.Tags"
	return s
}

//assay:pure
func list(s State) State {
	for n := s.Ptr; n != nil; n = n.Next {
		n.N = 0 // want "writes s.Ptr"
	}
	return s
}

//assay:pure
func buffer(s State) State {
	s.Buf.WriteString("x") // want "changes s.Buf"
	return s
}

//assay:pure
func prints(s State) State {
	fmt.Fprintf(s.Buf, "x") // want "s.Buf"
	return s
}

type queue []int

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }  // want "pushes calls Swap, which writes q"
func (q *queue) Push(x any)        { *q = append(*q, x.(int)) } // want "pushes calls Push, which appends to q"
func (q *queue) Pop() any {
	old := *q
	n := old[len(old)-1]
	*q = old[:len(old)-1]
	return n
}

//assay:pure
func pushes(q queue) queue {
	heap.Push(&q, 1)
	return q
}

//assay:pure
func genericWrites(s State) State {
	setFirst(s.List, 1)
	return s
}

func setFirst[E any](s []E, v E) {
	s[0] = v // want "genericWrites calls setFirst, which writes s.List"
}

//assay:pure
func storedAndWritten(s State) State {
	c := State{Map: s.Map}
	c.Map["a"] = 1 // want "writes s.Map"
	return c
}

//assay:pure
func throughLocalMap(s State) State {
	all := map[string][]int{"a": s.List}
	all["a"][0] = 1 // want "writes s.List"
	return s
}

//assay:pure
func recursive(n *Node) int {
	if n == nil {
		return 0
	}
	n.N = 0 // want "recursive writes n"
	return recursive(n.Next)
}

//assay:pure
func even(n int, s State) bool { return n == 0 || odd(n-1, s) }

func odd(n int, s State) bool {
	s.Map["odd"]++ // want "even calls odd, which writes s.Map"
	return n != 0 && even(n-1, s)
}

type values struct {
	Out  bytes.Buffer
	Sum  big.Int
	Refs []ref
	Fun  func()
}

type ref struct{ N *Node }

//assay:pure
func copiedBuffer(v values) values {
	v.Out.WriteString("x") // want "changes v.Out"
	return v
}

//assay:pure
func copiedNumber(v values) values {
	v.Sum.Add(&v.Sum, big.NewInt(1)) // want "changes v.Sum"
	return v
}

//assay:pure
func wrappedBytes(b []byte) string {
	buf := bytes.NewBuffer(b)
	buf.WriteString("x") // want "changes b"
	return buf.String()
}

//assay:pure
func elementPointer(s State) State {
	for i := range s.List {
		p := &s.List[i]
		*p = 0 // want "writes s.List"
	}
	return s
}

//assay:pure
func swaps(s State) State {
	s.List[0], s.List[1] = s.List[1], s.List[0] // want "writes s.List" "writes s.List"
	return s
}

//assay:pure
func structInSlice(v values) values {
	for _, r := range v.Refs {
		r.N.N = 1 // want "writes v.Refs"
	}
	return v
}

//assay:pure
func jumps(s State) State {
	i := 0
again:
	if i < len(s.List) {
		s.List[i] = 0 // want "writes s.List"
		i++
		goto again
	}
	return s
}

//assay:pure
func fromDisk(disk assay.Disk) []int {
	log := assay.Load[[]int](disk, "log").Or(nil)
	log[0] = 1 // want "writes disk"
	return log
}

//assay:pure
func fromOption(o refine.Option[[]int]) []int {
	l, _ := o.Get()
	l[0] = 1 // want "writes o"
	return l
}

var next = dep.Counter()

//assay:pure
func countsInClosure() int { return next() } // want "writes the package variable next"

//assay:pure
func writesDeepGlobal(n *Node) {
	insert(tree, &Node{N: n.N})
}

var tree = &Node{}

func insert(at, n *Node) {
	if at.Next == nil {
		at.Next = n // want "writesDeepGlobal calls insert, which writes the package variable tree"
		return
	}
	insert(at.Next, n)
}

//assay:pure
func onceOnly(n int) int {
	once.Do(func() { count = n }) // want "synchronizes" "writes the package variable count"
	return n
}

var once sync.Once

//assay:pure
func passesInterface(s State, l sort.Interface) { sort.Sort(l) } // want "gives sort.Sort a value whose Len is not known, which may be anything"

//assay:pure
func mapsOfPointers(s State) State {
	m := map[string]*Node{}
	for k, n := range s.ByKey {
		m[k] = n
	}
	m["a"].N = 1 // want "writes s.ByKey"
	s.ByKey = m
	return s
}

//assay:pure
func sentAndWritten(s State, to assay.ID) (State, assay.Effects) {
	effects := assay.Effects{assay.Send(to, listMsg{s.List})}
	effects[0].(assay.SendEffect).Message.(listMsg).L[0] = 1 // want "writes s.List"
	return s, effects
}

// --- the world

//assay:pure
func files() string {
	data, _ := os.ReadFile("x") // want "does input or output .os.ReadFile."
	return string(data)
}

//assay:pure
func importedFiles() string { return dep.Read("x") } // want "calls dep.Read, which does input or output .os.ReadFile. .dep.go:41."

//assay:pure
func logs() { log.Print("x") } // want "does input or output .log.Print."

//assay:pure
func prints2() { fmt.Println("x") } // want "does input or output .fmt.Println."

//assay:pure
func printsBuiltin() { println("x") } // want "prints .println."

//assay:pure
func stdout() { fmt.Fprint(os.Stdout, "x") } // want "does input or output .os.Stdout." "does input or output .os.File.Write."

//assay:pure
func goroutine() { go func() {}() } // want "starts a goroutine"

//assay:pure
func channels() int {
	c := make(chan int, 1) // want "makes a channel"
	c <- 1                 // want "sends on a channel"
	select {               // want "selects among channels"
	case v := <-c:
		return v
	default:
	}
	close(c)   // want "closes a channel"
	return <-c // want "receives from a channel"
}

//assay:pure
func locks() {
	mu.Lock()         // want "synchronizes .sync.Mutex.Lock."
	defer mu.Unlock() // want "synchronizes .sync.Mutex.Unlock."
}

//assay:pure
func atomics(n *int64) int64 { return atomic.AddInt64(n, 1) } // want "synchronizes .atomic.AddInt64."

//assay:pure
func reflects(a, b any) bool { return reflect.DeepEqual(a, b) } // want "uses reflection .reflect.DeepEqual."

//assay:pure
func unsafely(p *int) uintptr { return uintptr(unsafe.Pointer(p)) } // want "unsafe" "unsafe"

//assay:pure
func random(r *rand.Rand) int { return r.Intn(3) } // want "changes r"

// --- what is not known

//assay:pure
func unknownInterface(w io.Writer) { w.Write(nil) } // want "calls Write of io.Writer, which may be anything"

//assay:pure
func unknownError(err error) string { return err.Error() } // want "calls Error of error, which may be anything"

//assay:pure
func sealedElsewhere(shape dep.Shape, l []int) { shape.Grow(l) } // want "sealedElsewhere calls Grow, which writes l"

type grower interface {
	isGrower()
	Grow(l []int)
}

type plus struct{}

func (plus) isGrower() {}
func (plus) Grow(l []int) {
	l[0]++ // want "sealedHere calls Grow, which writes l"
}

//assay:pure
func sealedHere(g grower, l []int) { g.Grow(l) }

type hooks struct{ f func(int) int }

//assay:pure
func unknownField(h hooks) int { return h.f(1) } // want "calls f, which may be anything"

//assay:pure
func impureArgument(text string) {
	dep.Each(text, func(word string) { history = append(history, word) }) // want "appends to the package variable history" "writes the package variable history"
}

type shouter struct{ s *State }

func (s shouter) Speak() string {
	s.s.N++ // want "impureImplementer calls dep.Loud, which calls Speak, which writes s.N"
	return strconv.Itoa(s.s.N)
}

//assay:pure
func impureImplementer(s *State) string { return dep.Loud(shouter{s}) }

type overwrites struct{}

func (overwrites) Merge(old, new []string) []string {
	old[0] = new[0] // want "overwrites.Merge writes old"
	return old
}

//assay:pure
func functionValue(s State) State {
	f := put
	f(s.Map, "v")
	return s
}

//assay:pure
func escapes(s State) func(string) {
	return func(k string) { s.Map[k] = 1 } // want "escapes writes s.Map"
}

type lazy struct{ f func() }

//assay:pure
func escapesInValue(s State) lazy {
	return lazy{func() { delete(s.Map, "a") }} // want "escapesInValue deletes from s.Map"
}

//assay:pure
func escapesAsMethod(s State) func(int) { return s.Ptr.later }

func (n *Node) later(v int) {
	n.N = v // want "escapesAsMethod calls later, which writes s.Ptr"
}

// --- actors

type counting struct{ calls *int }

func (counting) Start(assay.ID) (State, assay.Effects) { return State{}, nil }
func (a counting) Receive(_ assay.ID, s State, _ assay.ID, _ msg) (State, assay.Effects) {
	*a.calls++ // want "Receive writes a.calls"
	return s, nil
}

type remembering struct{ calls int }

func (*remembering) Start(assay.ID) (State, assay.Effects) { return State{}, nil }
func (a *remembering) Receive(_ assay.ID, s State, _ assay.ID, _ msg) (State, assay.Effects) {
	a.calls++ // want "Receive writes a.calls"
	return s, nil
}
func (a *remembering) Timeout(_ assay.ID, s State, _ string) (State, assay.Effects) {
	s.Map["t"] = 1 // want "Timeout writes s.Map"
	return s, nil
}

type generic[M any] struct{}

func (generic[M]) Start(assay.ID) ([]M, assay.Effects) { return nil, nil }
func (generic[M]) Receive(_ assay.ID, s []M, _ assay.ID, m M) ([]M, assay.Effects) {
	return append(s, m), nil // want "Receive appends to s"
}

type base struct{}

func (base) Start(assay.ID) (State, assay.Effects) { return State{}, nil }

type outer struct {
	base
	rest
}

type rest struct{}

func (rest) Receive(_ assay.ID, s State, _ assay.ID, _ msg) (State, assay.Effects) {
	s.Map["a"] = 1 // want "Receive writes s.Map"
	return s, nil
}
