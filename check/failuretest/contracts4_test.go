package failuretest_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

func clockSends(s cell, _ time.Time) (cell, fx) { return s, fx{send("b", 1)} }

// ringing does these effects each time, and sets its timer again, once.
func ringing(effects ...assay.Effect) timed {
	set := assay.SetTimer("t", ms(1))
	return timed{
		plain: plain{start: func() (cell, fx) { return cell{}, fx{set} }},
		timeout: func(s cell, _ string) (cell, fx) {
			if s.N == 1 {
				return cell{N: 2}, slices.Clone(effects)
			}
			return cell{N: 1}, append(slices.Clone(effects), set)
		},
	}
}

// secondRing does them the second time alone.
func secondRing(effects ...assay.Effect) timed {
	r := ringing()
	first := r.timeout
	r.timeout = func(s cell, timer string) (cell, fx) {
		next, done := first(s, timer)
		if s.N == 1 {
			return next, slices.Clone(effects)
		}
		return next, done
	}
	return r
}

// Sends of one step are compared by receiver: on unordered links as multisets, on FIFO links in order.
func TestGuaranteesCompares(t *testing.T) {
	a1, b1, b2 := send("a", 1), send("b", 1), send("b", 2)
	toBoth := assay.Broadcast([]id{"a", "b"}, num{1})
	twice := assay.Broadcast([]id{"b", "b"}, num{1})
	aside := assay.Broadcast([]id{"b", "a", "b"}, num{1})
	inOrder := assay.Assumptions{Order: assay.FIFO}
	oneLink := assay.Assumptions{Links: []assay.Link{{From: "w", To: "b", Order: assay.FIFO}}}
	otherLink := assay.Assumptions{Links: []assay.Link{{From: "w", To: "a", Order: assay.FIFO}, {From: "b", To: "w", Order: assay.FIFO}}}
	of := func(name string, a assay.Assumptions, sends, allowed fx, w want) acceptance {
		return acceptance{name: "compare " + name, assume: a, actors: []assay.Participant{idle("a"), sender("w", sends...), logger("b")},
			props: keeps("w", once(then(1, allowed...))), wants: []want{w}}
	}
	loose := assay.Assumptions{}
	judge(t, []acceptance{
		of("any order", loose, fx{b1, b2}, fx{b2, b1}, kept),
		of("the same order", inOrder, fx{b1, b2}, fx{b1, b2}, kept),
		of("another order", inOrder, fx{b1, b2}, fx{b2, b1}, breaks()),
		of("another order on that link", oneLink, fx{b1, b2}, fx{b2, b1}, breaks()),
		of("another order on other links", otherLink, fx{b1, b2}, fx{b2, b1}, kept),
		of("two receivers in order", inOrder, fx{a1, b1}, fx{b1, a1}, kept),
		of("one between two in order", inOrder, fx{b1, a1, b2}, fx{b1, b2, a1}, kept),
		of("multisets", loose, fx{b1, b2, b2}, fx{b1, b1, b2}, breaks()),
		of("equal multisets", loose, fx{b2, b1, b1}, fx{b1, b2, b1}, kept),
		of("one too many", loose, fx{b1, b1}, fx{b1}, breaks()),
		of("one too few", loose, fx{b1}, fx{b1, b1}, breaks()),
		of("a broadcast", loose, fx{toBoth}, fx{b1, a1}, kept),
		of("a broadcast in order", inOrder, fx{b1, a1}, fx{toBoth}, kept),
		of("half a broadcast", loose, fx{b1}, fx{toBoth}, breaks()),
		of("a broadcast twice to one", loose, fx{b1, b1}, fx{twice}, kept),
		of("a broadcast once to one", loose, fx{b1}, fx{twice}, breaks()),
		of("a broadcast twice and aside", inOrder, fx{a1, twice}, fx{aside}, kept),
		of("a broadcast to nobody", loose, fx{assay.Broadcast(nil, num{1})}, nil, kept),
		of("a broadcast to nobody and one", loose, fx{b1}, fx{assay.Broadcast(nil, num{1}), b1}, kept),
	})
}

