package failuretest_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// finding is a system whose one kind of finding is this.
type finding struct {
	acceptance
	kind string
}

func judgeFindings(t *testing.T, cases []finding) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			result, err := check.Run(t.Context(), c.system())
			if err != nil {
				t.Fatalf("could not run: %v", err)
			}
			if len(result.Findings()) == 0 {
				t.Errorf("no finding, want %q", c.kind)
			}
			for _, f := range result.Findings() {
				if f.Finding != c.kind {
					t.Errorf("finding %q, want %q: %s", f.Finding, c.kind, f.Why)
				}
			}
		})
	}
}

// record is a contract whose state is a slice and a map, as careless with them as the case has it.
type record struct {
	allowed func(s book, m msg) []assay.Reaction[book]
}

type book struct {
	Lines []int
	Seen  map[int]bool
}

func (record) Init() book { return book{Lines: make([]int, 0, 8), Seen: map[int]bool{}} }

func (r record) Allowed(s book, _ id, m msg) []assay.Reaction[book] { return r.allowed(s, m) }

func lines(text ...int) func(assay.View) bool {
	return func(v assay.View) bool { return slices.Equal(assay.StateOf[book](v, "w").Lines, text) }
}

func bookWorld(allowed func(s book, m msg) []assay.Reaction[book], numbers ...int) []assay.Participant {
	return []assay.Participant{asker("a", numbers...), assay.Assumed("w", record{allowed})}
}

// States that share memory, or have room to spare, are as good as any others as long as nobody writes there.
func TestAssumedStatesThatShareMemory(t *testing.T) {
	add := func(s book, n int) book {
		seen := maps.Clone(s.Seen)
		if seen == nil {
			seen = map[int]bool{}
		}
		seen[n] = true
		return book{append(slices.Clone(s.Lines), n), seen}
	}
	writes := func(s book, m msg) []assay.Reaction[book] {
		n := m.(num).N
		return []assay.Reaction[book]{{To: add(s, n)}, {To: add(s, n+1)}}
	}
	// Both ways end in one array of its own, in which the second overwrites the first: they are equal, and one.
	shares := func(s book, m msg) []assay.Reaction[book] {
		roomy := append(make([]int, 0, 8), s.Lines...)
		return []assay.Reaction[book]{{To: book{append(roomy, 1), nil}}, {To: book{append(roomy, 2), nil}}}
	}
	// A nil slice is an empty one: neither way changes anything.
	nils := func(s book, m msg) []assay.Reaction[book] {
		return []assay.Reaction[book]{{To: book{}}, {To: book{[]int{}, map[int]bool{}}}}
	}
	bookReach := func(all ...[]int) (props []assay.Property) {
		for _, text := range all {
			name := ""
			for _, n := range text {
				name += itoa(n)
			}
			props = append(props, some(name, lines(text...)))
		}
		return props
	}
	judge(t, []acceptance{
		{name: "books", actors: bookWorld(writes, 1, 5), props: bookReach([]int{1}, []int{2}, []int{1, 5}, []int{1, 6}, []int{2, 5}, []int{6, 1}, []int{1, 1}, []int{1, 2}),
			wants: []want{found("1"), found("2"), found("15"), found("16"), found("25"), found("61"), absent("11"), absent("12")}},
		{name: "books that share", actors: bookWorld(shares, 0, 0), props: bookReach([]int{2}, []int{2, 2}, []int{1}, []int{1, 2}, []int{2, 1}),
			wants: []want{found("2"), found("22"), absent("1"), absent("12"), absent("21")}},
	})
	empty := []assay.Property{never(lines(9))}
	for _, c := range []counted{
		{acceptance{name: "count books that share", actors: bookWorld(shares, 0), props: empty}, 2, 2, 2},
		{acceptance{name: "count nil books", actors: bookWorld(nils, 0), props: empty}, 1, 1, 1},
		// To [1] or [2], each with the message gone.
		{acceptance{name: "count books", actors: bookWorld(writes, 1), props: empty}, 3, 3, 2},
	} {
		c.judge(t)
	}
	judgeFindings(t, []finding{
		{acceptance{name: "writes where there is room", props: empty, actors: bookWorld(func(s book, m msg) []assay.Reaction[book] {
			return []assay.Reaction[book]{{To: book{append(s.Lines, 1), nil}}, {To: book{append(s.Lines, 2), nil}}}
		}, 0, 0)}, "pure"},
		{acceptance{name: "writes into the map", props: empty, actors: bookWorld(func(s book, m msg) []assay.Reaction[book] {
			if len(s.Seen) == 0 {
				return []assay.Reaction[book]{{To: book{nil, map[int]bool{1: true}}}}
			}
			s.Seen[2] = true
			return []assay.Reaction[book]{{To: s}}
		}, 0, 0)}, "pure"},
	})
}

