//go:build long

package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// endless never returns from its third message on.
type endless struct{ echo }

func (e endless) Receive(self assay.ID, s echoState, from assay.ID, m msg) (echoState, assay.Effects) {
	for s.Served >= 2 {
		time.Sleep(time.Millisecond)
	}
	return e.echo.Receive(self, s, from, m)
}

func TestHandlerThatDoesNotReturn(t *testing.T) {
	sys := assay.System{Name: "endless", Actors: []assay.Participant{assay.Spawn("server", endless{})}}
	p, err := compile(sys, queueWorld(8, 10, 1, time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.run(1, nil)
	if err != nil || r.Finding == nil || r.Finding.Kind != "returns" || !strings.Contains(r.Finding.Why, "Receive of server") {
		t.Fatalf("%+v, %v", r.Finding, err)
	}
	var record evidence.Record
	(&config{}).attach(p, &record, r, r.Finding) // which must not wait for it either
	if record.Trace != nil || len(record.NotCovered) == 0 && len(record.Coverage) == 0 {
		t.Errorf("%+v, expected the seed, and no way to what never ended", record)
	}
}
