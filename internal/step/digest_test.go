package step

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// assumed is a change of each field of assay.Assumptions, with what its line in a record says then.
var assumed = map[string]struct {
	change func(*assay.Assumptions)
	line   [2]string
}{
	"Order":      {func(a *assay.Assumptions) { a.Order = assay.FIFO }, [2]string{"order", "fifo"}},
	"Losses":     {func(a *assay.Assumptions) { a.Losses = assay.AtMost(2) }, [2]string{"losses", "at most 2"}},
	"Mistakes":   {func(a *assay.Assumptions) { a.Mistakes = assay.AtMost(2) }, [2]string{"mistakes", "at most 2"}},
	"Malice":     {func(a *assay.Assumptions) { a.Malice = assay.Unlimited }, [2]string{"malice", "unlimited"}},
	"Duplicates": {func(a *assay.Assumptions) { a.Duplicates = assay.Unlimited }, [2]string{"duplicates", "unlimited"}},
	"Crashes":    {func(a *assay.Assumptions) { a.Crashes = assay.AtMost(1) }, [2]string{"crashes", "at most 1"}},
	"Recoveries": {func(a *assay.Assumptions) { a.Recoveries = assay.None }, [2]string{"recoveries", "none"}},
	"Disk":       {func(a *assay.Assumptions) { a.Disk = assay.Torn }, [2]string{"disk", "torn"}},
	"Cuts":       {func(a *assay.Assumptions) { a.Cuts = assay.AtMost(1) }, [2]string{"cuts", "at most 1"}},
	"Firings":    {func(a *assay.Assumptions) { a.Firings = assay.AtMost(3) }, [2]string{"firings", "at most 3"}},
	"Clocks":     {func(a *assay.Assumptions) { a.Clocks = assay.Clocks{TickMS: 1, HorizonMS: 9} }, [2]string{"clocks", "tick 1 ms, drift 0 ms, horizon 9 ms"}},
	"Buffer":     {func(a *assay.Assumptions) { a.Buffer = 2 }, [2]string{"buffers", "of 2 messages"}},
	"CutSets": {func(a *assay.Assumptions) {
		a.CutSets = []assay.Cut{{From: []assay.ID{"a"}, To: []assay.ID{"b", "c"}}, {From: []assay.ID{"b"}, To: []assay.ID{"a"}, OneWay: true}}
	}, [2]string{"cuts that there can be", "a <-> b,c; b -> a"}},
	"Ignored": {func(a *assay.Assumptions) { a.Ignored = assay.Waits }, [2]string{"ignored messages", "waits"}},
	"Links": {func(a *assay.Assumptions) {
		a.Links = []assay.Link{{From: "a", To: "b", Order: assay.FIFO, Losses: assay.None, Duplicates: assay.AtMost(1)}}
	}, [2]string{"link a -> b", "order fifo, losses none, duplicates at most 1"}},
	"Per": {func(a *assay.Assumptions) {
		a.Per = map[assay.ID]assay.Own{"a": {Crashes: assay.None, Recoveries: assay.AtMost(1), Disk: assay.Kept, Firings: assay.Unlimited}}
	}, [2]string{"a alone", "crashes none, recoveries at most 1, disk kept, firings unlimited"}},
}

func fieldsOf(t reflect.Type) (names []string) {
	for i := range t.NumField() {
		names = append(names, t.Field(i).Name)
	}
	slices.Sort(names)
	return names
}

// TestDescribeAssumptions lists every field of assay.Assumptions, so that a new one fails until it is described here and there.
func TestDescribeAssumptions(t *testing.T) {
	if fields, known := fieldsOf(reflect.TypeFor[assay.Assumptions]()), slices.Sorted(maps.Keys(assumed)); !slices.Equal(fields, known) {
		t.Fatalf("assay.Assumptions has the fields %v, and this test knows %v: describe the new one", fields, known)
	}
	zero := DescribeAssumptions(assay.Assumptions{}, plain)
	for name, c := range assumed {
		var a assay.Assumptions
		c.change(&a)
		lines := DescribeAssumptions(a, plain)
		if !slices.Contains(lines, c.line) {
			t.Errorf("%s: the lines %v lack %v", name, lines, c.line)
		}
		if reflect.DeepEqual(lines, zero) {
			t.Errorf("%s: its change does not show in %v", name, lines)
		}
		others := slices.DeleteFunc(slices.Clone(lines), func(line [2]string) bool { return line == c.line })
		for _, line := range others {
			if !slices.Contains(zero, line) && line != [2]string{"mistakes", "none"} && line != [2]string{"malice", "none"} { // people have two lines or none
				t.Errorf("%s: its change shows in %v too", name, line)
			}
		}
	}
}

