package failuretest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// Errors that a reviewer found, each with what it was.

func adds(name id) assay.Participant {
	return assay.Spawn(name, plain{receive: func(s cell, _ id, m msg) (cell, fx) { return cell{N: s.N + m.(num).N}, nil }})
}

// count receives its own message and sends the next, up to a number.
func counts(name id, most int) assay.Participant {
	return assay.Spawn(name, plain{
		start: func() (cell, fx) { return cell{}, fx{send(name, 1)} },
		receive: func(s cell, _ id, _ msg) (cell, fx) {
			if s.N == most {
				return s, nil
			}
			return cell{N: s.N + 1}, fx{send(name, 1)}
		},
	})
}

func reaches(who id, n int) func(assay.View) bool {
	return func(v assay.View) bool { return at(v, who, n) }
}

func sweep(t *testing.T, sys assay.System, options ...check.Option) evidence.SweepProperty {
	t.Helper()
	s, err := check.RunSweep(t.Context(), sys, options...)
	if err != nil {
		t.Fatal(err)
	}
	return s.Properties[0]
}

func lossesAndCuts(sys assay.System) check.Option {
	return check.Dimensions(slices.DeleteFunc(check.DefaultDimensions(sys), func(d check.Dimension) bool { return d.Name != "losses" && d.Name != "cuts" })...)
}

func breaksWith(p evidence.SweepProperty, words ...string) bool {
	return slices.ContainsFunc(p.Breaks, func(c evidence.SweepCut) bool { return slices.Equal(c.Words, words) })
}

// Recovers is judged with every loss a step, and was told of losses by points that leave them out.
func TestReviewSweepOfRecovers(t *testing.T) {
	sys := assay.System{Name: "review", Actors: []assay.Participant{sender("a", send("b", 1)), adds("b")},
		Properties: []assay.Property{assay.Recovers("got", reaches("b", 1))}}
	if p := sweep(t, sys, lossesAndCuts(sys)); !breaksWith(p, "1 loss") {
		t.Errorf("breaks with %v, expected 1 loss among them", p.Breaks)
	}
}

// Under Waits nothing has to be restarted for a property that reads the network, and losses were taken for free.
func TestReviewSweepUnderWaits(t *testing.T) {
	sys := assay.System{Name: "review", Actors: []assay.Participant{sender("a", send("b", 1)), adds("b")}, Assume: assay.Assumptions{Ignored: assay.Waits},
		Properties: []assay.Property{assay.Always("not lost", func(v assay.View) error {
			if up, _ := up(v, "b"); len(assay.InFlight[num](v, "b"))+up.N == 0 {
				return errors.New("lost")
			}
			return nil
		})}}
	if p := sweep(t, sys, lossesAndCuts(sys)); !breaksWith(p, "1 loss") {
		t.Errorf("breaks with %v, expected 1 loss among them", p.Breaks)
	}
}

// A level that writes to the map of the assumptions wrote to the declared one.
func TestReviewLevelWritesToTheDeclaredMap(t *testing.T) {
	level := check.Level{Name: "b crashes", Relax: func(a *assay.Assumptions) {
		own := a.Per["b"]
		own.Crashes = assay.AtMost(1)
		a.Per["b"] = own
	}}
	for _, per := range []own{nil, {"a": {Crashes: assay.None}}} {
		sys := assay.System{Name: "review", Actors: []assay.Participant{idle("a"), idle("b")}, Assume: assay.Assumptions{Per: per},
			Properties: []assay.Property{never(func(v assay.View) bool { return !v.Up("b") })}}
		if p := sweep(t, sys, check.Dimensions(check.Dimension{Name: "b", Monotone: true, Levels: []check.Level{level}})); !breaksWith(p, "b crashes") {
			t.Errorf("breaks with %v, expected that b crashes", p.Breaks)
		}
		if _, there := per["b"]; there {
			t.Error("the declared assumptions were changed")
		}
	}
}

