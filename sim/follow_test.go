package sim

import (
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/examples/outbox"
	"github.com/assay-dev/assay/examples/paxos"
	"github.com/assay-dev/assay/examples/raft"
	"github.com/assay-dev/assay/examples/register"
	"github.com/assay-dev/assay/internal/step"
)

func someWorld() World {
	return World{For: 20 * time.Second, Link: Link{Latency: Exponential(200 * ms)}}
}

// What happens in virtual time is a behaviour of the shared semantics, step by step, whatever fails.
func TestExamplesAreFollowed(t *testing.T) {
	for _, sys := range []assay.System{lock.System(2), lock.Lease(), lock.Fenced(), outbox.System(2), outbox.DualWrite(), outbox.SendFirst(),
		paxos.System(3, 2), paxos.Durable(3, 2), raft.System(1), raft.Unsynced(), register.ABD(3, 2)} {
		w := someWorld()
		p, err := compile(sys, w)
		if err != nil {
			t.Errorf("%s: %v", sys.Name, err)
			continue
		}
		kinds := map[step.Kind]int{}
		for seed := uint64(1); seed <= 20; seed++ {
			rec, r, err := p.recorded(seed, 400, "")
			if err != nil {
				t.Fatalf("%s: %v", sys.Name, err)
			}
			f, err := newFollower(p)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := f.walk(rec.steps, true, func(step.State, *step.Step) bool { return false }); err != nil {
				t.Errorf("%s, seed %d (%v): %v", sys.Name, seed, r.Faults, err)
			}
			for _, s := range rec.steps {
				kinds[s.kind]++
			}
		}
		t.Logf("%s: %v", sys.Name, kinds)
	}
}

// Broken variants are found by chance too, and what is found is shrunk to a trace that the shared semantics takes to the same end.
func TestBrokenAreFound(t *testing.T) {
	for _, c := range []struct {
		sys   assay.System
		what  string
		steps int // of the shrunk trace, at most
	}{
		{lock.Forgetful(), "mutual exclusion", 6},
		{outbox.DualWrite(), "no order is stranded", 3},
		{paxos.SmallQuorum(), "one value decided", 2},
		{paxos.SmallQuorum(), "linearizable", 9},
		{lock.Numbered(), "deterministic", 1},
		{lock.Stamped(), "deterministic", 1},
		{lock.Queueing(), "pure", 2},
	} {
		conf := config{seeds: FirstSeeds(50)}
		records, err := conf.records(t.Context(), c.sys, someWorld(), func(int) {})
		if err != nil {
			t.Errorf("%s: %v", c.sys.Name, err)
			continue
		}
		i := slices.IndexFunc(records, func(r evidence.Record) bool { return r.Property+r.Finding == c.what })
		if i < 0 || records[i].Verdict != evidence.Violated || records[i].Trace == nil {
			t.Errorf("%s: %q is not found: %+v", c.sys.Name, c.what, records)
			continue
		}
		if n := len(records[i].Trace.Steps); n > c.steps {
			t.Errorf("%s: %q takes %d steps, expected %d at most\n%s", c.sys.Name, c.what, n, c.steps, records[i].Trace)
		}
		if records[i].Finding != "" {
			continue
		}
		if text, exit, err := replay(c.sys, someWorld(), *records[i].Trace); err != nil || exit != 1 {
			t.Errorf("%s: the trace does not replay to a violation: %d, %v\n%s", c.sys.Name, exit, err, text)
		}
	}
}
