// Package step says which steps are enabled in a state of a System and what each of them does.
//
// It is written once for all rooms that run actors. A state of the whole falls into components: for each participant what it is
// (Local) and what waits for it (Inbox), then the history, what is left of the limited budgets, and what is no participant's own: which
// links are cut, and how much time has passed (World). Every function here maps
// components to components and keeps no state of its own but the interning of values, so that a caller may remember any answer.
package step
