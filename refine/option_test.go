package refine_test

import (
	"fmt"
	"testing"

	"github.com/assay-dev/assay/refine"
)

func TestZeroIsNone(t *testing.T) {
	var zero refine.Option[string]
	if zero.IsSome() || zero != refine.None[string]() {
		t.Errorf("the zero Option is %v, expected none", zero)
	}
	if value, ok := zero.Get(); ok || value != "" {
		t.Errorf("none is got as %q %v", value, ok)
	}
	if got := zero.Or("instead"); got != "instead" {
		t.Errorf("none or instead is %q", got)
	}
}

// TestSomeOfZero is not None: an Option that holds an empty value holds it.
func TestSomeOfZero(t *testing.T) {
	some := refine.Some("")
	if !some.IsSome() || some == refine.None[string]() {
		t.Error("some empty text is none")
	}
	if value, ok := some.Get(); !ok || value != "" {
		t.Errorf("some empty text is got as %q %v", value, ok)
	}
	if got := some.Or("instead"); got != "" {
		t.Errorf("some empty text or instead is %q", got)
	}
}

func TestEquality(t *testing.T) {
	options := []refine.Option[int]{refine.None[int](), refine.Some(0), refine.Some(1), refine.Some(-1)}
	for i, a := range options {
		for j, b := range options {
			if (a == b) != (i == j) {
				t.Errorf("%v == %v is %v", a, b, a == b)
			}
		}
	}
	if refine.Some(refine.None[int]()) == refine.None[refine.Option[int]]() {
		t.Error("some none is none")
	}
	if refine.Some[any](1) == refine.Some[any](int64(1)) {
		t.Error("two types are equal")
	}
}

func TestString(t *testing.T) {
	for want, option := range map[string]fmt.Stringer{
		"none": refine.None[int](), "7": refine.Some(7), "": refine.Some(""), "[1 2]": refine.Some([]int{1, 2}), "<nil>": refine.Some[any](nil),
		"true": refine.Some(refine.Some(true)),
	} {
		if got := option.String(); got != want {
			t.Errorf("%#v is %q, expected %q", option, got, want)
		}
	}
}

// A field that nobody set is absent rather than wrong.
func ExampleOption() {
	type server struct{ Holder refine.Option[string] }
	var s server
	fmt.Println(s.Holder, s.Holder.Or("nobody"))
	s.Holder = refine.Some("client0")
	holder, held := s.Holder.Get()
	fmt.Println(s.Holder, holder, held, s.Holder == refine.Some("client1"))
	// Output:
	// none nobody
	// client0 client0 true false
}
