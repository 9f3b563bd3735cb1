package lts

import (
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/examples/paxos"
	"github.com/assay-dev/assay/examples/register"
	"github.com/assay-dev/assay/examples/twophase"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/naive"
	"github.com/assay-dev/assay/internal/step"
)

// statesMax is how many states of each System are looked at, breadth first.
const statesMax = 400

var allTracked = step.Track{History: true, Disks: true, Timers: true, Last: true}

// sample is a System to walk, and how.
type sample struct {
	name   string
	system assay.System
	track  step.Track
	mode   step.Mode
}

// samples are example systems under many assumptions.
func samples() (all []sample) {
	history := step.Track{History: true}
	waits := step.Counted | step.LeaveIgnored
	fifo := assay.Assumptions{Order: assay.FIFO, Losses: assay.AtMost(1), Duplicates: assay.AtMost(1), Crashes: assay.AtMost(2), Firings: assay.AtMost(2)}
	sets := assay.Assumptions{Duplicates: assay.Unlimited, Losses: assay.AtMost(1), Crashes: assay.AtMost(1), Recoveries: assay.None}
	mixed := assay.Assumptions{Crashes: assay.AtMost(1), Links: []assay.Link{{From: "client0", To: "lock", Order: assay.FIFO}, {From: "lock", To: "client1", Losses: assay.AtMost(1)}},
		Per: map[assay.ID]assay.Own{"lock": {Crashes: assay.AtMost(2), Firings: assay.None}}}
	for _, mode := range []step.Mode{step.Listed, step.Counted, step.Full, step.Reduced} {
		all = append(all,
			sample{"lock", lock.System(2), step.Track{}, mode},
			sample{"lock tracked", lock.Impatient(), allTracked, mode},
			sample{"lock fifo", under(lock.System(2), fifo), step.Track{Timers: true}, mode},
			sample{"lock mixed", under(lock.System(2), mixed), step.Track{}, mode},
			sample{"register sets", under(register.Single(1, 2), sets), history, mode},
			sample{"register fifo", under(register.ABD(3, 2), fifo), history, mode},
			sample{"twophase", twophase.Actors(3), step.Track{}, mode})
	}
	return append(all, sample{"paxos", paxos.System(3, 2), history, waits}, sample{"paxos tracked", paxos.SmallQuorum(), allTracked, waits},
		sample{"abd", register.ABD(3, 2), history, waits})
}

func under(sys assay.System, assume assay.Assumptions) assay.System {
	sys.Assume = assume
	return sys
}

// lowered is a System beside its Net, which share interned values.
func (x sample) lower(t *testing.T) (*step.System, *Net) {
	t.Helper()
	sys, err := step.New(x.system, x.track)
	if err != nil {
		t.Fatal(err)
	}
	initial, failed := sys.Initial(sys.Trusting())
	if failed != nil {
		t.Fatalf("%s does not start: %+v", x.name, failed)
	}
	return sys, New(sys, initial, Config{Mode: x.mode, Codes: func(string, int) uint32 { return 0 }})
}

// walk visits up to statesMax reachable states, each with the steps that the plain semantics lists and where they lead.
func (x sample) walk(t *testing.T, sys *step.System, initial []step.State, react step.Reactor, visit func(st step.State, steps []step.Step, next []step.State)) int {
	t.Helper()
	queue, known := slices.Clone(initial), map[string]bool{}
	for _, st := range initial {
		known[st.Key()] = true
	}
	for visited := 0; ; visited++ {
		if len(queue) == 0 || visited == statesMax {
			return visited
		}
		st := queue[0]
		queue = queue[1:]
		steps := sys.Steps(st, x.mode|step.LeaveDead, react)
		next := make([]step.State, len(steps))
		for i := range steps {
			var err error
			if next[i], err = sys.Do(st, steps[i]); err != nil {
				t.Fatal(err)
			}
			if key := next[i].Key(); !known[key] {
				known[key] = true
				queue = append(queue, next[i])
			}
		}
		visit(st, steps, next)
	}
}

