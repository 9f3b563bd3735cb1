package replicate_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/tutorial/replicate"
)

func TestSelfish(t *testing.T) { check.Violates(t, replicate.Selfish(), "what is safe stays") }

func TestLoyal(t *testing.T) { check.Violates(t, replicate.Loyal(), "what is safe stays") }

func TestReplicate(t *testing.T) { check.Test(t, replicate.System(), check.Counts(915, 2_190, 17)) }
