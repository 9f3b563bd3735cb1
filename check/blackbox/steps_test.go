package blackbox_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

var errWrong = errors.New("wrong")

var (
	setT   = assay.SetTimer("t", time.Second)
	setT9  = assay.SetTimer("t", 9*time.Second)
	setU   = assay.SetTimer("u", time.Second)
	stopT  = assay.StopTimer("t")
	fifo   = assay.Assumptions{Order: assay.FIFO}
	waits  = assay.Assumptions{Ignored: assay.Waits}
	abFIFO = assay.Assumptions{Links: []assay.Link{{From: "a", To: "b", Order: assay.FIFO}}}
)

type count struct {
	name          string
	sys           assay.System
	states, steps uint64
	depth         int
}

// counts are derived by hand; "k + m" counts the initial states first, then the steps out of each state.
// MODELS: steps count the initial state and every successor, duplicates and self-loops included. DESIGN 5: the initial state has depth 1.
func counts() []count {
	all := messageCounts()
	all = append(all, lossCounts()...)
	all = append(all, timerCounts()...)
	all = append(all, crashCounts()...)
	return append(all, machineCounts()...)
}

func messageCounts() []count {
	ordered := fifo
	ordered.Links = []assay.Link{{From: "a", To: "b", Order: assay.Unordered}}
	fifoWaits := assay.Assumptions{Order: assay.FIFO, Ignored: assay.Waits}
	return []count{
		// One actor that does nothing: the initial state alone.
		{"idle", system("idle", assay.Assumptions{}, calm(), idle("a")), 1, 1, 1},
		// Ping in flight to b, ping in flight to a; the second delivery leads back. 1 + 1 + 1.
		{"ping-pong", pingPong(assay.Assumptions{}), 2, 3, 2},
		// The same over FIFO: queues of one message.
		{"ping-pong fifo", pingPong(fifo), 2, 3, 2},
		// A chain: start, 1 received, 2 received, 3 received. 1 + 3.
		{"rally", rally(), 4, 4, 4},
		// SEMANTICS: send to oneself is an ordinary message. The same chain.
		{"self", selfRally(assay.Assumptions{}), 4, 4, 4},
		{"self fifo", selfRally(fifo), 4, 4, 4},
		// Unordered: {1,2} [1]{2} [2]{1} [1,2] [2,1]. 1 + 2 + 1 + 1.
		{"log of two", twoNumbers(assay.Assumptions{}, calm(), logger("b")), 5, 5, 3},
		// FIFO: only the head can be delivered: [] [1] [1,2].
		{"log of two fifo", twoNumbers(fifo, calm(), logger("b")), 3, 3, 3},
		// SEMANTICS: fields per link in Links. The only link in use is FIFO.
		{"log of two, fifo by link", twoNumbers(abFIFO, calm(), logger("b")), 3, 3, 3},
		// The other way round: FIFO but for the only link in use.
		{"log of two, unordered by link", twoNumbers(ordered, calm(), logger("b")), 5, 5, 3},
		// Three numbers unordered: logs of length 0..3: 1+3+6+6 states; each log of length k is entered once.
		{"log of three", system("three", assay.Assumptions{}, calm(),
			sender("a", assay.Send("b", num{1}), assay.Send("b", num{2}), assay.Send("b", num{3})), logger("b")), 16, 16, 4},
		// The set of what was received: a cube of 8 corners and 12 edges. 1 + 12.
		{"cube", system("cube", assay.Assumptions{}, calm(),
			sender("a", assay.Send("b", num{1}), assay.Send("b", num{2}), assay.Send("b", num{3})), collector("b")), 8, 13, 4},
		// FIFO is a queue per (from, to): a sends 1,2 and c sends 3, merged in any order. Logs by (a's, c's) received:
		// 1,1,1 for c=0 and 1,2,3 for c=1. Steps out: (0,0) 2, (1,0) 2, (2,0) 1, (0,1) 1, both of (1,1) 1. 1 + 8.
		{"two channels", system("channels", fifo, calm(), sender("a", assay.Send("b", num{1}), assay.Send("b", num{2})),
			sender("c", assay.Send("b", num{3})), logger("b")), 9, 9, 4},
		// MODELS: one delivery per distinct message, which removes one copy. 2, 1, 0 copies left.
		{"equal messages", system("equal", assay.Assumptions{}, calm(),
			sender("a", assay.Send("b", ping{}), assay.Send("b", ping{})), counter("b", 9)), 3, 3, 3},
		// Equal words of two senders are two messages: a square. 1 + 2 + 1 + 1.
		{"equal words", system("words", assay.Assumptions{}, calm(),
			sender("a", assay.Send("b", ping{})), sender("c", assay.Send("b", ping{})), counter("b", 9)), 4, 5, 3},
		// SEMANTICS: Broadcast sends to the listed actors in order; one message to each of two: a square.
		{"broadcast", system("broadcast", assay.Assumptions{}, calm(),
			sender("a", assay.Broadcast([]assay.ID{"b", "c"}, num{1})), collector("b"), collector("c")), 4, 5, 3},
		// DESIGN 2: effects take place in order. FIFO: [] [1] [1,2].
		{"broadcast, then send", system("inorder", fifo, calm(),
			sender("a", assay.Broadcast([]assay.ID{"b"}, num{1}), assay.Send("b", num{2})), logger("b")), 3, 3, 3},
		// SEMANTICS: Waits: an ignored message stays and its delivery is no step, also for who reads the network.
		{"ignored, waits", onePing(waits, calm(), idle("b")), 1, 1, 1},
		{"ignored, waits, read", onePing(waits, wired(), idle("b")), 1, 1, 1},
		// SEMANTICS: consumed for any property that reads messages in flight. 1 + 1.
		{"ignored, consumed, read", onePing(assay.Assumptions{}, wired(), idle("b")), 2, 2, 2},
		// MODELS: a step on FIFO links (the head is consumed), and Waits speaks of unordered links.
		{"ignored, fifo", onePing(fifo, calm(), idle("b")), 2, 2, 2},
		{"ignored, fifo waits", onePing(fifoWaits, calm(), idle("b")), 2, 2, 2},
		// Waits: 2 stays until 1 came: 0{1,2} 1{2} 2{}.
		{"picky, waits", twoNumbers(waits, calm(), picky("b")), 3, 3, 3},
		// Consumed: 0{1,2} 1{2} 2{} 0{1} 1{}. 1 + 2 + 1 + 0 + 1 + 0.
		{"picky, consumed, read", twoNumbers(assay.Assumptions{}, wired(), picky("b")), 5, 5, 3},
		// MODELS: single-copy register, 1 and 2 clients. With one: put, put's answer, get, get's answer, none in flight.
		{"single copy, 1 client", singleCopy(1), 5, 5, 5},
		{"single copy, 2 clients", singleCopy(2), 93, 121, 9},
	}
}

