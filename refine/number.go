package refine

import "fmt"

// Number is every integer and every float.
type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr | ~float32 | ~float64
}

// Between holds of numbers from min to max, both included.
func Between[T Number](min, max T) Rule[T] {
	if !(min <= max) { // so that NaN is refused too
		panic(fmt.Sprintf("refine: Between(%v, %v), expected numbers of which the first is not above the second", min, max))
	}
	return numberRule(between{min: min, max: max}, func(v T) bool { return min <= v && v <= max })
}

// AtLeast holds of min and all numbers above it.
func AtLeast[T Number](min T) Rule[T] {
	if min != min {
		panic("refine: AtLeast(NaN), expected a number")
	}
	return numberRule(between{min: min}, func(v T) bool { return min <= v })
}

// AtMost holds of max and all numbers below it.
func AtMost[T Number](max T) Rule[T] {
	if max != max {
		panic("refine: AtMost(NaN), expected a number")
	}
	return numberRule(between{max: max}, func(v T) bool { return v <= max })
}

func numberRule[T Number](e expr, holds func(T) bool) Rule[T] {
	r := &rule[T]{holds: holds, expr: e}
	if one := T(1); one/2 != 0 { // a float
		r.guard = func(v T) bool { return v == v }
	}
	return Rule[T]{r}
}
