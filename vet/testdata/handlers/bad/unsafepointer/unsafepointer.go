// Package unsafepointer is bad: the bits of a struct are read as another type (unsafe).
package unsafepointer

import "unsafe"

type pair struct{ a, b uint32 }

// Packed is the pair as one number.
//
//assay:pure
func Packed(a, b uint32) uint64 {
	p := pair{a, b}
	return *(*uint64)(unsafe.Pointer(&p)) // HERE
}
