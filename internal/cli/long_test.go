//go:build long

package cli

import "testing"

// long is the condition of the stories.
const long = true

// TestLongStories runs what ends early, is interrupted or killed, is written by hand, or is watched.
func TestLongStories(t *testing.T) { stories(t, "testdata/script/long") }
