package histories

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/internal/step"
)

// letterBox is a register of one letter: a string puts it, and get answers with it.
type letterBox struct{}

type get struct{}

func (letterBox) Init() string { return "-" }

func (letterBox) Apply(s string, op any) (string, any) {
	if _, read := op.(get); read {
		return s, s
	}
	return op.(string), "ok"
}

// scribe makes histories: it knows the interned values of operations and results.
type scribe struct {
	sys    *step.System
	values map[any]step.Value
}

// speaker says all values at its start, which interns them.
type speaker struct{ words []any }

func (a speaker) Start(assay.ID) (s int, effects assay.Effects) {
	for _, word := range a.words {
		effects = append(effects, assay.Invoke(word))
	}
	return 0, effects
}

func (speaker) Receive(_ assay.ID, s int, _ assay.ID, _ any) (int, assay.Effects) { return s, nil }

func newScribe(t *testing.T) scribe {
	t.Helper()
	words := []any{get{}, "-", "A", "B", "ok", nil}
	sys, err := step.New(assay.System{Name: "scribe", Actors: assay.SpawnN("c", 4, speaker{words})}, step.Track{History: true})
	if err != nil {
		t.Fatal(err)
	}
	r := sys.React(0, step.Local{}, step.Input{Kind: step.Start}, nil)
	s := scribe{sys, map[any]step.Value{}}
	for i, mark := range r.Marks {
		s.values[words[i]] = mark.Value
	}
	return s
}

func roomy() *linear.Bound { return &linear.Bound{Bytes: 1 << 40, Total: 1 << 40} }

// judge says why a history does not fit a property.
func (s scribe) judge(t *testing.T, p assay.Property) func(step.History) error {
	t.Helper()
	judge, err := NewJudge(s.sys, p)
	if err != nil {
		t.Fatal(err)
	}
	return func(h step.History) error {
		verdict, err := judge.Order(h, roomy())
		if err != nil {
			t.Fatal(err)
		}
		if verdict == linear.Ordered {
			return nil
		}
		return judge.Complaint(h)
	}
}

// happening is one operation as it happened in real time.
type happening struct {
	client    int
	op        any
	result    any // nil if it is open
	call, ret int // ret is 0 if it is open
}

func (h happening) String() string {
	return fmt.Sprintf("%d: %v=%v [%d %d]", h.client, h.op, h.result, h.call, h.ret)
}

// happened makes a timeline: clients invoke, some operations take effect at once or later, some return, some are given up. The results
// are those of a real register, but for a few that lie.
func happened(random *rand.Rand, clients, opsMax int) (ops []happening) {
	box, flying := "-", map[int]int{}
	applied := map[int]bool{}
	take := func(i int) {
		if !applied[i] {
			applied[i] = true
			box, ops[i].result = letterBox{}.Apply(box, ops[i].op)
		}
	}
	for now := 1; now < 40; now++ {
		c := random.IntN(clients)
		i, flies := flying[c]
		switch {
		case !flies && len(ops) < opsMax:
			flying[c] = len(ops)
			ops = append(ops, happening{client: c, op: []any{"A", "B", get{}, get{}}[random.IntN(4)], call: now})
		case !flies:
		case random.IntN(3) == 0:
			take(i)
		case random.IntN(8) == 0:
			delete(flying, c) // given up: it may take effect yet, or have done so
		case random.IntN(2) == 0:
			take(i)
			ops[i].ret = now
			delete(flying, c)
		}
	}
	for i := range ops {
		switch lies := random.IntN(3) == 0; {
		case ops[i].ret == 0:
			ops[i].result = nil
		case lies && ops[i].result != "ok":
			ops[i].result = []string{"-", "A", "B"}[random.IntN(3)]
		}
	}
	return ops
}

