package assay_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

func TestBudget(t *testing.T) {
	for _, c := range []struct {
		budget  assay.Budget
		text    string
		valid   bool
		limit   int
		limited bool
	}{
		{assay.Default, "default", true, 0, false},
		{assay.None, "none", true, 0, false},
		{assay.Unlimited, "unlimited", true, 0, false},
		{assay.AtMost(0), "none", true, 0, false},
		{assay.AtMost(1), "at most 1", true, 1, true},
		{assay.AtMost(3), "at most 3", true, 3, true},
		{assay.AtMost(-1), "invalid", false, 0, false},
		{assay.AtMost(-2), "invalid", false, 0, false},
		{assay.AtMost(-7), "invalid", false, 0, false},
		{assay.Budget(-9), "invalid", false, 0, false},
	} {
		if c.budget.String() != c.text || c.budget.Valid() != c.valid {
			t.Errorf("budget %d is %q, valid %v; expected %q, %v", int(c.budget), c.budget, c.budget.Valid(), c.text, c.valid)
		}
		limit, limited := c.budget.Limit()
		if limited != c.limited || limited && limit != c.limit {
			t.Errorf("budget %v has limit %d %v, expected %d %v", c.budget, limit, limited, c.limit, c.limited)
		}
	}
}

// TestClosedSets holds the text of each enumeration to its constants, and of a number beyond them to saying which number it is.
func TestClosedSets(t *testing.T) {
	for _, c := range []struct {
		value fmt.Stringer
		text  string
	}{
		{assay.OrderDefault, "default"}, {assay.Unordered, "unordered"}, {assay.FIFO, "fifo"}, {assay.Order(7), "order(7)"},
		{assay.DurabilityDefault, "default"}, {assay.Kept, "kept"}, {assay.Torn, "torn"}, {assay.Unsynced, "unsynced"}, {assay.Wiped, "wiped"},
		{assay.Wiped + 1, "durability(5)"},
		{assay.Consumed, "consumed"}, {assay.Waits, "waits"}, {assay.Waits + 1, "ignored(2)"},
		{assay.Losses, "losses"}, {assay.Duplicates, "duplicates"}, {assay.Crashes, "crashes"}, {assay.Recoveries, "recoveries"},
		{assay.Cuts, "cuts"}, {assay.Firings, "firings"}, {assay.Lies, "lies"}, {assay.Mistakes, "mistakes"}, {assay.Malice, "malice"}, {assay.Malice + 1, "failure(10)"},
		{assay.KindAlways, "Always"}, {assay.KindAlwaysIf, "AlwaysIf"}, {assay.KindSometimes, "Sometimes"}, {assay.KindEventually, "Eventually"},
		{assay.KindLeadsTo, "LeadsTo"}, {assay.KindLinearizable, "Linearizable"}, {assay.KindSequentiallyConsistent, "SequentiallyConsistent"},
		{assay.KindImplements, "Implements"}, {assay.KindRecovers, "Recovers"}, {assay.KindTerminates, "Terminates"},
		{assay.KindGuarantees, "Guarantees"}, {assay.KindGuarantees + 1, "kind(12)"},
	} {
		if got := c.value.String(); got != c.text {
			t.Errorf("%T is called %q, expected %q", c.value, got, c.text)
		}
	}
}

func TestDisk(t *testing.T) {
	d := assay.DiskOf(map[string]any{"b": 2, "a": assay.ID("x"), "nil": nil})
	if keys := d.Keys(); !slices.Equal(keys, []string{"a", "b", "nil"}) {
		t.Errorf("the keys are %v, expected them sorted", keys)
	}
	if got := assay.Load[int](d, "b"); got != refine.Some(2) {
		t.Errorf("b is loaded as %v, expected 2", got)
	}
	if got := assay.Load[assay.ID](d, "a"); got != refine.Some[assay.ID]("x") {
		t.Errorf("a is loaded as %v, expected x", got)
	}
	if got := assay.Load[fmt.Stringer](assay.DiskOf(map[string]any{"o": assay.FIFO}), "o"); got.Or(nil) != assay.FIFO {
		t.Errorf("an entry is loaded through its interface as %v, expected fifo", got)
	}
	var asked []string
	told := assay.DiskOf(map[string]any{"b": 2}, func(key string) { asked = append(asked, key) })
	if got := assay.Load[int](told, "b").Or(assay.Load[int](told, "c").Or(0)); got != 2 || !slices.Equal(asked, []string{"b", "c"}) && !slices.Equal(asked, []string{"c", "b"}) {
		t.Errorf("%d is loaded, and it is told that %v were asked for, expected both", got, asked)
	}
	for _, disk := range []assay.Disk{d, {}} {
		if got := assay.Load[int](disk, "missing"); got.IsSome() {
			t.Errorf("an absent key is loaded as %v, expected none", got)
		}
	}
	if keys := (assay.Disk{}).Keys(); len(keys) != 0 {
		t.Errorf("the zero disk has keys %v", keys)
	}
}

