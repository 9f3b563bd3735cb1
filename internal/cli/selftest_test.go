package cli

import (
	"os"
	"strings"
	"testing"
)

// TestSilentDriver refuses a driver that finds nothing in the module of the self-test, as a tool does that is older than the compiler.
func TestSilentDriver(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	c := &command{env: os.Environ()}
	runs := 0
	silent := selfTest{"silent", func(c *command, dir string) (string, error) {
		runs++
		return c.selfTestRun(dir, "build", "./...") // it builds, and nobody complains
	}}
	for range 2 {
		if err := c.selfTest(silent); err == nil || !strings.Contains(err.Error(), "found nothing where something is to be found") {
			t.Errorf("a driver that finds nothing passes: %v", err)
		}
	}
	if runs != 2 {
		t.Errorf("the self-test ran %d times, expected 2: that it failed is not remembered as a pass", runs)
	}
}
