// Package walk goes through a System step by step as a person asks: which steps are enabled, what each leads to, what the properties
// say there, and where a state is that fulfils a condition.
//
// The rooms that run a System, check and sim, each make a Ground of it, and Serve answers what the command asks of a test binary. A
// behaviour is named as everywhere, by its list of step numbers, so that a walker keeps nothing that its asker needs again: all that it
// remembers it could find anew.
package walk