// What makes no difference is known of the dimensions that are our own, and went by their names.
func TestReviewDimensionsOfTheSameName(t *testing.T) {
	wipe := check.Dimension{Name: "wipe", Levels: []check.Level{{Name: "b is wiped", Relax: func(a *assay.Assumptions) { a.Per["b"] = assay.Own{Disk: assay.Wiped} }}}}
	crash := check.Dimension{Name: "crashes", Monotone: true, Levels: []check.Level{{Name: "1 crash", Relax: func(a *assay.Assumptions) { a.Crashes = assay.AtMost(1) }}}}
	disk := check.Dimension{Name: "disk", Monotone: true, Levels: []check.Level{{Name: "torn disk", Relax: func(a *assay.Assumptions) { a.Disk = assay.Torn }}}}
	halves := assay.Spawn("a", durable{plain{start: func() (cell, fx) { return cell{}, fx{send("a", 1)} },
		receive: func(s cell, _ id, _ msg) (cell, fx) {
			return cell{N: 2}, fx{assay.Persist("x", 1), assay.Persist("y", 1)}
		}},
		func(d assay.Disk) (cell, fx) {
			return cell{N: assay.Load[int](d, "x").Or(0) + 10*assay.Load[int](d, "y").Or(0)}, nil
		}})
	sys := assay.System{Name: "review", Actors: []assay.Participant{halves, idle("b")}, Properties: []assay.Property{never(reaches("a", 1))}}
	s, err := check.RunSweep(t.Context(), sys, check.Dimensions(crash, disk, wipe))
	if err != nil || !breaksWith(s.Properties[0], "1 crash", "torn disk") {
		t.Fatalf("%v: breaks with %v", err, s.Properties[0].Breaks)
	}
	if p := s.Properties[0]; len(s.Points) != 8 || slices.ContainsFunc(p.Holds, func(words []string) bool { return len(words) == 3 }) {
		t.Errorf("%d points, holds with %v", len(s.Points), p.Holds)
	}
}

// The search for the Always ends at once, and Recovers went on by itself over a handler that panics.
func TestReviewRecoversOverAPanic(t *testing.T) {
	panics := assay.Spawn("a", plain{start: func() (cell, fx) { return cell{}, fx{send("a", 1)} },
		receive: func(s cell, _ id, _ msg) (cell, fx) {
			if s.N == 3 {
				panic("three")
			}
			return cell{N: s.N + 1}, fx{send("a", 1)}
		}})
	sys := assay.System{Name: "review", Actors: []assay.Participant{panics}, Properties: []assay.Property{
		never(reaches("a", 1)), assay.Recovers("three", reaches("a", 3)), assay.Recovers("five", reaches("a", 5))}}
	r, err := check.Run(t.Context(), sys)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"three", "five"} {
		if record, _ := r.Record(name); record.Verdict != evidence.Unknown {
			t.Errorf("%s: %s, expected unknown: %s", name, record.Verdict, record.Why)
		}
	}
	if i := slices.IndexFunc(r.Records, func(e evidence.Record) bool { return e.Finding == "total" }); i < 0 || len(r.Records[i].Trace.Steps) != 4 {
		t.Errorf("%+v, expected a finding after 4 steps", r.Records)
	}
}

// What a declared bound cuts off is not known to be lost.
func TestReviewRecoversWithin(t *testing.T) {
	ticks := assay.Spawn("a", timed{plain{start: func() (cell, fx) { return cell{}, fx{assay.SetTimer("t", ms(1))} }},
		func(s cell, _ string) (cell, fx) { return cell{N: s.N + 1}, fx{assay.SetTimer("t", ms(1))} }})
	few := func(v assay.View) bool { return steady(v, "a").N < 3 }
	sys := assay.System{Name: "review", Actors: []assay.Participant{ticks}, Within: few, Properties: []assay.Property{assay.Recovers("five", reaches("a", 5))}}
	r, err := check.Run(t.Context(), sys)
	if record, _ := r.Record("five"); err != nil || record.Verdict != evidence.Unknown {
		t.Errorf("%v, %s, expected unknown: %s", err, record.Verdict, record.Why)
	}
	reads := func(v assay.View) bool { return steady(v, "a").N <= 2 || assay.Load[int](v.Disk("a"), "x").Or(1) == 1 }
	sys = assay.System{Name: "review", Actors: []assay.Participant{counts("a", 5)}, Within: reads,
		Properties: []assay.Property{never(reaches("a", 1)), assay.Recovers("five", reaches("a", 5))}}
	r, err = check.Run(t.Context(), sys)
	if record, _ := r.Record("five"); err != nil || record.Verdict != evidence.Holds {
		t.Errorf("%v, %s, expected it to hold: %s", err, record.Verdict, record.Why)
	}
}

