package refine_test

import (
	"errors"
	"fmt"
	"strconv"
	"testing"

	"github.com/assay-dev/assay/refine"
)

// divide says why there is no value.
func divide(a, b int) refine.Result[int] {
	if b == 0 {
		return refine.Fail[int](errors.New("divided by 0"))
	}
	return refine.Ok(a / b)
}

func ExampleResult() {
	fmt.Println(divide(6, 2), divide(6, 0), divide(6, 0).Option())
	fmt.Println(refine.ThenResult(divide(12, 2), func(n int) refine.Result[int] { return divide(n, 0) }))
	fmt.Println(refine.MapResult(divide(12, 2), strconv.Itoa).Get())
	// Output:
	// 3 failed: divided by 0 none
	// failed: divided by 0
	// 6 <nil>
}

func TestZeroResultFails(t *testing.T) {
	var zero refine.Result[int]
	for _, r := range []refine.Result[int]{zero, refine.Fail[int](nil), refine.MapResult(zero, func(n int) int { return n })} {
		if v, err := r.Get(); err == nil || v != 0 || r.Option().IsSome() {
			t.Errorf("the zero Result is %v %v", v, err)
		}
	}
}

func half(n int) refine.Option[int] {
	if n%2 != 0 {
		return refine.None[int]()
	}
	return refine.Some(n / 2)
}

func ExampleThen() {
	fmt.Println(refine.Then(refine.Some(8), half), refine.Then(refine.Some(7), half), refine.Then(refine.None[int](), half))
	fmt.Println(refine.Map(refine.Some(7), strconv.Itoa).Or("?") + "!")
	// Output:
	// 4 none none
	// 7!
}

// TestNothingIsMapped: there is no value to call the function with.
func TestNothingIsMapped(t *testing.T) {
	never := func(int) int { t.Error("called without a value"); return 0 }
	if refine.Map(refine.None[int](), never).IsSome() || refine.MapResult(refine.Fail[int](errors.New("no")), never).Option().IsSome() {
		t.Error("something came of nothing")
	}
}