// A crash changes nothing of a contract; what a step sent until it was torn must be what some reaction sends.
func TestGuaranteesOfOneThatCrashes(t *testing.T) {
	b1, b2, a1 := send("b", 1), send("b", 2), send("a", 1)
	hello := sender("w", b1)
	back := assay.Spawn("w", durable{recover: func(assay.Disk) (cell, fx) { return cell{}, fx{b2} }})
	nth := func(skips bool) rules {
		return rules{allowed: func(s cell, _ id, _ msg) []way {
			ways := []way{then(s.N+1, send("b", s.N+1))}
			if skips {
				ways = append(ways, then(s.N+1))
			}
			return ways
		}}
	}
	counting := func(effects func(n int) fx) assay.Participant {
		return assay.Spawn("w", durable{
			plain:   plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return cell{N: s.N + 1}, effects(s.N + 1) }},
			recover: func(d assay.Disk) (cell, fx) { return cell{N: assay.Load[int](d, "n").Or(0)}, nil },
		})
	}
	forgets := counting(func(n int) fx { return fx{send("b", n)} })
	writes := counting(func(n int) fx { return fx{assay.Persist("n", n), send("b", n)} })
	hasty := counting(func(n int) fx { return fx{send("b", n), assay.Persist("n", n)} })
	two := says(b1, a1)
	rings := []assay.Participant{idle("a"), alarm("w", 1, 0, b1, a1), logger("b")}
	all, first, second := then(0, a1, b1), then(0, b1), then(0, a1)
	of := func(name string, disk assay.Durability, w assay.Participant, messages int, c assay.Contract[cell, msg], wanted want) acceptance {
		return acceptance{name: name, assume: dying(1, disk), actors: around(w, make([]int, messages)...), props: keeps("w", c), wants: []want{wanted}}
	}
	judge(t, []acceptance{
		of("hello again", assay.Kept, hello, 0, once(then(1, b1)), breaks("crash", "recover")),
		{name: "hello once", actors: around(hello), props: keeps("w", once(then(1, b1))), wants: []want{kept}},
		of("hello at any time", assay.Kept, hello, 0, once(then(0, b1)), kept),
		of("recovers and says so", assay.Kept, back, 0, silent(), breaks("crash", "recover")),
		of("recovers as allowed", assay.Kept, back, 0, once(then(1, b2)), kept),
		of("recovers otherwise", assay.Kept, back, 0, once(then(0, b1)), breaks("crash", "recover")),
		of("ignores two in two lives", assay.Wiped, says(), 2, upTo(1), breaks("deliver", "deliver")),
		// 1 before the crash, and 1 after it.
		of("forgets how far it was", assay.Kept, forgets, 2, nth(false), breaks("deliver", "crash", "recover", "deliver")),
		of("knows how far it was", assay.Kept, writes, 2, nth(false), kept),
		of("knows no more how far it was", assay.Wiped, writes, 2, nth(false), broken("keeps", 4)),
		// Torn after it has written and before it has sent: it did not answer, which the contract must allow.
		of("torn before it answers", assay.Torn, writes, 2, nth(false), broken("keeps", 1)),
		of("torn and silent", assay.Torn, writes, 2, nth(true), kept),
		// Torn the other way round it answers 1 again: torn, recover, deliver.
		of("torn before it writes", assay.Torn, hasty, 2, nth(true), broken("keeps", 3)),
		of("torn between two sends", assay.Torn, two, 1, whenever(all), broken("keeps", 1)),
		of("torn after the first", assay.Torn, two, 1, whenever(all, first), kept),
		of("torn not after the second", assay.Torn, two, 1, whenever(all, second), broken("keeps", 1)),
		of("not torn", assay.Kept, two, 1, whenever(all), kept),
		of("torn and not allowed a whole", assay.Torn, two, 1, whenever(first), breaks("deliver")),
		of("a broadcast is not torn", assay.Torn, says(assay.Broadcast([]id{"a", "b"}, num{1})), 1, whenever(all), kept),
		{name: "torn unprompted", assume: dying(1, assay.Torn), actors: rings, props: keeps("w", once(all)), wants: []want{broken("keeps", 1)}},
		{name: "torn unprompted as allowed", assume: dying(1, assay.Torn), actors: rings, props: keeps("w", once(all, first)), wants: []want{kept}},
	})
}

