package conform

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/refine"
)

// watched is a test whose outcome another test looks at.
type watched struct {
	testing.TB
	errors []string
	attrs  int
	until  time.Time
}

func (w *watched) Helper()                      {}
func (w *watched) Name() string                 { return "watched" }
func (w *watched) Attr(string, string)          { w.attrs++ }
func (w *watched) Error(args ...any)            { w.errors = append(w.errors, fmt.Sprint(args...)) }
func (w *watched) Errorf(f string, args ...any) { w.Error(fmt.Sprintf(f, args...)) }
func (w *watched) Deadline() (time.Time, bool)  { return w.until, !w.until.IsZero() }

// done is an operation that was answered, and left one that was not.
func done(process string, from, to int, op, result any) Operation {
	return Operation{Process: process, Op: op, Result: refine.Some(result), Invoked: from, Returned: to}
}

func left(process string, from int, op any) Operation {
	return Operation{Process: process, Op: op, Invoked: from}
}

func fits() History {
	return History{Operations: []Operation{done("a", 1, 2, Write{"1"}, nil), done("b", 3, 4, Read{}, Value("1"))}}
}
func stale() History {
	return History{Operations: []Operation{done("a", 1, 2, Write{"1"}, nil), done("b", 3, 4, Read{}, null)}}
}

// crowded has so many open writes that no search ends soon.
func crowded() History {
	var h History
	for i := range 40 {
		h.Operations = append(h.Operations, left(fmt.Sprint("p", i), i+1, Write{Value(fmt.Sprint(i))}))
	}
	h.Operations = append(h.Operations, done("reader", 100, 101, Read{}, Value(`"never"`)))
	return h
}

// TestOutcomes: which histories pass a test, what they leave, and what is said.
func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		name     string
		h        History
		violates bool
		options  []Option
		until    time.Duration
		want     string // of the error, "" for none
	}{
		{"holds", fits(), false, nil, 0, ""},
		{"violated", stale(), false, nil, 0, "conform: watched: violated: up to moment 3 there is an order, and with moment 4 there is none: process b read = null (moments 3 to 4), where only 1 fits"},
		{"expected", stale(), true, nil, 0, ""},
		{"expected and not so", fits(), true, nil, 0, `conform: watched: the verdict is "holds", expected "violated"`},
		{"unknown", crowded(), false, []Option{Time(20 * time.Millisecond)}, 0, "conform: watched: unknown: the search for an order took longer than 20ms\nhint: more time"},
		{"accepted", crowded(), false, []Option{Time(20 * time.Millisecond), AcceptUnknown("known to be hard")}, 0, ""},
		{"unknown is not violated", crowded(), true, []Option{Time(20 * time.Millisecond)}, 0, `the verdict is "unknown"`},
		{"the deadline of the test", crowded(), false, nil, 50 * time.Millisecond, "conform: watched: unknown: the search for an order took longer than"},
		{"no time", fits(), false, []Option{Time(0)}, 0, "the time bound is 0s, expected more than 0"},
		{"empty", History{}, true, nil, 0, "conform: watched: the history is empty"},
	} {
		w := &watched{}
		if c.until > 0 {
			w.until = time.Now().Add(c.until)
		}
		if c.violates {
			Violates(w, c.h, Register{}, c.options...)
		} else {
			Test(w, c.h, Register{}, c.options...)
		}
		got := strings.Join(w.errors, "\n")
		if w.attrs == 0 || (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d attributes, %q, expected %q", c.name, w.attrs, got, c.want)
		}
	}
}

// TestRecords: the verdict of a record, whether it was accepted, and what it counts.
func TestRecords(t *testing.T) {
	r, err := Check(crowded(), Register{}, Time(20*time.Millisecond), AcceptUnknown("why"))
	if err != nil || r.Verdict != evidence.Unknown || r.Accepted != "why" || r.Figures["unanswered"] != 40 || r.Figures["processes"] != 41 {
		t.Errorf("%+v, %v", r, err)
	}
	h := fits()
	h.Operations[1].Key = "x"
	h.Operations[1].Result = refine.Some[any](null)
	r, err = Check(h, Register{})
	if err != nil || r.Verdict != evidence.Holds || r.Figures["keys"] != 2 || r.Technique != "conform" {
		t.Errorf("keys are objects of their own: %+v, %v", r, err)
	}
}

