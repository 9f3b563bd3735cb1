// Package functable is bad: the operation is looked up in a table that Register fills from outside (reads a written global, and a dynamic call).
package functable

var operations = map[string]func(int) int{}

// Register adds an operation.
func Register(name string, f func(int) int) { operations[name] = f }

// Evaluate applies the named operation.
//
//assay:pure
func Evaluate(name string, n int) int {
	f := operations[name] // HERE
	if f == nil {
		return n
	}
	return f(n) // HERE
}