func lossCounts() []count {
	link := assay.Assumptions{Links: []assay.Link{{From: "a", To: "b", Losses: assay.AtMost(1)}}}
	return []count{
		// Each of two messages is in flight, delivered or lost, at most one lost: 9-1 states. Steps out: both in flight 4; one in
		// flight and the other delivered 2, twice; one in flight and the other lost 1, twice. 1 + 4 + 4 + 2.
		{"lossy once", twoNumbers(assay.Assumptions{Losses: assay.AtMost(1)}, wired(), collector("b")), 8, 11, 3},
		// 9 states: 4 out of both in flight, 2 out of each of the four with one in flight. 1 + 4 + 8.
		{"lossy", twoNumbers(assay.Assumptions{Losses: assay.Unlimited}, wired(), collector("b")), 9, 13, 3},
		// DESIGN 3, SEMANTICS, free failures: unordered, and only local states are read: check leaves losses out. A square.
		{"lossy, free", twoNumbers(assay.Assumptions{Losses: assay.Unlimited}, calm(), collector("b")), 4, 5, 3},
		// FIFO: no loss is free, and only the head is lost. [1,2]; 1 delivered or lost, [2]; then both ways, but one loss in all:
		// 1+2+3 states. 1 + 2 + 2 + 1.
		{"fifo lossy once", twoNumbers(assay.Assumptions{Order: assay.FIFO, Losses: assay.AtMost(1)}, calm(), collector("b")), 6, 6, 3},
		{"fifo lossy", twoNumbers(assay.Assumptions{Order: assay.FIFO, Losses: assay.Unlimited}, calm(), collector("b")), 7, 7, 3},
		// Only the link a->b loses, once: 3 fates of the one message, 2 of the other. Steps out: 2*2 + 1*3. 1 + 7.
		{"one lossy link", system("link", link, wired(), sender("a", assay.Send("b", num{1}), assay.Send("c", num{1})),
			collector("b"), collector("c")), 6, 8, 3},
		// SEMANTICS: a redelivery spends one and the message stays. (0,{p}) -> (1,{}) or (1,{p}) spent -> (2,{}). 1 + 2 + 1.
		{"duplicate once", onePing(assay.Assumptions{Duplicates: assay.AtMost(1)}, wired(), counter("b", 9)), 4, 4, 3},
		// FIFO: only the head is duplicated: [] -> [1] with and without 1 still queued -> [1,2] with and without, [1,1]
		// -> [1,2,2] [1,1,2]: 1+2+3+2 states. Out: 2; 2, 1; 1, 0, 1. 1 + 7.
		{"fifo duplicate once", twoNumbers(assay.Assumptions{Order: assay.FIFO, Duplicates: assay.AtMost(1)}, calm(), logger("b")), 8, 8, 4},
		// SEMANTICS: a read of spent budgets breaks every no-step rule: the ignored ping is consumed, or lost. 1 + 2.
		{"ignored, losses read", onePing(assay.Assumptions{Losses: assay.AtMost(1)}, spends(assay.Losses), idle("b")), 3, 3, 2},
	}
}

