//go:build long

package suite_test

// tags are those with which the tests of each release are run.
var tags = []string{"-tags", "long", "-timeout", "30m"}
