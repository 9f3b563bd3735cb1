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

	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// Locals that are written.

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