// Whether there is a deadlock does not depend on what another property reads.
func TestReviewDeadlockBesideABudget(t *testing.T) {
	again := assay.Spawn("a", timed{plain{start: func() (cell, fx) { return cell{}, fx{assay.SetTimer("t", ms(1))} }},
		func(s cell, _ string) (cell, fx) { return s, fx{assay.SetTimer("t", ms(1))} }})
	sys := assay.System{Name: "review", Actors: []assay.Participant{again}, Assume: assay.Assumptions{Crashes: assay.AtMost(1)}}
	for _, properties := range [][]assay.Property{{never(reaches("a", 1))}, {never(func(v assay.View) bool { return v.Spent(assay.Crashes) > 1 })}} {
		sys.Properties = properties
		r, err := check.Run(t.Context(), sys, check.Deadlock())
		if err != nil || !slices.ContainsFunc(r.Records, func(e evidence.Record) bool { return e.Finding == "deadlock" }) {
			t.Errorf("%v, %+v, expected a deadlock", err, r.Records)
		}
	}
}

// Messages that are ignored wait, whatever a contract makes of them.
func TestReviewGuaranteesUnderWaits(t *testing.T) {
	second := assay.Spawn("b", plain{receive: func(s cell, _ id, m msg) (cell, fx) {
		if m.(num).N == 2 || s.N > 0 {
			return cell{N: s.N + 1}, nil
		}
		return s, nil
	}})
	sys := assay.System{Name: "review", Actors: []assay.Participant{sender("a", send("b", 1), send("b", 2)), second}, Assume: assay.Assumptions{Ignored: assay.Waits},
		Properties: []assay.Property{assay.Recovers("both", reaches("b", 2)), assay.Guarantees("keeps", "b", listens{})}}
	r, err := check.Run(t.Context(), sys)
	if err != nil || r.Verdict() != evidence.Holds {
		t.Errorf("%v, %+v, expected both to hold", err, r.Records)
	}
}

// listens is the contract of one that counts what it hears, up to 3.
type listens struct{}

func (listens) Init() int { return 0 }
func (listens) Allowed(s int, _ id, _ msg) []assay.Reaction[int] {
	return []assay.Reaction[int]{{To: min(s+1, 3)}}
}

// A timer does not fire before its time has come.
func TestReviewTimerOfAFraction(t *testing.T) {
	rings := assay.Spawn("a", timed{plain{start: func() (cell, fx) { return cell{}, fx{assay.SetTimer("t", ms(3)/2)} }},
		func(s cell, _ string) (cell, fx) { return cell{N: 1}, nil }})
	judge(t, []acceptance{{name: "a millisecond and a half", assume: assay.Assumptions{Clocks: assay.Clocks{TickMS: 1, HorizonMS: 3}}, actors: []assay.Participant{rings},
		props: []assay.Property{never(reaches("a", 1))}, wants: []want{brokenBy("never", "tick", "tick", "timeout")}}})
}

// What a participant has in a buffer to itself is lost when it crashes; what was flushed before is not.
func TestReviewOwnBuffer(t *testing.T) {
	sys := []assay.Participant{assay.Spawn("a", durable{plain{
		start:   func() (cell, fx) { return cell{}, fx{send("a", 1)} },
		receive: func(s cell, _ id, _ msg) (cell, fx) { return cell{N: s.N + 1}, nil },
	}, func(assay.Disk) (cell, fx) { return cell{N: 10}, nil }})}
	judge(t, []acceptance{{name: "to itself", assume: assay.Assumptions{Buffer: 2, Crashes: assay.AtMost(1)}, actors: sys,
		props: []assay.Property{never(reaches("a", 11))}, wants: []want{brokenBy("never", "flush", "crash", "recover", "deliver")}}})
}

