//assay:ignore pure the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
//assay:ignore total the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package check_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// part is an actor given by functions; one that is nil does nothing.
type part[S, M any] struct {
	start   func(self assay.ID) (S, assay.Effects)
	receive func(self assay.ID, s S, from assay.ID, m M) (S, assay.Effects)
}

func (p part[S, M]) Start(self assay.ID) (s S, e assay.Effects) {
	if p.start == nil {
		return s, nil
	}
	return p.start(self)
}

func (p part[S, M]) Receive(self assay.ID, s S, from assay.ID, m M) (S, assay.Effects) {
	if p.receive == nil {
		return s, nil
	}
	return p.receive(self, s, from, m)
}

// timedPart is a part with timers.
type timedPart[S, M any] struct {
	part[S, M]
	timeout func(self assay.ID, s S, timer string) (S, assay.Effects)
}

func (p timedPart[S, M]) Timeout(self assay.ID, s S, timer string) (S, assay.Effects) {
	return p.timeout(self, s, timer)
}

type fx = assay.Effects

func sends(id assay.ID, effects ...assay.Effect) assay.Participant {
	return assay.Spawn(id, part[struct{}, any]{start: func(assay.ID) (struct{}, fx) { return struct{}{}, slices.Clone(effects) }})
}

// logs writes down the ints that it receives.
func logs(id assay.ID) assay.Participant {
	return assay.Spawn(id, part[[]int, any]{receive: func(_ assay.ID, s []int, _ assay.ID, m any) ([]int, fx) {
		return append(slices.Clone(s), m.(int)), nil
	}})
}

// counts counts what it receives.
func counts(id assay.ID, begin fx) assay.Participant {
	return assay.Spawn(id, part[int, any]{start: func(assay.ID) (int, fx) { return 0, begin },
		receive: func(_ assay.ID, s int, _ assay.ID, _ any) (int, fx) { return s + 1, nil }})
}

func explore(t *testing.T, sys assay.System, options ...check.Option) check.Result {
	t.Helper()
	r, err := check.Run(t.Context(), sys, options...)
	if err != nil {
		t.Fatalf("%s: %v", sys.Name, err)
	}
	return r
}

func verdictOf(t *testing.T, r check.Result, property string, want evidence.Verdict) {
	t.Helper()
	rec, _ := r.Record(property)
	if rec.Verdict != want {
		t.Errorf("%s: %v (%s), want %v; findings %v", property, rec.Verdict, rec.Why, want, r.Findings())
	}
}

func always(name string, ok func(v assay.View) bool) assay.Property {
	return assay.Always(name, func(v assay.View) error {
		if ok(v) {
			return nil
		}
		return errors.New("wrong")
	})
}

// FIFO head duplicated without bound must not block the queue for ever.
func TestFIFODuplicatesUnlimited(t *testing.T) {
	for _, d := range []assay.Budget{assay.None, assay.AtMost(1), assay.Unlimited} {
		sys := assay.System{Name: "fifo", Assume: assay.Assumptions{Order: assay.FIFO, Duplicates: d},
			Actors:     []assay.Participant{sends("a", assay.Send("b", 1), assay.Send("b", 2)), logs("b")},
			Properties: []assay.Property{always("no 2", func(v assay.View) bool { return !slices.Contains(assay.StateOf[[]int](v, "b"), 2) })},
			Within:     func(v assay.View) bool { return len(assay.StateOf[[]int](v, "b")) <= 3 }}
		t.Run(d.String(), func(t *testing.T) { verdictOf(t, explore(t, sys), "no 2", evidence.Violated) })
	}
}

// ticks counts how often its timer fired and sets it again; then says what else it does.
func ticks(then func(k int) fx) assay.Participant {
	set := assay.SetTimer("t", time.Second)
	return assay.Spawn("a", timedPart[int, any]{
		part: part[int, any]{start: func(assay.ID) (int, fx) { return 0, fx{set} }},
		timeout: func(_ assay.ID, k int, _ string) (int, fx) {
			return k + 1, append(fx{set}, then(k)...)
		}})
}

