package sim

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// A process that has more memory than there is before it does anything is killed as it starts, again and again, and time passes.
func TestTooMuchMemoryToStart(t *testing.T) {
	for _, c := range []struct {
		server Server
		kills  int
	}{
		{Server{Memory: Memory{Limit: 100, Base: 101}}, 1},
		{Server{Memory: Memory{Limit: 100, Base: 101}, Restarts: true}, 101}, // at 0, 1, ... 100 ms
		{Server{Memory: Memory{Limit: 100, Base: 101}, Restarts: true, Restart: Exactly(10 * ms)}, 11},
		{Server{Memory: Memory{Limit: 100, Base: 100}}, 0},
	} {
		w := World{For: 100 * ms, Faults: Faults{Off: true}, Servers: map[assay.ID]Server{"server": c.server}}
		r := seedsOf(t, w, 1)[0]
		if n := r.Server("server").Kills("memory"); n != c.kills {
			t.Errorf("%+v: killed %d times, expected %d", c.server.Memory, n, c.kills)
		}
	}
}

// What a message takes in memory is seen from when it comes, and no earlier.
func TestMemoryIsOfItsTime(t *testing.T) {
	l := asks("server")
	l.Arrivals = At(55 * time.Second)
	w := World{For: 100 * time.Second, Every: 10 * time.Second, Load: []Load{l}, Faults: Faults{Off: true},
		Servers: map[assay.ID]Server{"server": {Service: Exactly(20 * time.Second), Memory: Memory{Base: 1000, Message: 500}}}}
	have := seedsOf(t, w, 1)[0].Server("server").MemoryMax
	for i, want := range []float64{1000, 1000, 1000, 1000, 1000, 1500, 1500, 1500, 1000, 1000} {
		if have[i] != want {
			t.Errorf("from %d s: %g bytes, expected %g: %v", 10*i, have[i], want, have)
		}
	}
}
