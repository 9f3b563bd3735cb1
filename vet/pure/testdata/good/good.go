// Package good has functions that are held to be pure, and are.
package good

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"container/list"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math/big"
	"math/rand"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

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
	Inner struct{ Tags []string }
	Opt   refine.Option[int]
}

// Node is pointed to.
type Node struct {
	N    int
	Next *Node
	Tags []string
}

type msg interface {
	isMsg()
	weight() int
}

type (
	listMsg struct{ L []int }
	ptrMsg  struct{ P *Node }
)

func (listMsg) isMsg()        {}
func (ptrMsg) isMsg()         {}
func (m listMsg) weight() int { return len(m.L) }
func (m ptrMsg) weight() int  { return m.P.N }

var (
	names    = []string{"waiting", "holding"}
	handlers = map[string]func(State) State{"inc": inc, "reset": func(s State) State { s.N = 0; return s }}
	errFull  = errors.New("full")
	grown    = grow()
	smallest = refine.Some(1)
)

func grow() map[string]int {
	m := map[string]int{}
	for i := range 3 {
		m[strconv.Itoa(i)] = i
	}
	return m
}

func init() { grown["more"] = 9 }

func inc(s State) State { s.N++; return s }

// --- copies

//assay:pure
func fields(s State) State {
	s.N++
	s.List, s.Map = nil, map[string]int{}
	s.Map["a"] = 1
	s.Inner.Tags = []string{"x"}
	s.Inner.Tags[0] = "y"
	return s
}

//assay:pure
func clones(s State) State {
	s.List = slices.Clone(s.List)
	s.List[0] = 1
	slices.Sort(s.List)
	s.Map = maps.Clone(s.Map)
	s.Map["a"] = 1
	delete(s.Map, "b")
	return s
}

//assay:pure
func clonesByAppend(s State) State {
	s.List = append([]int(nil), s.List...)
	s.List[0] = 1
	s.Names = append([]string{}, s.Names...)
	s.Names[0] = "x"
	return s
}

//assay:pure
func clonesByCopy(s State) State {
	l := make([]int, len(s.List), len(s.List)+1)
	copy(l, s.List)
	l[0] = 1
	s.List = append(l, 2)
	return s
}

//assay:pure
func clonesByLoop(s State) State {
	m := make(map[string]int, len(s.Map))
	for k, v := range s.Map {
		m[k] = v
	}
	m["x"] = 1
	s.Map = m
	return s
}

//assay:pure
func clips(s State) State {
	s.List = append(s.List[:len(s.List):len(s.List)], 1)
	s.Names = append(slices.Clip(s.Names), "x")
	return s
}

//assay:pure
func clonesDeep(s State) State {
	s.Deep = maps.Clone(s.Deep)
	s.Deep["k"] = append(slices.Clone(s.Deep["k"]), 1)
	s.Rows = slices.Clone(s.Rows)
	s.Rows[0] = slices.Clone(s.Rows[0])
	s.Nodes = slices.Clone(s.Nodes)
	s.Nodes[0] = &Node{N: 1}
	return s
}

//assay:pure
func clonesPointer(s State) State {
	n := *s.Ptr
	n.N = 1
	n.Tags = slices.Clone(n.Tags)
	n.Tags[0] = "x"
	s.Ptr = &n
	return s
}

//assay:pure
func clonesPointersInLoop(s State) State {
	nodes := make([]*Node, 0, len(s.Nodes))
	for _, old := range s.Nodes {
		n := *old
		n.N++
		n.Tags = slices.Clone(n.Tags)
		n.Tags[0] = "x"
		nodes = append(nodes, &n)
	}
	s.Nodes = nodes
	return s
}

//assay:pure
func rangesCopies(s State) State {
	type pair struct {
		n    int
		tags []string
	}
	var out []pair
	for _, p := range []pair{{1, s.Names}} {
		p.n++
		p.tags = slices.Clone(p.tags)
		p.tags[0] = "x"
		out = append(out, p)
	}
	s.N = len(out)
	return s
}

func (s State) with(k string, v int) State {
	s.Map = maps.Clone(s.Map)
	if s.Map == nil {
		s.Map = map[string]int{}
	}
	s.Map[k] = v
	return s
}

//assay:pure
func usesWith(s State) State { return s.with("a", 1).with("b", 2) }

func (s *State) own() {
	s.List = slices.Clone(s.List)
	s.Map = maps.Clone(s.Map)
}

