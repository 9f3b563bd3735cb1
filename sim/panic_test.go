package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// brittle cannot take a second message.
type brittle struct{ echo }

//assay:ignore total it panics on purpose: how that is reported is what is tested
func (b brittle) Receive(self assay.ID, s echoState, from assay.ID, m msg) (echoState, assay.Effects) {
	if s.Served > 0 {
		panic("one is enough")
	}
	return b.echo.Receive(self, s, from, m)
}

// A panic of a handler is a finding that says where in the user's code it was.
func TestPanicIsAFinding(t *testing.T) {
	sys := assay.System{Name: "brittle", Actors: []assay.Participant{assay.Spawn("server", brittle{})}}
	r, err := Run(sys, queueWorld(8, 10, 1, time.Minute), 1)
	if err != nil {
		t.Fatal(err)
	}
	if f := r.Finding; f == nil || f.Kind != "total" || !strings.Contains(f.Why, "one is enough (panic_test.go:17)") {
		t.Errorf("%+v, expected a finding that names the line", f)
	}
}
