// Package good holds functions that look suspicious and are pure, deterministic and total. They were written by a second stranger, after those
// of testdata/handlers, and are kept as they are.
package good

import (
	"bytes"
	"cmp"
	"container/heap"
	"container/list"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"iter"
	"maps"
	"math/bits"
	"math/rand/v2"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/assay-dev/assay/vet/testdata/strange/dep"
)

//assay:pure
func SortedKeys(m map[string]int) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "%s=%d,", k, m[k])
	}
	return b.String()
}

//assay:pure
func MapToMap(m map[string]int) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = strconv.Itoa(v)
	}
	return out
}

//assay:pure
func OwnSource(n int) uint64 {
	r := rand.New(rand.NewPCG(1, 2))
	for range max(0, min(n, 10)) {
		r.Uint64()
	}
	return r.Uint64()
}

//assay:pure
func Commutes(m map[string]uint64) (x, or, and, sum, n, top uint64, all, any bool) {
	and, all = ^uint64(0), true
	for _, v := range m {
		x ^= v
		or |= v
		and &= v
		sum += v
		n++
		top = max(top, v)
		all = all && v > 3
		any = any || v > 3
	}
	return
}

//assay:pure
func DeferredCleanup(xs []int) (sum int) {
	var open []int
	defer func() {
		open = open[:0]
		sum += len(open)
	}()
	for _, x := range xs {
		open = append(open, x)
		sum += x
	}
	return sum
}

//assay:pure
func Shrinks(xs []int) int {
	if len(xs) == 0 {
		return 0
	}
	return xs[0] + Shrinks(xs[1:])
}

//assay:pure
func ShrinksByHalf(xs []int) int {
	if len(xs) < 2 {
		return len(xs)
	}
	half := len(xs) / 2
	return ShrinksByHalf(xs[:half]) + ShrinksByHalf(xs[half:])
}

//assay:pure
func CountsWithClosure(xs []int) int {
	n := 0
	bump := func() { n++ }
	for range xs {
		bump()
	}
	return n
}

var word = regexp.MustCompile(`^[a-z]+$`)

//assay:pure
func Matches(s string) bool { return word.MatchString(s) }

var errOdd = errors.New("odd")

//assay:pure
func Wraps(n int) error {
	if n%2 == 1 {
		return fmt.Errorf("%d: %w", n, errOdd)
	}
	return nil
}

//assay:pure
func IsOdd(n int) bool { return errors.Is(Wraps(n), errOdd) }

//assay:pure
func UTCDate(sec int64) string { return time.Unix(sec, 0).UTC().Format(time.RFC3339) }

//assay:pure
func Later(t time.Time, d time.Duration) bool {
	return t.Add(d).After(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
}

//assay:pure
func FromTable(i int) int {
	if i < 0 || i >= len(dep.Limits) {
		return 0
	}
	return dep.Limits[i]
}

//assay:pure
func TextOfValue(m map[string]int) string { return fmt.Sprintf("%v %T", m, m) }

//assay:pure
func OwnHeap(xs []int) int {
	h := ints(slices.Clone(xs))
	slices.Sort(h)
	if len(h) == 0 {
		return 0
	}
	return h[0]
}

type ints []int

//assay:pure
func OwnHash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

//assay:pure
func Digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

//assay:pure
func OwnBytes(x uint32) []byte {
	b := make([]byte, 4)
	binary.BigEndian.PutUint32(b, x)
	return binary.BigEndian.AppendUint32(b, x)
}

//assay:pure
func GuardedBytes(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return binary.BigEndian.Uint32(b)
}

//assay:pure
func CappedAppend(xs []int, x int) []int { return append(xs[:len(xs):len(xs)], x) }

//assay:pure
func OwnIterator(xs []int) []int { return slices.Collect(evens(xs)) }

func evens(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if x%2 == 0 && !yield(x) {
				return
			}
		}
	}
}

//assay:pure
func RangesOverOwn(xs []int) int {
	for x := range evens(xs) {
		if x > 10 {
			return x
		}
	}
	return 0
}

//assay:pure
func CopiedThroughIterators(m map[string]int) map[string]int { return maps.Collect(maps.All(m)) }

