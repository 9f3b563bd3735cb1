// Package foreign calls what is not written in Go.
package foreign

// int twice(int n) { return 2*n; }
import "C"

import _ "unsafe"

//assay:pure
func double(n int) int { return int(C.twice(C.int(n))) } // want "double calls C.twice, which is not written in Go"

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//assay:pure
func linked() int64 { return nanotime() } // want "linked calls nanotime, which is not written in Go"
