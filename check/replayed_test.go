package check

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/examples/outbox"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// violation is the counterexample of a property as a text.
func violation(t *testing.T, sys assay.System, property string) string {
	t.Helper()
	result, err := Run(t.Context(), sys)
	if err != nil {
		t.Fatal(err)
	}
	record, _ := result.Record(property)
	if record.Trace == nil {
		t.Fatalf("%s: %s is %s", sys.Name, property, record.Verdict)
	}
	return record.Trace.String()
}

// TestReplayTells holds what a regression test says: it fails before the fix and passes after it, and says so where it shows nothing.
func TestReplayTells(t *testing.T) {
	text := violation(t, lock.Forgetful(), "mutual exclusion")
	calm := lock.Forgetful()
	calm.Assume.Crashes, calm.Assume.Per = assay.None, nil
	alone := lock.Forgetful()
	alone.Properties = alone.Properties[1:]
	other := strings.Replace(text, "violated after", "seen after", 1)
	for name, c := range map[string]struct {
		sys    assay.System
		text   string
		must   bool
		failed bool
		want   string
	}{
		"before the fix":        {lock.Forgetful(), text, false, true, "lock/forgetful: mutual exclusion: violated: client0 and client1 hold the lock\nmutual exclusion: violated after 6 steps"},
		"after the fix":         {lock.System(2), text, false, false, "lock: the behaviour is not possible any more, and nothing is violated up to where it leaves: step 6 of the trace: deliver lock -> client1 Granted is not enabled there\nhint: these steps"},
		"it must stay possible": {lock.System(2), text, true, true, "check: step 6 of the trace: deliver lock -> client1 Granted is not enabled there"},
		"about nothing":         {lock.Forgetful(), other, false, true, "mutual exclusion: violated"},
		"all of it":             {lock.System(2), "deliver client0 -> lock Acquire", true, false, "lock: every step of the trace is still possible, and nothing is violated on the way"},
		"a participant is gone": {lock.System(1), text, false, true, `check: step 5 of the trace: deliver client1 -> lock Acquire: there is no participant called "client1"`},
		"nothing may crash":     {calm, text, false, true, "check: step 3 of the trace: crash lock: the assumptions of lock/forgetful allow no crash\nhint: "},
		"the property is gone":  {alone, text, false, true, `check: the trace is about "mutual exclusion", and "lock/forgetful" has no such property` + "\nhint: there are ["},
		"it goes on":            {lock.Forgetful(), strings.Replace(text, "  client0=", "  7 deliver client0 -> lock Nothing\n client0=", 1), false, true, "violated after 6 steps"},
	} {
		want, err := trace.Parse(withoutNumbers(c.text))
		if err != nil {
			t.Fatal(name, err)
		}
		var options []Option
		if c.must {
			options = append(options, MustReplay())
		}
		r, err := tell(t.Context(), c.sys, want, options)
		if err != nil {
			r.text, r.failed = err.Error(), true
		}
		if r.failed != c.failed || !strings.Contains(r.text, c.want) {
			t.Errorf("%s: failed is %v, expected %v: %s\nexpected %s", name, r.failed, c.failed, r.text, c.want)
		}
	}
}

// TestReplayRecovers: what a Recovers says of a trace is whether all that can follow recovers.
func TestReplayRecovers(t *testing.T) {
	lossy := assay.Assumptions{Losses: assay.AtMost(2)}
	text := violation(t, asking(asker{}, lossy), "answered")
	want, err := trace.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	r, err := replay(t.Context(), asking(asker{}, lossy), want, nil)
	if said, exit := r.report(); err != nil || exit != 1 || !strings.HasPrefix(said, "answered: violated after") || !strings.Contains(said, "answered: violated here: from here on from ") {
		t.Errorf("exit %d, %v: %s", exit, err, said)
	}
	if end, err := tell(t.Context(), asking(asker{}, lossy), want, nil); err != nil || !end.failed {
		t.Errorf("before the fix: %+v, %v", end, err)
	}
	lossy.Duplicates = assay.Unlimited
	if end, err := tell(t.Context(), asking(asker{Retry: true}, lossy), want, nil); err != nil || end.failed || end.left {
		t.Errorf("after the fix: %+v, %v", end, err)
	}
}

// TestReplayDeadlock: a trace that is about a deadlock is one about its end.
func TestReplayDeadlock(t *testing.T) {
	stuck := asking(asker{}, assay.Assumptions{Losses: assay.AtMost(1)})
	for text, want := range map[string]bool{
		"deadlock: violated after 1 step\nlose a -> b msg0":    true,
		"deadlock: violated after 1 step\ndeliver a -> b msg0": false,
	} {
		parsed, err := trace.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if end, err := tell(t.Context(), stuck, parsed, nil); err != nil || end.failed != want {
			t.Errorf("%s: %+v, %v", text, end, err)
		}
		r, err := replay(t.Context(), stuck, parsed, nil)
		if said, _ := r.report(); err != nil || strings.Contains(said, "deadlock: violated here: no step is enabled but failures") != want {
			t.Errorf("%s: %s, %v", text, said, err)
		}
	}
}

// withoutNumbers leaves the words to say which steps they are.
func withoutNumbers(text string) string {
	before, _, _ := strings.Cut(text, "replay: ")
	return before + "\nreplay: lock/forgetful@old1:"
}

// TestReplaySwept replays each trace of a sweep by its name alone, under the relaxations under which the sweep found it.
func TestReplaySwept(t *testing.T) {
	for _, c := range []struct {
		sys     assay.System
		options []Option
	}{
		{lock.Forgetful(), []Option{FromReliable()}},
		{lock.System(2), nil},
		{outbox.System(1), []Option{FromReliable()}},
		{outbox.System(1), []Option{Dimensions(Liar("shipping", outbox.Shipped{Number: 0}))}},
	} {
		s, err := RunSweep(t.Context(), c.sys, c.options...)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range s.Properties {
			for _, cut := range p.Breaks {
				if cut.Trace == nil {
					continue
				}
				n++
				want, _ := telling.Asked(cut.Trace.Name().String())
				r, err := replay(t.Context(), c.sys, want, c.options)
				if err != nil {
					t.Errorf("%s with %v: %v", p.Name, cut.Words, err)
					continue
				}
				record := find(r.judged, p.Name)
				if record.Verdict != evidence.Violated || !strings.Contains(r.course.trace.Note, strings.Join(cut.Words, ", ")) || r.course.trace.Name().String() != cut.Trace.Name().String() {
					t.Errorf("%s with %v is %s in\n%s", p.Name, cut.Words, record.Verdict, r.course.trace)
				}
			}
		}
		if n == 0 {
			t.Errorf("the sweep of %s found nothing to replay", c.sys.Name)
		}
	}
}

func find(judged []evidence.Record, property string) evidence.Record {
	for _, r := range judged {
		if r.Property == property {
			return r
		}
	}
	return evidence.Record{}
}

// TestReplayManyPoints looks a digest up that no point has, in as great a grid as there may be, within a second.
func TestReplayManyPoints(t *testing.T) {
	var many []Dimension
	for range 12 {
		many = append(many, Dimension{Levels: []Level{{"another horizon", func(a *assay.Assumptions) { a.Duplicates = assay.AtMost(1) }}}})
	}
	began := time.Now()
	_, err := settingOf(t.Context(), lock.System(3), trace.Trace{Digest: "none"}, newConfig([]Option{Dimensions(many...)}))
	if took := time.Since(began); err == nil || took > 5*time.Second {
		t.Errorf("%v after %v, expected an error within a second", err, took)
	} else {
		t.Log(took)
	}
}
