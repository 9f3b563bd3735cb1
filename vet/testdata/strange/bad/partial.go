package bad

import (
	"encoding/binary"
	"errors"
	"iter"
	"math/big"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"
)

//assay:pure
func BadGotoLoop(n int) int {
again:
	if n > 0 {
		goto again
	}
	return n
}

//assay:pure
func BadSkipsBound(n int) int {
	sum := 0
	for i := 0; i != n; i += 2 {
		sum++
	}
	return sum
}

//assay:pure
func BadByteWraps() int {
	n := 0
	for i := byte(0); i <= 255; i++ {
		n++
	}
	return n
}

//assay:pure
func BadHalves(x int) int {
	n := 0
	for x != 1 {
		x /= 2
		n++
	}
	return n
}

//assay:pure
func BadGrows(xs []int) int {
	mine := slices.Clone(xs)
	for i := 0; i < len(mine); i++ {
		mine = append(mine, i)
	}
	return len(mine)
}

//assay:pure
func BadStepsBack(n int) int {
	for i := 0; i < n; i++ {
		if i == 5 {
			i -= 2
		}
	}
	return n
}

//assay:pure
func BadMiddle(lo, hi int) int {
	for lo < hi {
		mid := lo + (hi-lo)/2
		if mid*mid < 10 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

//assay:pure
func BadRecursesOnSame(xs []int) int {
	if len(xs) == 0 {
		return 0
	}
	return 1 + BadRecursesOnSame(xs[:])
}

//assay:pure
func BadRecursesThroughField() int {
	var s struct{ f func(int) int }
	s.f = func(n int) int {
		if n == 0 {
			return 0
		}
		return s.f(n - 1)
	}
	return s.f(-1)
}

//assay:pure
func BadEndless(n int) int {
	sum := 0
	for x := range naturals() {
		sum += x
	}
	return sum
}

func naturals() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; ; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

//assay:pure
func BadStubborn(n int) int {
	for x := range stubborn() {
		if x == n {
			return x
		}
	}
	return 0
}

func stubborn() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range 3 {
			yield(i)
		}
	}
}

//assay:pure
func BadMin(xs []int) int { return slices.Min(xs) }

//assay:pure
func BadChunk(xs []int, n int) int {
	count := 0
	for range slices.Chunk(xs, n) {
		count++
	}
	return count
}

//assay:pure
func BadShortBytes(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

//assay:pure
func BadToArray(b []byte) [4]byte { return [4]byte(b) }

//assay:pure
func BadReplacer(olds []string) string { return strings.NewReplacer(olds...).Replace("x") }

//assay:pure
func BadRepeat(n int) string { return strings.Repeat("x", n) }

//assay:pure
func BadBase(n int64, base int) string { return strconv.FormatInt(n, base) }

//assay:pure
func BadBigDivision(a, b *big.Int) *big.Int { return new(big.Int).Div(a, b) }

//assay:pure
func BadBits(hi, lo, y uint64) uint64 {
	q, _ := bits.Div64(hi, lo, y)
	return q
}

//assay:pure
func BadDuration(d, step time.Duration) time.Duration { return d / step }

//assay:pure
func BadLocation(t time.Time, loc *time.Location) time.Time { return t.In(loc) }

//assay:pure
func BadUnwrap(err error) string {
	var target *strconv.NumError
	if errors.As(err, &target) {
		return target.Func
	}
	return target.Num
}

//assay:pure
func BadNilFunction(f func(int) int, x int) int { return f(x) }

//assay:pure
func BadNilInterface(err error) string { return err.Error() }

//assay:pure
func BadKey(x any) bool {
	seen := map[any]bool{}
	seen[x] = true
	return seen[x]
}

//assay:pure
func BadGenericIndex[S ~[]E, E any](s S) E { return s[len(s)-1] }

//assay:pure
func BadCheckedTheOther(xs, ys []int) int {
	if len(xs) > 0 {
		return ys[0]
	}
	return 0
}

//assay:pure
func BadCheckIsStale(xs []int) int {
	if len(xs) == 0 {
		return 0
	}
	xs = xs[1:]
	return xs[0]
}

//assay:pure
func BadClosureChanges(xs []int) int {
	mine := slices.Clone(xs)
	drop := func() { mine = nil }
	if len(mine) > 0 {
		drop()
		return mine[0]
	}
	return 0
}

//assay:pure
func BadOverflow(i int, xs []int) int {
	if i+1 < len(xs) && i >= 0 {
		return xs[i+1]
	}
	return xs[(i+1)&7]
}

//assay:pure
func BadOverflowedGuard(i, j int, xs []int) int {
	if i >= 0 && j >= 0 && i+j < len(xs) {
		return xs[i+j]
	}
	return 0
}

//assay:pure
func BadDefault(x any) int {
	switch x := x.(type) {
	case int:
		return x
	case string:
		return len(x)
	}
	return x.([]int)[0]
}

//assay:pure
func BadRethrows(x int) (y int) {
	defer func() {
		if r := recover(); r != nil {
			panic(r)
		}
	}()
	return 10 / x
}

//assay:pure
func BadRecoversTooDeep(x int) (y int) {
	defer func() {
		func() { _ = recover() }()
	}()
	return 10 / x
}

type partialTree struct{ left, right *partialTree }

//assay:pure
func BadDepth(t *partialTree) int { return 1 + max(BadDepth(t.left), BadDepth(t.right)) }

//assay:pure
func BadConversion(n int, xs []int) int {
	if n >= 0 && len(xs) > 255 {
		return xs[int8(n)]
	}
	return 0
}
