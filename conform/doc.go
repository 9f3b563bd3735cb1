// Package conform does one thing: it says whether a history that was recorded elsewhere fits a specification.
//
// A history is who called what, when, and what was answered, in the order in which it happened. It is linearizable if each operation can
// be thought to take effect at one moment between its call and its return such that a sequential object would have answered the same
// (Herlihy and Wing, "Linearizability", 1990). Test judges a history that a Recorder recorded in a Go test, and File one in a file.
//
// Does not find: what was not recorded. A history that fits says nothing about other schedules, and a recorder that notes a call late or a
// return early makes histories look wrong that are not.
package conform
