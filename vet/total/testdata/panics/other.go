package panics

import (
	"errors"
	"iter"
	"maps"
	"math/rand"
	"os"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/assay-dev/assay"
)

//assay:pure
func share(total, n int) int { return total / n } // want "share divides by n, which may be zero: check it first"

//assay:pure
func bucket(key, n int) int { return key % n } // want "divides by n"

//assay:pure
func halve(n uint, by uint) uint {
	n /= by // want "divides by by"
	return n / 2
}

//assay:pure
func ratio(a, b float64) float64 { return a / b }

//assay:pure
func mean(xs []int) int {
	sum := 0
	for _, x := range xs {
		sum += x
	}
	return sum / len(xs) // want "divides by len\\(xs\\)"
}

//assay:pure
func goodShare(total, n int, xs []int) int {
	if n == 0 {
		return 0
	}
	if len(xs) > 0 {
		total /= len(xs)
	}
	return total/n + total%(len(xs)+1) + total/majority(xs)
}

func majority(xs []int) int { return len(xs)/2 + 1 }

//assay:pure
func shift(n int) int { return 1 << n } // want "shifts by n, which may be negative"

//assay:pure
func goodShift(n uint, m int) int {
	if m < 0 {
		return 0
	}
	return 1<<n | 1<<m
}

//assay:pure
func asserted(x any) int { return x.(int) } // want "asserts that x is int, which it may not be"

//assay:pure
func goodAsserted(x any) int {
	if _, ok := x.(int); ok {
		return x.(int)
	}
	switch x := x.(type) {
	case string:
		return len(x)
	case error:
		return len(x.Error())
	}
	n, _ := x.(int8)
	return int(n)
}

//assay:pure
func explicit(n int) int {
	if n < 0 {
		panic("negative") // want "explicit panics: return what says so instead"
	}
	return n
}

type tally struct{ votes map[string]int }

//assay:pure
func (t tally) vote(for_ string) tally {
	t.votes[for_]++ // want "writes to t.votes, which may be nil"
	return t
}

//assay:pure
func (t tally) cloned(for_ string) tally {
	t.votes = maps.Clone(t.votes)
	t.votes[for_]++ // want "writes to t.votes, which may be nil"
	return t
}

//assay:pure
func (t tally) good(for_ string) tally {
	if t.votes == nil {
		t.votes = map[string]int{}
	} else {
		t.votes = maps.Clone(t.votes)
	}
	t.votes[for_]++
	return t
}

//assay:pure
func (t tally) copied(for_ string) tally {
	votes := make(map[string]int, len(t.votes)+1)
	for k, v := range t.votes {
		votes[k] = v
	}
	votes[for_] = 1
	delete(t.votes, for_)
	return tally{votes: votes}
}

//assay:pure
func (t tally) within() int {
	for k := range t.votes {
		t.votes[k] = 2
	}
	return t.votes["x"]
}

//assay:pure
func undeclared() map[string]int {
	var m map[string]int
	m["x"] = 1 // want "writes to m, which may be nil"
	return m
}

type node struct {
	val  int
	next *node
}

//assay:pure
func second(n *node) int { return n.next.val } // want "follows n, which may be nil" "follows n.next, which may be nil"

//assay:pure
func goodSecond(n *node) int {
	if n == nil || n.next == nil {
		return 0
	}
	return n.next.val
}

//assay:pure
func found(ns []node, val int) int {
	return find(ns, val).val // want "follows find\\(ns, val\\), which may be nil"
}

func find(ns []node, val int) *node {
	for i := range ns {
		if ns[i].val == val {
			return &ns[i]
		}
	}
	return nil
}

func lookup(ns []node, val int) (*node, bool) {
	if n := find(ns, val); n != nil {
		return n, true
	}
	return nil, false
}

func tried(ns []node, val int) (*node, error) {
	n := find(ns, val)
	if n == nil {
		return nil, errors.New("none")
	}
	return n, nil
}

//assay:pure
func goodFound(ns []node) int {
	a, ok := lookup(ns, 1)
	b, err := tried(ns, 2)
	if !ok || err != nil {
		return 0
	}
	return a.val + b.val
}

//assay:pure
func applied(f func(int) int, t struct{ g func(int) int }) int {
	return f(1) + t.g(2) // want "calls t.g, which may be nil"
}

//assay:pure
func made(n int) []int { return make([]int, n) } // want "makes a slice of a length that may be negative"

//assay:pure
func goodMade(n int, xs []int) ([]int, []int) {
	if n < 0 {
		n = 0
	}
	return make([]int, n), make([]int, len(xs), len(xs)+7)
}