// TestHandMade: a history that was made by hand is looked at before it is judged.
func TestHandMade(t *testing.T) {
	for want, h := range map[string]History{
		"operation 0 (read) is returned at 2 and invoked at 2, expected the return after the call":        {Operations: []Operation{done("a", 2, 2, Read{}, null)}},
		"operation 1 (read) is invoked at 1, after one that is invoked at 3":                              {Operations: []Operation{left("a", 3, Read{}), left("b", 1, Read{})}},
		`operation 1 (read) is invoked at 2 by process "a", whose operation 0 returns at 4, expected one`: {Operations: []Operation{done("a", 1, 4, Read{}, null), left("a", 2, Read{})}},
		"operation 0 (func) cannot be compared: canon: ":                                                  {Operations: []Operation{left("a", 1, func() {})}},
	} {
		if _, err := Check(h, Register{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, expected %q", err, want)
		}
	}
	foreign := History{Operations: []Operation{done("a", 1, 2, "increment", 3)}}
	if err := foreign.Write(&strings.Builder{}); err == nil || !strings.Contains(err.Error(), "operation 0 is a string, expected one of the operations read, write") {
		t.Errorf("%v", err)
	}
	broken := History{Operations: []Operation{done("a", 1, 2, Put{"\xff"}, nil)}}
	if err := broken.Write(&strings.Builder{}); err == nil || !strings.Contains(err.Error(), "valid UTF-8") {
		t.Errorf("%v", err)
	}
	for _, err := range []error{(&History{}).Write(&strings.Builder{}), (&Problem{Text: "t", Hint: "h"})} {
		if err == nil || !strings.HasPrefix(err.Error(), "conform: ") {
			t.Errorf("%v", err)
		}
	}
}

// TestForeignOperations: what a specification does not know fits nothing, and is no crash.
func TestForeignOperations(t *testing.T) {
	for _, h := range []History{{Operations: []Operation{done("a", 1, 2, Get{}, "")}}, {Operations: []Operation{done("a", 1, 2, "x", nil)}}} {
		r, err := Check(h, Register{})
		if err != nil || r.Verdict != evidence.Violated || !strings.Contains(r.Why, "where only no operation of Register fits") {
			t.Errorf("%+v, %v", r, err)
		}
	}
	if r, err := Check(fits(), KeyValue{}); err != nil || r.Verdict != evidence.Violated {
		t.Errorf("%+v, %v", r, err)
	}
}

// counter is a specification of somebody else's.
type counter struct{ fails bool }

func (counter) Init() int { return 0 }
func (c counter) Apply(n int, op any) (int, any) {
	if c.fails {
		panic("not total")
	}
	return n + op.(int), n
}

// TestOwnSpecifications: a specification of one's own is judged alike, and one that fails is an error.
func TestOwnSpecifications(t *testing.T) {
	h := History{Name: "counter", Operations: []Operation{done("a", 1, 4, 1, 0), done("b", 2, 3, 1, 0)}}
	if r, err := Check(h, counter{}); err != nil || r.Verdict != evidence.Violated || !strings.Contains(r.Why, "where only 1 fits") {
		t.Errorf("two increments that both began at 0: %+v, %v", r, err)
	}
	if _, err := Check(h, counter{fails: true}); err == nil || !strings.Contains(err.Error(), "conform: counter: ") || !strings.Contains(err.Error(), "not total") {
		t.Errorf("%v", err)
	}
}

// TestRecorder: goroutines record at once, failures leave, and a Call ends once.
func TestRecorder(t *testing.T) {
	var r Recorder
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 50 {
				call := r.Invoke(fmt.Sprint(g), "", Write{Value(fmt.Sprint(i))})
				switch i % 3 {
				case 0:
					call.Fail()
				case 1:
					call.Unknown()
				default:
					call.Return(nil)
				}
			}
		})
	}
	all.Wait()
	h := r.History("recorded")
	if err := h.check(); err != nil || len(h.Operations) != 8*33 || h.open() != 8*17 {
		t.Errorf("%d operations, %d of them open, %v", len(h.Operations), h.open(), err)
	}
	rewritten(t, h)
	defer func() {
		if p := fmt.Sprint(recover()); !strings.Contains(p, `a Call ended twice, read of process "a"`) {
			t.Errorf("%s", p)
		}
	}()
	call := r.Invoke("a", "", Read{})
	call.Return(null)
	call.Unknown()
}

// TestDeterministic: with one worker and many, and from run to run, all but what was measured is equal.
func TestDeterministic(t *testing.T) {
	var want evidence.Record
	for i, workers := range []int{1, 4, 2, 4} {
		before := runtime.GOMAXPROCS(workers)
		r, err := judgeFile(t, "kv/c10-bad.txt", KV)
		runtime.GOMAXPROCS(before)
		r.Measured = nil
		if i == 0 {
			want = r
		}
		if err != nil || !reflect.DeepEqual(r, want) {
			t.Errorf("%d workers: %+v, %v, with one %+v", workers, r, err, want)
		}
	}
}

// TestKeysDecide: with many keys the smallest without an order is shown, whichever was looked at first, and a key that is undecided hides
// no violation of another.
func TestKeysDecide(t *testing.T) {
	h := crowded()
	for i := range h.Operations {
		h.Operations[i].Key = "crowded"
	}
	last := 1000
	for i := range 20 {
		o := done("z", last, last+1, Read{}, null)
		o.Key = fmt.Sprint("key", i)
		if i >= 12 {
			o.Result = refine.Some[any](Value("5"))
		}
		h.Operations, last = append(h.Operations, o), last+2
	}
	r, err := Check(h, Register{}, Time(2*time.Second))
	if err != nil || r.Verdict != evidence.Violated || !strings.HasPrefix(r.Why, `key "key12": up to moment 1024 `) {
		t.Errorf("%+v, %v", r, err)
	}
}