// spends reads what was spent of a budget, in every state, and holds.
func spends(f assay.Failure) assay.Property {
	return assay.Always("spends", func(v assay.View) error {
		v.Spent(f)
		return nil
	})
}

func timerCounts() []count {
	firings := func(b assay.Budget) assay.Assumptions { return assay.Assumptions{Firings: b} }
	plain := assay.Assumptions{}
	perFirings := assay.Assumptions{Firings: assay.AtMost(1), Per: map[assay.ID]assay.Own{"u": {Firings: assay.AtMost(1)}}}
	noneOfT := assay.Assumptions{Per: map[assay.ID]assay.Own{"t": {Firings: assay.None}}}
	return []count{
		// Firings are Unlimited by default: 0, 1, 2 with the timer set, 3 without.
		{"timer", system("timer", plain, calm(), ticker("t", 3)), 4, 4, 4},
		// None: no timer fires.
		{"timer, none", system("timer", firings(assay.None), calm(), ticker("t", 3)), 1, 1, 1},
		// At most two: 0, 1, 2.
		{"timer, twice", system("timer", firings(assay.AtMost(2)), calm(), ticker("t", 3)), 3, 3, 3},
		// SEMANTICS: a Timeout that answers with an equal state and the same timer again is no step.
		{"heartbeat", clockwork(plain, calm(), 0, fxs{setT}, fxs{setT}), 1, 1, 1},
		// SEMANTICS: a duration is no part of the state: the same timer.
		{"heartbeat, slower", clockwork(plain, calm(), 0, fxs{setT}, fxs{setT9}), 1, 1, 1},
		// SEMANTICS: a read of spent budgets breaks the no-step rule for timeouts: 0, 1, 2 spent.
		{"heartbeat, firings read", clockwork(firings(assay.AtMost(2)), spends(assay.Firings), 0, fxs{setT}, fxs{setT}), 3, 3, 3},
		// DESIGN 3: the timer is unset by its timeout: an equal state without the timer is another state.
		{"timeout unsets", clockwork(plain, calm(), 0, fxs{setT}, nil), 2, 2, 2},
		// SEMANTICS: SetTimer on a set timer replaces it: it fires once.
		{"timer replaced", clockwork(plain, calm(), 1, fxs{setT, setT9}, nil), 2, 2, 2},
		// Set and stopped in one step: effects take place in order.
		{"timer stopped", clockwork(plain, calm(), 1, fxs{setT, stopT}, nil), 1, 1, 1},
		{"timer stopped and set", clockwork(plain, calm(), 1, fxs{setT, stopT, setT}, nil), 2, 2, 2},
		// Two timers of one actor that counts: {t,u}:0, {u}:1, {t}:1, {}:2. 1 + 2 + 1 + 1.
		{"two timers", clockwork(plain, calm(), 1, fxs{setT, setU}, nil), 4, 5, 3},
		// Nothing yet: deliver (stops the timer: the end) or timeout, then deliver. 1 + 2 + 1.
		{"stopped by message", stopped(), 4, 4, 3},
		// Two actors of one timer each: a square; with one firing in all two ways; with one each the square again.
		{"two tickers", system("tickers", plain, calm(), ticker("t", 1), ticker("u", 1)), 4, 5, 3},
		{"two tickers, once in all", system("tickers", firings(assay.AtMost(1)), calm(), ticker("t", 1), ticker("u", 1)), 3, 3, 2},
		{"two tickers, once each", system("tickers", perFirings, calm(), ticker("t", 1), ticker("u", 1)), 4, 5, 3},
		{"two tickers, one silent", system("tickers", noneOfT, calm(), ticker("t", 1), ticker("u", 1)), 2, 2, 2},
	}
}

