// Package canon gives any Go value its canonical bytes, and values back from them.
//
// Two values have equal bytes exactly if they are canonically equal: nil and empty slices and maps are the same, pointers are
// compared by what they point to, interfaces by type path and value, floats by their bits. Bytes of one type are prefix-free, so
// that values written one after another are read back without separators.
//
//	bool, uint8, int8     one byte (int8 with its sign bit flipped)
//	other integers        one byte when small, else a length and big-endian bytes; byte order is the order of the numbers
//	floats, complex       big-endian bits in numeric order, NaN bits kept
//	string, slice, map    the length as an integer, then the contents; map entries in the order of their keys' bytes
//	array, struct         the parts, in order; blank fields are left out
//	pointer               0 for nil, or 1 and the value
//	interface             length and path of the dynamic type (length 0 for nil), then the value
//	time.Time             seconds since 1970, nanoseconds, location
//	netip.Addr            the length and bytes of MarshalBinary
//
// A map key must be found again by its value, so pointers in it are refused; a NaN in it is an error too, and so is a cycle.
//
// Reading is strict: bytes that no value has are an error, so whatever is read encodes to the same bytes again.
//
// Does not find: two pointers to one place (they are read back as two places), an element of all zero bytes appended into the
// guarded spare room of a slice of pointers, and a type that keeps outside of itself what its fields refer to.
package canon
