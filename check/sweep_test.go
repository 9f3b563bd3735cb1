package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// counter counts what it receives, up to three, on its disk too, and trusts what it finds there.
type counter struct{}

type countState struct{ N int }

type countMsg interface{ countMsg() }

type one struct{}

func (one) countMsg() {}

func (counter) Start(assay.ID) (countState, assay.Effects) {
	return countState{}, assay.Effects{assay.Persist("n", 0), assay.Sync()}
}

func (counter) Receive(_ assay.ID, s countState, _ assay.ID, _ countMsg) (countState, assay.Effects) {
	if s.N++; s.N > 3 {
		return countState{3}, nil
	}
	return s, assay.Effects{assay.Persist("n", s.N)}
}

func (counter) Recover(_ assay.ID, disk assay.Disk) (countState, assay.Effects) {
	return countState{N: or(assay.Load[int](disk, "n"), 7)}, nil
}

// caller sends one message in all its lives.
type caller struct{}

func (caller) Start(assay.ID) (int8, assay.Effects) { return 0, assay.Effects{assay.Send("b", one{})} }

func (caller) Receive(_ assay.ID, s int8, _ assay.ID, _ countMsg) (int8, assay.Effects) {
	return s, nil
}

func (caller) Recover(assay.ID, assay.Disk) (int8, assay.Effects) { return 0, nil }

func callers(assume assay.Assumptions) assay.System {
	count := func(v assay.View) int { return assay.LastStateOf[countState](v, "b").N }
	return assay.System{Name: "callers", Assume: assume, Actors: []assay.Participant{assay.Spawn("a", caller{}), assay.Spawn("b", counter{})},
		Properties: []assay.Property{
			assay.Always("at most one", func(v assay.View) error {
				if n := count(v); n > 1 {
					return fmt.Errorf("%d are counted", n)
				}
				return nil
			}),
			assay.Sometimes("two", func(v assay.View) bool { return count(v) == 2 }),
		}}
}

