package forall

import "time"

// ReturnsWithin sets how long a command may take, and answers what sets it back.
func ReturnsWithin(d time.Duration) func() {
	before := returnsMax
	returnsMax = d
	return func() { returnsMax = before }
}
