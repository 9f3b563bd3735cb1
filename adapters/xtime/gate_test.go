package xtime

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

// TestInOrder: the limiter keeps its rate where stamps arrive in their order.
func TestInOrder(t *testing.T) { check.Test(t, System("gate", assay.FIFO)) }

// TestOutOfOrder: it does not where they arrive in another. A stamp that goes back takes the limiter's own clock back, and the time
// after it is counted twice.
func TestOutOfOrder(t *testing.T) {
	check.Violates(t, System("gate/unordered", assay.Unordered), "no more than the rate allows")
}