func crashCounts() []count {
	crashes := func(b, r assay.Budget) assay.Assumptions { return assay.Assumptions{Crashes: b, Recoveries: r} }
	each := assay.Assumptions{Per: map[assay.ID]assay.Own{"a": {Crashes: assay.AtMost(1)}, "b": {Crashes: assay.AtMost(1)}}}
	mixed := assay.Assumptions{Crashes: assay.AtMost(1), Per: map[assay.ID]assay.Own{"b": {Crashes: assay.AtMost(1)}}}
	spared := assay.Assumptions{Crashes: assay.AtMost(1), Per: map[assay.ID]assay.Own{"b": {Crashes: assay.None}}}
	two := func(a assay.Assumptions) assay.System { return system("pair", a, calm(), idle("a"), idle("b")) }
	single := func(a assay.Assumptions) assay.System { return system("alone", a, calm(), idle("a")) }
	return []count{
		// calm reads who is up, so that no crash is free. Up, down, up with the budget spent (a limited budget is state).
		{"crash once", single(crashes(assay.AtMost(1), assay.Default)), 3, 3, 3},
		// Unlimited: up and down. 1 + 1 + 1.
		{"crash", single(crashes(assay.Unlimited, assay.Default)), 2, 3, 2},
		// For good: up and down.
		{"crash for good", single(crashes(assay.AtMost(1), assay.None)), 2, 2, 2},
		// One recovery: up, down, up, down.
		{"recover once", single(crashes(assay.Unlimited, assay.AtMost(1))), 4, 4, 4},
		// One crash in all: both up; either down; both up, spent. 1 + 2 + 1 + 1.
		{"pair, once in all", two(crashes(assay.AtMost(1), assay.Default)), 4, 5, 3},
		// SEMANTICS and assume.go: a limited budget in Per is its own: 3*3 states, 2*3 steps of each. 1 + 12.
		{"pair, once each", two(each), 9, 13, 5},
		{"pair, own and shared", two(mixed), 9, 13, 5},
		// Only a may crash.
		{"pair, one spared", two(spared), 3, 3, 3},
		// A recovering actor without Recover Starts again, and pings once more. Its lives: first, down (one ping: in flight or
		// counted), second (two pings: 2, 1 or 0 in flight): 2+2+3 states. Out: 2, 1; 2, 1; 1, 1, 0. 1 + 8. Deepest: crash,
		// recover, two deliveries.
		{"greets again", greeter(), 7, 9, 5},
		// n counted of 2, in three lives (first, down, second), the disk kept. Out: 2, 2, 1; 1, 1, 1; 1, 1, 0. 1 + 10.
		// Deepest: crash, recover, two deliveries.
		{"ledger", ledger(true), 9, 11, 5},
		// A message to who is down waits: first life {p} {}, down {p} {}, second life {p}, {} received there, {} received before
		// the crash. Out: 2, 1; 1, 1; 1, 0, 0. 1 + 6.
		{"late", late(assay.Unordered), 7, 7, 4},
		// SEMANTICS: an unused Persist changes no count: a square, though what was written last differs at its end.
		{"unused persist", twoNumbers(assay.Assumptions{}, calm(), persister("b")), 4, 5, 3},
	}
}

