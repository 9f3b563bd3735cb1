//go:build long

package workqueue_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/workqueue"
)

// TestTwoConsumersLong is two consumers, each of which may crash and ask once more.
func TestTwoConsumersLong(t *testing.T) {
	check.Test(t, workqueue.Written(workqueue.DeadLetters(2)))
}