// ledger is a message with memory of its own.
type ledger struct{ Items []int }

func (ledger) failureMsg() {}

// What no contract allows, and contracts that are no functions, are findings as they are of any handler.
func TestAssumedFindings(t *testing.T) {
	calls := 0
	wavers := func() int { calls++; return calls }
	clean := []assay.Property{never(func(assay.View) bool { return false })}
	bad := func(e assay.Effect) rules { return whenever(then(1, send("b", 1)), then(2, send("b", 2), e)) }
	of := func(name string, c assay.Contract[cell, msg], numbers ...int) acceptance {
		return acceptance{name: name, actors: world(c, numbers...), props: clean}
	}
	speaks := func(unprompted func(s cell) []way) talker {
		return talker{rules: silent(), unprompted: unprompted}
	}
	foreigner := []assay.Participant{sender("a", assay.Send("w", alien{1})), assay.Assumed("w", silent())}
	items := []assay.Participant{sender("a", assay.Send("w", ledger{[]int{1}})), assay.Assumed("w", rules{allowed: func(s cell, _ id, m msg) []way {
		m.(ledger).Items[0] = 2
		return []way{{To: s}}
	}})}
	// The second of two messages alone is not allowed, in one of two ways.
	second := rules{allowed: func(s cell, _ id, _ msg) []way {
		if s.N == 2 {
			return nil
		}
		return []way{then(1), then(2)}
	}}
	asks := acceptance{name: "asks for one that is down", assume: dying(1, assay.Kept), actors: world(silent(), 0),
		props: []assay.Property{never(func(v assay.View) bool { return steady(v, "w").N > 0 })}}
	judgeFindings(t, []finding{
		{of("allows nothing", rules{}, 0), "handled"},
		{of("allows no second", second, 0, 0), "handled"},
		{acceptance{name: "no message of its own", actors: foreigner, props: clean}, "handled"},
		{of("persists", bad(assay.Persist("x", 1)), 0), "handled"},
		{of("syncs", bad(assay.Sync()), 0), "handled"},
		{of("sets a timer", bad(assay.SetTimer("t", ms(1))), 0), "handled"},
		{of("chooses", bad(assay.Choose("k", 1)), 0), "handled"},
		{of("reads a clock", bad(assay.ReadClock()), 0), "handled"},
		{of("invokes", bad(assay.Invoke(1)), 0), "handled"},
		{of("persists unprompted", once(then(1, assay.Persist("x", 1)))), "handled"},
		{of("wavers", rules{allowed: func(cell, id, msg) []way { return []way{then(wavers())} }}, 0), "deterministic"},
		{of("wavers in what it sends", rules{allowed: func(s cell, _ id, _ msg) []way { return []way{{To: s, Sends: fx{send("b", wavers())}}} }}, 0), "deterministic"},
		{of("wavers in how many ways", rules{allowed: func(s cell, _ id, _ msg) []way { return []way{then(1), then(2)}[:1+wavers()%2] }}, 0), "deterministic"},
		{of("wavers unprompted", speaks(func(s cell) []way {
			if s.N != 0 {
				return nil
			}
			return []way{then(wavers())}
		})), "deterministic"},
		{of("panics", rules{allowed: func(cell, id, msg) []way { panic("allowed") }}, 0), "total"},
		{of("panics unprompted", speaks(func(cell) []way { panic("unprompted") })), "total"},
		{of("panics from the start", rules{init: func() cell { panic("init") }}), "total"},
		{of("wavers from the start", rules{init: func() cell { return cell{N: wavers()} }}), "deterministic"},
		{acceptance{name: "changes the message", actors: items, props: clean}, "pure"},
		{asks, "view"},
	})
}