func machineCounts() []count {
	return []count{
		// Two initial states, a self loop, two moves to one state, a state without moves. 2 + 2 + 2 + 0.
		{"graph", graphSystem("graph", graph{[]int{0, 1}, map[int][]int{0: {1, 1}, 1: {1, 2}}}), 3, 6, 2},
		{"no moves", graphSystem("still", graph{[]int{7}, nil}), 1, 1, 1},
		{"self loop", graphSystem("loop", graph{[]int{7}, map[int][]int{7: {7}}}), 1, 2, 1},
		// A diamond with a tail back to the start: 1 + 2 + 1 + 1 + 1.
		{"diamond", graphSystem("diamond", graph{[]int{0}, map[int][]int{0: {1, 2}, 1: {3}, 2: {3}, 3: {0}}}), 4, 6, 3},
		// SEMANTICS: the step out of Within is no step and its state is not counted: 0->1,2 1->2,3 2->3 3->. 1 + 2 + 2 + 1.
		// Depth: 0; 1 and 2; 3.
		{"stairs", stairs(), 4, 6, 3},
		// MODELS: two-phase commit, 3 resource managers.
		{"two-phase", twoPhaseSystem(), 288, 1146, 11},
	}
}

func TestCounts(t *testing.T) {
	for _, c := range counts() {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, c.sys)
			wantNoFindings(t, r)
			if r.States != c.states || r.Steps != c.steps || r.Depth != c.depth {
				t.Errorf("states %d, steps %d, depth %d; want %d, %d, %d", r.States, r.Steps, r.Depth, c.states, c.steps, c.depth)
			}
			f := record(t, r, c.sys.Properties[0].Name).Figures
			if f["states"] != c.states || f["steps"] != c.steps || f["depth"] != uint64(c.depth) {
				t.Errorf("figures %v; want %d, %d, %d", f, c.states, c.steps, c.depth)
			}
		})
	}
}

// SEMANTICS, identity and determinism: counts are the same whatever the number of workers; depth first promises counts of a full search.
func TestCountsEveryWay(t *testing.T) {
	ways := map[string][]check.Option{
		"1 worker": {check.Workers(1)}, "2 workers": {check.Workers(2)}, "4 workers": {check.Workers(4)},
		"depth first": {check.DepthFirst()}, "depth first, 4 workers": {check.DepthFirst(), check.Workers(4)},
		"exact": {check.Exact()}, "exact, depth first": {check.Exact(), check.DepthFirst()},
	}
	for _, c := range counts() {
		for way, options := range ways {
			r := run(t, c.sys, options...)
			if r.States != c.states || r.Steps != c.steps {
				t.Errorf("%s, %s: states %d, steps %d; want %d, %d", c.name, way, r.States, r.Steps, c.states, c.steps)
			}
			if name := c.sys.Properties[0].Name; record(t, r, name).Verdict != run(t, c.sys).Records[0].Verdict {
				t.Errorf("%s, %s: another verdict than by default", c.name, way)
			}
		}
	}
}

// SEMANTICS: under Consumed, safety that does not read the network may leave an ignored delivery out; no verdict depends on it.
func TestIgnoredIsEitherWay(t *testing.T) {
	r := run(t, onePing(assay.Assumptions{}, calm(), idle("b")))
	wantVerdict(t, r, "calm", evidence.Holds)
	if r.States != 1 && r.States != 2 {
		t.Errorf("%d states, want 1 (reduced) or 2", r.States)
	}
}

// SEMANTICS: Unlimited duplicates make the inbox a set: delivering removes nothing, and sending again adds nothing. b counts modulo 3.
func TestInboxIsASet(t *testing.T) {
	forAll := assay.Assumptions{Duplicates: assay.Unlimited}
	once := onePing(forAll, wired(), counter("b", 3))
	twice := system("twice", forAll, wired(), sender("a", assay.Send("b", ping{}), assay.Send("b", ping{})), counter("b", 3))
	for _, sys := range []assay.System{once, twice} {
		if r := run(t, sys); r.States != 3 || r.Depth != 3 {
			t.Errorf("%s: %d states, depth %d; want 3, 3", sys.Name, r.States, r.Depth)
		}
	}
}

// logged says that b's log never begins with 2.
func logged() assay.Property {
	return assay.Always("in order", func(v assay.View) error {
		if l := assay.StateOf[logS](v, "b").L; len(l) > 0 && l[0] == 2 {
			return errWrong
		}
		return nil
	})
}

