package sim

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/outbox"
	"github.com/assay-dev/assay/examples/raft"
)

// written is a run's trace as text.
func written(t *testing.T, sys assay.System, w World, seed uint64) string {
	t.Helper()
	p, err := compile(sys, w)
	if err != nil {
		t.Fatal(err)
	}
	rec, _, err := p.recorded(seed, 20_000, "")
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := rec.write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// Same seed, same bytes of trace, again and again.
func TestSameSeedSameTrace(t *testing.T) {
	for _, sys := range []assay.System{raft.System(1), outbox.Unsynced()} {
		first := written(t, sys, someWorld(), 7)
		if len(first) < 200 {
			t.Errorf("%s: next to nothing happens: %s", sys.Name, first)
		}
		for range 3 {
			if again := written(t, sys, someWorld(), 7); again != first {
				t.Fatalf("%s: the same seed gave another trace", sys.Name)
			}
		}
		if other := written(t, sys, someWorld(), 8); other == first {
			t.Errorf("%s: two seeds gave one trace", sys.Name)
		}
	}
	w := retryStorm(145, 10*time.Second)
	w.For = 100 * time.Second
	if written(t, echoSystem(), w, 1) != written(t, echoSystem(), w, 1) {
		t.Error("the same seed gave another trace under load")
	}
}

// Seeds run side by side, and what each shows does not depend on how many do.
func TestAnyNumberOfCores(t *testing.T) {
	digests := func(cores int) (all string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		results, err := Seeds(t.Context(), raft.System(1), someWorld(), FirstSeeds(12)...)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			all += fmt.Sprintln(r.Seed, r.Digest, r.Events, r.Steps, r.Faults)
		}
		return all
	}
	if one, two, seven := digests(1), digests(2), digests(7); one != two || one != seven {
		t.Errorf("one core\n%s\ntwo\n%s\nseven\n%s", one, two, seven)
	}
}

// An idle actor takes less than a kibibyte.
func TestIdleActorIsSmall(t *testing.T) {
	const n = 100_000
	memory := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := memory()
	sys := assay.System{Name: "idle", Actors: assay.SpawnN("device", n, echo{})}
	p, err := compile(sys, World{For: time.Second, Faults: Faults{Off: true}})
	if err != nil {
		t.Fatal(err)
	}
	e := newEngine(p, 1)
	e.begin()
	own := float64(memory()-before) / n
	runtime.KeepAlive(e)
	t.Logf("%.0f bytes an actor, with all that the System holds of it", own)
	if own > 1024 {
		t.Errorf("an idle actor takes %.0f bytes", own)
	}
}

// BenchmarkMM1 is the number of events in a second of one core on M/M/1 through real actors: an arrival, a service.
func BenchmarkMM1(b *testing.B) {
	events := uint64(0)
	for b.Loop() {
		r, err := Run(echoSystem(), queueWorld(8, 10, 1, 20_000*time.Second), 1)
		if err != nil {
			b.Fatal(err)
		}
		events += r.Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds()/1e6, "Mevents/s")
}