//assay:pure
func repeated(s string, n int) string { return strings.Repeat(s, n) } // want "calls strings.Repeat, which panics where the count is negative"

//assay:pure
func goodRepeated(s string, width int) string { return s + strings.Repeat(" ", max(0, width-len(s))) }

//assay:pure
func matched(expr, s string) bool { return regexp.MustCompile(expr).MatchString(s) } // want "calls regexp.MustCompile, which panics where the text does not parse"

//assay:pure
func goodMatched(s string) bool { return regexp.MustCompile("^a+$").MatchString(s) }

//assay:pure
func drawn(r *rand.Rand, n int) int { return r.Intn(n) } // want "calls rand.Rand.Intn"

//assay:pure
func recovered(xs []int) (n int, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("panicked")
		}
	}()
	return xs[0], nil
}

//assay:pure
func valid(xs []int, i int) bool { return i >= 0 && i < len(xs) }

//assay:pure
func empty(xs []int) bool { return len(xs) == 0 }

//assay:pure
func goodHelpers(xs []int, i int) int {
	if valid(xs, i) {
		return xs[i]
	}
	if empty(xs) {
		return 0
	}
	return xs[0]
}

//assay:pure
//assay:ignore total the caller has checked it
func ignored(xs []int) int { return xs[0] }

type server struct{ peers []assay.ID }

type state struct {
	items []int
	seen  map[assay.ID]bool
	turn  int
}

func (a server) Start(self assay.ID) (state, assay.Effects) { return state{}, nil }

func (a server) Receive(self assay.ID, s state, from assay.ID, msg any) (state, assay.Effects) {
	switch m := msg.(type) {
	case int:
		return state{turn: s.head() + s.pick(m)}, nil
	case string:
		s.seen[from] = true                                     // want "Receive writes to s.seen, which may be nil"
		return s, assay.Effects{assay.Send(a.peers[s.turn], m)} // want "Receive indexes a.peers at s.turn"
	case *node:
		return state{turn: m.val}, nil
	}
	if len(s.items) > 0 {
		return state{turn: s.headed()}, nil
	}
	return s, nil
}

func (s state) head() int { return s.items[0] } // want "Receive calls head, which indexes s.items at 0, where s.items may be empty"

func (s state) headed() int { return s.items[0] }

func (s state) pick(i int) int {
	if i == 0 {
		return 0
	}
	return s.items[i-1] // want "Receive calls pick, which indexes s.items at i - 1"
}

// unreached is no business of anybody.
func unreached(xs []int) int { return xs[0] }

//assay:pure
func copied(into, m map[string]int, n, base int64) (map[string]int, string) {
	out := map[string]int{}
	maps.Copy(out, m)
	maps.Copy(into, m)                                                     // want "calls maps.Copy, which panics where the map is nil: make it first"
	return out, strconv.FormatInt(n, 10) + strconv.FormatInt(n, int(base)) // want "calls strconv.FormatInt, which panics where the base"
}

//assay:pure
func countedDown(xs, ys []int) int {
	n := len(xs)
	slices.IndexFunc(ys, func(y int) bool {
		n--
		return false
	})
	return xs[:][max(n, 0)] // want "indexes xs\\[:\\] at max\\(n, 0\\)"
}

//assay:pure
func later(xs, ys []int) []int {
	less := func(i, j int) bool { return xs[i] < xs[j] } // want "indexes xs at i"
	xs = nil
	sort.Slice(ys, less)
	return ys
}

//assay:pure
func exits(n int) int {
	if n > 3 {
		os.Exit(1) // want "calls os.Exit"
	}
	return n
}

//assay:pure
func rethrows(x int) (y int) {
	defer func() {
		if r := recover(); r != nil {
			panic(r) // want "panics"
		}
	}()
	return 10 / x // want "divides by x"
}

type source struct{ seq iter.Seq[int] }

//assay:pure
func nobody(s source) (n int) {
	for range s.seq { // want "calls seq, which may be nil" "ranges over an iterator that nobody sees to end"
		n++
	}
	return n
}

//assay:pure
func lastOf[S ~[]E, E any](s S) E { return s[len(s)-1] } // want "indexes s at len\\(s\\) - 1"

//assay:pure
func goodLastOf[S ~[]E, E any](s S) (last E) {
	for i := range s {
		last = s[i]
	}
	if len(s) > 0 {
		last = s[len(s)-1]
	}
	return last
}

//assay:pure
func goodDrawn(xs []int, seed int64) int {
	if n := len(xs); n > 0 {
		return xs[rand.New(rand.NewSource(seed)).Intn(n)]
	}
	return 0
}