// TestExpandIsSteps is what the memoised semantics stands on: in every state that a search expands, a worker lists the steps that the
// plain semantics lists, in its order, and each leads to where Do leads, by fingerprint and by vector.
func TestExpandIsSteps(t *testing.T) {
	for _, x := range samples() {
		sys, net := x.lower(t)
		if expanded := x.compared(t, sys, net, net.NewWorker(), sys.Trusting()); expanded < 40 {
			t.Errorf("%s, mode %b: only %d states", x.name, x.mode, expanded)
		}
	}
}

// lowering is a Net or a MachineNet.
type lowering interface {
	shape
	Vector(step.State) ([]uint32, uint64)
	State([]uint32) step.State
}

// compared searches with a worker that is held to the plain semantics in every state, and answers how many it expanded.
func (x sample) compared(t *testing.T, sys *step.System, net lowering, worker expander, react step.Reactor) (expanded int) {
	t.Helper()
	r := explored(net, func() expander {
		return expandFunc(func(v []uint32, fingerprint uint64, out *graph.Steps) {
			before, from := slices.Clone(v), len(out.Ends)
			worker.Expand(v, fingerprint, out)
			if expanded++; !slices.Equal(v, before) {
				t.Errorf("%s, mode %b: Expand changed the vector that it was given", x.name, x.mode)
			}
			x.compare(t, sys, net, v, out, from, react)
		})
	}, graph.Options{Workers: 1, Codes: 1, StatesMax: statesMax})
	if r.Err != nil {
		t.Errorf("%s, mode %b: %v", x.name, x.mode, r.Err)
	}
	return expanded
}

func (x sample) compare(t *testing.T, sys *step.System, net lowering, v []uint32, out *graph.Steps, from int, react step.Reactor) {
	t.Helper()
	st := net.State(v)
	steps := sys.Steps(st, x.mode|step.LeaveDead, react)
	if len(out.Ends)-from != len(steps) {
		t.Errorf("%s, mode %b: Expand lists %d steps, and Steps %d", x.name, x.mode, len(out.Ends)-from, len(steps))
		return
	}
	for i := range steps {
		next, err := sys.Do(st, steps[i])
		if err != nil {
			t.Error(err)
			return
		}
		want, wantPrint := net.Vector(next)
		if got := after(v, out, from+i); !slices.Equal(got, want) || out.Fingerprints[from+i] != wantPrint {
			t.Errorf("%s, mode %b: step %d (%v of %d) leads to %v (%x), and Do to %v (%x)", x.name, x.mode, i, steps[i].Kind, steps[i].Actor,
				got, out.Fingerprints[from+i], want, wantPrint)
			return
		}
	}
}

// after is where the i-th step leads from v.
func after(v []uint32, out *graph.Steps, i int) []uint32 {
	to, from := slices.Clone(v), uint32(0)
	if i > 0 {
		from = out.Ends[i-1]
	}
	for _, c := range out.Changes[from:out.Ends[i]] {
		to[c.Slot] = c.Value
	}
	return to
}

// TestVectorRoundTrip goes from a state to its vector and back.
func TestVectorRoundTrip(t *testing.T) {
	for _, x := range samples() {
		sys, net := x.lower(t)
		vectors := map[string]string{}
		x.walk(t, sys, net.initial, sys.Trusting(), func(st step.State, _ []step.Step, _ []step.State) {
			v, fingerprint := net.Vector(st)
			back := net.State(v)
			if back.Key() != st.Key() || !slices.Equal(back.Left, st.Left) {
				t.Fatalf("%s: %+v comes back as %+v", x.name, st, back)
			}
			again, same := net.Vector(back)
			if !slices.Equal(again, v) || same != fingerprint || len(v) != net.Width() {
				t.Fatalf("%s: %v (%x) comes back as %v (%x)", x.name, v, fingerprint, again, same)
			}
			for i, l := range st.Locals {
				if net.Up(v, i) != l.Up || net.LocalNumber(v, i) != v[i] || net.Inbox(v, i).Key() != st.Inboxes[i].Key() {
					t.Fatalf("%s: participant %d of %v is read as another", x.name, i, v)
				}
			}
			if other, known := vectors[key(v)]; known && other != st.Key() {
				t.Fatalf("%s: two states share the vector %v", x.name, v)
			}
			vectors[key(v)] = st.Key()
		})
	}
}

