// Package assay is the vocabulary of Assay: actors, effects, systems, assumptions and properties.
//
// A person writes the behaviour of each participant once, as pure functions (Actor), says who takes part, what the world may do
// and what must hold (System), and hands that to a room that runs it: package check explores every behaviour.
//
// Everything here is data. Nothing in this package runs an actor, reads a clock or keeps a state.
package assay