// One firing is allowed; what the second would do never happens.
func TestSpentFiringIsNotJudged(t *testing.T) {
	sys := assay.System{Name: "spent", Assume: assay.Assumptions{Firings: assay.AtMost(1)},
		Actors: []assay.Participant{ticks(func(k int) fx {
			if k == 1 {
				return fx{assay.Send("nobody", 1)}
			}
			return nil
		})},
		Properties: []assay.Property{always("calm", func(v assay.View) bool { return assay.StateOf[int](v, "a") <= 1 })}}
	r, err := check.Run(t.Context(), sys)
	if err != nil {
		t.Fatalf("error about a step that is not enabled: %v", err)
	}
	verdictOf(t, r, "calm", evidence.Holds)
}

// A participant may be sent more different messages than a chunk holds moves.
func TestFlood(t *testing.T) {
	const n = 5000
	var effects fx
	for i := range n {
		effects = append(effects, assay.Send("b", i))
	}
	sys := assay.System{Name: "flood", Actors: []assay.Participant{sends("a", effects...), counts("b", nil)},
		Properties: []assay.Property{always("few", func(v assay.View) bool { return assay.StateOf[int](v, "b") < 1 })},
		Within:     func(v assay.View) bool { return assay.StateOf[int](v, "b") < 1 }} // else the search goes on for ever
	r := explore(t, sys)
	verdictOf(t, r, "few", evidence.Holds)
	if rec, _ := r.Record("few"); rec.Figures["cut"] != n {
		t.Errorf("%d steps lead out, want %d", rec.Figures["cut"], n)
	}
}

// More limited budgets than an int16 counts are refused, or kept apart: one loss on the last link, where two messages wait.
func TestManyBudgets(t *testing.T) {
	const n, last = 182, assay.ID("p181")
	sys := assay.System{Name: "budgets", Properties: []assay.Property{always("one is lost at most", func(v assay.View) bool {
		return assay.StateOf[int](v, last)+len(v.Messages(last, nil)) >= 1
	})}}
	for i := range n {
		from := assay.ID(fmt.Sprint("p", i))
		sys.Actors = append(sys.Actors, counts(from, nil))
		for j := range n {
			sys.Assume.Links = append(sys.Assume.Links, assay.Link{From: from, To: assay.ID(fmt.Sprint("p", j)), Losses: assay.AtMost(1)})
		}
	}
	sys.Actors[n-1] = counts(last, fx{assay.Send(last, 1), assay.Send(last, 2)})
	r, err := check.Run(t.Context(), sys)
	if err != nil && !strings.Contains(err.Error(), "limited budgets") {
		t.Fatal(err)
	}
	if err == nil {
		verdictOf(t, r, "one is lost at most", evidence.Holds)
	}
}

// The bound on time is one for all passes.
func TestTimeIsForAllPasses(t *testing.T) {
	slow := assay.Spawn("a", timedPart[int, any]{
		part: part[int, any]{start: func(assay.ID) (int, fx) { return 0, fx{assay.SetTimer("t", 1)} }},
		timeout: func(_ assay.ID, k int, _ string) (int, fx) {
			time.Sleep(10 * time.Millisecond)
			return k + 1, fx{assay.SetTimer("t", 1)}
		}})
	sys := assay.System{Name: "slow", Actors: []assay.Participant{slow}, Assume: assay.Assumptions{Losses: assay.AtMost(1), Crashes: assay.AtMost(1)},
		Properties: []assay.Property{always("p", func(v assay.View) bool {
			if !v.Up("a") {
				return true
			}
			k := assay.StateOf[int](v, "a")
			if k >= 20 {
				v.Messages("a", nil)
			}
			if k >= 30 {
				v.Spent(assay.Losses)
			}
			if k >= 40 {
				v.History()
			}
			if k >= 50 {
				v.Disk("a")
			}
			return true
		})}}
	began := time.Now()
	verdictOf(t, explore(t, sys, check.Time(1500*time.Millisecond), check.Workers(1)), "p", evidence.Unknown)
	if took := time.Since(began); took > 5*time.Second { // five passes of 1.5 s each would be longer, on any machine
		t.Errorf("took %v, bound 1.5 s", took)
	}
}

