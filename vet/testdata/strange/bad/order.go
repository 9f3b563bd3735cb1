package bad

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

//assay:pure
func BadJoinValues(m map[int]string) string {
	return strings.Join(slices.Collect(maps.Values(m)), ",")
}

//assay:pure
func BadFirstKey(m map[string]int) string {
	for k := range maps.Keys(m) {
		return k
	}
	return ""
}

//assay:pure
func BadLastWins(m map[int]int) map[int]int {
	out := map[int]int{}
	for k, v := range m {
		out[k%10] = v
	}
	return out
}

//assay:pure
func BadFirstWins(m map[int]int) map[int]int {
	out := map[int]int{}
	for k := range m {
		if _, taken := out[k%10]; !taken {
			out[k%10] = k
		}
	}
	return out
}

//assay:pure
func BadLastAnswer(m map[int]bool) bool {
	found := false
	for k := range m {
		found = k > 3
	}
	return found
}

//assay:pure
func BadSaturates(m map[string]int) int {
	sum := 0
	for _, v := range m {
		if sum < 100 {
			sum += v
		}
	}
	return sum
}

//assay:pure
func BadPolynomial(m map[string]uint64) uint64 {
	var h uint64
	for _, v := range m {
		h = h*31 + v
	}
	return h
}

//assay:pure
func BadArgmin(m map[string]int) string {
	least, at := 1<<30, ""
	for k, v := range m {
		if v < least {
			least, at = v, k
		}
	}
	return at
}

//assay:pure
func BadDeletesOthers(m map[int]bool) int {
	left, n := maps.Clone(m), 0
	for k := range left {
		delete(left, k+1)
		n++
	}
	return n
}

//assay:pure
func BadAddsMeanwhile(m map[int]int) int {
	grown := maps.Clone(m)
	if grown == nil {
		return 0
	}
	for k, v := range grown {
		if v > 0 {
			grown[k+1] = v - 1
		}
	}
	return len(grown)
}

//assay:pure
func BadStopsEarly(m map[string]int) int {
	sum := 0
	for _, v := range m {
		sum += v
		if sum > 10 {
			break
		}
	}
	return sum
}

//assay:pure
func BadTake(m map[string]int, n int) []string {
	var out []string
	for k := range m {
		if len(out) == n {
			break
		}
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

//assay:pure
func BadSortedByLength(m map[string]int) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Compare(len(a), len(b)) })
}

//assay:pure
func BadMaxBy(m map[string]int) string {
	keys := slices.Collect(maps.Keys(m))
	if len(keys) == 0 {
		return ""
	}
	return slices.MaxFunc(keys, func(a, b string) int { return cmp.Compare(m[a], m[b]) })
}

//assay:pure
func BadFolded(m map[string]string) string {
	var b strings.Builder
	add := func(s string) { b.WriteString(s) }
	for _, v := range m {
		add(v)
	}
	return b.String()
}

//assay:pure
func BadSequence(m map[string]int) []string {
	return slices.Collect(doubled(maps.Keys(m)))
}

func doubled(seq iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s := range seq {
			if !yield(s + s) {
				return
			}
		}
	}
}

//assay:pure
func BadFloats(m map[string]float64) float64 { return total(maps.Values(m)) }

func total[T cmp.Ordered](seq iter.Seq[T]) T {
	var sum T
	for x := range seq {
		sum += x
	}
	return sum
}

//assay:pure
func BadError(m map[string]int) error {
	for k, v := range m {
		if v < 0 {
			return fmt.Errorf("%s is negative", k)
		}
	}
	return nil
}

//assay:pure
func BadNumbering(m map[string]bool) map[string]int {
	ids := make(map[string]int, len(m))
	for k := range m {
		ids[k] = len(ids)
	}
	return ids
}

//assay:pure
func BadNestedAppend(m map[string][]string) map[string][]string {
	by := map[string][]string{}
	for k, vs := range m {
		for _, v := range vs {
			by[v] = append(by[v], k)
		}
	}
	return by
}

type node struct {
	next *node
	name string
}

//assay:pure
func BadPointerInStruct(n node) string { return fmt.Sprintf("%v", n) }

//assay:pure
func BadPointerInMap(m map[string]*node) string { return fmt.Sprint(m) }

//assay:pure
func BadFunctionText(f func()) string { return fmt.Sprint(f) }

//assay:pure
func BadPointerToScalar(n int) string { return fmt.Sprintln(&n) }

//assay:pure
func BadUsesAny(x any) string { return fmt.Sprintf("%p", x) }

//assay:pure
func BadMoves(m map[string]int) (int, int) {
	low, high := 0, 0
	for _, v := range m {
		if v > low {
			low, high = high, v
		}
	}
	return low, high
}

//assay:pure
func BadAlternates(m map[string]int) int {
	sum, sign := 0, 1
	for _, v := range m {
		sum += sign * v
		sign = -sign
	}
	return sum
}

//assay:pure
func BadGotoOverMap(m map[string]int) (first string) {
	for k := range m {
		first = k
		goto done
	}
done:
	return first
}
