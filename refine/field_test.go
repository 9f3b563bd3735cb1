package refine_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/assay-dev/assay/refine"
)

func TestZeroIsAbsent(t *testing.T) {
	var zero refine.Field[string]
	if zero != refine.Absent[string]() || zero.State() != refine.StateAbsent || !zero.IsZero() {
		t.Errorf("the zero Field is %v", zero)
	}
	if zero == refine.Null[string]() || refine.Null[string]() == refine.Present("") || refine.Null[string]().IsZero() || refine.Present("").IsZero() {
		t.Error("two states are one")
	}
	if v, ok := refine.Present("").Get(); v != "" || !ok {
		t.Errorf("an empty text that is there is got as %q %v", v, ok)
	}
}

// A patch says what to change, what to remove and what to leave alone.
func ExampleField() {
	type patch struct {
		Name  refine.Field[string] `json:"name,omitzero"`
		Phone refine.Field[string] `json:"phone,omitzero"`
		Town  refine.Field[string] `json:"town,omitzero"`
	}
	var p patch
	if err := json.Unmarshal([]byte(`{"name": "Ada", "phone": null}`), &p); err != nil {
		fmt.Println(err)
	}
	fmt.Println(p.Name, p.Phone, p.Town, p.Phone.State() == refine.StateNull)
	data, err := json.Marshal(p)
	fmt.Println(string(data), err)
	// Output:
	// Ada null absent true
	// {"name":"Ada","phone":null} <nil>
}
