package decide_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/tutorial/decide"
)

func TestLooking(t *testing.T) { check.Violates(t, decide.Looking(), "mutual exclusion") }

func TestDecide(t *testing.T) { check.Test(t, decide.System(), check.Counts(22, 29, 9)) }
