package assay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

func ExampleAllOf() {
	type vote struct {
		For  assay.ID
		Term int
		Yes  bool
	}
	for _, v := range assay.AllOf[vote](assay.ID("r1"), assay.ID("r2"), 7) {
		fmt.Printf("%+v\n", v)
	}
	// Output:
	// {For:r1 Term:7 Yes:false}
	// {For:r1 Term:7 Yes:true}
	// {For:r2 Term:7 Yes:false}
	// {For:r2 Term:7 Yes:true}
}

func TestAllOf(t *testing.T) {
	type hidden struct{ secret bool }
	for _, c := range []struct {
		name   string
		got    []any
		values int
		says   string
	}{
		{"bool", assay.AllOf[bool](), 2, ""},
		{"array", assay.AllOf[[3]bool](), 8, ""},
		{"array of a domain", assay.AllOf[[3]int8](int8(1), int8(2), int16(3)), 8, ""},
		{"interface", assay.AllOf[struct{ X fmt.Stringer }](assay.FIFO, assay.Kept, 1), 2, ""},
		{"slice in the domain", assay.AllOf[struct{ X []int }]([]int{1}, []int(nil)), 2, ""},
		{"empty struct", assay.AllOf[struct{}](), 1, ""},
		{"nothing of the domain", assay.AllOf[struct{ X, Y int }](int8(1)), 1, "no value of type int is in the domain"},
		{"too many", assay.AllOf[[14]bool](), 1, "more than 10000 values"},
		{"unexported", assay.AllOf[hidden](), 1, "the field secret of assay_test.hidden is not exported"},
	} {
		if len(c.got) != c.values {
			t.Errorf("%s: %d values, expected %d", c.name, len(c.got), c.values)
		}
		err, failed := c.got[0].(error)
		if failed != (c.says != "") || failed && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, expected an error that says %q", c.name, c.got[0], c.says)
		}
	}
}