// history records a timeline by its marks, in real time.
func (s scribe) history(t *testing.T, ops []happening) (h step.History) {
	t.Helper()
	mark := func(client int, kind step.MarkKind, what any) {
		value, known := s.values[what]
		if !known {
			t.Fatalf("the scribe does not know %v", what)
		}
		var err error
		if h, err = s.sys.Record(h, client, []step.Mark{{Kind: kind, Value: value}}); err != nil {
			t.Fatal(err)
		}
	}
	flying := map[int]bool{}
	for now := range 2 * timelineMax {
		for _, op := range ops {
			switch {
			case op.call == now:
				if flying[op.client] {
					mark(op.client, step.GaveUp, nil)
				}
				mark(op.client, step.Invoked, op.op)
				flying[op.client] = true
			case op.ret == now && op.ret > 0:
				mark(op.client, step.Returned, op.result)
				flying[op.client] = false
			}
		}
	}
	return h
}

const timelineMax = 1000

// mine lists the operations of each client, in its order.
func mine(ops []happening) map[int][]happening {
	all := map[int][]happening{}
	for _, op := range ops {
		all[op.client] = append(all[op.client], op)
	}
	return all
}

// TestMomentsKeepPrecedence reconstructs random timelines from their histories, and holds the moments to imposing exactly the precedence
// of the real ones: one operation had returned when another was invoked in both or in neither.
func TestMomentsKeepPrecedence(t *testing.T) {
	s := newScribe(t)
	ordered, concurrent := 0, 0
	for seed := range uint64(5000) {
		random := rand.New(rand.NewPCG(seed, 4))
		ops := happened(random, 2+random.IntN(3), 1+random.IntN(9))
		h := s.history(t, ops)
		at, real := moments(h), mine(ops)
		for c := range h {
			for d := range h {
				for i, a := range real[h[c].Actor] {
					for k, b := range real[h[d].Actor] {
						want := a.ret > 0 && a.ret < b.call
						if got := at[c][i].ret < at[d][k].call; got != want {
							t.Fatalf("seed %d: %v before %v is %v, expected %v, in %v laid out as %v", seed, a, b, got, want, ops, at)
						}
						if want {
							ordered++
						} else {
							concurrent++
						}
					}
					if at[c][i].call <= 0 || at[c][i].call >= at[c][i].ret {
						t.Fatalf("seed %d: %v lasts from %d to %d", seed, a, at[c][i].call, at[c][i].ret)
					}
				}
			}
		}
	}
	if ordered < 1000 || concurrent < 1000 {
		t.Errorf("%d pairs in order and %d not, expected both", ordered, concurrent)
	}
}

// explained tries every order of the operations, each at most once and all that returned: must says which pairs keep theirs.
func explained(ops []happening, must func(a, b happening) bool) bool {
	return explainedFrom(ops, make([]bool, len(ops)), "-", must)
}

func explainedFrom(ops []happening, taken []bool, box string, must func(a, b happening) bool) bool {
	done := true
	for i, op := range ops {
		done = done && (taken[i] || op.ret == 0)
		if taken[i] || waits(ops, taken, i, must) {
			continue
		}
		next, result := letterBox{}.Apply(box, op.op)
		if op.ret > 0 && result != op.result {
			continue
		}
		taken[i] = true
		ok := explainedFrom(ops, taken, next, must)
		taken[i] = false
		if ok {
			return true
		}
	}
	return done
}

// waits says whether some operation must come before the i-th and has not.
func waits(ops []happening, taken []bool, i int, must func(a, b happening) bool) bool {
	for k := range ops {
		if !taken[k] && k != i && must(ops[k], ops[i]) {
			return true
		}
	}
	return false
}

func inRealTime(a, b happening) bool { return a.ret > 0 && a.ret < b.call }

func inClientOrder(a, b happening) bool { return a.client == b.client && inRealTime(a, b) }