func (s *State) set(i, v int) { s.List[i] = v }

//assay:pure
func usesPointerMethods(s State) State {
	c := s
	c.own()
	c.set(0, 1)
	c.Map["a"] = 1
	return c
}

//assay:pure
func usesHelperOnOwn(s State) State {
	l := slices.Clone(s.List)
	reverse(l)
	s.List = l
	return s
}

func reverse(l []int) {
	for i, j := 0, len(l)-1; i < j; i, j = i+1, j-1 {
		l[i], l[j] = l[j], l[i]
	}
}

//assay:pure
func usesHelperThatClones(s State) State {
	l := cloned(s.List)
	l[0] = 1
	s.List = l
	return s
}

func cloned(l []int) []int { return append(make([]int, 0, len(l)), l...) }

func sortedCopy[E cmp.Ordered](s []E) []E {
	c := slices.Clone(s)
	slices.Sort(c)
	return c
}

//assay:pure
func usesGeneric(s State) State {
	s.List = sortedCopy(s.List)
	s.List[0] = 1
	return s
}

//assay:pure
func usesImported(s State) State {
	s.Names = dep.Sorted(s.Names)
	s.Names[0] = "x"
	set := dep.New()
	set.Add("a")
	own := slices.Clone(s.Names)
	dep.Sort(own)
	return s
}

//assay:pure
func buildsEffects(s State, peers []assay.ID) (State, assay.Effects) {
	var effects assay.Effects
	for _, peer := range peers {
		effects = append(effects, assay.Send(peer, listMsg{s.List}))
	}
	effects = append(effects, more(s)...)
	effects[0] = assay.Sync()
	return s, slices.DeleteFunc(effects, func(e assay.Effect) bool { return e == assay.Sync() })
}

func more(s State) assay.Effects {
	return assay.Effects{assay.Broadcast(nil, ptrMsg{s.Ptr}), assay.SetTimer("t", time.Second)}
}

// --- locals

//assay:pure
func locals(text string) string {
	var b strings.Builder
	b.WriteString(text)
	fmt.Fprintf(&b, "%d", 1)
	var buf bytes.Buffer
	buf.WriteString("x")
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	var grid [3][3]int
	grid[1][2] = 1
	p := &grid[0]
	p[1] = 2
	return b.String() + buf.String() + strconv.Itoa(counts["a"]+grid[0][1])
}

//assay:pure
func closures(s State) int {
	total := 0
	add := func(n int) { total += n }
	for _, n := range s.List {
		add(n)
	}
	seen := map[int]bool{}
	var visit func(n int)
	visit = func(n int) {
		if n <= 0 || seen[n] {
			return
		}
		seen[n] = true
		visit(n - 1)
	}
	visit(3)
	return total + len(seen)
}

//assay:pure
func linked(tags []string) *Node {
	var head *Node
	for i, tag := range tags {
		n := &Node{N: i, Tags: []string{tag}}
		n.Next = head
		head = n
	}
	for n := head; n != nil; n = n.Next {
		n.N *= 2
	}
	return head
}

//assay:pure
func named(s State) (out State, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errFull
		}
	}()
	out = s
	out.List = append([]int{1}, s.List...)
	out.List[0]++
	return out, nil
}

//assay:pure
func iterators(s State) int {
	sum := 0
	for i, n := range slices.All(s.List) {
		sum += i * n
	}
	for w := range dep.Words("a b") {
		sum += len(w)
	}
	for n := range countdown(3) {
		sum += n
	}
	dep.Each("a b", func(w string) { sum += len(w) })
	keys := slices.Sorted(maps.Keys(s.Map))
	keys[0] = "x"
	return sum + len(keys)
}

func countdown(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for ; n > 0; n-- {
			if !yield(n) {
				return
			}
		}
	}
}

type queue []item

type item struct{ at, n int }

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].at < q[j].at }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(item)) }
func (q *queue) Pop() any {
	old := *q
	n := old[len(old)-1]
	*q = old[:len(old)-1]
	return n
}

//assay:pure
func heaps(items []item) int {
	q := queue(slices.Clone(items))
	heap.Init(&q)
	heap.Push(&q, item{1, 2})
	return heap.Pop(&q).(item).n
}

