package types_test

import (
	"errors"
	"fmt"
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