//assay:pure
func DeletesVisited(m map[string]int) map[string]int {
	mine := maps.Clone(m)
	for k, v := range mine {
		if v < 0 {
			delete(mine, k)
		}
	}
	return mine
}

//assay:pure
func CollectsThenSorts(m map[string]int) []string {
	var keys []string
	for k, v := range m {
		if v > 0 {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	return keys
}

type entry struct {
	name string
	n    int
}

//assay:pure
func SortsPairs(m map[string]int) []entry {
	out := make([]entry, 0, len(m))
	for k, v := range m {
		out = append(out, entry{k, v})
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(-cmp.Compare(a.n, b.n), strings.Compare(a.name, b.name))
	})
	return out
}

//assay:pure
func GroupsSums(m map[string]int) map[int]int {
	sums := map[int]int{}
	for k, v := range m {
		sums[len(k)] += v
	}
	return sums
}

//assay:pure
func Least(m map[string]int) string {
	least, found := "", false
	for k := range m {
		if !found || k < least {
			least, found = k, true
		}
	}
	return least
}

//assay:pure
func AnyNegative(m map[string]int) error {
	for _, v := range m {
		if v < 0 {
			return errOdd
		}
	}
	return nil
}

//assay:pure
func Subset(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

//assay:pure
func Generic[K cmp.Ordered, V any](m map[K]V) []V {
	out := make([]V, 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[k])
	}
	return out
}

//assay:pure
func UpperOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
}

//assay:pure
func FirstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

//assay:pure
func CountsRunes(s string) (n int) {
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

//assay:pure
func OwnList(xs []int) int {
	l := list.New()
	for _, x := range xs {
		l.PushFront(x)
	}
	return l.Len()
}

//assay:pure
func OwnBuffer(xs []string) string {
	var b bytes.Buffer
	for _, x := range xs {
		b.WriteString(x)
	}
	return b.String()
}

//assay:pure
func Recovers(x int) (y int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errOdd
		}
	}()
	return 10 / x, nil
}

//assay:pure
func Halves(x uint) (n int) {
	for ; x > 0; x /= 2 {
		n++
	}
	return n
}

//assay:pure
func Shifts(x uint64) (n int) {
	for ; x != 0; x >>= 1 {
		n += int(x & 1)
	}
	return n + bits.LeadingZeros64(x)
}

//assay:pure
func Middle(xs []int, want int) int {
	lo, hi := 0, len(xs)
	//assay:decreases hi - lo
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if mid < 0 || mid >= len(xs) {
			return 0
		}
		if xs[mid] < want {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

type tree struct {
	left, right *tree
	n           int
}

//assay:pure
func Parts(s string) (string, string) {
	at := strings.IndexByte(s, '=')
	if at < 0 {
		return s, ""
	}
	return s[:at], s[at+1:]
}

//assay:pure
func Pops(xs []int) (out []int) {
	stack := slices.Clone(xs)
	for len(stack) > 0 {
		last := len(stack) - 1
		out = append(out, stack[last])
		stack = stack[:last]
	}
	return out
}

//assay:pure
func NewTree(n int) *tree {
	t := &tree{n: n}
	t.left = &tree{n: n - 1}
	t.left.n++
	return t
}

// InvertedThenSorted is blamed, as strange_test.go says.
//
//assay:pure
func InvertedThenSorted(m map[string]int) map[int][]string {
	by := map[int][]string{}
	for k, v := range m {
		by[v] = append(by[v], k)
	}
	for _, ks := range by {
		slices.Sort(ks)
	}
	return by
}

//assay:pure
func BackwardByHand(xs []int) []int {
	out := slices.Clone(xs)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

type pairs []entry

func (p pairs) Len() int           { return len(p) }
func (p pairs) Less(i, j int) bool { return p[i].name < p[j].name }
func (p pairs) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }

//assay:pure
func SortsByInterface(ps []entry) []entry {
	mine := pairs(slices.Clone(ps))
	sort.Sort(mine)
	return mine
}

type queue []int

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any) {
	if n, ok := x.(int); ok {
		*q = append(*q, n)
	}
}
func (q *queue) Pop() any {
	old := *q
	if len(old) == 0 {
		return nil
	}
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

//assay:pure
func OwnPriority(xs []int) int {
	q := queue(slices.Clone(xs))
	heap.Init(&q)
	heap.Push(&q, 3)
	return q.Len()
}
