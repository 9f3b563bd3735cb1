//go:build long

package cli

import "testing"

// TestLongStories runs what ends early, is interrupted or killed, is written by hand, or is watched.
func TestLongStories(t *testing.T) { stories(t, "testdata/script/long") }