// TestDescribeOverrides does the same for what one link and one participant may do: each field but the ends of a link shows.
func TestDescribeOverrides(t *testing.T) {
	for name, link := range map[string]assay.Link{"Order": {Order: assay.FIFO}, "Losses": {Losses: assay.None}, "Duplicates": {Duplicates: assay.None}, "Buffer": {Buffer: 3}} {
		if got := DescribeAssumptions(assay.Assumptions{Links: []assay.Link{link}}, plain); !strings.HasPrefix(got[len(got)-1][1], strings.ToLower(name)+" ") {
			t.Errorf("Link.%s is described as %v", name, got[len(got)-1])
		}
	}
	for name, own := range map[string]assay.Own{"Crashes": {Crashes: assay.None}, "Recoveries": {Recoveries: assay.None}, "Disk": {Disk: assay.Kept}, "Firings": {Firings: assay.None},
		"Lies": {Lies: assay.AtMost(1)}, "Says": {Says: []any{1}}, "Works": {Works: assay.Schedule{EveryMS: 10, ForMS: 5}}, "Mistakes": {Mistakes: assay.AtMost(1)}, "Malice": {Malice: assay.None}} {
		if got := DescribeAssumptions(assay.Assumptions{Per: map[assay.ID]assay.Own{"a": own}}, plain); !strings.HasPrefix(got[len(got)-1][1], strings.ToLower(name)+" ") {
			t.Errorf("Own.%s is described as %v", name, got[len(got)-1])
		}
	}
	if fields := fieldsOf(reflect.TypeFor[assay.Link]()); !slices.Equal(fields, []string{"Buffer", "Duplicates", "From", "Losses", "Order", "To"}) {
		t.Errorf("assay.Link has the fields %v: describe the new one", fields)
	}
	if fields := fieldsOf(reflect.TypeFor[assay.Own]()); !slices.Equal(fields, []string{"Crashes", "Disk", "Firings", "Lies", "Malice", "Mistakes", "Recoveries", "Says", "Works"}) {
		t.Errorf("assay.Own has the fields %v: describe the new one", fields)
	}
	got := DescribeAssumptions(assay.Assumptions{Links: []assay.Link{{From: "a", To: "b"}}, Per: map[assay.ID]assay.Own{"a": {}}}, plain)
	if tail := got[len(got)-2:]; tail[0] != [2]string{"link a -> b", "as all"} || tail[1] != [2]string{"a alone", "as all"} {
		t.Errorf("what differs in nothing is described as %v", tail)
	}
}

// described is a System with something to change in each part.
func described() assay.System {
	a := starting(assay.Send("b", "hello"))
	a.Label = "first"
	return assay.System{
		Name:       "digest",
		Actors:     []assay.Participant{assay.Spawn("a", a), assay.Spawn("b", starting())},
		Properties: []assay.Property{assay.Always("safe", func(assay.View) error { return nil })},
		Assume:     assay.Assumptions{Per: map[assay.ID]assay.Own{"a": {}, "b": {}}},
	}
}

func digestOf(t *testing.T, sys assay.System, values ...any) string {
	t.Helper()
	s := build(t, sys)
	for _, x := range values { // interned first, these take the numbers that messages have elsewhere
		s.letter(t, 0, x)
	}
	states, failed := s.Initial(s.plainly)
	if failed != nil {
		t.Fatalf("%+v", failed)
	}
	return s.Digest(sys, states)
}

func TestDigestStays(t *testing.T) {
	want := digestOf(t, described())
	if len(want) != 4 {
		t.Errorf("digest %q, expected four characters", want)
	}
	for range 20 {
		if got := digestOf(t, described(), "noise", 7, "hello"); got != want {
			t.Fatalf("digest %s of the same system with other numbers, expected %s", got, want)
		}
	}
	sys := described()
	sys.Properties[0].Check = func(assay.View) error { return nil }
	sys.Assume.Order = assay.Unordered
	if got := digestOf(t, sys); got != want {
		t.Errorf("digest %s where only code and the spelling of a default differ, expected %s", got, want)
	}
}