// A Within that answers twice differently is a finding.
func TestWaveringWithin(t *testing.T) {
	for seed := range uint64(20) {
		d := rand.New(rand.NewPCG(seed, 1))
		sys := assay.System{Name: "within", Actors: []assay.Participant{ticks(func(int) fx { return nil }), logs("b"), sends("c", assay.Send("b", 1), assay.Send("b", 2), assay.Send("b", 3))},
			Properties: []assay.Property{always("below 5", func(v assay.View) bool { return assay.StateOf[int](v, "a") < 5 })},
			Within: func(v assay.View) bool {
				return assay.StateOf[int](v, "a") == 0 || len(assay.StateOf[[]int](v, "b")) < 9 && d.IntN(4) > 0
			}}
		r, err := check.Run(t.Context(), sys, check.Workers(1), check.States(500))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		if len(r.Findings()) == 0 {
			t.Errorf("seed %d: no finding; %+v", seed, r.Records)
		}
	}
}

// wild is a Machine whose Next is no function.
type wild struct{ d *rand.Rand }

func (wild) Init() []int { return []int{0} }
func (w wild) Next(s int) []assay.Move[int] {
	var all []assay.Move[int]
	for range w.d.IntN(4) {
		all = append(all, assay.Move[int]{Name: "m", To: s + w.d.IntN(3)})
	}
	return all
}

// A Machine whose Next is no function is a finding.
func TestWildMachine(t *testing.T) {
	for seed := range uint64(20) {
		sys := assay.Model("wild", wild{rand.New(rand.NewPCG(seed, 1))}, assay.Always("below 9", func(v assay.View) error {
			if assay.StateOf[int](v, "") < 9 {
				return nil
			}
			return errors.New("wrong")
		}))
		r, err := check.Run(t.Context(), sys, check.Workers(1), check.States(500))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		if len(r.Findings()) == 0 {
			t.Errorf("seed %d: no finding; %+v", seed, r.Records)
		}
	}
}

// A search of more than 100 ms, for the race detector.
func TestLongEnoughForTheWatch(t *testing.T) {
	slow := ticks(func(k int) fx { time.Sleep(10 * time.Millisecond); return nil })
	sys := assay.System{Name: "slow", Actors: []assay.Participant{slow}, Assume: assay.Assumptions{Firings: assay.AtMost(30)},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "a") >= 0 })}}
	verdictOf(t, explore(t, sys), "p", evidence.Holds)
}

type badError struct{ text string }

func (b *badError) Error() string { return b.text }

// What a handler panics with may itself panic when it is asked for its text.
func TestPanicWithABadError(t *testing.T) {
	var nothing *badError
	sys := assay.System{Name: "bad", Actors: []assay.Participant{ticks(func(k int) fx { panic(nothing) })},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "a") == 0 })}}
	r := explore(t, sys)
	if len(r.Findings()) != 1 || r.Findings()[0].Finding != "total" {
		t.Errorf("%+v", r.Findings())
	}
}

// Figures under a depth bound do not depend on the workers.
func TestDepthFiguresByWorkers(t *testing.T) {
	sys := assay.System{Name: "wide"}
	for i := range 24 {
		id := assay.ID(fmt.Sprint("s", i))
		sys.Actors = append(sys.Actors, assay.Spawn(id, timedPart[int, any]{
			part:    part[int, any]{start: func(assay.ID) (int, fx) { return 0, fx{assay.SetTimer("t", 1)} }},
			timeout: func(_ assay.ID, k int, _ string) (int, fx) { return k + 1, fx{assay.SetTimer("t", 1)} },
		}))
	}
	sys.Properties = []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "s0") >= 0 })}
	sys.Within = func(v assay.View) bool { return assay.StateOf[int](v, "s23") < 3 }
	var first string
	for workers := 1; workers <= 4; workers++ {
		r := explore(t, sys, check.Depth(6), check.Workers(workers))
		rec, _ := r.Record("p")
		if text := fmt.Sprint(rec.Figures, rec.NotCovered); first == "" {
			first = text
		} else if text != first {
			t.Errorf("%d workers: %s\n1 worker: %s", workers, text, first)
		}
	}
}

