// Package panics indexes, divides, asserts and writes to maps, with proof and without.
package panics

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

//assay:pure
func first(xs []int) int { return xs[0] } // want "first indexes xs at 0, where xs may be empty: check len\\(xs\\) first"

//assay:pure
func last(xs []int) int { return xs[len(xs)-1] } // want "last indexes xs at len\\(xs\\) - 1, which may be out of range"

//assay:pure
func at(xs []int, i int) int {
	if i < len(xs) {
		return xs[i] // want "at indexes xs at i"
	}
	return 0
}

//assay:pure
func offByOne(xs []int, i int) int {
	if i >= 0 && i <= len(xs) {
		return xs[i] // want "indexes xs at i"
	}
	return 0
}

//assay:pure
func next(xs []int, i int) int {
	if i >= 0 && i < len(xs) {
		return xs[i+1] // want "indexes xs at i \\+ 1"
	}
	return 0
}

//assay:pure
func wraps(xs []int, i int) int {
	if i+1 > 0 && i+1 < len(xs) {
		return xs[i+1]
	}
	if i > 0 && i-1 < len(xs) && i < 100 {
		return xs[i-1]
	}
	return 0
}

//assay:pure
func wrapsAround(xs []int, i int8) int {
	if int(i) < len(xs) && i >= 0 {
		j := i + 1
		return xs[:i+1][j-1] // want "slices xs" "indexes xs"
	}
	return 0
}

//assay:pure
func other(xs, ys []int) int {
	for i := range xs {
		if i > 3 {
			return ys[i] // want "indexes ys at i"
		}
	}
	return 0
}

//assay:pure
func letters(s string) (byte, string) {
	return s[2], s[1:4] // want "indexes s at 2" "slices s\\[1:4\\]"
}

//assay:pure
func tail(xs []int) []int { return xs[1:] } // want "slices xs\\[1:\\]"

//assay:pure
func fixed(xs []int) [4]int { return [4]int(xs) } // want "converts a slice to an array of 4"

//assay:pure
func goodFixed(xs []int) [4]int {
	if len(xs) < 4 {
		return [4]int{}
	}
	return [4]int(xs)
}

//assay:pure
func window(xs []int, from, to int) []int { return xs[from:to] } // want "slices xs\\[from:to\\]"

//assay:pure
func goodWindow(xs []int, from, to int) []int {
	from, to = max(from, 0), min(to, len(xs))
	if from > to {
		return nil
	}
	return xs[from:to]
}

//assay:pure
func changed(rows []int, i int) int {
	if i < 0 || i >= len(rows) {
		return 0
	}
	rows = rows[:i]
	return rows[i] // want "indexes rows at i"
}

type queue struct {
	items []int
	head  int
}

//assay:pure
func (q queue) front() int { return q.items[q.head] } // want "front indexes q.items at q.head"

//assay:pure
func (q queue) goodFront() int {
	if q.head < 0 || q.head >= len(q.items) {
		return 0
	}
	return q.items[q.head]
}

//assay:pure
func (q queue) stale() int {
	if len(q.items) == 0 {
		return 0
	}
	q.items = slices.DeleteFunc(slices.Clone(q.items), func(i int) bool { return i == 0 })
	return q.items[0] // want "indexes q.items at 0"
}

//assay:pure
func (q queue) pop() (int, queue) {
	if len(q.items) == 0 {
		return 0, q
	}
	x := q.items[0]
	q.items = q.items[1:]
	return x, q
}

//assay:pure
func goodFirst(xs []int) int {
	if len(xs) == 0 {
		return 0
	}
	return xs[0] + xs[len(xs)-1]
}

//assay:pure
func goodCases(s string) byte {
	switch {
	case s == "":
		return 0
	case len(s) > 3 && s[3] == 'x':
		return s[len(s)-4]
	}
	return s[0]
}

//assay:pure
func goodLoops(xs []int) (sum int) {
	for i := range xs {
		sum += xs[i]
	}
	for i := 0; i < len(xs); i++ {
		sum += xs[i]
	}
	for i := 0; i < len(xs); i += 2 {
		sum += xs[i]
	}
	for i := len(xs) - 1; i >= 0; i-- {
		sum += xs[i]
	}
	for i := len(xs); i > 0; i-- {
		sum += xs[i-1]
	}
	for i := 1; i < len(xs); i++ {
		sum += xs[i] - xs[i-1]
	}
	for i := range len(xs) / 2 {
		sum += xs[i] * xs[len(xs)-1-i]
	}
	for i, j := 0, len(xs)-1; i < j; i, j = i+1, j-1 {
		sum += xs[i] * xs[j]
	}
	for i := range min(len(xs), 4) {
		sum += xs[i]
	}
	for i := range xs[min(1, len(xs)):] {
		sum += xs[i]
	}
	return sum
}

