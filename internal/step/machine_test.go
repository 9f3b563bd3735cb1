package step

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// loose is a Machine whose functions a test writes down.
type loose[S any] struct {
	init []func() []S
	next func(S) []assay.Move[S]
	asks *int
}

// Init answers with the next of init each time that it is asked, the last again and again.
func (m loose[S]) Init() []S {
	*m.asks++
	return m.init[min(*m.asks, len(m.init))-1]()
}

func (m loose[S]) Next(s S) []assay.Move[S] { return m.next(s) }

func looseSystem[S any](t *testing.T, next func(S) []assay.Move[S], init ...func() []S) *System {
	t.Helper()
	return build(t, assay.Model("loose", loose[S]{init, next, new(int)}))
}

// ask runs next in a state.
func ask[S any](t *testing.T, state S, next func(S) []assay.Move[S]) (*Runner, *Fault, error) {
	t.Helper()
	s := looseSystem(t, next)
	encoded, err := s.Actors[0].State.AppendPtr(nil, &state)
	if err != nil {
		t.Fatal(err)
	}
	r := s.Runner()
	fault, err := r.Run(encoded)
	return r, fault, err
}

func to(lists ...list) (moves []assay.Move[list]) {
	for i, l := range lists {
		moves = append(moves, assay.Move[list]{Name: fmt.Sprint("m", i), To: l})
	}
	return moves
}

func TestRunnerFaults(t *testing.T) {
	calls := 0
	for name, c := range map[string]struct {
		next    func(list) []assay.Move[list]
		finding string
		dead    bool
	}{
		"a function":            {func(s list) []assay.Move[list] { return to(list{[]int{9}}, s) }, "", false},
		"no moves":              {func(list) []assay.Move[list] { return nil }, "", false},
		"it writes":             {func(s list) []assay.Move[list] { s.Items[0]++; return to(s) }, "pure", false},
		"it writes and answers": {func(s list) []assay.Move[list] { s.Items[0] = 5; return nil }, "pure", false},
		"it appends":            {func(s list) []assay.Move[list] { return to(list{append(s.Items, 1)}) }, "pure", false},
		"it panics":             {func(s list) []assay.Move[list] { return to(list{s.Items[7:]}) }, "total", true},
		"it counts":             {func(list) []assay.Move[list] { calls++; return to(list{[]int{calls}}) }, "deterministic", false},
		"more and more moves":   {func(s list) []assay.Move[list] { calls++; return to(make([]list, calls)...) }, "deterministic", false},
		"other names": {func(s list) []assay.Move[list] {
			calls++
			return []assay.Move[list]{{Name: fmt.Sprint(calls), To: s}}
		}, "deterministic", false},
		"every other panics": {func(s list) []assay.Move[list] {
			if calls++; calls%2 == 0 {
				panic("even")
			}
			return nil
		}, "deterministic", true},
	} {
		_, fault, err := ask(t, list{[]int{1, 2}}, c.next)
		if err != nil || (fault == nil) != (c.finding == "") {
			t.Errorf("%s: fault %+v, error %v; expected %q", name, fault, err, c.finding)
			continue
		}
		if fault != nil && (fault.Finding != c.finding || fault.Dead != c.dead) {
			t.Errorf("%s: fault %+v, expected %s (dead %v)", name, *fault, c.finding, c.dead)
		}
	}
}

// TestRunnerMoves keeps the Machine's own order, with equal moves twice, and forgets them when it is asked again.
func TestRunnerMoves(t *testing.T) {
	r, fault, err := ask(t, 3, func(n int) (moves []assay.Move[int]) {
		for i := range n {
			moves = append(moves, assay.Move[int]{Name: fmt.Sprint("to", i/2), To: i / 2})
		}
		return moves
	})
	if fault != nil || err != nil {
		t.Fatal(fault, err)
	}
	for _, state := range []int{3, 1, 0, 2} {
		encoded, _ := r.state.AppendPtr(nil, &state)
		if fault, err := r.Run(encoded); fault != nil || err != nil {
			t.Fatal(fault, err)
		}
		var got []string
		for i := range r.Len() {
			pointer, _, err := r.state.New(r.To(i))
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(r.Name(i), "=", *pointer.(*int)))
		}
		if want := []string{"to0=0", "to0=0", "to1=1"}[:state]; !slices.Equal(got, want) {
			t.Errorf("the moves of %d are %v, expected %v", state, got, want)
		}
	}
}

func TestRunnerError(t *testing.T) {
	_, _, err := ask(t, map[float64]int{}, func(map[float64]int) []assay.Move[map[float64]int] {
		return []assay.Move[map[float64]int]{{Name: "NaN", To: map[float64]int{math.NaN(): 1}}}
	})
	if err == nil || !strings.Contains(err.Error(), "no plain value") {
		t.Errorf("a move to what has no canonical bytes: error %v", err)
	}
}

func TestMachineInitial(t *testing.T) {
	answers := func(states ...int) func() []int { return func() []int { return states } }
	for name, c := range map[string]struct {
		init []func() []int
		want string
	}{
		"two states":  {[]func() []int{answers(4, 2)}, "[4 2]"},
		"none":        {[]func() []int{answers()}, "no initial state"},
		"more":        {[]func() []int{answers(1), answers(1, 2)}, "deterministic"},
		"fewer":       {[]func() []int{answers(1, 2), answers(1)}, "deterministic"},
		"others":      {[]func() []int{answers(1, 2), answers(1, 3)}, "deterministic"},
		"none, then":  {[]func() []int{answers(), answers(1)}, "deterministic"},
		"then none":   {[]func() []int{answers(1), answers()}, "deterministic"},
		"a panic":     {[]func() []int{func() []int { panic("ouch") }}, "total"},
		"panics then": {[]func() []int{answers(1), func() []int { panic("ouch") }}, "total"},
	} {
		s := looseSystem(t, func(int) []assay.Move[int] { return nil }, c.init...)
		states, failed := s.Initial(s.plainly)
		var got []any
		for _, st := range states {
			got = append(got, s.StateValue(0, st.Locals[0].State))
		}
		text := fmt.Sprint(got)
		if failed != nil && failed.Err != nil {
			text = failed.Err.Error()
		} else if failed != nil {
			text = failed.Fault.Finding
		}
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: starts with %q, expected %q", name, text, c.want)
		}
	}
}

// TestMachineSteps goes from start to end by Steps and Do.
func TestMachineSteps(t *testing.T) {
	s := build(t, assay.Model("m", moves3{}))
	st := begin(t, s)
	for n := range 3 {
		steps := s.Steps(st, Listed, nil)
		if len(steps) != 1 || steps[0].Name != "count" || steps[0].Kind != Move {
			t.Fatalf("the steps of %d are %+v", n, steps)
		}
		st, _ = s.Do(st, steps[0])
		if got := s.StateValue(0, st.Locals[0].State); got != n+1 {
			t.Errorf("counts from %d to %v", n, got)
		}
	}
	if steps := s.Steps(st, Listed, nil); len(steps) != 0 {
		t.Errorf("it counts beyond three: %+v", steps)
	}
}
