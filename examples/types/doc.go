// Package types is an essay's four snippets about types and functions, in Go: an identifier that cannot be wrong, a function that is
// tried on all it can be given, a flag that hides two functions, and a number that hides an absence.
//
// Beside each stands, below testdata, what the analyzers refuse: the tests show that they do. The essay is "On Eliminating Error in
// Distributed Software Systems"; docs/guide/types.md is the page about what all this can and cannot do.
package types