// TestDigestOfTracked is the same whatever a pass tracks: a trace that one pass wrote is read by another.
func TestDigestOfTracked(t *testing.T) {
	sys := assay.System{Name: "tracked", Actors: []assay.Participant{assay.Spawn("a", quietly(assay.SetTimer("t", 1), assay.Persist("k", 1), assay.Invoke("get")))}}
	digests := map[string]bool{}
	for _, track := range []Track{{}, {History: true}, {Disks: true}, {Timers: true}, {Last: true}, {true, true, true, true}} {
		s := buildTracking(t, sys, track)
		digests[s.Digest(sys, []State{begin(t, s)})] = true
	}
	if len(digests) != 1 {
		t.Errorf("the digests are %v, expected one", digests)
	}
}

func TestDigestChanges(t *testing.T) {
	changes := map[string]func(*assay.System){
		"the name":             func(sys *assay.System) { sys.Name = "digest/2" },
		"a participant's name": func(sys *assay.System) { sys.Actors[0].ID = "c"; sys.Assume.Per = nil },
		"a participant more":   func(sys *assay.System) { sys.Actors = append(sys.Actors, assay.Spawn("c", starting())) },
		"an actor's type":      func(sys *assay.System) { sys.Actors[1] = assay.Spawn("b", quietly()) },
		"an actor's state":     func(sys *assay.System) { sys.Actors[1] = assay.Spawn("b", scripted[int8]{}) },
		"a property's name":    func(sys *assay.System) { sys.Properties[0].Name = "safer" },
		"a property's kind":    func(sys *assay.System) { sys.Properties[0].Kind = assay.KindSometimes },
		"a property more":      func(sys *assay.System) { sys.Properties = append(sys.Properties, assay.Always("live", nil)) },
		"the start of one": func(sys *assay.System) {
			sys.Actors[1] = assay.Spawn("b", scripted[int]{start: func() (int, assay.Effects) { return 1, nil }})
		},
		"what one sends at once": func(sys *assay.System) { sys.Actors[1] = assay.Spawn("b", starting(assay.Send("a", "hello"))) },
		"an actor's field": func(sys *assay.System) {
			a := starting(assay.Send("b", "hello"))
			a.Label = "second"
			sys.Actors[0] = assay.Spawn("a", a)
		},
		"the order of actors": func(sys *assay.System) { slices.Reverse(sys.Actors) },
	}
	for name, c := range assumed {
		if sys := described(); name != "Clocks" && name != "Cuts" && name != "Disk" { // those are refused
			c.change(&sys.Assume)
			changes["Assume."+name] = func(changed *assay.System) { *changed = sys }
		}
	}
	seen := map[string]string{digestOf(t, described()): "nothing"}
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		sys := described()
		changes[name](&sys)
		digest := digestOf(t, sys)
		if other, known := seen[digest]; known {
			t.Errorf("a change of %s gives the digest %s, as does a change of %s", name, digest, other)
		}
		seen[digest] = name
	}
}

// flags is an actor whose fields all have canonical bytes, unexported ones too.
type flags struct {
	Quorum int
	peers  []assay.ID
}

func (flags) Start(assay.ID) (int, assay.Effects)                               { return 0, nil }
func (flags) Receive(_ assay.ID, s int, _ assay.ID, _ any) (int, assay.Effects) { return s, nil }

func TestDigestOfFields(t *testing.T) {
	seen := map[string]flags{}
	for _, a := range []flags{{}, {Quorum: 1}, {peers: []assay.ID{"b"}}, {Quorum: 1, peers: []assay.ID{"b"}}, {peers: []assay.ID{"b", "c"}}} {
		digest := digestOf(t, assay.System{Name: "fields", Actors: []assay.Participant{assay.Spawn("a", a)}})
		if other, known := seen[digest]; known {
			t.Errorf("%+v and %+v have one digest", a, other)
		}
		seen[digest] = a
		if pointer := digestOf(t, assay.System{Name: "fields", Actors: []assay.Participant{assay.Spawn("a", &a)}}); pointer == digest {
			t.Errorf("%+v and a pointer to it have one digest: they are different types", a)
		}
	}
}

func plain(x any) string { return fmt.Sprint(x) }