// misnamed has a method with a power's name and another signature; pointed has it for the pointer alone.
type (
	misnamed struct{ rules }
	pointed  struct{ rules }
)

func (misnamed) Unprompted(s cell) way   { return way{To: s} }
func (*pointed) Unprompted(s cell) []way { return []way{{To: s}} }

func TestContractsThatAreRefused(t *testing.T) {
	still := never(func(assay.View) bool { return false })
	for _, c := range []acceptance{
		{name: "nil contract", actors: []assay.Participant{assay.Assumed[cell, msg]("w", nil)}, props: []assay.Property{still}},
		{name: "nearly unprompted", actors: []assay.Participant{assay.Assumed("w", misnamed{})}, props: []assay.Property{still}},
		{name: "unprompted by pointer", actors: []assay.Participant{assay.Assumed("w", pointed{})}, props: []assay.Property{still}},
		{name: "nil guarantee", actors: []assay.Participant{idle("w")}, props: []assay.Property{assay.Guarantees[cell, msg]("keeps", "w", nil)}},
		{name: "nearly unprompted guarantee", actors: []assay.Participant{idle("w")}, props: []assay.Property{assay.Guarantees("keeps", "w", misnamed{})}},
		{name: "guarantee of nobody", actors: []assay.Participant{idle("w")}, props: []assay.Property{assay.Guarantees("keeps", "v", silent())}},
	} {
		if _, err := check.Run(t.Context(), c.system()); err == nil {
			t.Errorf("%s: no error", c.name)
		}
	}
}

// mortal is a world in which w alone crashes, once, and the budget is the System's, so that it can be read.
func mortal(disk assay.Durability, others ...id) assay.Assumptions {
	a := assay.Assumptions{Crashes: assay.AtMost(1), Disk: disk, Per: own{}}
	for _, name := range others {
		a.Per[name] = assay.Own{Crashes: assay.None}
	}
	return a
}

// afterCrash is a declared bound: w is where it started before it crashed. It makes the way through a crash the only one.
func afterCrash(v assay.View) bool {
	return assay.LastStateOf[cell](v, "w").N == 0 || v.Spent(assay.Crashes) > 0
}

