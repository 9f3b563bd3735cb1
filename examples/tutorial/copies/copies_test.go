package copies_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/tutorial/copies"
)

func TestHasty(t *testing.T) { check.Violates(t, copies.Hasty(), "what was answered is there") }

func TestCopies(t *testing.T) { check.Test(t, copies.System(), check.Counts(8, 8, 8)) }

func TestBurning(t *testing.T) { check.Violates(t, copies.Burning(), "the client is answered") }
