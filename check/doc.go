// Package check explores every behaviour of a System.
//
// Test, Violates, Sweep and Replay are for tests, Run and RunSweep for programs. A search is breadth first unless told otherwise, so that a counterexample is a
// shortest one, and its answer is the same for any number of workers. A sweep searches under ever weaker assumptions, and finds the least
// that break each property.
//
// Does not find: errors beyond a bound (the verdict is Unknown then) or beyond System.Within; what a handler does only when called
// more than twice; a violation hidden by a collision of two 64-bit fingerprints (the odds stand in the record; Exact rules it
// out); wrong assumptions; of failures that are not among the dimensions of a sweep, anything.
package check
