package failuretest_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

// A list that AllOf could not make is no list of messages.
func TestAllOfThatFails(t *testing.T) {
	sys := assay.System{Name: "failure/all-of", Actors: []assay.Participant{logger("b")},
		Assume: assay.Assumptions{Per: own{"b": {Lies: assay.AtMost(1), Says: assay.AllOf[struct{ X int }]()}}}}
	if _, err := check.Run(t.Context(), sys); err == nil || !strings.Contains(err.Error(), "no value of type int is in the domain\nhint: ") {
		t.Errorf("%v, expected an error that says what is missing", err)
	}
}
