// Package dep is what the snippets of its neighbours reach in another package.
package dep

import (
	"os"
	"time"
)

// Mode is read from the environment before main begins.
var Mode = os.Getenv("MODE")

// Start is when the process began.
var Start = time.Now()

// Limits are written once, where they are declared.
var Limits = [3]int{1, 2, 3}

// Counter counts.
type Counter struct{ N int }

// Bump changes its receiver.
func (c *Counter) Bump() int {
	c.N++
	return c.N
}

// Stamp is a value whose text is a reading of the clock.
type Stamp struct{}

func (Stamp) String() string { return time.Now().String() }

// Each gives elements one after another, to any function.
func Each[T any](xs []T, f func(T)) {
	for _, x := range xs {
		f(x)
	}
}

// Doer does something.
type Doer interface{ Do() int }

// DoAll calls a method of a type parameter.
func DoAll[T Doer](xs ...T) int {
	sum := 0
	for _, x := range xs {
		sum += x.Do()
	}
	return sum
}
