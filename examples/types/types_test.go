package types_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/assay-dev/assay/examples/types"
	"github.com/assay-dev/assay/forall"
	"github.com/assay-dev/assay/refine"
)

// The essay's dynamic half: what is not known when the program is written is parsed, and none must be handled.
func Example() {
	for _, text := range []string{"abc", "ABC", "lmnop", "jk"} {
		fmt.Printf("%s: %v\n", text, refine.Parse[types.ID](text))
	}
	// Output:
	// abc: abc
	// ABC: none
	// lmnop: none
	// jk: none
}

// TestIsOn tries both states: there are no others.
func TestIsOn(t *testing.T) {
	forall.Check(t, func(s types.State) error {
		if _, on := s.(types.On); types.IsOn(s) != on {
			return fmt.Errorf("IsOn(%T) is %v", s, types.IsOn(s))
		}
		return nil
	}, forall.Sum[types.State](types.On{}, types.Off{}))
}

// TestID tries all 17,576 identifiers: what is printed is read again.
func TestID(t *testing.T) {
	forall.Check(t, func(id types.ID) error {
		again, ok := refine.Parse[types.ID](id.String()).Get()
		if !ok || again != id {
			return errors.New("it is not read again")
		}
		return nil
	})
}

// TestPosition finds each item of a cart where it first lies, and none that is not in it. Half of the items are one of the cart's: of
// two identifiers that are drawn apart, hardly any pair is equal.
func TestPosition(t *testing.T) {
	found := 0
	forall.Check3(t, func(cart []types.ID, item types.ID, pick uint8) error {
		if len(cart) > 0 && pick%2 == 0 {
			item = cart[int(pick/2)%len(cart)]
		}
		at, ok := types.Position(types.Session{Cart: cart}, item).Get()
		if first := slices.Index(cart, item); ok != (first >= 0) || ok && at != first {
			return fmt.Errorf("it is at %d (%v), expected %d", at, ok, first)
		}
		if ok {
			found++
		}
		return nil
	})
	if found < 200 {
		t.Errorf("%d items were found, expected at least 200 of 1,000", found)
	}
}

// TestTwoNames tells the functions apart that the essay met as one with a flag: only Restart knows whose session it was.
func TestTwoNames(t *testing.T) {
	user := refine.Some(refine.Must[types.ID]("abc"))
	before := types.Session{User: user, Cart: []types.ID{refine.Must[types.ID]("jkl")}, Seen: 7}
	for _, c := range []struct{ have, want types.Session }{
		{types.Reset(), types.Session{}},
		{types.Restart(before), types.Session{User: user}},
		{before, types.Session{User: user, Cart: []types.ID{refine.Must[types.ID]("jkl")}, Seen: 7}},
	} {
		if !reflect.DeepEqual(c.have, c.want) {
			t.Errorf("the session is %+v, expected %+v", c.have, c.want)
		}
	}
}