// TestLoadOfAnotherType panics with the key and both types: an int that is read as an int64 would else be lost in silence.
func TestLoadOfAnotherType(t *testing.T) {
	for text, load := range map[string]func(assay.Disk){
		`"b" holds a int, and Load asked for a int64`:       func(d assay.Disk) { assay.Load[int64](d, "b") },
		`"a" holds a assay.ID, and Load asked for a string`: func(d assay.Disk) { assay.Load[string](d, "a") },
		`"b" holds a int, and Load asked for a *int`:        func(d assay.Disk) { assay.Load[*int](d, "b") },
	} {
		raised := raises(func() { load(assay.DiskOf(map[string]any{"b": 2, "a": assay.ID("x")})) })
		if got, _ := raised.(string); !strings.Contains(got, text) {
			t.Errorf("Load panics with %v, expected %q", raised, text)
		}
	}
	raised := raises(func() { assay.Load[fmt.Stringer](assay.DiskOf(map[string]any{"b": 2}), "b") })
	if got, _ := raised.(string); !strings.Contains(got, "Load asked for a fmt.Stringer") {
		t.Errorf("Load of another interface panics with %v, expected it to name fmt.Stringer", raised)
	}
}

// TestLoadOfNil reads back what was written: a nil value of an interface type is a value of that type.
func TestLoadOfNil(t *testing.T) {
	disk := assay.DiskOf(map[string]any{"phase": fmt.Stringer(nil)})
	if raised := raises(func() { assay.Load[fmt.Stringer](disk, "phase") }); raised != nil {
		t.Errorf("a nil fmt.Stringer was persisted, and Load of a fmt.Stringer panics: %v", raised)
	}
}

// raises is what f panics with, or nil.
func raises(f func()) (raised any) {
	defer func() { raised = recover() }()
	f()
	return nil
}

// counter is a Machine with two starts.
type counter struct{ below int }

func (counter) Init() []int { return []int{0, 5} }
func (c counter) Next(n int) (moves []assay.Move[int]) {
	for step := 1; step <= 2 && n+step < c.below; step++ {
		moves = append(moves, assay.Move[int]{Name: fmt.Sprint("add", step), To: n + step})
	}
	return moves
}

// TestModel wants each initial state in a place of its own: one shared loop variable would make them all the last.
func TestModel(t *testing.T) {
	sys := assay.Model("counter", counter{below: 7}, assay.Sometimes("five", func(v assay.View) bool { return assay.StateOf[int](v, "") == 5 }))
	if sys.Name != "counter" || len(sys.Properties) != 1 || len(sys.Actors) != 1 || sys.Actors[0].ID != "" {
		t.Fatalf("the system is %+v", sys)
	}
	m := sys.Actors[0].Behaviour.Machine
	var starts []int
	for _, pointer := range m.Init() {
		starts = append(starts, *pointer.(*int))
	}
	if !slices.Equal(starts, []int{0, 5}) {
		t.Errorf("it starts in %v, expected 0 and 5", starts)
	}
	var moves []string
	five := 5
	m.Next(&five, func(name string, to any) { moves = append(moves, fmt.Sprint(name, "=", *to.(*int))) })
	if !slices.Equal(moves, []string{"add1=6"}) {
		t.Errorf("the moves of 5 are %v, expected add1 to 6", moves)
	}
}

// register is a Spec.
type register struct{}

func (register) Init() string { return "" }
func (register) Apply(s string, op any) (string, any) {
	if value, put := op.(string); put {
		return value, nil
	}
	return s, s
}

func TestErasedSpec(t *testing.T) {
	for _, p := range []assay.Property{assay.Linearizable("l", register{}), assay.SequentiallyConsistent("s", register{})} {
		first, _ := p.History.Apply(p.History.Init(), "A")
		next, result := p.History.Apply(first, 0)
		if *next.(*string) != "A" || result != "A" {
			t.Errorf("%v: a get after a put of A answers %v and leaves %v", p.Kind, result, *next.(*string))
		}
	}
	if l, s := assay.Linearizable("l", register{}), assay.SequentiallyConsistent("s", register{}); l.Kind == s.Kind {
		t.Errorf("both are %v", l.Kind)
	}
}
