package canon

import "unsafe"

// eface is how the runtime lays out an `any`: the type word, and the value or a pointer to it.
type eface struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

// sliceHeader is how the runtime lays out a slice; data is a pointer to the collector, and its writes have barriers.
type sliceHeader struct {
	data unsafe.Pointer
	len  int
	cap  int
}

// someMethods stands for any interface type with methods: converted to `any`, every one of them reads its type from its table.
type someMethods interface{ canonNobodyHasThisMethod() }

// words returns the two words of v.
func words(v any) eface {
	return *(*eface)(unsafe.Pointer(&v))
}

// boxed returns the interface made of the two words.
func boxed(typ, data unsafe.Pointer) any {
	e := eface{typ, data}
	return *(*any)(unsafe.Pointer(&e))
}

// noescape hides p from escape analysis, so that what it points to may stay on the stack. The caller must not let p outlive
// the call, nor store it on the heap, where a growing stack would leave it behind.
//
//go:nosplit
func noescape(p unsafe.Pointer) unsafe.Pointer {
	x := uintptr(p)
	return *(*unsafe.Pointer)(unsafe.Pointer(&x))
}

// contentSink and neverTrue make the compiler believe that what a value points to escapes, see keepContent.
var (
	contentSink unsafe.Pointer
	neverTrue   bool
)

// keepContent tells escape analysis that what *p points to goes to the heap, but not *p itself. Without it a map inside a value
// on the stack could be there too, and the map iterator, which lives on the heap, would lose it when the stack moves
// (TestStackValue).
func keepContent(p unsafe.Pointer) unsafe.Pointer {
	if neverTrue {
		contentSink = *(*unsafe.Pointer)(p)
	}
	return noescape(p)
}