//assay:pure
func sortsOwn(s State) []string {
	keys := make([]string, 0, len(s.Map))
	for k := range s.Map {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	nodes := slices.Clone(s.Nodes)
	slices.SortFunc(nodes, func(a, b *Node) int { return cmp.Compare(a.N, b.N) })
	return keys
}

//assay:pure
func bigs(x *big.Int) *big.Int {
	y := new(big.Int).Add(x, big.NewInt(1))
	return y.Mul(y, x)
}

//assay:pure
func hashes(data []byte) uint64 {
	h := fnv.New64a()
	h.Write(data)
	out := binary.BigEndian.AppendUint64(nil, h.Sum64())
	binary.BigEndian.PutUint64(out, 1)
	return h.Sum64()
}

type fixed struct {
	Counts [3]int
	Cells  [2]struct{ N int }
	Sum    *big.Int
}

//assay:pure
func arrays(f fixed) fixed {
	f.Counts[1]++
	f.Cells[0].N = 1
	p := &f.Counts
	p[2] = 1
	part := f.Counts[:]
	part[0] = 9
	f.Sum = new(big.Int).Set(f.Sum)
	f.Sum.Add(f.Sum, big.NewInt(1))
	return f
}

//assay:pure
func mapOfStructs(s map[string]fixed) map[string]fixed {
	s = maps.Clone(s)
	v := s["a"]
	v.Counts[0]++
	s["a"] = v
	return s
}

//assay:pure
func insertsSorted(s State, v int) State {
	at, found := slices.BinarySearch(s.List, v)
	if !found {
		s.List = slices.Insert(slices.Clone(s.List), at, v)
	}
	s.Names = slices.DeleteFunc(slices.Clone(s.Names), func(n string) bool { return n == "" })
	s.Names = slices.Compact(slices.Sorted(slices.Values(s.Names)))
	return s
}

//assay:pure
func shifts(s State, v int) State {
	l := make([]int, len(s.List)+1)
	copy(l[1:], s.List)
	l[0] = v
	copy(l[2:], l[1:])
	s.List = l[:len(s.List)]
	return s
}

//assay:pure
func lists(s State) int {
	l := list.New()
	for _, n := range s.Nodes {
		l.PushBack(n)
	}
	n := 0
	for l.Len() > 0 {
		e := l.Front()
		n += e.Value.(*Node).N
		l.Remove(e)
	}
	return n
}

//assay:pure
func seeded(seed int64) []int {
	r := rand.New(rand.NewSource(seed))
	return r.Perm(r.Intn(9))
}

//assay:pure
func scans(text string) (words []string) {
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Split(bufio.ScanWords)
	for sc.Scan() {
		words = append(words, sc.Text())
	}
	return words
}

//assay:pure
func asErrors(text string) bool {
	_, err := parse(text)
	var pe *parseError
	return errors.As(err, &pe) || errors.Is(err, errFull)
}

//assay:pure
func unmarshals(data []byte) (State, error) {
	var s State
	err := json.Unmarshal(data, &s)
	return s, err
}

//assay:pure
func merges(a, b map[string]int) map[string]int {
	out := maps.Clone(a)
	maps.Copy(out, b)
	maps.DeleteFunc(out, func(_ string, n int) bool { return n == 0 })
	return out
}

//assay:pure
func builds(root *Node) *Node {
	if root == nil {
		return nil
	}
	return &Node{N: root.N + 1, Next: builds(root.Next), Tags: slices.Clone(root.Tags)}
}

//assay:pure
func appendsInBranches(s State, more bool) State {
	var l []int
	if more {
		l = slices.Clone(s.List)
	} else {
		l = make([]int, 0, 4)
	}
	s.List = append(l, 1)
	return s
}

//assay:pure
func rebuilt(s State) (out State) {
	out.Map = map[string]int{}
	for k, v := range s.Map {
		out.Map[k] = v + 1
	}
	out.Deep = map[string][]int{}
	for k, l := range s.Deep {
		out.Deep[k] = append(out.Deep[k], l...)
		out.Deep[k][0] = 1
	}
	return out
}

// --- reads and known calls

//assay:pure
func tables(s State) string { return names[s.N%2] + strconv.Itoa(grown["1"]+smallest.Or(0)) }

//assay:pure
func dispatches(s State, name string) State {
	if h, ok := handlers[name]; ok {
		return h(s)
	}
	return s
}

//assay:pure
func closedInterface(m msg) int { return m.weight() }

type sized interface {
	isSized()
	Size() int
	fmt.Stringer
}

type box struct{ n int }

func (box) isSized()         {}
func (b box) Size() int      { return b.n }
func (b box) String() string { return strconv.Itoa(b.n) }

//assay:pure
func sealedInterface(s sized, shape dep.Shape) string {
	return s.String() + strconv.Itoa(s.Size()+shape.Area())
}

type parseError struct{ text string }

func (e *parseError) Error() string { return "parse " + e.text }

func parse(text string) (int, error) {
	if text == "" {
		return 0, &parseError{text}
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("not a number: %w", err)
	}
	return n, nil
}

//assay:pure
func knownErrors(text string) string {
	if _, err := parse(text); err != nil {
		return err.Error()
	}
	if _, err := strconv.Atoi(text); err != nil {
		return err.Error()
	}
	return errFull.Error()
}

type quiet struct{ s State }

func (q quiet) Speak() string { return strings.Repeat("x", q.s.N) }

//assay:pure
func knownImplementer(s State) string {
	var sp dep.Speaker = quiet{s}
	return sp.Speak() + dep.Loud(quiet{s})
}

//assay:pure
func markedInterface(r dep.Rule, a, b []string) []string { return r.Merge(a, b) }

//assay:pure
func higherOrder(list []int, f func(int) int) []int {
	var out []int
	for _, n := range list {
		out = append(out, f(n))
	}
	return out
}

//assay:pure
func usesHigherOrder(s State) []int {
	k := s.N
	double := func(n int) int { return n * k }
	return higherOrder(s.List, double)
}

//assay:pure
func counters() int {
	next := dep.Counter()
	return next() + next()
}

type less[T any] interface{ Less(T) bool }

func smallestOf[T less[T]](list []T) T {
	var best T
	for i, x := range list {
		if i == 0 || x.Less(best) {
			best = x
		}
	}
	return best
}

func (i item) Less(o item) bool { return i.at < o.at }

//assay:pure
func typeParameters(items []item) item { return smallestOf(items) }

//assay:pure
func times(now time.Time, d time.Duration) time.Time { return now.Add(d).Truncate(time.Second) }

// cached says in its comment why it may.
//
//assay:ignore pure it only remembers what it computed
func cached(n int) int {
	memo[n] = n * n
	return memo[n]
}

var memo = map[int]int{}

//assay:pure
func usesIgnored(n int) int { return cached(n) }

//assay:pure
func escapes(s State) func(string) map[string]int {
	m := maps.Clone(s.Map)
	return func(k string) map[string]int {
		out := maps.Clone(m)
		out[k] = 1
		return out
	}
}

// --- actors

type server struct{ peers []assay.ID }

func (server) Start(assay.ID) (State, assay.Effects) { return State{}, nil }

func (a server) Receive(self assay.ID, s State, from assay.ID, m msg) (State, assay.Effects) {
	switch m := m.(type) {
	case listMsg:
		s.List = append(slices.Clone(m.L), m.weight())
		s.Opt = refine.Some(len(s.List))
	case ptrMsg:
		if m.P == nil {
			return s, nil
		}
		n := *m.P
		n.Next = nil
		s.Nodes = append(slices.Clone(s.Nodes), &n)
	}
	before, effects := s, assay.Effects(nil)
	s, effects = a.step(s)
	return s, append(effects, a.compare(before, s)...)
}

func (a server) step(s State) (State, assay.Effects) {
	s.N++
	return s, assay.Effects{assay.Persist("n", s.N), assay.Sync()}
}

func (a server) compare(before, after State) assay.Effects {
	var out assay.Effects
	for _, p := range a.peers {
		if !slices.Equal(before.List, after.List) {
			out = append(out, assay.Send(p, listMsg{after.List}))
		}
	}
	return out
}

func (a server) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	return assay.Load[State](disk, "s").Or(State{}), nil
}

type small struct{}

func (small) Holds(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return len(s) == 3
}

type stack[T any] struct{ items []T }

func (s stack[T]) push(v T) stack[T] {
	return stack[T]{append(s.items[:len(s.items):len(s.items)], v)}
}

func (s *stack[T]) pushOwn(v T) { s.items = append(s.items, v) }

//assay:pure
func stacks(s stack[int]) int {
	t := s.push(1).push(2)
	var own stack[string]
	own.pushOwn("a")
	return len(t.items) + len(own.items)
}