//assay:pure
func goodSearch(xs []int, x int) (int, bool) {
	lo, hi := 0, len(xs)
	for lo < hi {
		mid := lo + (hi-lo)/2
		switch {
		case xs[mid] == x:
			return mid, true
		case xs[mid] < x:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return lo, false
}

//assay:pure
func goodSearchUint(xs []int, x int) bool {
	lo, hi := 0, len(xs)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if xs[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(xs) && xs[lo] == x
}

//assay:pure
func goodMerge(xs, ys []int) []int {
	out := make([]int, 0, len(xs)+len(ys))
	i, j := 0, 0
	for i < len(xs) && j < len(ys) {
		if xs[i] <= ys[j] {
			out = append(out, xs[i])
			i++
		} else {
			out = append(out, ys[j])
			j++
		}
	}
	return append(append(out, xs[i:]...), ys[j:]...)
}

//assay:pure
func goodStd(xs []int, words []string, s string) int {
	if at, found := slices.BinarySearch(xs, 3); found {
		return xs[at]
	} else if at > 0 {
		return xs[at-1] + len(xs[:at]) + len(slices.Insert(slices.Clone(xs), at, 3))
	}
	if i := slices.Index(words, s); i >= 0 {
		return len(words[i])
	}
	if i := strings.Index(s, "::"); i >= 0 {
		return len(s[:i]) + len(s[i+2:])
	}
	if i := strings.IndexByte(s, '='); i > 0 {
		return len(s[:i]) + len(s[i+1:])
	}
	if slices.Contains(xs, 4) {
		return xs[0]
	}
	if strings.HasPrefix(s, "abc") {
		return int(s[2])
	}
	if i := sort.SearchInts(xs, 4); i < len(xs) {
		return xs[i]
	}
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == 'x' {
			return size
		}
		s = s[size:]
	}
	return len(strings.Split(s, ",")[0])
}

//assay:pure
func goodSort(words []string) []string {
	sorted := slices.Clone(words)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i] < sorted[j] })
	keys := []string{}
	for _, w := range words {
		keys = append(keys, w)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] > keys[j] })
	at := sort.Search(len(keys), func(i int) bool { return keys[i] == "" })
	return append(sorted, keys[:at]...)
}

//assay:pure
func goodArrays(i uint8, j int) int {
	table := [...]int{1, 2, 3}
	var all [256]int
	if j >= 0 && j < len(table) {
		return table[j] + all[i]
	}
	return table[int(i)%3] + table[2] + all[i&15] + []int{1, 2}[i%2]
}

//assay:pure
func badArray(i uint8) int {
	table := [...]int{1, 2, 3}
	return table[i] // want "indexes table at i"
}

//assay:pure
func goodMod(xs []int, n int) int {
	if len(xs) == 0 || n < 0 {
		return 0
	}
	return xs[n%len(xs)]
}

//assay:pure
func badMod(xs []int, n int) int {
	if len(xs) == 0 {
		return 0
	}
	return xs[n%len(xs)] // want "indexes xs at n % len\\(xs\\)"
}

//assay:pure
func goodRows(rows [][]int, r, c int) int {
	if r < 0 || r >= len(rows) || c < 0 || c >= len(rows[r]) {
		return 0
	}
	return rows[r][c]
}

//assay:pure
func goodGrown(xs []int) int {
	xs = append(slices.Clone(xs), 1)
	ys := make([]int, len(xs)+1)
	for i := range xs {
		ys[i+1] = xs[i]
	}
	return xs[len(xs)-1] + ys[0] + ys[len(xs)]
}

//assay:pure
func goodCaptured(xs []int) func() int {
	if len(xs) == 0 {
		return nil
	}
	return func() int { return xs[0] }
}

//assay:pure
func badCaptured(xs []int) func() int {
	return func() int { return xs[0] } // want "indexes xs at 0"
}

//assay:pure
func goodOrder(n, m int, xs []int) int {
	ok := n >= 0 && n < m && m <= len(xs)
	if !ok {
		return 0
	}
	return xs[n]
}

//assay:pure
func goodLabels(b []byte) (s string) {
	for i := 0; i+1 < len(b); i += 2 {
		s += string(b[i : i+2])
	}
	return s
}

//assay:pure
func goodFull(xs []int) []int { return append(xs[:len(xs):len(xs)], 1) }

//assay:pure
func goodConvert(s string) byte {
	if b := []byte(s); len(b) > 1 {
		return b[1] + s[1]
	}
	return 0
}