// While it is down it takes no step; what the contract remembers outlives a crash, whatever becomes of its disk; nothing is sent on
// recovery; and it does not die in the middle of a reaction.
func TestAssumedCrashes(t *testing.T) {
	forGood := mortal(assay.Kept, "a", "b")
	forGood.Recoveries = assay.None
	counts := rules{allowed: func(s cell, from id, _ msg) []way { return []way{then(s.N+1, send("b", s.N+1))} }}
	forgot := never(func(v assay.View) bool { return at(v, "w", 0) && steady(v, "b").N > 0 })
	remembers := some("remembers", func(v assay.View) bool { return at(v, "w", 1) && v.Spent(assay.Crashes) == 1 })
	last := never(func(v assay.View) bool { return !v.Up("w") && assay.LastStateOf[cell](v, "w").N == 1 })
	first := []assay.Property{never(wIs(1))}
	both := whenever(then(1, send("a", 1), send("b", 1)))
	half := []assay.Property{never(func(v assay.View) bool {
		return len(assay.InFlight[num](v, "a"))+steady(v, "a").N != len(assay.InFlight[num](v, "b"))+steady(v, "b").N
	})}
	owned := assay.Spawn("w", plain{receive: func(cell, id, msg) (cell, fx) { return cell{N: 1}, fx{send("a", 1), send("b", 1)} }})
	greets := once(then(1, send("b", 1)))
	lost := []assay.Property{never(func(v assay.View) bool { return at(v, "w", 0) && len(assay.InFlight[num](v, "w")) == 0 })}
	three := func(c assay.Contract[cell, msg]) []assay.Participant { return world(c, 0) }
	cases := []acceptance{
		{name: "chooses after recovery", assume: mortal(assay.Kept, "a", "b"), actors: world(once(then(1))), within: afterCrash, props: first, wants: []want{brokenBy("never", "crash", "recover", "choose")}},
		{name: "chooses not while down", assume: forGood, actors: world(once(then(1))), within: afterCrash, props: first, wants: []want{ok()}},
		{name: "takes a message after recovery", assume: mortal(assay.Kept, "a", "b"), actors: three(whenever(then(1))), within: afterCrash, props: first, wants: []want{brokenBy("never", "crash", "recover", "deliver")}},
		{name: "takes no message while down", assume: forGood, actors: three(whenever(then(1))), within: afterCrash, props: []assay.Property{never(func(v assay.View) bool { return assay.LastStateOf[cell](v, "w").N == 1 })}, wants: []want{ok()}},
		{name: "what it last was", assume: mortal(assay.Wiped, "a", "b"), actors: three(whenever(then(1))), props: []assay.Property{last}, wants: []want{brokenBy("never", "deliver", "crash")}},
		// It forgot nothing, so that it does not greet again.
		{name: "says hello once in all lives", assume: mortal(assay.Wiped, "a", "b"), actors: world(greets), props: []assay.Property{never(logIs("b", "11"))}, wants: []want{ok()}},
		{name: "says nothing on recovery", assume: mortal(assay.Kept, "a", "b"), actors: three(counts), props: []assay.Property{never(func(v assay.View) bool { return steady(v, "b").N > 1 })}, wants: []want{ok()}},
		// Torn never tears a reaction; an actor that sends the same is torn in one step.
		{name: "reaction in one piece", assume: mortal(assay.Torn, "a", "b"), actors: three(both), props: half, wants: []want{ok()}},
		{name: "unsynced reaction in one piece", assume: mortal(assay.Unsynced, "a", "b"), actors: three(both), props: half, wants: []want{ok()}},
		{name: "handler in two pieces", assume: mortal(assay.Torn, "a", "b"), actors: []assay.Participant{asker("a", 0), owned, logger("b")}, props: half, wants: []want{broken("never", 1)}},
		// Messages to one that is down wait, but on FIFO its connections end.
		{name: "assumed waits", assume: mortal(assay.Kept, "a", "b"), actors: three(whenever(then(1))), props: lost, wants: []want{ok()}},
		{name: "assumed connection lost", assume: fifoOf(mortal(assay.Kept, "a", "b")), actors: three(whenever(then(1))), props: lost, wants: []want{brokenBy("never", "crash", "recover")}},
	}
	for _, disk := range []assay.Durability{assay.Kept, assay.Torn, assay.Unsynced, assay.Wiped} {
		cases = append(cases, acceptance{name: "remembers " + disk.String(), assume: mortal(disk, "a", "b"), actors: three(counts), props: []assay.Property{forgot, remembers}, wants: []want{ok(), found("remembers")}})
	}
	judge(t, cases)
}