// The order of a link decides: unordered, 2 arrives first in one step; FIFO, by the System or by the link, never.
func TestOrder(t *testing.T) {
	wantViolated(t, run(t, twoNumbers(assay.Assumptions{}, logged(), logger("b"))), "in order", "deliver")
	wantVerdict(t, run(t, twoNumbers(fifo, logged(), logger("b"))), "in order", evidence.Holds)
	wantVerdict(t, run(t, twoNumbers(abFIFO, logged(), logger("b"))), "in order", evidence.Holds)
	// FIFO and one loss: 1 is lost first.
	lossy := assay.Assumptions{Order: assay.FIFO, Losses: assay.AtMost(1)}
	wantViolated(t, run(t, twoNumbers(lossy, logged(), logger("b"))), "in order", "lose", "deliver")
}

// SEMANTICS, Broadcast: to the listed actors in order, an actor listed twice included (effect.go: "to each of To, in order").
func TestBroadcastOrder(t *testing.T) {
	sys := system("order", fifo, logged(), sender("a", assay.Broadcast([]assay.ID{"b", "b"}, num{1}), assay.Send("b", num{2})), logger("b"))
	r := run(t, sys)
	wantVerdict(t, r, "in order", evidence.Holds)
	if r.States != 4 || r.Steps != 4 {
		t.Errorf("%d states, %d steps; want 4, 4", r.States, r.Steps)
	}
}

// atMost says that b counted at most n.
func atMost(n int) assay.Property {
	return assay.Always("at most", func(v assay.View) error {
		if assay.StateOf[cell](v, "b").N > n {
			return errWrong
		}
		return nil
	})
}

// One message counts twice only with a duplicate: redeliver, then deliver. With unlimited ones thrice, in three steps.
func TestDuplicates(t *testing.T) {
	dup := func(b assay.Budget) assay.Assumptions { return assay.Assumptions{Duplicates: b} }
	wantVerdict(t, run(t, onePing(dup(assay.None), atMost(1), counter("b", 9))), "at most", evidence.Holds)
	wantViolated(t, run(t, onePing(dup(assay.AtMost(1)), atMost(1), counter("b", 9))), "at most", "redeliver", "deliver")
	wantVerdict(t, run(t, onePing(dup(assay.AtMost(1)), atMost(2), counter("b", 9))), "at most", evidence.Holds)
	r := run(t, onePing(dup(assay.Unlimited), atMost(2), counter("b", 9)))
	if rec := wantVerdict(t, r, "at most", evidence.Violated); rec.Trace == nil || len(rec.Trace.Steps) != 3 {
		t.Errorf("trace %+v, want 3 steps", rec.Trace)
	}
}

// Who sends what to whom stands in each step of a trace.
func TestTraceNamesWhoAndWhom(t *testing.T) {
	r := run(t, onePing(assay.Assumptions{}, atMost(0), counter("b", 9)))
	wantViolated(t, r, "at most", "deliver")
	if rec := record(t, r, "at most"); rec.Trace != nil && len(rec.Trace.Steps) == 1 {
		if s := rec.Trace.Steps[0]; s.From != "a" || s.To != "b" {
			t.Errorf("step from %q to %q, want from a to b", s.From, s.To)
		}
	}
}

// A violation in the initial state takes no step.
func TestViolatedAtOnce(t *testing.T) {
	wantViolated(t, run(t, onePing(assay.Assumptions{}, atMost(-1), counter("b", 9))), "at most")
}

// The ledger that reads its disk back accounts for every message; the one that Starts again forgets: deliver, crash, recover.
func TestDiskKept(t *testing.T) {
	wantVerdict(t, run(t, ledger(true)), "accounted", evidence.Holds)
	wantViolated(t, run(t, ledger(false)), "accounted", "deliver", "crash", "recover")
}

// SEMANTICS, crash: messages to an actor that is down wait on unordered links; on FIFO what was in its connections is lost.
func TestMessagesToWhoIsDown(t *testing.T) {
	wantVerdict(t, run(t, late(assay.Unordered)), "received in its second life", evidence.Holds)
	wantVerdict(t, run(t, late(assay.FIFO)), "received in its second life", evidence.Violated)
}

