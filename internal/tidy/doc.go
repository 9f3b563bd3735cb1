// Package tidy holds the house to its rules: the import table, the form of Go files, and the pages beside them.
//
// It is tests alone. They parse files; none asks the go command, whose answers a test would be served stale from the cache. Each
// rule has cases under testdata/<rule> that break it: the archive's comment is what the rule must say of the archive's files.
package tidy