// narrow is a contract about numbers alone. What else its owner is given prompts nothing.
type narrow struct {
	ways       []way
	unprompted []way
}

func (narrow) Init() cell                    { return cell{} }
func (c narrow) Allowed(cell, id, num) []way { return slices.Clone(c.ways) }
func (c narrow) Unprompted(cell) []way       { return slices.Clone(c.unprompted) }

// otherWorld is a world in which w is sent what is no number.
func otherWorld(w assay.Participant) []assay.Participant {
	return []assay.Participant{sender("a", assay.Send("w", both{1})), w, logger("b")}
}

func TestGuaranteesOfOtherMessages(t *testing.T) {
	answers := assay.Spawn("w", plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return s, fx{send("b", 1)} }})
	one := then(0, send("b", 1))
	narrowly := func(name string, actors []assay.Participant, c narrow, w want) acceptance {
		return acceptance{name: "narrow " + name, actors: actors, props: keeps("w", c), wants: []want{w}}
	}
	liar := []assay.Participant{idle("l"), idle("a"), logger("b")}
	toAny := func(n int) talker {
		return once(then(n, send("a", 7)), then(n, send("b", 7)), then(n, send("l", 7)))
	}
	lie := func(name string, assume assay.Assumptions, c assay.Contract[cell, msg], w want) acceptance {
		return acceptance{name: "lie " + name, assume: assume, actors: liar, props: keeps("l", c), wants: []want{w}}
	}
	self := []assay.Participant{idle("a"), sender("w", send("w", 3)), logger("b")}
	toSelf := once(then(1, send("w", 3)))
	toOthers := toSelf
	toOthers.allowed = func(s cell, from id, _ msg) []way {
		if from == "w" {
			return nil
		}
		return []way{{To: s}}
	}
	judge(t, []acceptance{
		narrowly("ignored", otherWorld(idle("w")), narrow{}, kept),
		narrowly("answered", otherWorld(answers), narrow{}, breaks("deliver")),
		// What numbers prompt, others do not.
		narrowly("answered as a number", otherWorld(answers), narrow{ways: []way{one}}, breaks("deliver")),
		narrowly("answered as if unprompted", otherWorld(answers), narrow{unprompted: []way{one}}, kept),
		narrowly("number as if unprompted", around(says(send("b", 1)), 0), narrow{unprompted: []way{one}}, breaks("deliver")),
		narrowly("number", around(says(send("b", 1)), 0), narrow{ways: []way{one}}, kept),
		narrowly("number ignored", around(idle("w"), 0), narrow{}, breaks("deliver")),
		// A lie is an unprompted send.
		lie("that is none", assay.Assumptions{}, silent(), kept),
		lie("not allowed", lies(1, num{7}), silent(), breaks("lie")),
		lie("allowed", lies(1, num{7}), toAny(1), kept),
		lie("allowed once", lies(2, num{7}), toAny(1), breaks("lie", "lie")),
		lie("allowed always", lies(2, num{7}), toAny(0), kept),
		lie("to one alone", lies(1, num{7}), once(then(0, send("b", 7))), breaks("lie")),
		// What it sends itself it must be allowed to send, and to be sent.
		{name: "self sent", actors: self, props: keeps("w", toSelf), wants: []want{kept}},
		{name: "self not sent", actors: self, props: keeps("w", silent()), wants: []want{breaks()}},
		{name: "self not taken", actors: self, props: keeps("w", toOthers), wants: []want{breaks("deliver")}},
	})
}

