//go:build long

package conform

import "testing"

// TestLargeKeyValueLogs are those of fifty clients: the search for an order takes seconds.
func TestLargeKeyValueLogs(t *testing.T) { keyValueLogs(t, "c50") }