// Losses, duplicates, cuts and buffers are of its links as of any others.
func TestAssumedLinks(t *testing.T) {
	got := func(text string) []assay.Property { return []assay.Property{never(logIs("b", text))} }
	lossy := assay.Assumptions{Losses: assay.AtMost(1)}
	dup := func(links ...assay.Link) assay.Assumptions { return assay.Assumptions{Links: links} }
	aw, wb := assay.Link{From: "a", To: "w", Duplicates: assay.AtMost(1)}, assay.Link{From: "w", To: "b", Duplicates: assay.AtMost(1)}
	greets := world(once(then(1, send("b", 1))))
	spent := func(f assay.Failure) []assay.Property {
		return []assay.Property{never(func(v assay.View) bool { return v.Spent(f) > 0 })}
	}
	unlimited := assay.Assumptions{Duplicates: assay.Unlimited}
	judge(t, []acceptance{
		{name: "lost before it", assume: fifoOf(lossy), actors: world(forward(false), 1, 2), props: got("2"), wants: []want{brokenBy("never", "lose", "deliver", "deliver")}},
		{name: "lost is spent", assume: lossy, actors: world(forward(false), 1), props: append(spent(assay.Losses), reachLog("b", "1")...), wants: []want{brokenBy("never", "lose"), found("1")}},
		{name: "one lost of three", assume: fifoOf(lossy), actors: world(forward(false), 1, 2, 3), props: got("3"), wants: []want{ok()}},
		{name: "twice to it", assume: dup(aw), actors: world(forward(false), 1), props: got("11"), wants: []want{bad(4)}},
		{name: "twice from it", assume: dup(wb), actors: world(forward(false), 1), props: got("11"), wants: []want{brokenBy("never", "deliver", "redeliver", "deliver")}},
		{name: "not twice", assume: dup(assay.Link{From: "b", To: "w", Duplicates: assay.AtMost(1)}), actors: world(forward(false), 1), props: got("11"), wants: []want{ok()}},
		// Two copies come to w, and one of what it sends for them comes twice: three.
		{name: "twice to and from it", assume: dup(aw, wb), actors: world(forward(false), 1), props: append(got("1111"), reachLog("b", "111")...), wants: []want{ok(), found("111")}},
		// A copy may be answered in another way than the first.
		{name: "both ways for two copies", assume: dup(aw), actors: world(whenever(then(0, send("b", 1)), then(0, send("b", 2))), 0), props: reachLog("b", "12", "21", "22", "121"),
			wants: []want{found("12"), found("21"), found("22"), absent("121")}},
		{name: "an inbox that is a set", assume: unlimited, actors: world(more(), 0), props: append(reachN("w", 7), never(isN("w", 5))), within: func(v assay.View) bool { return steady(v, "w").N < 9 }, wants: []want{found("7"), bad(3)}},
		{name: "what it said stays", assume: unlimited, actors: greets, props: got("111"), within: func(v assay.View) bool { return steady(v, "b").N < 5 }, wants: []want{bad(4)}},
		// choose and cut in any order, heal, deliver.
		{name: "assumed held by a cut", assume: cuts(1, cut("w", "b")), actors: greets, within: cutFirst(1), props: got("1"), wants: []want{bad(4)}},
		{name: "assumed not held the other way", assume: cuts(1, oneWay("b", "w")), actors: greets, within: cutFirst(1), props: got("1"), wants: []want{bad(3)}},
		{name: "assumed not cut", actors: greets, props: got("1"), wants: []want{bad(2)}},
		{name: "assumed buffered", assume: buffered(2, assay.Link{From: "a", To: "w", Buffer: 1}), actors: world(forward(false), 1), props: got("1"), wants: []want{brokenBy("never", "deliver", "flush", "deliver")}},
		{name: "assumed buffer full", assume: buffered(2), actors: world(once(then(1, send("b", 1), send("b", 2)))), props: got("2"), wants: []want{brokenBy("never", "choose", "deliver")}},
	})
}

// served is the client of recovers_test.go, and a server of which nothing but its contract is known.
func served(retries bool, c assay.Contract[cell, msg]) []assay.Participant {
	return []assay.Participant{client(retries)[0], assay.Assumed("b", c)}
}

// insists asks b until it is answered with 1, and has N = 2 then.
func insists() assay.Participant {
	a := plain{start: func() (cell, fx) { return cell{}, fx{send("b", 0)} }}
	a.receive = func(s cell, _ id, m msg) (cell, fx) {
		if m.(num).N == 1 {
			return cell{N: 2}, nil
		}
		return s, fx{send("b", 0)}
	}
	return assay.Spawn("a", a)
}

