// Package twophase is two-phase commit as in Gray and Lamport, "Consensus on Transaction Commit", twice.
//
// A transaction manager and some resource managers are to commit a transaction together or abort it together. Each resource
// manager does its part and says that it is prepared, or aborts by itself while it still works. Once all are prepared the
// transaction manager may commit; until it does, it may abort. What it decided binds every resource manager.
//
// Model is the algorithm as a machine, move for move Lamport's TLA+ specification TwoPhase: messages are a set that only grows. Its
// state is a small value without pointers, since it is also what measures how fast the checker is.
//
// Actors is the same algorithm as it would be run, by participants that exchange messages; that one of them may give up is a timer.
//
// What is checked: "consistent", no resource manager commits where another aborts; and that all may commit and all may abort.
package twophase