// What a liar says is an assumption, in words and in the digest.
func TestReviewWhatALiarSays(t *testing.T) {
	system := func(n int) assay.System {
		return assay.System{Name: "review", Actors: []assay.Participant{idle("a"), adds("b")}, Properties: []assay.Property{never(reaches("b", n))},
			Assume: assay.Assumptions{Per: own{"a": {Lies: assay.AtMost(1), Says: []any{num{n}}}}}}
	}
	digests := map[string]bool{}
	for _, n := range []int{5, 6} {
		r, err := check.Run(t.Context(), system(n))
		if err != nil {
			t.Fatal(err)
		}
		record := r.Records[0]
		digests[record.Trace.Digest] = true
		if i := slices.IndexFunc(record.Assumptions, func(e evidence.Entry) bool { return e.Name == "a alone" }); !strings.Contains(record.Assumptions[i].Value, "says num{N: "+string(rune('0'+n))+"}") {
			t.Errorf("%v does not say what it says", record.Assumptions[i])
		}
	}
	if len(digests) != 2 {
		t.Errorf("two systems have the digest %v", digests)
	}
}

// A liar that is declared already lies once more in a sweep, and not once instead.
func TestReviewLiarThatLiesAlready(t *testing.T) {
	sys := assay.System{Name: "review", Actors: []assay.Participant{idle("a"), adds("b")}, Properties: []assay.Property{never(reaches("b", 10))},
		Assume: assay.Assumptions{Per: own{"a": {Lies: assay.AtMost(1), Says: []any{num{5}}}}}}
	if p := sweep(t, sys, check.Dimensions(check.Liar("a", num{1}))); !breaksWith(p, "a lies once") {
		t.Errorf("breaks with %v, expected that 5 is said twice", p.Breaks)
	}
}

// Two contracts that differ in a function alone are not one, and one that holds a function literal is never discharged.
func TestReviewContractsThatDifferInAFunction(t *testing.T) {
	one := func(boundary assay.Boundary[int, msg]) assay.System {
		return assay.System{Name: "assumes", Actors: []assay.Participant{adds("b"), assay.Assumed("s", assay.Stub(speaksOnce{}, boundary))},
			Properties: []assay.Property{never(reaches("b", 2))}}
	}
	other := func(boundary assay.Boundary[int, msg]) assay.System {
		return assay.System{Name: "keeps", Actors: []assay.Participant{adds("b"), sender("s", send("b", 2))},
			Properties: []assay.Property{assay.Guarantees("keeps", "s", assay.Stub(speaksOnce{}, boundary))}}
	}
	literal := func(n int) assay.Boundary[int, msg] {
		return func(int, assay.Move[int]) assay.Crossing[msg] { return assay.Crossing[msg]{Sends: fx{send("b", n)}} }
	}
	for _, c := range []struct {
		assumed, kept assay.Boundary[int, msg]
		discharged    bool
	}{{saysOne, saysTwo, false}, {saysTwo, saysTwo, true}, {literal(1), literal(2), false}, {literal(2), literal(2), false}} {
		var all []evidence.Record
		for _, sys := range []assay.System{one(c.assumed), other(c.kept)} {
			r, err := check.Run(t.Context(), sys)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, r.Records...)
		}
		if found := evidence.Contracts(all); len(found) != 1 || (len(found[0].KeptBy) > 0) != c.discharged {
			t.Errorf("%+v, expected it to be kept: %v", found, c.discharged)
		}
	}
}

// speaksOnce is a Machine with one move.
type speaksOnce struct{}

func (speaksOnce) Init() []int { return []int{0} }
func (speaksOnce) Next(n int) []assay.Move[int] {
	if n > 0 {
		return nil
	}
	return []assay.Move[int]{{Name: "say", To: 1}}
}

func saysOne(int, assay.Move[int]) assay.Crossing[msg] {
	return assay.Crossing[msg]{Sends: fx{send("b", 1)}}
}
func saysTwo(int, assay.Move[int]) assay.Crossing[msg] {
	return assay.Crossing[msg]{Sends: fx{send("b", 2)}}
}