func key(v []uint32) string {
	var bytes []byte
	for _, n := range v {
		bytes = append(bytes, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	}
	return string(bytes)
}

// TestFingerprintsAreOfContent numbers the states of one System in two orders, in two processes' worth of tables: fingerprints are the
// same, though the vectors are not.
func TestFingerprintsAreOfContent(t *testing.T) {
	for _, x := range samples() {
		sys, net := x.lower(t)
		var prints []uint64
		x.walk(t, sys, net.initial, sys.Trusting(), func(st step.State, _ []step.Step, next []step.State) {
			_, fingerprint := net.Vector(st)
			prints = append(prints, fingerprint)
		})
		again, other := x.lower(t)
		var states []step.State
		x.walk(t, again, other.initial, again.Trusting(), func(st step.State, _ []step.Step, _ []step.State) { states = append(states, st) })
		for i := len(states) - 1; i >= 0; i-- {
			if _, fingerprint := other.Vector(states[i]); fingerprint != prints[i] {
				t.Fatalf("%s: state %d has the fingerprints %x and %x", x.name, i, prints[i], fingerprint)
			}
		}
	}
}

// asked is one distinct question to a handler.
type asked struct {
	actor int
	local string
	in    step.Input
}

// TestHandlerRuns holds the count to the distinct questions that the plain semantics asks, though many workers may ask at once.
func TestHandlerRuns(t *testing.T) {
	for _, x := range samples() {
		sys, net := x.lower(t)
		questions := map[asked]bool{}
		trusting := sys.Trusting()
		react := func(actor int, l step.Local, in step.Input) *step.Reaction {
			questions[asked{actor, l.Key(), in}] = true
			return trusting(actor, l, in)
		}
		x.compared(t, sys, net, net.NewWorker(), react)
		if got := net.HandlerRuns(); got != int64(len(questions)) {
			t.Errorf("%s, mode %b: %d handler runs for %d distinct questions", x.name, x.mode, got, len(questions))
		}
	}
}

// blind is a network whose workers judge nothing.
type blind struct {
	graph.Network
	worker func() expander
}

type expander interface {
	Expand(v []uint32, fingerprint uint64, out *graph.Steps)
}

type expandFunc func(v []uint32, fingerprint uint64, out *graph.Steps)

func (f expandFunc) Expand(v []uint32, fingerprint uint64, out *graph.Steps) { f(v, fingerprint, out) }

type blindWorker struct{ expander }

func (blindWorker) Judge([]uint32, uint64, *graph.Reports) {}

func (b blind) Worker() graph.Worker { return blindWorker{b.worker()} }

// shape is the part of Net and MachineNet that says where a search begins.
type shape interface {
	Width() int
	Initial() ([][]uint32, []uint64)
}

type shaped struct{ shape }

func (shaped) Worker() graph.Worker { panic("not asked") }

func explored(n shape, worker func() expander, o graph.Options) *graph.Result {
	return graph.Explore(blind{shaped{n}, worker}, o)
}

// TestCountsAreTheNaive explorer's, for one worker and many.
func TestCountsAreTheNaive(t *testing.T) {
	for _, x := range []sample{
		{"lock", lock.System(2), step.Track{}, step.Full},
		{"register", under(register.Single(1, 2), assay.Assumptions{Crashes: assay.AtMost(1), Duplicates: assay.AtMost(1)}), step.Track{History: true}, step.Counted},
		{"twophase", twophase.Actors(3), step.Track{}, step.Full},
		{"paxos", paxos.System(3, 1), step.Track{History: true}, step.Full | step.LeaveIgnored},
	} {
		sys, _ := x.lower(t)
		want, err := naive.Explore(sys, naive.Options{Mode: x.mode})
		if err != nil {
			t.Fatal(err)
		}
		for _, workers := range []int{1, 3} {
			_, net := x.lower(t)
			r := explored(net, func() expander {
				return net.NewWorker()
			}, graph.Options{Workers: workers, Codes: 1})
			quiescent := r.Counted(CountQuiescent)
			if r.States != want.States || r.Steps != want.Steps || r.Depth != want.Depth || quiescent != want.Quiescent {
				t.Errorf("%s with %d workers: %+v and %d quiescent, expected %+v", x.name, workers, r.Progress, quiescent, want)
			}
		}
	}
}