func swept(t *testing.T, sys assay.System, options ...Option) evidence.Sweep {
	t.Helper()
	s, err := RunSweep(t.Context(), sys, options...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sweptOf(s evidence.Sweep, property string) evidence.SweepProperty {
	i := slices.IndexFunc(s.Properties, func(p evidence.SweepProperty) bool { return p.Name == property })
	return s.Properties[i]
}

// sets are the words of cuts, one a line.
func sets(cuts []evidence.SweepCut) string {
	var lines []string
	for _, c := range cuts {
		lines = append(lines, strings.Join(c.Words, " + "))
	}
	return strings.Join(lines, "; ")
}

// TestSweepFinds wants all minimal sets of relaxations, each with its behaviour, the weakest that keep the property, and all cures.
func TestSweepFinds(t *testing.T) {
	s := swept(t, callers(assay.Assumptions{}))
	p := sweptOf(s, "at most one")
	if got, want := sets(p.Breaks), "1 duplicate; 1 crash + wiped disk"; got != want {
		t.Errorf("it breaks with %q, expected %q", got, want)
	}
	for _, cut := range p.Breaks {
		if cut.Trace == nil || !cut.Certain || !strings.Contains(cut.Why, " are counted") {
			t.Errorf("%v: %q, certain is %t, with the trace %v", cut.Words, cut.Why, cut.Certain, cut.Trace)
		} else if told := cut.Trace.Told; len(told) != len(cut.Trace.Steps)+1 || len(told[len(told)-1].Says) == 0 || len(told[0].Sent) == 0 {
			t.Errorf("%v: of its states %+v is told", cut.Words, told)
		}
	}
	if got, want := fmt.Sprint(p.Holds), "[[unlimited losses 2 crashes unsynced disk 1 cut]]"; got != want {
		t.Errorf("it holds with %s, expected %s", got, want)
	}
	if got, want := sets(p.Cures), "no duplicate + no wiped disk; no duplicate + no crash"; got != want {
		t.Errorf("it is cured by %q, expected %q", got, want)
	}
	if got, want := sets(sweptOf(s, "two").Breaks), "1 duplicate"; got != want {
		t.Errorf("two are first counted with %q, expected %q", got, want)
	}
	if s.Ran*3 > s.Grid {
		t.Errorf("%d of %d points were run: pruning does next to nothing", s.Ran, s.Grid)
	}
}

// TestSweepFreeDimension wants the behaviour of a minimal set that was not itself run: another point, whose losses and partitions
// asynchrony covers, was.
func TestSweepFreeDimension(t *testing.T) {
	s := swept(t, callers(assay.Assumptions{}), Dimensions(DefaultDimensions(callers(assay.Assumptions{}))[:2]...))
	for _, point := range s.Points {
		if point.Ran && point.Levels[0] == 0 && point.Levels[1] == 1 {
			t.Fatal("the minimal point was run: this test shows nothing")
		}
	}
	p := sweptOf(s, "at most one")
	if sets(p.Breaks) != "1 duplicate" || p.Breaks[0].Trace == nil || p.Breaks[0].Why == "" {
		t.Errorf("%+v, expected 1 duplicate with its behaviour", p.Breaks)
	}
}

// TestSweepNoCure says where nothing needs to be relaxed at all.
func TestSweepNoCure(t *testing.T) {
	sys := callers(assay.Assumptions{Duplicates: assay.AtMost(1)})
	sys.Properties = append(sys.Properties, assay.Always("none", func(v assay.View) error {
		if assay.LastStateOf[countState](v, "b").N > 0 {
			return errors.New("one is counted")
		}
		return nil
	}))
	for _, c := range []struct {
		name, property, cure string
		options              []Option
	}{
		{"as declared", "at most one", "cured by     none: it is violated with no relaxation at all\n", nil},
		{"from reliable", "at most one", "cured by     no duplicate + no wiped disk\n", []Option{FromReliable()}},
		{"from reliable", "none", "cured by     none: violated with no failure at all\n", []Option{FromReliable()}},
	} {
		s := swept(t, sys, append(c.options, only(c.property))...)
		if text := s.Text(); !strings.Contains(text, c.cure) {
			t.Errorf("%s: expected %q in\n%s", c.name, c.cure, text)
		}
	}
}

// TestSweepErrors are those of what cannot be swept.
func TestSweepErrors(t *testing.T) {
	silent, wide := callers(assay.Assumptions{}), []Dimension{}
	silent.Properties = nil
	level := Level{"another", func(*assay.Assumptions) {}}
	for range 13 {
		wide = append(wide, Dimension{Levels: []Level{level}})
	}
	machine := assay.Model("steps", machineOf{}, assay.Always("calm", func(assay.View) error { return nil }))
	for _, c := range []struct {
		name    string
		sys     assay.System
		options []Option
		want    string
	}{
		{"a machine", machine, nil, `"steps" is a Machine, expected a system of actors`},
		{"no property", silent, nil, `"callers" declares no property, expected one to sweep`},
		{"no dimension", callers(assay.Assumptions{}), []Option{Dimensions([]Dimension{}...)}, `no assumption of "callers" left to relax`},
		{"too many points", callers(assay.Assumptions{}), []Option{Dimensions(wide...)}, "has 8192 points, expected at most 4096"},
		{"no time", callers(assay.Assumptions{}), []Option{Time(time.Nanosecond)}, "ended before anything was explored"},
		{"a bad level", callers(assay.Assumptions{}), []Option{Dimensions(Dimension{Name: "bad", Levels: []Level{{"a bad level", func(a *assay.Assumptions) { a.Losses = assay.AtMost(-1) }}}})},
			"(at a bad level)"},
	} {
		if _, err := RunSweep(t.Context(), c.sys, c.options...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, expected %q", c.name, err, c.want)
		}
	}
}

type machineOf struct{}

func (machineOf) Init() []int                { return []int{0} }
func (machineOf) Next(int) []assay.Move[int] { return nil }

// TestSweepLiar relaxes what a participant says.
func TestSweepLiar(t *testing.T) {
	p := sweptOf(swept(t, callers(assay.Assumptions{}), Dimensions(Liar("a", one{}), Dimension{Name: "crashes", Levels: []Level{
		{"1 crash", func(a *assay.Assumptions) { a.Crashes = assay.AtMost(1) }}}})), "at most one")
	if sets(p.Breaks) != "a lies once" || sets(p.Cures) != "a does not lie" || fmt.Sprint(p.Holds) != "[[1 crash]]" {
		t.Errorf("it breaks with %q, is cured by %q and holds with %v", sets(p.Breaks), sets(p.Cures), p.Holds)
	}
}

// TestSweepOwnBudgets names whose crashes a level is about.
func TestSweepOwnBudgets(t *testing.T) {
	of := func(own map[assay.ID]assay.Own) assay.System { return callers(assay.Assumptions{Per: own}) }
	own1, none := assay.Own{Crashes: assay.AtMost(1)}, assay.Own{Crashes: assay.None}
	for _, c := range []struct {
		sys      assay.System
		reliable bool
		want     string // the levels of crashes
		breaks   string
	}{
		{of(map[assay.ID]assay.Own{"b": own1}), false, "none (b has its own) < 1 crash of the others < 2 crashes of the others", "wiped disk; 1 duplicate"},
		{of(map[assay.ID]assay.Own{"b": own1}), true, "none < 1 crash of b < 2 crashes of b", "1 duplicate; 1 crash of b + wiped disk"},
		{of(map[assay.ID]assay.Own{"b": own1, "a": own1}), true, "none < 1 crash of each of a, b < 2 crashes of each of a, b", "1 duplicate; 1 crash of each of a, b + wiped disk"},
		{of(map[assay.ID]assay.Own{"a": none}), false, "none < 1 crash < 2 crashes", "1 duplicate; 1 crash + wiped disk"},
		{of(map[assay.ID]assay.Own{"b": none}), false, "none < 1 crash < 2 crashes", "1 duplicate"},
		{of(map[assay.ID]assay.Own{"a": own1}), false, "none (a has its own) < 1 crash of the others < 2 crashes of the others", "1 duplicate; 1 crash of the others + wiped disk"},
	} {
		var options []Option
		if c.reliable {
			options = append(options, FromReliable())
		}
		s := swept(t, c.sys, options...)
		i := slices.IndexFunc(s.Dimensions, func(d evidence.SweepDimension) bool { return d.Name == "crashes" })
		if got := strings.Join(s.Dimensions[i].Levels, " < "); got != c.want {
			t.Errorf("%+v: the levels are %q, expected %q", c.sys.Assume.Per, got, c.want)
		}
		if got := sets(sweptOf(s, "at most one").Breaks); got != c.breaks {
			t.Errorf("%+v: it breaks with %q, expected %q", c.sys.Assume.Per, got, c.breaks)
		}
	}
}

// TestSweepCuresOfSeveral: what cures the crashes of several says that none of them crashes.
func TestSweepCuresOfSeveral(t *testing.T) {
	own := assay.Own{Crashes: assay.AtMost(1)}
	s := swept(t, callers(assay.Assumptions{Per: map[assay.ID]assay.Own{"b": own, "a": own}}), FromReliable())
	if got, want := sets(sweptOf(s, "at most one").Cures), "no duplicate + no wiped disk; no duplicate + no crash of a or b"; got != want {
		t.Errorf("it is cured by %q, expected %q", got, want)
	}
}

// TestSweepUnknown decides nothing where a bound was reached, and says which.
func TestSweepUnknown(t *testing.T) {
	s := swept(t, callers(assay.Assumptions{}), States(1), only("at most one"))
	p := s.Properties[0]
	if p.Unknown != len(s.Points) || len(p.Breaks)+len(p.Holds)+len(p.Cures) > 0 {
		t.Errorf("%+v, expected %d points that are unknown, and nothing else", p, len(s.Points))
	}
	for _, want := range []string{"breaks with  nothing that was explored to its end", "what is declared", "the bound of 1 states was reached"} {
		if !strings.Contains(s.Text(), want) {
			t.Errorf("expected %q in\n%s", want, s.Text())
		}
	}
}

// TestSweepTwice gives the same bytes again, with another number of workers too.
func TestSweepTwice(t *testing.T) {
	for _, seed := range []uint64{0, 3, harshSeeds + 4} {
		sys := callers(assay.Assumptions{})
		if seed > 0 {
			sys, _ = randomSystem(seed)
		}
		var first string
		for _, workers := range []int{1, 2, 1} {
			s := swept(t, sys, Workers(workers), States(100))
			s.Measured = nil
			text, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			if first == "" {
				first = string(text)
			}
			if string(text) != first {
				t.Errorf("%s with %d workers:\n%s\nexpected\n%s", sys.Name, workers, text, first)
			}
		}
	}
}
