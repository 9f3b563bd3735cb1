package good

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// Reads, and calls of what is known.

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
