// Package none has functions that answer with a value which stands for none, and some that do not.
package none

import (
	"errors"
	"strings"
	"time"
)

func find(all []string, s string) int {
	for i, a := range all {
		if a == s {
			return i
		}
	}
	return -1 // want `^-1 is none among the results of find: return refine.Option\[int\]$`
}

const missing = -1

// Place has a name for it.
func Place(all []string, s string) (line, column int) {
	if len(all) == 0 {
		return missing, missing // want `-1 is none among the results of Place`
	}
	return find(all, s), len(s)
}

func age(names map[string]int64, name string) int64 {
	if a, ok := names[name]; ok {
		return a
	}
	return -1 // want `return refine.Option\[int64\]`
}

// suffix is what follows the dot, or "" if there is none.
func suffix(s string) string {
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return s[i:]
	}
	return "" // want `"" is none among the results of suffix: return refine.Option\[string\]`
}

func owner(byName map[string]string, name string) string {
	if name == "" {
		return "" // want `"" is none among the results of owner`
	}
	return byName[name]
}

func owned(byName map[string]string) bool {
	o := owner(byName, "a")
	return o != ""
}

type node struct {
	next *node
	v    int
}

func (n *node) find(v int) *node {
	for ; n != nil; n = n.next {
		if n.v == v {
			return n
		}
	}
	return nil // want `nil is none among the results of find: return refine.Option\[\*node\]`
}

// since is how long ago something was, or -1 if it never was.
func since(at map[string]time.Duration, name string) time.Duration {
	if d, ok := at[name]; ok {
		return d
	}
	return -1 // want `-1 is none among the results of since: return refine.Option\[time.Duration\]`
}

// mean is -1 for no numbers.
func mean(all []float64) float64 {
	if len(all) == 0 {
		return -1 // want `return refine.Option\[float64\]`
	}
	return all[0] / float64(len(all))
}

type key string

// keyOf is empty if there is none.
func keyOf(line string) key {
	before, _, ok := strings.Cut(line, "=")
	if !ok {
		return "" // want `return refine.Option\[key\]`
	}
	return key(before)
}

type handler interface{ handle() }

func route(all map[string]handler, path string) handler {
	if h, ok := all[path]; ok {
		return h
	}
	return nil // want `nil is none among the results of route: return refine.Option\[handler\]`
}

func routed(all map[string]handler) bool { return route(all, "/") != nil }

// hook is nil where nobody asked for one.
func hook(all map[string]func(), name string) func() {
	if f, ok := all[name]; ok {
		return f
	}
	return nil // want `return refine.Option\[func\(\)\]`
}

// years is -1 where no age is known.
func years(ages map[string]int, name string) (n int) {
	n, ok := ages[name]
	if !ok {
		n = -1 // want `-1 is none among the results of years`
	}
	return n
}

func last(all []string, s string) int {
	at := -1 // want `-1 is none among the results of last`
	for i, a := range all {
		if a == s {
			at = i
		}
	}
	return at
}

func lasts(all []string) bool { return last(all, "a") != -1 }

// lowest is below all numbers: nobody speaks of none.
func lowest(all []int) int {
	low := -1
	for _, n := range all {
		low = min(low, n)
	}
	return low
}

// negated is below zero at times, like any other number.
func negated(op string, n int) int {
	if op == "dec" {
		return -1
	}
	return -n
}

// cold is a number of degrees.
func cold(winter bool, t float64) float64 {
	if winter {
		return -1
	}
	return t
}

// level has a name for -1, which is one of many.
type level int

const quiet level = -1

func levelOf(n int) level {
	if n < 0 {
		return quiet
	}
	return level(n)
}

func visitor(deep bool, f func()) func() {
	if deep {
		return f
	}
	return nil
}

// Said beside it, an answer like others, or not a mix.

func lookup(all []string, s string) (int, bool) {
	if i := find(all, s); i >= 0 {
		return i, true
	}
	return -1, false
}

func parse(s string) (*node, error) {
	if s == "" {
		return nil, errors.New("empty")
	}
	return &node{}, nil
}

func compare(a, b int) int {
	if a < b {
		return -1
	}
	return a - b
}

func turn(right bool) int {
	if right {
		return 1
	}
	return -1
}

func trimmed(s string) string {
	if len(s) > 80 {
		return ""
	}
	return s + "."
}

func always() *node { return nil }

func first(all []int) []int {
	if len(all) == 0 {
		return nil
	}
	return all[:1]
}

type failure struct{}

func (*failure) Error() string { return "" }

func try(n int) *failure {
	if n > 0 {
		return nil
	}
	return &failure{}
}

// fault is an error that does not say so.
type fault struct{ text string }

func check(n int) *fault {
	if n > 0 {
		return nil
	}
	return &fault{"not positive"}
}

// reader is what the standard library asks for.
type tree struct{ ids []int }

func (t tree) Len() int { return len(t.ids) }

// within has a literal that answers, and is itself none of it.
func within(all []int) int {
	f := func(n int) int {
		if n > 0 {
			return n
		}
		return -1
	}
	return f(len(all))
}

//assay:ignore sentinel the file format has -1 here
func offsetOf(all []int, n int) int {
	for i := range all {
		if all[i] == n {
			return i
		}
	}
	return -1
}

//assay:ignore sentinel the wire has it so
func length(all []int) int {
	if all == nil {
		return -1
	}
	return len(all)
}
