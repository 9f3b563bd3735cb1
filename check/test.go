package check

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/golden"
	"github.com/assay-dev/assay/internal/side"
)

// Test explores sys and fails t unless every property holds. An Unknown fails it too, unless AcceptUnknown says why it may be.
func Test(t *testing.T, sys assay.System, options ...Option) {
	t.Helper()
	if sweeping() {
		sweepInstead(t, sys, options)
		return
	}
	c, result, ok := run(t, sys, options)
	if !ok {
		return
	}
	for _, record := range result.Records {
		leave(t, record)
		if text := complaint(record, c); text != "" {
			t.Error(text)
		}
	}
	found := counts{result.States, result.Steps, result.Depth}
	if c.counts != nil && found != *c.counts {
		t.Errorf("%s: %d states, %d steps, depth %d; expected %d, %d, %d", sys.Name, found.states, found.steps, found.depth,
			c.counts.states, c.counts.steps, c.counts.depth)
	}
}

// Violates is for broken variants. It passes exactly when property is violated and the shortest counterexample is the golden one, in
// testdata/<system>/<property>.trace. The digest in the golden one's name may be another: it changes with what the counterexample
// does not show. With ASSAY_REWRITE=1 in the environment Violates writes that file; read the difference.
func Violates(t *testing.T, sys assay.System, property string, options ...Option) {
	t.Helper()
	if sweeping() {
		sweepInstead(t, sys, append(slices.Clone(options), only(property)))
		return
	}
	_, result, ok := run(t, sys, append(slices.Clone(options), only(property)))
	if !ok {
		return
	}
	record, _ := result.Record(property)
	record.Expected = record.Verdict == evidence.Violated
	leave(t, record)
	for _, finding := range result.Findings() {
		leave(t, finding)
		t.Error(complaint(finding, config{}))
	}
	if record.Verdict != evidence.Violated {
		t.Errorf("%s: the verdict on property %q is %q, expected \"violated\": a check that cannot fail shows nothing\n%s", sys.Name, property, record.Verdict, record.Why)
		return
	}
	if record.Trace == nil {
		return // a Sometimes that is never reached has no counterexample
	}
	golden.Compare(t, golden.Path(sys.Name, property), record.Trace.String(), "the shortest counterexample")
}

func only(property string) Option { return func(c *config) { c.only = property } }

// run explores within what the test allows. It answers false where there is nothing to judge: the system cannot be run, or the test
// binary is there to replay a behaviour.
func run(t *testing.T, sys assay.System, options []Option) (config, Result, bool) {
	t.Helper()
	var returned atomic.Bool
	t.Cleanup(func() {
		if !returned.Load() {
			t.Error("check: the test ended before its check did, so nothing was shown\nhint: call check.Test on the test's own goroutine")
		}
	})
	defer returned.Store(true)
	channel := side.Open()
	channel.Announce(side.Announced{System: sys.Name, Test: t.Name(), Room: "check", Violates: newConfig(options).only})
	if name, replay := channel.Replay(); replay {
		replayTo(t, channel, sys, name, options)
		return config{}, Result{}, false
	}
	if exploreInstead(t, channel, sys, options) {
		return config{}, Result{}, false
	}
	all := append([]Option{memoryDefault(processes(channel))}, options...)
	if auditing() {
		all = append(all, Audit())
	}
	all = append(all, underTest(t, channel)) // last: the test's deadline is there whatever the options say
	c := newConfig(all)
	result, err := Run(t.Context(), sys, all...)
	if err == nil {
		err = register(t, sys)
	}
	if err != nil {
		evidence.Leave(t, evidence.Message{Error: &evidence.Problem{System: sys.Name, Test: t.Name(), Text: err.Error()}})
		t.Error(err)
		return c, Result{}, false
	}
	tellStates(t.Context(), sys, c, result.Records)
	return c, result, true
}

func memoryDefault(processes int) Option {
	return func(c *config) { c.memoryMax = defaultMemory(processes) }
}

func processes(channel *side.Channel) int {
	if peers := channel.Peers(); peers > 0 {
		return peers
	}
	return testProcesses()
}

const (
	deadlineShare = 20              // one part in so many of the test's time is kept for what comes after the search
	deadlineMin   = 2 * time.Second // but at least this
)

// underTest takes the time bound from the test, and ties the search to the command that may be running the test.
func underTest(t *testing.T, channel *side.Channel) Option {
	return func(c *config) {
		if deadline, ok := t.Deadline(); ok {
			left := time.Until(deadline)
			left = max(left-max(left/deadlineShare, deadlineMin), time.Millisecond)
			if c.timeMax == 0 || left < c.timeMax {
				c.timeMax, c.timeGiven = left, false
			}
		}
		if channel == nil {
			return
		}
		c.stopped = channel.Stopped
		if own := c.progress; own == nil {
			c.progress = channel.Progress
		} else {
			c.progress = func(p Progress) {
				own(p)
				channel.Progress(p)
			}
		}
		c.box = func(worker int) blackBox { return channel.Box(worker) }
	}
}

// systems are those that this test binary has explored, by name: two that differ under one name would be taken for one another.
var systems = struct {
	sync.Mutex
	digests map[string]string
}{digests: map[string]string{}}

func register(t *testing.T, sys assay.System) error {
	digest, err := digestOf(t.Context(), sys)
	if err != nil {
		return err
	}
	systems.Lock()
	defer systems.Unlock()
	if known, ok := systems.digests[sys.Name]; ok && known != digest {
		return fmt.Errorf("check: two systems of this package are called %q, expected different names\nhint: a variant is called %s/something", sys.Name, sys.Name)
	}
	systems.digests[sys.Name] = digest
	return nil
}

func leave(t *testing.T, r evidence.Record) { evidence.Leave(t, evidence.Message{Evidence: &r}) }

// complaint is what a test says of a record that fails it, or nothing.
func complaint(r evidence.Record, c config) string {
	if r.Verdict == evidence.Holds || r.Verdict == evidence.Unknown && r.Accepted != "" {
		return ""
	}
	what := r.Property
	if r.Finding != "" {
		what = r.Finding
	}
	text := fmt.Sprintf("%s: %s: %s", r.System, what, r.Verdict)
	if r.Why != "" {
		text += ": " + r.Why
	}
	if r.Trace != nil {
		text += "\n" + r.Trace.String()
		if remark := diagram.Remark(*r.Trace); remark != "" {
			text += "(" + remark + ")\n"
		}
	}
	return text
}

// digestOf is the digest of a System as it starts.
func digestOf(ctx context.Context, sys assay.System) (string, error) {
	p, err := newPass(ctx, sys, newConfig(nil), need{})
	if err != nil {
		return "", err
	}
	return p.sys.Digest(sys, p.initial), nil
}
