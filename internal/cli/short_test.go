//go:build !long

package cli

// long is the condition of the stories.
const long = false