// DESIGN 3: a crash forgets timers. Recover sets none, so that the second life (5) never times out (6).
func TestTimersForgottenAtACrash(t *testing.T) {
	at := func(n int) assay.Property {
		return assay.Sometimes(string(rune('0'+n)), func(v assay.View) bool { return v.Up("b") && assay.StateOf[cell](v, "b").N == n })
	}
	b := assay.Spawn("b", lasting[cell]{
		timed: timed[cell]{
			actor: actor[cell]{start: func(assay.ID) (cell, fxs) { return cell{}, fxs{setT} }},
			timeout: func(s cell, _ string) (cell, fxs) {
				s.N++
				return s, nil
			}},
		recover: func(assay.Disk) (cell, fxs) { return cell{5}, nil },
	})
	sys := system("forgets", assay.Assumptions{Crashes: assay.AtMost(1)}, at(1), b)
	sys.Properties = append(sys.Properties, at(5), at(6))
	r := run(t, sys)
	wantVerdict(t, r, "1", evidence.Holds)
	wantVerdict(t, r, "5", evidence.Holds)
	wantVerdict(t, r, "6", evidence.Violated)
}

// SEMANTICS, Within: not counted, judged or followed beyond; steps out of it are the figure cut; a Sometimes not reached is Unknown.
func TestWithin(t *testing.T) {
	below := func(n int) assay.Property {
		return assay.Always("below", func(v assay.View) error {
			if node(v) >= n {
				return errWrong
			}
			return nil
		})
	}
	sys := stairs()
	sys.Properties = []assay.Property{below(4),
		assay.Sometimes("at 3", func(v assay.View) bool { return node(v) == 3 }),
		assay.Sometimes("at 5", func(v assay.View) bool { return node(v) == 5 })}
	r := run(t, sys)
	wantVerdict(t, r, "below", evidence.Holds)
	wantVerdict(t, r, "at 3", evidence.Holds)
	wantVerdict(t, r, "at 5", evidence.Unknown)
	sys = stairs()
	sys.Properties = []assay.Property{below(3)}
	if rec := wantVerdict(t, run(t, sys), "below", evidence.Violated); rec.Trace == nil || len(rec.Trace.Steps) != 2 {
		t.Errorf("trace %+v, want 2 steps: by one and two, or two and one", rec.Trace)
	}
	// 2->4, 3->4, 3->5.
	if cut := record(t, run(t, stairs()), "calm").Figures["cut"]; cut != 3 {
		t.Errorf("cut %d, want 3", cut)
	}
}

// SEMANTICS: one that is quiescent is a finding only under check.Deadlock().
func TestDeadlock(t *testing.T) {
	unlimited := assay.Assumptions{Duplicates: assay.Unlimited}
	saturated := assay.Spawn("b", actor[lateS]{receive: func(_ assay.ID, s lateS, _ assay.ID, _ msg) (lateS, fxs) {
		s.Got = true
		return s, nil
	}})
	lossy := pingPong(assay.Assumptions{Losses: assay.Unlimited})
	stuck := map[string]struct {
		sys   assay.System
		steps int
	}{
		"after 3":      {rally(), 3},
		"at once":      {system("idle", assay.Assumptions{}, calm(), idle("a")), 0},
		"the token":    {lossy, 1},                                           // judged in the full pass: the ping is lost
		"waits":        {onePing(waits, calm(), idle("b")), 0},               // under Waits with its rule: no step is enabled
		"consumed":     {onePing(assay.Assumptions{}, calm(), idle("b")), 1}, // in the full pass the ping is consumed first
		"duplicates":   {onePing(unlimited, calm(), saturated), 1},           // then a delivery leads to the same state of the whole
		"machine":      {graphSystem("still", graph{[]int{7}, nil}), 0},      // for a Machine it is a state without moves
		"machine late": {graphSystem("end", graph{[]int{0}, map[int][]int{0: {1}}}), 1},
	}
	for name, c := range stuck {
		t.Run(name, func(t *testing.T) {
			if found := violated(run(t, c.sys)); len(found) != 0 {
				t.Errorf("without check.Deadlock(): %+v", found)
			}
			found := violated(run(t, c.sys, check.Deadlock()))
			if len(found) == 0 || found[0].Trace == nil || len(found[0].Trace.Steps) != c.steps {
				t.Errorf("found %+v, want a deadlock after %d steps", found, c.steps)
			}
		})
	}
}

