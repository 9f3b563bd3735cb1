package remember_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/tutorial/remember"
)

func TestForgetful(t *testing.T) { check.Violates(t, remember.Forgetful(), "mutual exclusion") }

func TestUnsynced(t *testing.T) { check.Violates(t, remember.Unsynced(), "mutual exclusion") }

func TestRemember(t *testing.T) { check.Test(t, remember.System(), check.Counts(104, 165, 10)) }
