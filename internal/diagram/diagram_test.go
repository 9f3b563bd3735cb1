package diagram

import (
	"reflect"
	"strings"
	"testing"

	"github.com/assay-dev/assay/trace"
)

func lockTrace(t *testing.T) trace.Trace {
	t.Helper()
	parsed, err := trace.Parse(`mutual exclusion: violated after 3 steps
  1  deliver  client0 -> lock  Acquire
  2  deliver  lock -> client0  Granted
  3  crash    lock             loses {Holder: client0}
  client0=holding lock=down
replay: assay replay ./lock lock/forgetful@k3f9:0.0.2
`)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// TestOfTrace: a trace alone says what happened and how it ended, and nothing of what was between.
func TestOfTrace(t *testing.T) {
	b := Of(lockTrace(t))
	if b.Name != "lock/forgetful@k3f9:0.0.2" || !reflect.DeepEqual(b.Lanes, []string{"client0", "lock"}) || len(b.Steps) != 3 || len(b.States) != 1 {
		t.Fatalf("%+v", b)
	}
	if s := b.Steps[2]; !s.Failure || s.To != "lock" || s.Words != "crash lock" || s.Message != -1 {
		t.Errorf("the third step is %+v", s)
	}
	if _, found := b.Violation(); found {
		t.Error("a violation, and no state says so")
	}
}

func moments() []Moment {
	acquire, granted := Message{From: "client0", To: "lock", What: "Acquire"}, Message{From: "lock", To: "client0", What: "Granted"}
	other := Message{From: "client1", To: "lock", What: "Acquire"}
	parts := func(client, lock string) []Part {
		return []Part{{Lane: "client0", Text: client}, {Lane: "lock", Text: lock}, {Lane: "lock", Name: "disk", Text: "empty"}}
	}
	return []Moment{
		{Parts: parts("idle", "{Holder: none, Waiting: []}"), InFlight: []Message{acquire, other}, Says: []Saying{{Property: "mutual exclusion", Truth: True}}},
		{Parts: parts("idle", "{Holder: client0, Waiting: []}"), InFlight: []Message{granted, other}, Says: []Saying{{Property: "mutual exclusion", Truth: True}}},
		{Parts: parts("holding", "{Holder: client0, Waiting: []}"), InFlight: []Message{other}, Says: []Saying{{Property: "mutual exclusion", Truth: True}}},
		{Parts: parts("holding", "down")[:2], InFlight: []Message{other}, Says: []Saying{{Property: "mutual exclusion", Truth: False, Why: "two"}}},
	}
}

// told is a trace with its states.
func told(t trace.Trace, moments []Moment) trace.Trace {
	book := NewBook(moments[0])
	t.Told = []State{book.Start()}
	for i, m := range moments[1:] {
		_, state := book.Add(t.Steps[i], m)
		t.Told = append(t.Told, state)
	}
	return t
}

// TestOfMoments: each state is told as far as it is another, and each delivery finds its sending.
func TestOfMoments(t *testing.T) {
	b := Of(told(lockTrace(t), moments()))
	if at, found := b.Violation(); !found || at != 3 || len(b.States) != 4 {
		t.Fatalf("violation at %d, %v, of %d states", at, found, len(b.States))
	}
	if b.Steps[0].Message != 0 || b.Steps[1].Message != 2 {
		t.Errorf("the deliveries are of messages %d and %d, expected 0 and 2", b.Steps[0].Message, b.Steps[1].Message)
	}
	want := State{
		Parts: []Part{{Lane: "lock", Text: "{Holder: client0, Waiting: []}"}},
		Sent:  []Message{{From: "lock", To: "client0", What: "Granted"}},
		Gone:  []int{0},
	}
	if !reflect.DeepEqual(b.States[1], want) {
		t.Errorf("after the first step %+v, expected %+v", b.States[1], want)
	}
	last := b.States[3].Parts
	if len(last) != 2 || last[0].Text != "down" || !last[1].Gone || last[1].Name != "disk" {
		t.Errorf("after the crash %+v", last)
	}
}

// TestEqualMessages: a delivery whose answer equals what was delivered takes the one and sends another.
func TestEqualMessages(t *testing.T) {
	ping := Message{From: "a", To: "b", What: "Ping"}
	book := NewBook(Moment{InFlight: []Message{ping}})
	fork := book.Fork()
	step, state := book.Add(trace.Step{Kind: "deliver", From: "a", To: "b", What: "Ping"}, Moment{InFlight: []Message{ping}})
	if step.Message != 0 || !reflect.DeepEqual(state.Gone, []int{0}) || len(state.Sent) != 1 {
		t.Errorf("%+v %+v, expected that message 0 is gone and another is sent", step, state)
	}
	step, state = fork.Add(trace.Step{Kind: "redeliver", From: "a", To: "b", What: "Ping"}, Moment{InFlight: []Message{ping, ping}})
	if step.Message != 0 || state.Gone != nil || len(state.Sent) != 1 {
		t.Errorf("%+v %+v, expected that message 0 stays and another is sent", step, state)
	}
}

// TestJSONIsSafe: no text of a behaviour ends the script element that it stands in.
func TestJSONIsSafe(t *testing.T) {
	text := JSON(Behaviour{Title: "</script><script>alert(1)</script>", Steps: []Step{{What: "\u2028<!--"}}})
	if strings.ContainsAny(text, "<>\u2028") {
		t.Errorf("%s", text)
	}
	if Script() == "" || Style == "" {
		t.Error("nothing is embedded")
	}
}

// TestRemark: only the shortest way with failures in it is said to be the one with the fewest.
func TestRemark(t *testing.T) {
	crash, deliver := trace.Step{Kind: "crash", To: "lock"}, trace.Step{Kind: "deliver", From: "a", To: "lock"}
	for _, test := range []struct {
		least bool
		steps []trace.Step
		says  bool
	}{{true, []trace.Step{deliver, crash}, true}, {false, []trace.Step{deliver, crash}, false}, {true, []trace.Step{deliver}, false}} {
		if remark := Remark(trace.Trace{Least: test.least, Steps: test.steps}); (remark != "") != test.says {
			t.Errorf("%+v: %q", test, remark)
		}
	}
}
