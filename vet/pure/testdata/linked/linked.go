// Package linked calls a function of another package behind that package's back.
package linked

import _ "unsafe"

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//assay:pure
func linked() int64 { return nanotime() } // want "linked calls nanotime, which is not written in Go"