// brewer is a w that takes a coin in silence and gives so many teas, each when its timer rings.
func brewer(teas int) assay.Participant {
	set := assay.SetTimer("t", ms(1))
	return assay.Spawn("w", timed{
		plain: plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return cell{N: teas}, fx{set} }},
		timeout: func(s cell, _ string) (cell, fx) {
			if s.N == 0 {
				return s, nil
			}
			return cell{N: s.N - 1}, fx{send("b", 7), set}
		},
	})
}

// A machine as what our own w guarantees, and contracts that are no functions.
func TestGuaranteesOfAStub(t *testing.T) {
	gives := says(send("b", 7))
	judge(t, []acceptance{
		{name: "stub kept", actors: around(brewer(1), 1), props: keeps("w", stub(0)), wants: []want{kept}},
		{name: "stub without tea", actors: around(says(), 1), props: keeps("w", stub(0)), wants: []want{kept}},
		{name: "stub at once", actors: around(gives, 1), props: keeps("w", stub(0)), wants: []want{breaks("deliver")}},
		{name: "stub two teas", actors: around(brewer(2), 1), props: keeps("w", stub(0)), wants: []want{breaks("deliver", "timeout", "timeout")}},
		// Started with a coin, it takes another once it was kicked, which nobody sees; and maybe started with one, it may give a tea first.
		{name: "stub started with a coin", actors: around(brewer(1), 1), props: keeps("w", stub(1)), wants: []want{kept}},
		{name: "stub not taken", actors: around(says(), 3), props: keeps("w", stub(0)), wants: []want{breaks("deliver")}},
		{name: "stub maybe at 1", actors: []assay.Participant{idle("a"), sender("w", send("b", 7)), logger("b")}, props: keeps("w", stub(0, 1)), wants: []want{kept}},
		{name: "stub surely at 0", actors: []assay.Participant{idle("a"), sender("w", send("b", 7)), logger("b")}, props: keeps("w", stub(0)), wants: []want{breaks()}},
		{name: "stub no two coins", actors: around(says(), 1, 1), props: keeps("w", stub(0)), wants: []want{breaks("deliver", "deliver")}},
		{name: "stub changes", actors: around(says(send("a", 3)), 2), props: keeps("w", stub(0, 1)), wants: []want{kept}},
	})
	for _, c := range []acceptance{
		{name: "guarantee panics", actors: around(says(), 0), props: keeps("w", rules{allowed: func(cell, id, msg) []way { panic("allowed") }})},
		{name: "guarantee panics unprompted", actors: around(says(), 0), props: keeps("w", talker{silent(), func(cell) []way { panic("unprompted") }})},
	} {
		result, err := check.Run(t.Context(), c.system())
		if err != nil || len(result.Findings()) == 0 && result.Verdict() != evidence.Violated {
			t.Errorf("%s: error %v, verdict %v, no finding; want a finding", c.name, err, result.Verdict())
		}
	}
}

// desk is a contract: it grants to one user at a time, at once or later. A user asks (1) once and waits for a grant (2), and only the
// holder releases (3).
type desk struct{}

type deskState struct {
	Holder  id
	Waiting []id
}

func (desk) Init() deskState { return deskState{} }

func (d desk) Allowed(s deskState, from id, m msg) []assay.Reaction[deskState] {
	switch {
	case m == msg(num{1}) && from != s.Holder && !slices.Contains(s.Waiting, from):
		queue := deskState{s.Holder, append(slices.Clone(s.Waiting), from)}
		if s.Holder != "" {
			return []assay.Reaction[deskState]{{To: queue}}
		}
		return []assay.Reaction[deskState]{{To: queue}, d.grant(s, from)}
	case m == msg(num{3}) && from == s.Holder:
		free := deskState{"", s.Waiting}
		return append(d.Unprompted(free), assay.Reaction[deskState]{To: free})
	}
	return nil
}

func (d desk) Unprompted(s deskState) (all []assay.Reaction[deskState]) {
	if s.Holder != "" {
		return nil
	}
	for _, who := range s.Waiting {
		all = append(all, d.grant(s, who))
	}
	return all
}

func (desk) grant(s deskState, who id) assay.Reaction[deskState] {
	waiting := slices.DeleteFunc(slices.Clone(s.Waiting), func(other id) bool { return other == who })
	return assay.Reaction[deskState]{To: deskState{who, waiting}, Sends: fx{send(who, 2)}}
}

