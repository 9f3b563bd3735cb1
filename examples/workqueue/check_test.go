package workqueue_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/workqueue"
)

func TestWork(t *testing.T) { check.Test(t, workqueue.System(3), check.Counts(2_880, 8_985, 14)) }

func TestEarly(t *testing.T) {
	check.Violates(t, workqueue.Early(), "what is acknowledged was processed")
}

func TestDeadLetters(t *testing.T) {
	check.Test(t, workqueue.Written(workqueue.DeadLetters(1)), check.Counts(5_308, 16_048, 33))
}

// In no behaviour does a restart, another try or another consumer bring a poisoned log forward.
func TestPoisoned(t *testing.T) {
	check.Violates(t, workqueue.Written(workqueue.Poisoned(1)), "all is committed")
	check.Violates(t, workqueue.Written(workqueue.Poisoned(2)), "all is committed")
}

func TestSkips(t *testing.T) {
	check.Violates(t, workqueue.Written(workqueue.Skips()), "what is committed is kept")
}
