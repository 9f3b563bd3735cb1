package sim

import (
	"testing"
	"time"
)

func TestRan(t *testing.T) {
	w := retryStorm(150, 10*time.Second)
	w.For, w.Every = 200*time.Second, 0
	r, err := Run(echoSystem(), w, 1)
	if err != nil {
		t.Fatal(err)
	}
	if r.Ended() != r.For() || r.World().For != w.For || r.World().Load[0].ID != "clients" {
		t.Errorf("it ended at %v of %v", r.Ended(), r.For())
	}
	loads, servers := r.Loads(), r.Servers()
	if len(loads) != 1 || loads[0] != r.Load("clients") || len(servers) != 1 || servers[0] != r.Server("server") {
		t.Errorf("loads %v, servers %v", loads, servers)
	}
	// The server works at full speed for nobody: two tries of 150 a second, for the 130 s after the outage.
	about(t, "late answers", float64(loads[0].Late()), 300*130, 2000)
}
