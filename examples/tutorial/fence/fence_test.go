package fence_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/tutorial/fence"
)

func TestKept(t *testing.T) { check.Violates(t, fence.Kept(), "client1 has its turn") }

func TestUnfenced(t *testing.T) { check.Violates(t, fence.Unfenced(), "no late write") }

func TestFence(t *testing.T) { check.Test(t, fence.System(), check.Counts(330, 724, 14)) }
