package blackbox_test

import (
	"errors"
	"time"

	"github.com/assay-dev/assay"
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
	all := append(messageCounts(), ignoredCounts()...)
	all = append(all, lossCounts()...)
	all = append(all, timerCounts()...)
	all = append(all, crashCounts()...)
	return append(all, machineCounts()...)
}

func messageCounts() []count {
	ordered := fifo
	ordered.Links = []assay.Link{{From: "a", To: "b", Order: assay.Unordered}}
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
	}
}

func ignoredCounts() []count {
	fifoWaits := assay.Assumptions{Order: assay.FIFO, Ignored: assay.Waits}
	return []count{
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