// TestJudgesAgainstEveryOrder holds both judges to a search through all orders of thousands of small histories.
func TestJudgesAgainstEveryOrder(t *testing.T) {
	s := newScribe(t)
	realTime, sequential := s.judge(t, assay.Linearizable("", letterBox{})), s.judge(t, assay.SequentiallyConsistent("", letterBox{}))
	sums := map[[2]bool]int{}
	for seed := range uint64(6000) {
		random := rand.New(rand.NewPCG(seed, 5))
		ops := happened(random, 2+random.IntN(2), 1+random.IntN(5))
		h := s.history(t, ops)
		wantLinear, wantSequential := explained(ops, inRealTime), explained(ops, inClientOrder)
		if err := realTime(h); (err == nil) != wantLinear {
			t.Fatalf("seed %d: linearizable is %v, expected %v: %v", seed, err, wantLinear, ops)
		}
		err := sequential(h)
		if (err == nil) != wantSequential {
			t.Fatalf("seed %d: sequentially consistent is %v, expected %v: %v", seed, err, wantSequential, ops)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "not sequentially consistent: c") {
			t.Fatalf("the error is %q", err)
		}
		sums[[2]bool{wantLinear, wantSequential}]++
	}
	if sums[[2]bool{true, false}] > 0 || sums[[2]bool{true, true}] < 500 || sums[[2]bool{false, true}] < 60 || sums[[2]bool{false, false}] < 100 {
		t.Errorf("linearizable and sequentially consistent: %v, expected enough of each that there is", sums)
	}
}

// TestLongHistories judges one client's hundreds of operations, which have one order.
func TestLongHistories(t *testing.T) {
	s := newScribe(t)
	for _, n := range []int{100, 255, 256, 300} {
		var ops []happening
		for i := range n {
			ops = append(ops, happening{client: 1, op: "A", result: "ok", call: 2*i + 1, ret: 2*i + 2})
		}
		h := s.history(t, ops)
		for _, p := range []assay.Property{assay.Linearizable("", letterBox{}), assay.SequentiallyConsistent("", letterBox{})} {
			if err := s.judge(t, p)(h); err != nil {
				t.Errorf("%d puts one after the other: %.60s...", n, err)
			}
		}
	}
}

// TestDescribeHistory is what a violation says of it.
func TestDescribeHistory(t *testing.T) {
	s := newScribe(t)
	h := s.history(t, []happening{{0, "A", "ok", 1, 2}, {1, get{}, "-", 3, 4}, {1, "B", nil, 5, 0}, {2, get{}, nil, 6, 0}})
	want := `c0 "A" = "ok"; c1 get = "-" after 1 of c0; c1 "B" (open) after 1 of c0; c2 get (open) after 1 of c0 after 1 of c1`
	if got := Describe(s.sys, h); strings.ReplaceAll(got, "get{}", "get") != want {
		t.Errorf("described as %q, expected %q", got, want)
	}
	ops := Operations(s.sys, h)
	if len(ops) != 4 || ops[1].Client != "c1" || ops[1].Before["c0"] != 1 || ops[1].Result.Or(nil) != "-" || ops[2].Result.IsSome() {
		t.Errorf("properties read it as %+v", ops)
	}
}

// fickle answers the same operation differently each time, and wrong has no answer.
type (
	fickle struct{ letterBox }
	wrong  struct{ letterBox }
)

var fickleCalls int

func (fickle) Apply(s string, op any) (string, any) { fickleCalls++; return s, fmt.Sprint(fickleCalls) }

func (wrong) Apply(s string, op any) (string, any) { panic("no such operation") }

// hollow has a state that has no canonical bytes.
type hollow struct{}

func (hollow) Init() func()                        { return nil }
func (hollow) Apply(s func(), _ any) (func(), any) { return s, nil }

// TestBadSpecs: what is wrong with a specification is an error, and no verdict.
func TestBadSpecs(t *testing.T) {
	s := newScribe(t)
	h := s.history(t, []happening{{0, "A", "ok", 1, 2}})
	for says, property := range map[string]assay.Property{
		"differently on another run": assay.Linearizable("", fickle{}),
		"no such operation":          assay.Linearizable("", wrong{}),
	} {
		judge, err := NewJudge(s.sys, property)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = judge.Order(h, roomy()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("the judge answers %v, expected %q", err, says)
		}
	}
	if _, err := NewJudge(s.sys, assay.Linearizable("", hollow{})); err == nil {
		t.Error("a state that is a function makes a judge")
	}
}
