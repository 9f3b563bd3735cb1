package failuretest_test

import (
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// way is one reaction of most contracts of these cases, whose state is a cell.
type way = assay.Reaction[cell]

// rules is a contract given by functions; one that is nil allows nothing. talker may say something unprompted too.
type rules struct {
	init    func() cell
	allowed func(s cell, from id, m msg) []way
}

func (r rules) Init() cell {
	if r.init == nil {
		return cell{}
	}
	return r.init()
}

func (r rules) Allowed(s cell, from id, m msg) []way {
	if r.allowed == nil {
		return nil
	}
	return r.allowed(s, from, m)
}

type talker struct {
	rules
	unprompted func(s cell) []way
}

func (t talker) Unprompted(s cell) []way { return t.unprompted(s) }

// then is a reaction: to this number, sending this.
func then(n int, sends ...assay.Effect) way { return way{To: cell{N: n}, Sends: sends} }

// whenever allows the same ways in each state, on each message.
func whenever(ways ...way) rules {
	return rules{allowed: func(cell, id, msg) []way { return slices.Clone(ways) }}
}

// once says the ways unprompted where its number is 0, and takes any message in silence.
func once(ways ...way) talker {
	return talker{rules: silent(), unprompted: func(s cell) []way {
		if s.N != 0 {
			return nil
		}
		return slices.Clone(ways)
	}}
}

// silent takes any message and stays where it is.
func silent() rules { return rules{allowed: func(s cell, _ id, _ msg) []way { return []way{{To: s}} }} }

// forward passes each message on to b; with drops it may also not.
func forward(drops bool) rules {
	return rules{allowed: func(s cell, _ id, m msg) []way {
		ways := []way{{To: s, Sends: fx{assay.Send("b", m)}}}
		if drops {
			ways = append(ways, way{To: s})
		}
		return ways
	}}
}

// reply sends each message back.
func reply() rules {
	return rules{allowed: func(s cell, from id, m msg) []way { return []way{{To: s, Sends: fx{assay.Send(from, m)}}} }}
}

// more goes to N + 1 or N + 2 on each message, in silence.
func more() rules {
	return rules{allowed: func(s cell, _ id, _ msg) []way { return []way{then(s.N + 1), then(s.N + 2)} }}
}

// asker sends w a number when it starts, and logs what it gets.
func asker(name id, numbers ...int) assay.Participant {
	log := plain{receive: func(s cell, _ id, m msg) (cell, fx) { return cell{N: s.N + 1, Log: s.Log + digit(m)}, nil }}
	log.start = func() (cell, fx) {
		var effects fx
		for _, n := range numbers {
			effects = append(effects, send("w", n))
		}
		return cell{}, effects
	}
	return assay.Spawn(name, log)
}

// world is a that sends w these numbers, a w that is nothing but its contract, and b that logs.
func world(c assay.Contract[cell, msg], numbers ...int) []assay.Participant {
	return []assay.Participant{asker("a", numbers...), assay.Assumed("w", c), logger("b")}
}

func reachN(who id, numbers ...int) (props []assay.Property) {
	for _, n := range numbers {
		props = append(props, some(itoa(n), isN(who, n)))
	}
	return props
}

func reachLog(who id, logs ...string) (props []assay.Property) {
	for _, text := range logs {
		props = append(props, some(text, logIs(who, text)))
	}
	return props
}

// On a message each Reaction of Allowed is one way, in the step that delivers it.
func TestAssumedReacts(t *testing.T) {
	inOrder := assay.Assumptions{Order: assay.FIFO}
	got := func(text string) []assay.Property { return []assay.Property{never(logIs("b", text))} }
	nowhere := []assay.Property{never(func(v assay.View) bool {
		return len(assay.InFlight[num](v, "w"))+len(assay.InFlight[num](v, "b"))+steady(v, "b").N == 0
	})}
	waits := assay.Assumptions{Ignored: assay.Waits}
	two := []assay.Participant{asker("a", 1), asker("c", 2), assay.Assumed("w", reply())}
	pair := whenever(then(0, send("b", 1), send("b", 2)))
	twice := whenever(then(0, assay.Broadcast([]id{"b", "a", "b"}, num{4})))
	judge(t, []acceptance{
		{name: "assumed answers", actors: world(forward(false), 1), props: got("1"), wants: []want{brokenBy("never", "deliver", "deliver")}},
		{name: "assumed is not asked", actors: world(forward(false)), props: got("1"), wants: []want{ok()}},
		{name: "each way", actors: world(whenever(then(1), then(2)), 0), props: reachN("w", 1, 2, 3), wants: []want{found("1"), found("2"), absent("3")}},
		{name: "the last way at once", actors: world(whenever(then(1), then(2)), 0), props: []assay.Property{never(isN("w", 2))}, wants: []want{brokenBy("never", "deliver")}},
		{name: "one way a message", actors: world(more(), 0), props: reachN("w", 1, 2, 3), wants: []want{found("1"), found("2"), absent("3")}},
		{name: "two messages", actors: world(more(), 0, 0), props: reachN("w", 1, 2, 3, 4, 5), wants: []want{found("1"), found("2"), found("3"), found("4"), absent("5")}},
		// To whom it answers is up to the contract: to each what it asked, never what the other did.
		{name: "answers whom it was asked by", actors: two, props: append(reachLog("a", "1", "2"), some("2 for c", logIs("c", "2"))),
			wants: []want{found("1"), absent("2"), found("2 for c")}},
		// A silent way consumes the message for who reads the network, unless it Waits; a way that sends consumes it always.
		{name: "dropped", actors: world(forward(true), 1), props: nowhere, wants: []want{brokenBy("never", "deliver")}},
		{name: "dropped and waits", assume: waits, actors: world(forward(true), 1), props: nowhere, wants: []want{ok()}},
		{name: "never dropped", actors: world(forward(false), 1), props: nowhere, wants: []want{ok()}},
		// What one way sends is in order as far as the link is.
		{name: "two in order", assume: inOrder, actors: world(pair, 0), props: append(got("2"), reachLog("b", "12", "21")...), wants: []want{ok(), found("12"), absent("21")}},
		{name: "two in any order", actors: world(pair, 0), props: append(got("2"), reachLog("b", "12", "21")...), wants: []want{brokenBy("never", "deliver", "deliver"), found("12"), found("21")}},
		// On FIFO a dropped message makes room for the next; unordered the next needs no room.
		{name: "passed on in order", assume: inOrder, actors: world(forward(false), 1, 2), props: got("2"), wants: []want{ok()}},
		{name: "dropped in order", assume: inOrder, actors: world(forward(true), 1, 2), props: got("2"), wants: []want{brokenBy("never", "deliver", "deliver", "deliver")}},
		{name: "passed on in any order", actors: world(forward(false), 1, 2), props: got("2"), wants: []want{brokenBy("never", "deliver", "deliver")}},
		// One who is listed twice gets two, and nobody else more.
		{name: "broadcast twice to one", actors: world(twice, 0), props: append(got("44"), reachLog("b", "444")...), wants: []want{brokenBy("never", "deliver", "deliver", "deliver"), absent("444")}},
		{name: "broadcast once to the other", actors: world(twice, 0), props: reachLog("a", "4", "44"), wants: []want{found("4"), absent("44")}},
		{name: "broadcast to nobody", actors: world(whenever(then(1, assay.Broadcast(nil, num{4}))), 0), props: append(reachN("w", 1), never(isSome("b"))), wants: []want{found("1"), ok()}},
	})
}

// later takes a message in silence and counts it; unprompted it answers b for one that it has counted.
func later() talker {
	return talker{
		rules: rules{allowed: func(s cell, _ id, _ msg) []way { return []way{then(s.N + 1)} }},
		unprompted: func(s cell) []way {
			if s.N == 0 {
				return nil
			}
			return []way{then(s.N-1, send("b", 7))}
		},
	}
}

// Each Reaction of Unprompted is a step of kind choose that may happen at any time.
func TestAssumedSpeaksUnprompted(t *testing.T) {
	got := func(text string) []assay.Property { return []assay.Property{never(logIs("b", text))} }
	toSelf := once(then(1, send("w", 5)))
	toSelf.allowed = func(s cell, from id, m msg) []way {
		if from != "w" {
			return nil
		}
		return []way{then(s.N + m.(num).N)}
	}
	upTo2 := talker{unprompted: func(s cell) []way {
		if s.N == 2 {
			return nil
		}
		return []way{then(s.N+1, send("b", s.N))}
	}}
	prompted := once(then(1, send("b", 9)))
	prompted.allowed = func(s cell, _ id, _ msg) []way { return []way{{To: cell{N: s.N, Log: s.Log + "m"}}} }
	isCell := func(s cell) func(assay.View) bool { return func(v assay.View) bool { return steady(v, "w") == s } }
	judge(t, []acceptance{
		{name: "says it", actors: world(once(then(1, send("b", 9)))), props: got("9"), wants: []want{brokenBy("never", "choose", "deliver")}},
		{name: "says it once", actors: world(once(then(1, send("b", 9)))), props: got("99"), wants: []want{ok()}},
		{name: "does it in silence", actors: world(once(then(1))), props: []assay.Property{never(isN("w", 1))}, wants: []want{brokenBy("never", "choose")}},
		{name: "says nothing unprompted", actors: world(forward(false)), props: []assay.Property{never(isSome("b"))}, wants: []want{ok()}},
		{name: "either way", actors: world(once(then(1, send("b", 1)), then(2, send("b", 2)))), props: reachLog("b", "1", "2", "12"), wants: []want{found("1"), found("2"), absent("12")}},
		{name: "two at most", actors: world(upTo2), props: reachLog("b", "01", "10", "012"), wants: []want{found("01"), found("10"), absent("012")}},
		{name: "the second first", actors: world(upTo2), props: got("1"), wants: []want{brokenBy("never", "choose", "choose", "deliver")}},
		// Before a message, after it, or never.
		{name: "before or after a message", actors: world(prompted, 0), props: []assay.Property{some("before", isCell(cell{1, ""})), some("both", isCell(cell{1, "m"})), some("after", isCell(cell{0, "m"}))},
			wants: []want{found("before"), found("both"), found("after")}},
		// Messages that cross: the answer comes later, in a step that no message prompts, and for each message once.
		{name: "answers later", actors: world(later(), 0), props: got("7"), wants: []want{brokenBy("never", "deliver", "choose", "deliver")}},
		{name: "answers once", actors: world(later(), 0), props: got("77"), wants: []want{ok()}},
		{name: "answers two", actors: world(later(), 0, 0), props: got("77"), wants: []want{bad(6)}},
		{name: "answers not unasked", actors: world(later()), props: got("7"), wants: []want{ok()}},
		// What it sends itself is an ordinary message from itself.
		{name: "talks to itself", actors: world(toSelf), props: append(reachN("w", 1, 6, 11), never(isN("w", 6))),
			wants: []want{found("1"), found("6"), absent("11"), brokenBy("never", "choose", "deliver")}},
	})
}

// counted is a system and how many states and steps it has, the initial states among the steps.
type counted struct {
	acceptance
	states, steps uint64
	depth         int
}

// countedProps read local states alone, so that what changes nothing is no step.
var countedProps = []assay.Property{never(func(v assay.View) bool { return steady(v, "w").N == 99 })}

func TestAssumedCounts(t *testing.T) {
	alone := func(c assay.Contract[cell, msg]) []assay.Participant {
		return []assay.Participant{assay.Assumed("w", c)}
	}
	asked := func(c assay.Contract[cell, msg], numbers ...int) []assay.Participant {
		return []assay.Participant{asker("a", numbers...), assay.Assumed("w", c)}
	}
	chain := talker{unprompted: func(s cell) []way {
		if s.N == 2 {
			return nil
		}
		return []way{then(s.N + 1)}
	}}
	upTo2 := rules{allowed: func(s cell, _ id, _ msg) []way { return []way{then(min(s.N+1, 2))} }}
	stays := rules{allowed: func(s cell, _ id, _ msg) []way { return []way{{To: s}, then(1)} }}
	reads := append(slices.Clone(countedProps), assay.Always("reads", func(v assay.View) error {
		_ = assay.InFlight[num](v, "w")
		return nil
	}))
	unlimited := assay.Assumptions{Duplicates: assay.Unlimited}
	inOrder := assay.Assumptions{Order: assay.FIFO}
	for _, c := range []counted{
		{acceptance{name: "count nothing", actors: alone(rules{}), props: countedProps}, 1, 1, 1},
		// 0, 1, 2 one after the other.
		{acceptance{name: "count a chain", actors: alone(chain), props: countedProps}, 3, 3, 3},
		// Two of the three ways are equal, so that they are one.
		{acceptance{name: "count equal ways unprompted", actors: alone(once(then(1), then(1), then(2))), props: countedProps}, 3, 3, 2},
		{acceptance{name: "count equal ways", actors: asked(whenever(then(1), then(1), then(2)), 0), props: countedProps}, 3, 3, 2},
		{acceptance{name: "count equal sends", actors: asked(whenever(then(1, send("a", 1)), then(1, send("a", 1))), 0), props: countedProps}, 3, 3, 3},
		// Two that do one thing each: a square of four states and four steps.
		{acceptance{name: "count a square", actors: append(alone(once(then(1))), assay.Assumed("v", once(then(1)))), props: countedProps}, 4, 5, 3},
		// To stay in silence is no step on an unordered link, and one for who reads the network, and on FIFO: 0 with the message, and 0
		// and 1 without it.
		{acceptance{name: "count what changes nothing", actors: asked(stays, 0), props: countedProps}, 2, 2, 2},
		{acceptance{name: "count what leaves the network", actors: asked(stays, 0), props: reads}, 3, 3, 2},
		{acceptance{name: "count what changes nothing in order", assume: inOrder, actors: asked(stays, 0), props: countedProps}, 3, 3, 2},
		{acceptance{name: "count silence alone", actors: asked(silent(), 0, 1), props: countedProps}, 1, 1, 1},
		// The inbox is a set: 0, 1, 2, and the delivery in 2 changes nothing.
		{acceptance{name: "count a set", assume: unlimited, actors: asked(upTo2, 0), props: countedProps}, 3, 3, 3},
		// Each of two messages is at w, on its way to b, or logged; both logged in two orders: 3*3 - 1 + 2 states. Steps: two from each
		// of the four where none is logged, one from each of the four where one is, and the start.
		{acceptance{name: "count two on their way", actors: world(forward(false), 1, 2), props: countedProps}, 10, 13, 5},
		{acceptance{name: "count two that may be dropped", actors: world(forward(true), 1, 2), props: countedProps}, 10, 13, 5},
		// Sent, then one copy after the other.
		{acceptance{name: "count two copies", actors: world(once(then(1, assay.Broadcast([]id{"b", "b"}, num{1})))), props: countedProps}, 4, 4, 4},
	} {
		c.judge(t)
	}
}

func (c counted) judge(t *testing.T) {
	t.Helper()
	t.Run(c.name, func(t *testing.T) {
		result, err := check.Run(t.Context(), c.system())
		if err != nil {
			t.Fatal(err)
		}
		for _, rec := range result.Records {
			if rec.Verdict != evidence.Holds {
				t.Errorf("%s%s: %v: %s", rec.Property, rec.Finding, rec.Verdict, rec.Why)
			}
		}
		if result.States != c.states || result.Steps != c.steps || result.Depth != c.depth {
			t.Errorf("%d states, %d steps, depth %d; want %d, %d, %d", result.States, result.Steps, result.Depth, c.states, c.steps, c.depth)
		}
	})
}

// coin is a machine: at 0 it takes a coin, or changes a note; at 1 it gives tea, or is kicked or knocked and has no coin any more.
type coin struct{ starts []int }

func (c coin) Init() []int { return slices.Clone(c.starts) }

func (coin) Next(s int) []assay.Move[int] {
	if s == 0 {
		return []assay.Move[int]{{Name: "coin", To: 1}, {Name: "change", To: 0}}
	}
	return []assay.Move[int]{{Name: "tea", To: 0}, {Name: "kick", To: 0}, {Name: "knock", To: 0}}
}

// tea: a coin is 1, a note 2 and changed into 3, and tea is 7.
func tea(_ int, move assay.Move[int]) assay.Crossing[msg] {
	takes := func(n int) func(id, msg) bool { return func(_ id, m msg) bool { return m == num{n} } }
	switch move.Name {
	case "coin":
		return assay.Crossing[msg]{Takes: takes(1)}
	case "change":
		return assay.Crossing[msg]{Takes: takes(2), Sends: fx{send("a", 3)}}
	case "tea":
		return assay.Crossing[msg]{Sends: fx{send("b", 7)}}
	}
	return assay.Crossing[msg]{}
}

func stub(starts ...int) assay.Contract[int, msg] { return assay.Stub(coin{starts}, tea) }

func phase(n int) func(assay.View) bool {
	return func(v assay.View) bool { return assay.StateOf[int](v, "w") == n }
}

// Moves with Takes happen on messages, moves without unprompted; every initial state of the machine is explored.
func TestAssumedStub(t *testing.T) {
	of := func(c assay.Contract[int, msg], numbers ...int) []assay.Participant {
		return []assay.Participant{asker("a", numbers...), assay.Assumed("w", c), logger("b")}
	}
	got := func(text string) []assay.Property { return []assay.Property{never(logIs("b", text))} }
	one := []assay.Property{never(phase(1))}
	judge(t, []acceptance{
		{name: "stub tea", actors: of(stub(0), 1), props: got("7"), wants: []want{brokenBy("never", "deliver", "choose", "deliver")}},
		{name: "stub no coin", actors: of(stub(0)), props: got("7"), wants: []want{ok()}},
		{name: "stub one tea a coin", actors: of(stub(0), 1), props: got("77"), wants: []want{ok()}},
		{name: "stub answers at once", actors: of(stub(0), 2), props: append(got("7"), reachLog("a", "3", "33")...), wants: []want{ok(), found("3"), absent("33")}},
		{name: "stub takes it at once", actors: of(stub(0), 1), props: one, wants: []want{brokenBy("never", "deliver")}},
		{name: "stub starts elsewhere", actors: of(stub(1)), props: got("7"), wants: []want{brokenBy("never", "choose", "deliver")}},
		{name: "stub starts in either", actors: of(stub(0, 1)), props: append(got("7"), some("0", phase(0)), some("1", phase(1))), wants: []want{brokenBy("never", "choose", "deliver"), found("0"), found("1")}},
		{name: "stub starts in the second", actors: of(stub(0, 1)), props: one, wants: []want{broken("never", 0)}},
	})
	still := []assay.Property{never(phase(9))}
	for _, c := range []counted{
		// Kick and knock are equal, from 1 to 0 in silence. From 1 to 0, or to 0 with tea on its way, and then logged.
		{acceptance{name: "stub count", actors: of(stub(1)), props: still}, 4, 4, 3},
		// Two starts, of which one is where a kick leads to: 0, 1, tea on its way, logged; steps: two starts, two ways, the delivery.
		{acceptance{name: "stub count two starts", actors: of(stub(0, 1)), props: still}, 4, 5, 3},
	} {
		c.judge(t)
	}
	judgeFindings(t, []finding{
		{acceptance{name: "stub cannot take it", actors: of(stub(0), 3), props: still}, "handled"},
		{acceptance{name: "stub cannot take two", actors: of(stub(0), 1, 1), props: still}, "handled"},
	})
}
