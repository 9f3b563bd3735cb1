package linear

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// cell is a register of small numbers: a positive op is written, 0 reads.
type cell struct{}

func (cell) Init() int { return 0 }

func (cell) Apply(state int, op any) (int, any) {
	if op.(int) > 0 {
		return op.(int), nil
	}
	return state, state
}

func table(t testing.TB, spec *assay.SpecBehaviour) *Table {
	t.Helper()
	table, err := NewTable(*spec)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func cells(t testing.TB) *Table { return table(t, assay.Linearizable("cell", cell{}).History) }

func roomy() *Bound { return &Bound{Bytes: 1 << 30, Total: 1 << 40} }

// ordered is the slow and obvious way: it tries every operation that may come next, in every order.
func ordered(t *Table, rule Rule, state int, ops []Operation, left []int) bool {
	if !slices.ContainsFunc(left, func(i int) bool { return ops[i].Return != Never }) {
		return true
	}
	for k, i := range left {
		first := func(j int) bool {
			return ops[j].Return < ops[i].Call && (rule == RealTime || ops[j].Client == ops[i].Client)
		}
		if slices.ContainsFunc(left, first) {
			continue
		}
		next, result, _ := t.apply(state, ops[i].Op)
		fits := ops[i].Result == Any || ops[i].Result == result
		if fits && ordered(t, rule, next, ops, slices.Delete(slices.Clone(left), k, k+1)) {
			return true
		}
	}
	return false
}

func obvious(t *Table, rule Rule, ops []Operation) bool {
	var left []int
	for i := range ops {
		left = append(left, i)
	}
	return ordered(t, rule, t.init(), ops, left)
}

// random is a history of a few clients with answers that are mostly wrong.
func random(t *Table, r *rand.Rand) []Operation {
	number := func(v any) int {
		n, err := t.Number(v)
		if err != nil {
			panic(err)
		}
		return n
	}
	now, open, ops := int64(0), map[int]int{}, []Operation(nil)
	for range 4 + r.IntN(10) {
		now++
		client := r.IntN(3)
		if i, busy := open[client]; busy {
			delete(open, client)
			if r.IntN(5) > 0 {
				ops[i].Return, ops[i].Result = now, number(nil)
				if ops[i].Op == number(0) {
					ops[i].Result = number(r.IntN(3))
				}
			}
			continue
		}
		open[client] = len(ops)
		ops = append(ops, Operation{Client: client, Op: number(r.IntN(3)), Result: Any, Call: now, Return: Never})
	}
	return ops
}

// TestAgainstTheObvious holds verdicts, orders and explanations to trying every order, on random histories.
func TestAgainstTheObvious(t *testing.T) {
	found := map[Verdict]int{}
	for seed := range uint64(3000) {
		table, r := cells(t), rand.New(rand.NewPCG(seed, 7))
		ops := random(table, r)
		verdict, order, err := table.Order(ops, RealTime, roomy(), true)
		if err != nil || (verdict == Ordered) != obvious(table, RealTime, ops) {
			t.Fatalf("seed %d: verdict %d, %v, trying every order says otherwise\n%v", seed, verdict, err, ops)
		}
		found[verdict]++
		if verdict == Ordered {
			holdsOrder(t, table, ops, order)
		} else {
			holdsExplanation(t, table, ops)
		}
	}
	if found[Ordered] < 300 || found[Disordered] < 300 {
		t.Errorf("verdicts %v, expected many of both", found)
	}
}

func holdsOrder(t *testing.T, table *Table, ops []Operation, order []int) {
	t.Helper()
	state := table.init()
	for k, i := range order {
		next, result, _ := table.apply(state, ops[i].Op)
		if state = next; ops[i].Result != Any && ops[i].Result != result {
			t.Fatalf("operation %d of the order %v has another answer\n%v", i, order, ops)
		}
		for _, later := range order[k:] {
			if ops[later].Return < ops[i].Call {
				t.Fatalf("operation %d comes too late in the order %v\n%v", later, order, ops)
			}
		}
	}
}

// holdsExplanation tries what an explanation claims, claim by claim.
func holdsExplanation(t *testing.T, table *Table, ops []Operation) {
	t.Helper()
	e, err := table.Explain(ops, roomy())
	if err != nil || !e.Shortest || !e.AllFits || !e.Least {
		t.Fatalf("%+v, %v, expected all to be known\n%v", e, err, ops)
	}
	end := ops[e.At].Return
	begun := called(Beginning(ops, end), end)
	with := func(change func(ops []Operation)) bool {
		tried := slices.Clone(begun)
		change(tried)
		return obvious(table, RealTime, tried)
	}
	if with(func([]Operation) {}) || !obvious(table, RealTime, called(Beginning(ops, end-1), end-1)) {
		t.Fatalf("%+v: this is not the shortest beginning\n%v", e, ops)
	}
	for number := range table.values.texts {
		if with(func(ops []Operation) { ops[e.At].Result = number }) != slices.Contains(e.Fits, number) {
			t.Fatalf("%+v: the answer %v\n%v", e, table.Value(number), ops)
		}
	}
	forget := func(but []int) bool {
		return with(func(ops []Operation) {
			for i := range ops {
				if i != e.At && !slices.Contains(but, i) {
					ops[i].Result = Any
				}
			}
		})
	}
	if forget(e.Clash) {
		t.Fatalf("%+v: these answers do not clash\n%v", e, ops)
	}
	for k := range e.Clash {
		if !forget(slices.Delete(slices.Clone(e.Clash), k, k+1)) {
			t.Fatalf("%+v: without the %d. answer the others clash too\n%v", e, k+1, ops)
		}
	}
}

// called are those that were called by end: they are the first, since calls are in order.
func called(ops []Operation, end int64) []Operation {
	return slices.DeleteFunc(ops, func(o Operation) bool { return o.Call > end })
}

// obviousFirst judges every beginning from a moment on by trying every order of it.
func obviousFirst(t *Table, rule Rule, ops []Operation, from int64) (verdict Verdict, at int) {
	last := -1
	for now := range int64(20) {
		i := slices.IndexFunc(ops, func(o Operation) bool { return o.Return == now })
		if i >= 0 {
			last = i
		}
		if (i >= 0 || now == from) && (now >= from || rule == RealTime) && !obvious(t, rule, called(Beginning(ops, now), now)) {
			return Disordered, last
		}
	}
	return Ordered, 0
}

// TestFirstAgainstTheObvious holds what is said of each beginning of random histories, by both rules, to trying every order of each.
func TestFirstAgainstTheObvious(t *testing.T) {
	sums := map[string]int{}
	for seed := range uint64(1500) {
		table, r := cells(t), rand.New(rand.NewPCG(seed, 9))
		ops := random(table, r)
		sum := ""
		for _, c := range []struct {
			rule Rule
			from int64
		}{{RealTime, 0}, {ByClient, 0}, {ByClient, int64(r.IntN(12))}} {
			want, first := obviousFirst(table, c.rule, ops, c.from)
			verdict, at, err := table.First(ops, c.rule, c.from, roomy())
			if err != nil || verdict != want || want == Disordered && at != first {
				t.Fatalf("seed %d, %+v: verdict %d at %d, %v, expected %d at %d\n%v", seed, c, verdict, at, err, want, first, ops)
			}
			whole, _, err := table.Order(ops, c.rule, roomy(), false)
			if err != nil || (whole == Ordered) != obvious(table, c.rule, ops) {
				t.Fatalf("seed %d, rule %d: verdict %d on the whole, %v, trying every order says otherwise\n%v", seed, c.rule, whole, err, ops)
			}
			sum += fmt.Sprint(verdict, whole, " ")
		}
		sums[sum]++
	}
	for _, sum := range []string{"0 0 0 0 0 0 ", "1 1 0 0 0 0 ", "1 1 1 0 1 0 ", "1 1 1 0 0 0 ", "1 1 1 1 1 1 "} {
		if sums[sum] < 10 {
			t.Errorf("%d histories are %q by real time, by client, and by client from later on, each first and as a whole: %v", sums[sum], sum, sums)
		}
	}
}

type stuck struct{ cell }

func (stuck) Apply(int, any) (int, any) { select {} }

// TestApplyThatNeverReturns: the search ends with its time, whatever the specification does.
func TestApplyThatNeverReturns(t *testing.T) {
	table := table(t, assay.Linearizable("stuck", stuck{}).History)
	op, _ := table.Number(1)
	bound := &Bound{Until: time.Now().Add(20 * time.Millisecond), Bytes: 1 << 20, Total: 1 << 20}
	if verdict, _, err := table.Order([]Operation{{Op: op, Result: Any, Call: 1, Return: 2}}, RealTime, bound, false); verdict != OutOfTime || err != nil {
		t.Errorf("verdict %d, %v, expected OutOfTime", verdict, err)
	}
}

// long is a history of n writes at once, each of another value, and a read of a value that nobody wrote.
func long(t *Table, n int) []Operation {
	nothing, _ := t.Number(nil)
	read, _ := t.Number(0)
	never, _ := t.Number(1 << 30)
	ops := []Operation{{Op: read, Result: never, Call: int64(n) + 3, Return: int64(n) + 4}}
	for i := range n {
		op, _ := t.Number(i + 1)
		ops = append(ops, Operation{Client: i + 1, Op: op, Result: nothing, Call: int64(i), Return: int64(n) + 1})
	}
	return ops
}

// TestBounds: a search that a bound ends is neither verdict, and memory ends it at the same place in every run.
func TestBounds(t *testing.T) {
	table := cells(t)
	ops := long(table, 24)
	if verdict, _, err := table.Order(ops, RealTime, &Bound{Until: time.Now().Add(50 * time.Millisecond), Bytes: 1 << 40, Total: 1 << 40}, false); verdict != OutOfTime || err != nil {
		t.Errorf("verdict %d, %v, expected OutOfTime", verdict, err)
	}
	if verdict, _, _ := table.Order(ops, RealTime, &Bound{Until: time.Now().Add(-time.Second), Bytes: 1 << 40, Total: 1 << 40}, false); verdict != OutOfTime {
		t.Errorf("verdict %d after the time was up", verdict)
	}
	var left []int64
	for range 2 {
		table, bound := cells(t), &Bound{Bytes: 1 << 20, Total: 1 << 21}
		verdict, _, err := table.Order(long(table, 24), RealTime, bound, false)
		if verdict != OutOfMemory || err != nil {
			t.Errorf("verdict %d, %v, expected OutOfMemory", verdict, err)
		}
		left = append(left, bound.Total)
	}
	if left[0] != left[1] || left[0] != 1<<20 {
		t.Errorf("%v bytes are left, expected %d twice", left, 1<<20)
	}
	e, err := table.Explain(long(table, 24), &Bound{Bytes: 1 << 16, Total: 1 << 18})
	if err != nil || e.AllFits || e.Least {
		t.Errorf("%+v, %v, expected that more answers may fit and others may not matter", e, err)
	}
}

type wrong struct{ how string }

func (wrong) Init() []int { return nil }

var calls int

func (w wrong) Apply(state []int, op any) ([]int, any) {
	switch calls++; w.how {
	case "panics":
		panic("no " + fmt.Sprint(op))
	case "differs":
		return state, calls
	case "answers a function":
		return state, func() {}
	}
	state = append(state, 1)
	state[0] = calls // in place
	return state[:0], nil
}

// TestSpecificationsThatAreWrong: what a specification does wrong is an error, and never a verdict.
func TestSpecificationsThatAreWrong(t *testing.T) {
	for how, want := range map[string]string{
		"panics": "Apply: no 1", "differs": "answers the same operation differently", "answers a function": "func()", "": "",
	} {
		table := table(t, assay.Linearizable("wrong", wrong{how}).History)
		op, _ := table.Number(1)
		verdict, _, err := table.Order([]Operation{{Op: op, Result: Any, Call: 1, Return: 2}}, RealTime, roomy(), false)
		if want == "" && (err != nil || verdict != Ordered) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: verdict %d, %v, expected an error with %q", how, verdict, err, want)
		}
	}
	if _, err := NewTable(*assay.Linearizable("func", uncomparable{}).History); err == nil {
		t.Error("a state that is a function makes a table")
	}
	if _, err := cells(t).Number(make(chan int)); err == nil {
		t.Error("a channel has a number")
	}
}

type uncomparable struct{}

func (uncomparable) Init() func()                        { return nil }
func (uncomparable) Apply(s func(), _ any) (func(), any) { return s, nil }

// TestChanges: a read changes nothing, and neither does a write of what is there.
func TestChanges(t *testing.T) {
	table := cells(t)
	read, _ := table.Number(0)
	one, _ := table.Number(1)
	if got := table.Changes([]Operation{{Op: read}, {Op: one}, {Op: one}}, []int{0, 1, 2}); !slices.Equal(got, []bool{false, true, false}) {
		t.Errorf("%v", got)
	}
}