// Messages to it are handled in the end, in any of the ways: which is not fair. What is unprompted need never happen.
func TestAssumedProgress(t *testing.T) {
	done := recovers(isN("a", 2))
	answers := whenever(then(1, send("a", 1)), then(2, send("a", 2)))
	mayNot := whenever(then(0, send("a", 1)), then(0))
	inTime := talker{rules: whenever(then(1)), unprompted: func(s cell) []way {
		if s.N == 0 {
			return nil
		}
		return []way{then(0, send("a", 1))}
	}}
	turns := rules{allowed: func(s cell, _ id, _ msg) []way { return []way{then(1-s.N, send("a", s.N))} }}
	lossy := func(n int) assay.Assumptions { return assay.Assumptions{Losses: assay.AtMost(n)} }
	crash := assay.Assumptions{Disk: assay.Wiped, Per: own{"b": {Crashes: assay.AtMost(1)}}}
	forGood := assay.Assumptions{Per: own{"b": {Crashes: assay.AtMost(1), Recoveries: assay.None}}}
	two := func(c assay.Contract[cell, msg]) []assay.Participant {
		return []assay.Participant{insists(), assay.Assumed("b", c)}
	}
	got1 := some("got it", isN("a", 2))
	judge(t, []acceptance{
		{name: "answers in each way", actors: served(false, answers), props: done, wants: []want{yes}},
		{name: "answers in each way in order", assume: assay.Assumptions{Order: assay.FIFO}, actors: served(false, answers), props: done, wants: []want{yes}},
		{name: "may not answer", actors: served(false, mayNot), props: append(done, got1), wants: []want{no, found("got it")}},
		{name: "may answer later", actors: served(false, inTime), props: append(done, got1), wants: []want{no, found("got it")}},
		{name: "answer lost", assume: lossy(1), actors: served(false, answers), props: done, wants: []want{no}},
		{name: "answer lost and asked again", assume: lossy(1), actors: served(true, answers), props: done, wants: []want{yes}},
		{name: "both answers lost", assume: lossy(2), actors: served(true, answers), props: done, wants: []want{no}},
		// A wiped disk takes nothing from a contract, and unordered messages wait.
		{name: "answers after a crash", assume: crash, actors: served(false, answers), props: done, wants: []want{yes}},
		{name: "crash in order", assume: fifoOf(crash), actors: served(false, answers), props: done, wants: []want{no}},
		{name: "crash for good", assume: forGood, actors: served(false, answers), props: done, wants: []want{no}},
		// Either way is open again and again, and the wrong one may be taken for ever.
		{name: "the right answer is not owed", actors: two(answers), props: append(done, got1), wants: []want{no, found("got it")}},
		{name: "owed in turns", actors: two(turns), props: recovers(isN("a", 2)), wants: []want{yes}},
		{name: "the only way is owed", actors: two(whenever(then(0, send("a", 1)))), props: recovers(isN("a", 2)), wants: []want{yes}},
		{name: "a message is handled", actors: world(whenever(then(1), then(2)), 0), props: recovers(isSome("w")), wants: []want{yes}},
		{name: "in no certain way", actors: world(whenever(then(1), then(2)), 0), props: recovers(isN("w", 2)), wants: []want{no}},
		{name: "a silent way handles it too", actors: world(whenever(then(0), then(1)), 0), props: recovers(isN("w", 1)), wants: []want{no}},
		{name: "unprompted is not owed", actors: world(once(then(1))), props: append(recovers(isN("w", 1)), some("1", isN("w", 1))), wants: []want{no, found("1")}},
		{name: "a prompt is", actors: []assay.Participant{asker("a", 0), assay.Assumed("w", whenever(then(1)))}, props: recovers(isN("w", 1)), wants: []want{yes}},
	})
}

// A state in which no step is enabled but failures is a deadlock: a silent way leaves nothing, and while it may speak unprompted a step
// is enabled. Each of these comes to an end after so many steps and, on its shortest way, in just these.
func TestAssumedThatHasNothingToDo(t *testing.T) {
	still := []assay.Property{never(func(v assay.View) bool { return steady(v, "w").N > 9 })}
	for _, c := range []struct {
		acceptance
		kinds []string
	}{
		{acceptance{name: "ends at once", actors: world(reply()), props: still}, nil},
		{acceptance{name: "ends answered", actors: world(reply(), 1), props: still}, []string{"deliver", "deliver"}},
		{acceptance{name: "ends unanswered", actors: world(silent(), 1), props: still}, []string{"deliver"}},
		{acceptance{name: "ends dropped", actors: world(forward(true), 1), props: still}, []string{"deliver"}},
		{acceptance{name: "ends passed on", actors: world(forward(false), 1), props: still}, []string{"deliver", "deliver"}},
		{acceptance{name: "ends once it has spoken", actors: world(once(then(1))), props: still}, []string{"choose"}},
		{acceptance{name: "ends once it is heard", actors: world(once(then(1, send("b", 1)))), props: still}, []string{"choose", "deliver"}},
	} {
		result, err := check.Run(t.Context(), c.system(), check.Deadlock())
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(result.Records, func(r evidence.Record) bool { return r.Verdict == evidence.Violated })
		if i < 0 || result.Records[i].Trace == nil {
			t.Errorf("%s: no deadlock, want one after %v", c.name, c.kinds)
			continue
		}
		var kinds []string
		for _, step := range result.Records[i].Trace.Steps {
			kinds = append(kinds, step.Kind)
		}
		if !slices.Equal(kinds, c.kinds) {
			t.Errorf("%s: deadlock after %v, want %v", c.name, kinds, c.kinds)
		}
	}
}
