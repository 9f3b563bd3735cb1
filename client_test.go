package assay_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// request and reply are the messages of a client that wants letters.
type (
	request struct {
		ID     assay.RequestID
		Letter string
	}
	reply struct {
		ID      assay.RequestID
		Answer  string
		Unknown bool
	}
)

func letters(retry time.Duration, script ...any) assay.Client[any] {
	return assay.Client[any]{
		Servers: []assay.ID{"s0", "s1"},
		Script:  script,
		Request: func(op any, id assay.RequestID) any { return request{id, op.(string)} },
		Reply: func(msg any) (assay.RequestID, refine.Option[any], bool) {
			r, ok := msg.(reply)
			if r.Unknown {
				return r.ID, refine.None[any](), ok
			}
			return r.ID, refine.Some[any](r.Answer), ok
		},
		Retry: retry,
	}
}

func nth(n int) assay.RequestID { return assay.RequestID{Client: "c", N: n} }

func awaits(n int) assay.ClientState {
	return assay.ClientState{Awaited: refine.Some(nth(n)), Done: n}
}

func expect(t *testing.T, what string, state, wantState assay.ClientState, effects assay.Effects, want ...assay.Effect) {
	t.Helper()
	if state != wantState {
		t.Errorf("%s: the state is %+v, expected %+v", what, state, wantState)
	}
	if len(effects)+len(want) > 0 && !reflect.DeepEqual(effects, assay.Effects(want)) {
		t.Errorf("%s: effects %v, expected %v", what, effects, want)
	}
}

// TestClientScript goes through a script of two: what is returned comes before what is invoked next, and servers take turns.
func TestClientScript(t *testing.T) {
	c := letters(0, "A", "B")
	state, effects := c.Start("c")
	expect(t, "start", state, awaits(0), effects, assay.Invoke("A"), assay.Send("s0", request{nth(0), "A"}))
	state, effects = c.Receive("c", state, "s0", reply{ID: nth(0), Answer: "ok"})
	expect(t, "first reply", state, awaits(1), effects, assay.Return("ok"), assay.Invoke("B"), assay.Send("s1", request{nth(1), "B"}))
	state, effects = c.Receive("c", state, "s1", reply{ID: nth(1), Answer: "fine"})
	expect(t, "last reply", state, assay.ClientState{Done: 2}, effects, assay.Return("fine"))
	state, effects = letters(0).Start("c")
	expect(t, "an empty script", state, assay.ClientState{}, effects)
}

// TestClientIgnores wants nothing to come of a reply to any request but the awaited one: a second return would be an invented
// violation.
func TestClientIgnores(t *testing.T) {
	c := letters(0, "A", "B")
	other := assay.RequestID{Client: "d", N: 1}
	for name, when := range map[string]struct {
		state assay.ClientState
		msg   any
	}{
		"a second reply":               {awaits(1), reply{ID: nth(0), Answer: "ok"}},
		"an older unknown reply":       {awaits(1), reply{ID: nth(0), Unknown: true}},
		"another client's":             {awaits(1), reply{ID: other, Answer: "ok"}},
		"a reply from the future":      {awaits(0), reply{ID: nth(1), Answer: "ok"}},
		"no reply":                     {awaits(0), request{ID: nth(0)}},
		"a reply after the last":       {assay.ClientState{Done: 2}, reply{ID: nth(1), Answer: "ok"}},
		"the zero reply, when done":    {assay.ClientState{Done: 2}, reply{}},
		"no reply, when it is done":    {assay.ClientState{Done: 2}, "noise"},
		"an earlier life's, recovered": {assay.ClientState{Done: 2}, reply{ID: nth(0), Answer: "ok"}},
	} {
		state, effects := c.Receive("c", when.state, "s0", when.msg)
		expect(t, name, state, when.state, effects)
	}
}

// TestClientRetries sends again, and invokes nothing: one operation is one invocation however often it is asked for.
func TestClientRetries(t *testing.T) {
	c := letters(time.Second, "A", "B")
	set := assay.SetTimer("retry", time.Second)
	state, effects := c.Start("c")
	expect(t, "start", state, awaits(0), effects, assay.Invoke("A"), assay.Send("s0", request{nth(0), "A"}), set)
	for range 2 {
		state, effects = c.Timeout("c", state, "retry")
		expect(t, "timeout", state, awaits(0), effects, assay.Send("s0", request{nth(0), "A"}), set)
	}
	state, effects = c.Receive("c", state, "s0", reply{ID: nth(0), Answer: "ok"})
	expect(t, "reply", state, awaits(1), effects, assay.Return("ok"), assay.Invoke("B"), assay.Send("s1", request{nth(1), "B"}), set)
	state, effects = c.Receive("c", state, "s1", reply{ID: nth(1), Answer: "ok"})
	expect(t, "last reply", state, assay.ClientState{Done: 2}, effects, assay.Return("ok"), assay.StopTimer("retry"))
	state, effects = c.Timeout("c", state, "retry")
	expect(t, "a timeout when done", state, assay.ClientState{Done: 2}, effects)
}

// TestClientUnknown gives up on the operation and goes on with the script: the operation stays open, and is not asked for again.
func TestClientUnknown(t *testing.T) {
	c := letters(0, "A", "B")
	state, effects := c.Receive("c", awaits(0), "s0", reply{ID: nth(0), Unknown: true})
	expect(t, "unknown", state, awaits(1), effects, assay.ReturnUnknown(), assay.Invoke("B"), assay.Send("s1", request{nth(1), "B"}))
	state, effects = c.Receive("c", state, "s0", reply{ID: nth(0), Answer: "late"})
	expect(t, "the answer after all", state, awaits(1), effects)
}

// TestClientRecovers drops the rest of the script, whatever is on its disk.
func TestClientRecovers(t *testing.T) {
	state, effects := letters(time.Second, "A", "B", "C").Recover("c", assay.DiskOf(map[string]any{"x": 1}))
	expect(t, "recover", state, assay.ClientState{Done: 3}, effects)
}

func TestClientTo(t *testing.T) {
	c := letters(0, "A", "B")
	c.To = func(n int, self assay.ID) assay.ID { return assay.ID(fmt.Sprint(self, "'s ", n)) }
	_, effects := c.Start("c")
	if send := effects[1].(assay.SendEffect); send.To[0] != "c's 0" {
		t.Errorf("the first operation goes to %v, expected what To says", send.To)
	}
	_, effects = c.Receive("c", awaits(0), "x", reply{ID: nth(0)})
	if send := effects[2].(assay.SendEffect); send.To[0] != "c's 1" {
		t.Errorf("the second operation goes to %v, expected what To says", send.To)
	}
}

// A Client marks the operations of its script in the history. Replies that it does not await change nothing.
func ExampleClient() {
	c := letters(0, "A", "B")
	state, effects := c.Start("c")
	fmt.Println(effects)
	answer := reply{ID: assay.RequestID{Client: "c", N: 0}, Answer: "ok"}
	state, effects = c.Receive("c", state, "s0", answer)
	fmt.Println(effects)
	state, effects = c.Receive("c", state, "s0", answer)
	fmt.Println(effects, state.Done)
	// Output:
	// [{A} {[s0] {{c 0} A}}]
	// [{ok false} {B} {[s1] {{c 1} B}}]
	// [] 1
}