// An initial state outside a Within that reads the network is refused, also where nothing changes anything.
func TestInitialOutsideAWithinOnTheNetwork(t *testing.T) {
	sys := assay.System{Name: "out", Actors: []assay.Participant{sends("a", assay.Send("b", 1)), sends("b")},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return true })},
		Within:     func(v assay.View) bool { return len(v.Messages("b", nil)) == 0 }}
	if r, err := check.Run(t.Context(), sys); err == nil {
		t.Errorf("no error: %+v", r.Records)
	}
}

type named []int

// A message whose type is not the actor's own is "handled", not a panic.
func TestAssignableIsNotEqual(t *testing.T) {
	sys := assay.System{Name: "named", Actors: []assay.Participant{sends("a", assay.Send("b", named{1})), assay.Spawn("b", part[int, []int]{})},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return true })}}
	r := explore(t, sys)
	if len(r.Findings()) != 1 || r.Findings()[0].Finding != "handled" {
		t.Errorf("%+v", r.Findings())
	}
}

// A system that is not well formed says so, though there is no end of its states.
func TestIllFormedEnds(t *testing.T) {
	sys := assay.System{Name: "endless", Actors: []assay.Participant{ticks(func(k int) fx {
		if k == 3 {
			return fx{assay.Send("nobody", 1)}
		}
		return nil
	}), sends("b", assay.Send("b", 1))},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "a") >= 0 })}}
	sys.Actors = append(sys.Actors, assay.Spawn("c", timedPart[int, any]{
		part:    part[int, any]{start: func(assay.ID) (int, fx) { return 0, fx{assay.SetTimer("t", 1)} }},
		timeout: func(_ assay.ID, k int, _ string) (int, fx) { return k + 1, fx{assay.SetTimer("t", 1)} }}))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	_, err := check.Run(ctx, sys)
	if ctx.Err() != nil {
		t.Errorf("it explored until it was interrupted, then said: %v", err)
	}
}

// Traces with odd names are read back as they were written.
func TestOddNamesInTraces(t *testing.T) {
	for _, name := range []string{"", " ", "a b", "(x)", "x\ny", "->", "  1  deliver", "replay: x", "\x00", "é\u202e"} {
		set := assay.SetTimer(name, 1)
		sys := assay.System{Name: "odd:a@b/" + "c", Actors: []assay.Participant{assay.Spawn("->(\"=", timedPart[string, any]{
			part:    part[string, any]{start: func(self assay.ID) (string, fx) { return name, fx{set, assay.Send(self, name)} }, receive: func(_ assay.ID, s string, _ assay.ID, m any) (string, fx) { return s + m.(string) + "!", nil }},
			timeout: func(_ assay.ID, s, timer string) (string, fx) { return s + timer + "?", nil }})},
			Assume: assay.Assumptions{Crashes: assay.AtMost(1)},
			Properties: []assay.Property{always("p", func(v assay.View) bool {
				return !v.Up("->(\"=") || !strings.Contains(assay.StateOf[string](v, "->(\"="), "?") || !strings.Contains(assay.StateOf[string](v, "->(\"="), "!") || v.Spent(assay.Crashes) == 0
			})}}
		r := explore(t, sys)
		rec, _ := r.Record("p")
		if rec.Trace == nil {
			t.Errorf("%q: %+v", name, rec)
			continue
		}
		parsed, err := trace.Parse(rec.Trace.String())
		if err != nil {
			t.Errorf("%q: %v\n%s", name, err, rec.Trace)
			continue
		}
		if parsed.String() != rec.Trace.String() {
			t.Errorf("%q: read back as\n%s\nfrom\n%s", name, parsed.String(), rec.Trace)
		}
		if n, err := trace.ParseName(rec.Trace.Name().String()); err != nil || n.System != sys.Name {
			t.Errorf("%q: name %v %v", name, n, err)
		}
	}
}
