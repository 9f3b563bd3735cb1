// Package linear does one thing: it looks for an order of the operations of a history that a specification allows, and says where there
// is none.
//
// The search is porcupine's (Wing and Gong, "Testing and verifying concurrent objects", 1993; Lowe, "Testing for linearizability", 2017).
// States, operations and results are numbers here: what a specification answers is remembered by canonical bytes, so its Apply runs twice
// for each operation on each state and never again.
package linear
