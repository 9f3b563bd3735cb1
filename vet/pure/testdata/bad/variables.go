package bad

import (
	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// Package variables that are written, or read though they are.

//assay:pure
func writesGlobal(n int) int {
	count++ // want "writesGlobal writes the package variable count"
	return n
}

//assay:pure
func writesGlobalMap(k string) { table[k] = 1 } // want "writes the package variable table"

//assay:pure
func keepsArgument(n *Node) { last = n } // want "writes the package variable last"

//assay:pure
func appendsGlobal(s string) { history = append(history, s) } // want "appends to the package variable history" "writes the package variable history"

//assay:pure
func readsGlobal() int { return count } // want "reads the package variable count, which is written outside init"

//assay:pure
func readsImported() int { return dep.Limit } // want "reads the package variable dep.Limit, which is written outside init"

//assay:pure
func writesImported() { dep.Fixed[0] = "x" } // want "writes the package variable dep.Fixed"

//assay:pure
func throughHelper(n int) int {
	bump(n)
	return n
}

func bump(n int) {
	count += n // want "throughHelper calls bump, which writes the package variable count"
}

//assay:pure
func throughAlias(k string) int {
	t := table
	t[k]++ // want "writes the package variable table"
	return t[k]
}

//assay:pure
func throughPointer(n int) int {
	p := &count
	*p = n // want "writes the package variable count"
	return n
}