// user is the other side: it asks at 0, is granted at 1, and releases at 2; it does so again if it comes back.
type user struct{ comesBack bool }

func (user) Init() cell { return cell{} }

func (user) Allowed(s cell, from id, m msg) []way {
	if s.N == 1 && from == "desk" && m == msg(num{2}) {
		return []way{then(2)}
	}
	return nil
}

func (u user) Unprompted(s cell) []way {
	switch {
	case s.N == 0:
		return []way{then(1, send("desk", 1))}
	case s.N == 2 && u.comesBack:
		return []way{then(0, send("desk", 3))}
	case s.N == 2:
		return []way{then(3, send("desk", 3))}
	}
	return nil
}

// ownUser keeps to user: it asks when it starts, and releases when its timer rings. A hurried one does not wait for a grant.
func ownUser(name id, hurried bool) assay.Participant {
	set := assay.SetTimer("t", ms(1))
	u := timed{timeout: func(cell, string) (cell, fx) { return cell{N: 3}, fx{send("desk", 3)} }}
	u.start = func() (cell, fx) {
		if hurried {
			return cell{N: 1}, fx{send("desk", 1), set}
		}
		return cell{N: 1}, fx{send("desk", 1)}
	}
	u.receive = func(cell, id, msg) (cell, fx) { return cell{N: 2}, fx{set} }
	return assay.Spawn(name, u)
}

// ownDesk keeps to desk. A generous one grants to whoever asks.
type ownDesk struct{ generous bool }

func (ownDesk) Start(id) (deskState, fx) { return deskState{}, nil }

func (d ownDesk) Receive(_ id, s deskState, from id, m msg) (deskState, fx) {
	switch {
	case m == msg(num{1}) && (s.Holder == "" || d.generous):
		return deskState{from, s.Waiting}, fx{send(from, 2)}
	case m == msg(num{1}):
		return deskState{s.Holder, append(slices.Clone(s.Waiting), from)}, nil
	case len(s.Waiting) > 0:
		return deskState{s.Waiting[0], slices.Clone(s.Waiting[1:])}, fx{send(s.Waiting[0], 2)}
	}
	return deskState{}, nil
}

func exclusive() assay.Property {
	return never(func(v assay.View) bool { return steady(v, "u").N == 2 && steady(v, "v").N == 2 })
}

