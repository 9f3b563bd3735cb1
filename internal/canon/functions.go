package canon

import (
	"runtime"
	"strings"
	"unsafe"
)

// A bound is how the runtime lays out a method value of a pointer: its code, and the pointer.
type bound struct {
	code     uintptr
	receiver unsafe.Pointer
}

// function is what is known of the function value at f: its name, and whether it is a method value of a pointer.
func function(f unsafe.Pointer) (name string, method bool, fault *fault) {
	code := runtime.FuncForPC(*(*uintptr)(f))
	if code == nil {
		return "", false, faultf("is a function without a name, which cannot be cloned")
	}
	name = code.Name()
	bare, method := strings.CutSuffix(name, "-fm")
	last := bare[strings.LastIndexByte(bare, '/')+1:]
	switch {
	case strings.Contains(last, "[...]"):
		return name, false, faultf("is the generic function %s, whose type arguments are not known\nhint: name the field in Shared if it keeps nothing", bare)
	case method && !strings.Contains(last, ".(*"):
		return name, false, faultf("is the method value %s of a copy, which cannot be bound to a clone\nhint: bind it to a pointer, or name the field in Shared", bare)
	case literal(last):
		return name, false, faultf("is the function literal %s, and what it captures cannot be cloned\nhint: use a method value or a declared function, or name the field in Shared if it keeps nothing that changes", bare)
	}
	return name, method, nil
}

// literal says whether a function is a literal, which Go calls after the function that it stands in: F.func1, F.gowrap1, T.M.func2.1.
func literal(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		for _, prefix := range []string{"func", "gowrap", "deferwrap"} {
			if digits, ok := strings.CutPrefix(part, prefix); ok && digits != "" && strings.Trim(digits, "0123456789-") == "" {
				return true
			}
		}
	}
	return false
}

// function writes a function as its name, and of a method value which value in the state it is bound to.
func (e *encoder) function(dst []byte, f unsafe.Pointer) ([]byte, *fault) {
	if f == nil {
		return append(dst, 0), nil
	}
	name, method, fault := function(f)
	if fault != nil {
		return dst, fault
	}
	dst = append(appendUint(append(dst, 1), uint64(len(name))), name...)
	if !method {
		return dst, nil
	}
	receiver := (*bound)(f).receiver
	number := 0 // not met so far
	for at, n := range e.numbers {
		if at.at == receiver && (number == 0 || n+1 < number) {
			number = n + 1
		}
	}
	return appendUint(dst, uint64(number)), nil
}
