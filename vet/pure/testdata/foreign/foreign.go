// Package foreign calls what is not written in Go.
package foreign

// int twice(int n) { return 2*n; }
import "C"

//assay:pure
func double(n int) int { return int(C.twice(C.int(n))) } // want "double calls C.twice, which is not written in Go"