// One text for both sides: with the desk assumed the users keep to theirs, and with the users assumed the desk keeps to its own.
func TestAssumeAndGuarantee(t *testing.T) {
	assumedDesk := func(u, v assay.Participant) []assay.Participant {
		return []assay.Participant{u, v, assay.Assumed("desk", desk{})}
	}
	assumedUsers := func(comeBack bool, d ownDesk) []assay.Participant {
		u := user{comeBack}
		return []assay.Participant{assay.Assumed("u", u), assay.Assumed("v", u), assay.Spawn("desk", d)}
	}
	bothAssumed := []assay.Participant{assay.Assumed("u", user{}), assay.Assumed("v", user{}), assay.Assumed("desk", desk{})}
	inOrder := assay.Assumptions{Order: assay.FIFO}
	users := []assay.Property{exclusive(), assay.Guarantees("u keeps", "u", user{}), assay.Guarantees("v keeps", "v", user{})}
	desks := append(keeps("desk", desk{}), exclusive())
	sometimes := some("second", isN("v", 2))
	judge(t, []acceptance{
		{name: "users", actors: assumedDesk(ownUser("u", false), ownUser("v", false)), props: append(slices.Clone(users), sometimes), wants: []want{ok(), holds("u keeps"), holds("v keeps"), found("second")}},
		// A hurried user releases what it does not hold: its own contract is broken in the step in which it does, before the desk's is.
		{name: "hurried", actors: around2(ownUser("u", true), ownDesk{}), props: []assay.Property{assay.Guarantees("u keeps", "u", user{}), assay.Guarantees("keeps", "desk", desk{})},
			wants: []want{brokenBy("u keeps", "timeout"), brokenBy("keeps", "timeout", "deliver")}},
		{name: "desk", actors: assumedUsers(false, ownDesk{}), props: append(slices.Clone(desks), sometimes), wants: []want{kept, ok(), found("second")}},
		// Both ask, and both are granted: the second grant is what breaks, before it comes.
		{name: "generous", actors: assumedUsers(false, ownDesk{generous: true}), props: desks, wants: []want{broken("keeps", 4), bad(6)}},
		{name: "both assumed", actors: bothAssumed, props: []assay.Property{exclusive(), sometimes}, wants: []want{ok(), found("second")}},
		// One that comes back may overtake itself where links keep no order: it asks, is heard, granted, releases, asks, and is heard again.
		{name: "comes back in order", assume: inOrder, actors: assumedUsers(true, ownDesk{}), props: desks, wants: []want{kept, ok()}},
		{name: "comes back in any order", actors: assumedUsers(true, ownDesk{}), props: keeps("desk", desk{}), wants: []want{breaks("choose", "deliver", "deliver", "choose", "choose", "deliver")}},
	})
	overtakes := acceptance{name: "overtakes", actors: []assay.Participant{assay.Assumed("u", user{true}), assay.Assumed("desk", desk{})}, props: []assay.Property{never(isN("u", 9))}}
	hurried := acceptance{name: "hurried at an assumed desk", actors: assumedDesk(ownUser("u", true), ownUser("v", false)), props: []assay.Property{exclusive()}}
	judgeFindings(t, []finding{{overtakes, "handled"}, {hurried, "handled"}})
	// Asked; queued, or granted at once; granted from the queue, which is empty as if it had never been; held; released; free again.
	// Two steps from the first, one from each of the four others that is not the last, and the start.
	counted{acceptance{name: "count a user", actors: []assay.Participant{ownUser("u", false), assay.Assumed("desk", desk{})}, props: []assay.Property{never(isN("u", 9))}}, 6, 7, 5}.judge(t)
}

// around2 is one user and a desk of our own.
func around2(u assay.Participant, d ownDesk) []assay.Participant {
	return []assay.Participant{u, assay.Spawn("desk", d)}
}

// Each record of a system with assumed participants says what is assumed of them, and by which type.
func TestContractsStandInTheRecord(t *testing.T) {
	c := acceptance{name: "record", actors: []assay.Participant{assay.Assumed("u", user{}), assay.Assumed("v", user{}), assay.Spawn("desk", ownDesk{})},
		props: append(keeps("desk", desk{}), exclusive(), some("second", isN("v", 2)))}
	result, err := check.Run(t.Context(), c.system())
	if err != nil {
		t.Fatal(err)
	}
	assumed := func(rec evidence.Record, who string) (string, bool) {
		i := slices.IndexFunc(rec.Assumptions, func(e evidence.Entry) bool { return e.Name == "contract of "+who })
		if i < 0 {
			return "", false
		}
		return rec.Assumptions[i].Value, true
	}
	for _, name := range []string{"keeps", "never", "second"} {
		rec, _ := result.Record(name)
		for _, who := range []string{"u", "v"} {
			value, found := assumed(rec, who)
			if short := strings.TrimPrefix(value, "failuretest_test."); !found || !strings.HasPrefix(short, "user") {
				t.Errorf("%q: contract of %s is %q (%v), want it to begin with user", name, who, value, found)
			}
		}
		// What is guaranteed is not assumed.
		if value, found := assumed(rec, "desk"); found {
			t.Errorf("%q: contract of desk is %q, want none", name, value)
		}
	}
}