// What goes on for ever is no deadlock; nor is a bound, a spent budget or Within.
func TestNoDeadlock(t *testing.T) {
	turning := clockwork(assay.Assumptions{Firings: assay.AtMost(2)}, calm(), 1, fxs{setT}, fxs{setT})
	fenced := clockwork(assay.Assumptions{}, calm(), 1, fxs{setT}, fxs{setT})
	fenced.Within = func(v assay.View) bool { return assay.StateOf[cell](v, "t").N <= 3 }
	endless := clockwork(assay.Assumptions{}, calm(), 1, fxs{setT}, fxs{setT})
	cases := map[string]struct {
		sys     assay.System
		options []check.Option
	}{
		"ping-pong":    {pingPong(assay.Assumptions{}), nil},
		"round":        {graphSystem("round", graph{[]int{7}, map[int][]int{7: {8}, 8: {7}}}), nil},
		"duplicates":   {onePing(assay.Assumptions{Duplicates: assay.Unlimited}, calm(), counter("b", 2)), nil},
		"spent budget": {turning, nil},
		"within":       {fenced, nil},
		"depth bound":  {endless, []check.Option{check.Depth(4)}},
		"states bound": {endless, []check.Option{check.States(4)}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if found := violated(run(t, c.sys, append(c.options, check.Deadlock())...)); len(found) != 0 {
				t.Errorf("found %+v, want no deadlock", found)
			}
		})
	}
}

// SEMANTICS: a Sometimes that was not reached is Violated after a complete search, Unknown after a bound. One that was reached holds.
func TestSometimes(t *testing.T) {
	reach := func(n int) assay.System {
		sys := rally()
		sys.Properties = []assay.Property{assay.Sometimes("reached", func(v assay.View) bool { return assay.StateOf[cell](v, "a").N == n })}
		return sys
	}
	wantVerdict(t, run(t, reach(2)), "reached", evidence.Holds)
	wantVerdict(t, run(t, reach(3)), "reached", evidence.Violated) // 3 goes to b
	wantVerdict(t, run(t, reach(3), check.Depth(2)), "reached", evidence.Unknown)
	wantVerdict(t, run(t, reach(0), check.Depth(2)), "reached", evidence.Holds)
	// MODELS: exploration goes on past a satisfied Sometimes.
	if r := run(t, reach(0)); r.States != 4 {
		t.Errorf("%d states, want 4", r.States)
	}
}

// AlwaysIf judges its conclusion only where its premise is true.
func TestAlwaysIf(t *testing.T) {
	sys := func(limit int) assay.System {
		s := rally()
		s.Properties = []assay.Property{assay.AlwaysIf("then",
			func(v assay.View) bool { return assay.StateOf[cell](v, "b").N == 3 },
			func(v assay.View) error {
				if assay.StateOf[cell](v, "a").N != limit {
					return errWrong
				}
				return nil
			})}
		return s
	}
	wantVerdict(t, run(t, sys(2)), "then", evidence.Holds) // a has 2 when b has 3, and only then is it asked
	wantViolated(t, run(t, sys(1)), "then", repeated("deliver", 3)...)
}

// SEMANTICS: equal to the byte are verdicts and traces, whatever the number of workers; shortest, breadth first.
func TestOneCounterexample(t *testing.T) {
	for _, sys := range []assay.System{ledger(false), staleSystem(), stopTwice()} {
		var first *trace.Trace
		name := sys.Properties[0].Name
		for _, workers := range []int{1, 2, 4} {
			rec := wantVerdict(t, run(t, sys, check.Workers(workers)), name, evidence.Violated)
			if rec.Trace == nil {
				t.Fatalf("%s: violated without a trace", sys.Name)
			}
			if first == nil {
				first = rec.Trace
			}
			if !reflect.DeepEqual(first.Steps, rec.Trace.Steps) {
				t.Errorf("%s, %d workers: %+v, with 1: %+v", sys.Name, workers, rec.Trace.Steps, first.Steps)
			}
		}
		wantVerdict(t, run(t, sys, check.DepthFirst()), name, evidence.Violated)
	}
}

// stopTwice has many shortest counterexamples: any two of three numbers.
func stopTwice() assay.System {
	return system("any two", assay.Assumptions{}, assay.Always("at most one", func(v assay.View) error {
		if len(assay.StateOf[logS](v, "b").L) > 1 {
			return errWrong
		}
		return nil
	}), sender("a", assay.Send("b", num{1}), assay.Send("b", num{2}), assay.Send("b", num{3})), logger("b"))
}
