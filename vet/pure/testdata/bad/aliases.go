package bad

import (
	"bytes"
	"container/heap"
	"fmt"
	"math/big"
	"sort"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// Arguments that are written through aliases, helpers, methods and other packages.

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