// The answer is the same for any number of workers; depth first and exactly the verdicts are.
func TestContractsByAnyNumberOfWorkers(t *testing.T) {
	actors := []assay.Participant{assay.Assumed("u", user{true}), assay.Assumed("v", user{}), assay.Spawn("desk", ownDesk{generous: true})}
	sys := acceptance{name: "workers", assume: assay.Assumptions{Order: assay.FIFO}, actors: actors, props: append(keeps("desk", desk{}), exclusive())}.system()
	run := func(options ...check.Option) check.Result {
		result, err := check.Run(t.Context(), sys, options...)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	one, four := run(check.Workers(1)), run(check.Workers(4))
	for _, other := range []check.Result{four, run(check.Exact()), run(check.DepthFirst())} {
		for i, rec := range other.Records {
			if rec.Property != one.Records[i].Property || rec.Verdict != one.Records[i].Verdict {
				t.Errorf("%q: %v, and with one worker %v", rec.Property, rec.Verdict, one.Records[i].Verdict)
			}
		}
	}
	if one.States != four.States || one.Steps != four.Steps || one.Depth != four.Depth {
		t.Errorf("%d states, %d steps, depth %d; with four workers %d, %d, %d", one.States, one.Steps, one.Depth, four.States, four.Steps, four.Depth)
	}
	for i, rec := range one.Records {
		if a, b := evidence.Comparable(rec), evidence.Comparable(four.Records[i]); !reflect.DeepEqual(a, b) {
			t.Errorf("%q: %+v\nwith four workers %+v", rec.Property, a, b)
		}
	}
}

// A sweep relaxes what is assumed of an assumed participant too: a copy counts twice, and a crash loses nothing of a contract.
func TestSweepOfContracts(t *testing.T) {
	copies := check.Dimension{Name: "copies", Monotone: true, Levels: []check.Level{{Name: "1 copy", Relax: func(a *assay.Assumptions) { a.Duplicates = assay.AtMost(1) }}}}
	crashes := check.Dimension{Name: "crashes", Levels: []check.Level{{Name: "1 wiped", Relax: func(a *assay.Assumptions) {
		a.Disk, a.Per = assay.Wiped, own{"w": {Crashes: assay.AtMost(1)}}
	}}}}
	counts := rules{allowed: func(s cell, _ id, _ msg) []way { return []way{then(s.N+1, send("b", s.N+1))} }}
	twice := assay.Always("twice", never(func(v assay.View) bool { return steady(v, "b").N > 2 }).Check)
	again := assay.Always("again", never(func(v assay.View) bool { return steady(v, "b").Log == "11" }).Check)
	forgetful := does(func(s cell, _ id, _ int) (cell, fx) { return cell{N: s.N + 1}, fx{send("b", s.N+1)} })
	for _, c := range []struct {
		acceptance
		breaks map[string][][]string
	}{
		// With a copy b hears of one message twice, three in all: of 1 twice as well.
		{acceptance{name: "sweep assumed", actors: world(counts, 0, 0), props: []assay.Property{twice, again}}, map[string][][]string{"twice": {{"1 copy"}}, "again": {{"1 copy"}}}},
		{acceptance{name: "sweep owned", actors: around(forgetful, 0, 0), props: []assay.Property{twice, again}}, map[string][][]string{"twice": {{"1 copy"}}, "again": {{"1 copy"}, {"1 wiped"}}}},
		{acceptance{name: "sweep guarantee", actors: around(forgetful, 0, 0), props: keeps("w", counts)}, map[string][][]string{"keeps": {{"1 wiped"}}}},
		{acceptance{name: "sweep guarantee of silence", actors: around(says(), 0), props: keeps("w", upTo(1))}, map[string][][]string{"keeps": {{"1 copy"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sweep, err := check.RunSweep(t.Context(), c.system(), check.Dimensions(copies, crashes))
			if err != nil || len(sweep.Findings) > 0 {
				t.Fatalf("error %v, findings %v", err, sweep.Findings)
			}
			for _, p := range sweep.Properties {
				var words [][]string
				for _, cut := range p.Breaks {
					words = append(words, cut.Words)
				}
				slices.SortFunc(words, func(a, b []string) int { return slices.Compare(a, b) })
				if !reflect.DeepEqual(words, c.breaks[p.Name]) {
					t.Errorf("%q: broken by %v, want %v", p.Name, words, c.breaks[p.Name])
				}
			}
		})
	}
}
