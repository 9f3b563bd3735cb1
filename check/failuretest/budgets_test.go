package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
)

// phoenix counts its lives on its disk, which survive under Kept. Its N is how often it recovered.
func phoenix(name id) assay.Participant {
	return assay.Spawn(name, durable{recover: func(d assay.Disk) (cell, fx) {
		lives := assay.Load[int](d, "lives").Or(0) + 1
		return cell{N: lives}, fx{assay.Persist("lives", lives)}
	}})
}

func lives(who id, n int) func(assay.View) bool {
	return func(v assay.View) bool { return at(v, who, n) }
}

// assume.go: AtMost(n) is a budget of n; in Per a limited budget is its own, not a share. A life takes crash and recover.
func TestCrashBudgets(t *testing.T) {
	of := func(b assay.Budget) assay.Assumptions { return assay.Assumptions{Crashes: b} }
	v, w := phoenix("v"), phoenix("w")
	bothLive := never(func(view assay.View) bool { return at(view, "v", 1) && at(view, "w", 1) })
	twice := never(func(view assay.View) bool { return at(view, "v", 2) || at(view, "w", 2) })
	own1 := assay.Own{Crashes: assay.AtMost(1)}
	recoveries := func(n int) assay.Assumptions {
		return assay.Assumptions{Crashes: assay.AtMost(3), Recoveries: assay.AtMost(n)}
	}
	one, two := []assay.Participant{w}, []assay.Participant{v, w}
	judge(t, []acceptance{
		{name: "one crash", assume: of(assay.AtMost(1)), actors: one, props: []assay.Property{never(lives("w", 1))}, wants: []want{brokenBy("never", "crash", "recover")}},
		{name: "no crash", actors: one, props: []assay.Property{never(lives("w", 1))}, wants: []want{ok()}},
		{name: "two crashes", assume: of(assay.AtMost(2)), actors: one, props: []assay.Property{never(lives("w", 2))}, wants: []want{bad(4)}},
		{name: "one crash of two", assume: of(assay.AtMost(1)), actors: one, props: []assay.Property{never(lives("w", 2))}, wants: []want{ok()}},
		{name: "three crashes", assume: of(assay.AtMost(3)), actors: one, props: []assay.Property{never(lives("w", 3))}, wants: []want{bad(6)}},
		{name: "two crashes of three", assume: of(assay.AtMost(2)), actors: one, props: []assay.Property{never(lives("w", 3))}, wants: []want{ok()}},
		// The System's budget is shared.
		{name: "a crash for two", assume: of(assay.AtMost(1)), actors: two, props: []assay.Property{bothLive}, wants: []want{ok()}},
		{name: "two crashes for two", assume: of(assay.AtMost(2)), actors: two, props: []assay.Property{bothLive}, wants: []want{bad(4)}},
		// In Per it is one's own.
		{name: "a crash each", assume: assay.Assumptions{Per: own{"v": own1, "w": own1}}, actors: two, props: []assay.Property{bothLive}, wants: []want{bad(4)}},
		{name: "a crash each and not twice", assume: assay.Assumptions{Per: own{"v": own1, "w": own1}}, actors: two, props: []assay.Property{twice}, wants: []want{ok()}},
		{name: "own beside the systems", assume: assay.Assumptions{Crashes: assay.AtMost(1), Per: own{"w": own1}}, actors: two, props: []assay.Property{bothLive}, wants: []want{bad(4)}},
		{name: "none of its own", assume: assay.Assumptions{Crashes: assay.AtMost(2), Per: own{"w": {Crashes: assay.None}}}, actors: two, props: []assay.Property{bothLive}, wants: []want{ok()}},
		// Recoveries are a budget as well.
		{name: "two recoveries", assume: recoveries(2), actors: one, props: []assay.Property{never(lives("w", 2))}, wants: []want{bad(4)}},
		{name: "one recovery", assume: recoveries(1), actors: one, props: []assay.Property{never(lives("w", 2))}, wants: []want{ok()}},
	})
}

// SEMANTICS, duplicates: on FIFO only the head is lost or duplicated. To receive 3 first, 1 and 2 are lost.
func TestLossBudgets(t *testing.T) {
	fifo := func(losses assay.Budget, links ...assay.Link) assay.Assumptions {
		return assay.Assumptions{Order: assay.FIFO, Losses: losses, Links: links}
	}
	three := []assay.Participant{sender("a", send("b", 1), send("b", 2), send("b", 3)), logger("b")}
	third := []assay.Property{never(logIs("b", "3"))}
	second := []assay.Property{never(logIs("b", "2"))}
	cross := []assay.Participant{sender("a", send("b", 1), send("b", 2)), sender("c", send("b", 3), send("b", 4)), logger("b")}
	each := []assay.Property{never(logIs("b", "24"))}
	link := func(from id) assay.Link { return assay.Link{From: from, To: "b", Losses: assay.AtMost(1)} }
	gone := []assay.Property{never(func(v assay.View) bool { return len(assay.InFlight[num](v, "b"))+steady(v, "b").N < 3 })}
	judge(t, []acceptance{
		{name: "one lost", assume: fifo(assay.AtMost(1)), actors: three, props: second, wants: []want{brokenBy("never", "lose", "deliver")}},
		{name: "none lost", assume: fifo(assay.None), actors: three, props: second, wants: []want{ok()}},
		{name: "two lost", assume: fifo(assay.AtMost(2)), actors: three, props: third, wants: []want{brokenBy("never", "lose", "lose", "deliver")}},
		{name: "one lost of two", assume: fifo(assay.AtMost(1)), actors: three, props: third, wants: []want{ok()}},
		// One for the System is shared by its links; one on each of two links is one for each.
		{name: "one lost of two links", assume: fifo(assay.AtMost(1)), actors: cross, props: each, wants: []want{ok()}},
		{name: "one lost on each link", assume: fifo(assay.None, link("a"), link("c")), actors: cross, props: each, wants: []want{bad(4)}},
		{name: "one lost on one link", assume: fifo(assay.None, link("a")), actors: cross, props: each, wants: []want{ok()}},
		{name: "none lost on one link", assume: fifo(assay.AtMost(2), assay.Link{From: "a", To: "b", Losses: assay.None}), actors: cross, props: each, wants: []want{ok()}},
		{name: "two lost on two links", assume: fifo(assay.AtMost(2)), actors: cross, props: each, wants: []want{bad(4)}},
		// A lost message is seen by who reads the network alone.
		{name: "loss seen in flight", assume: assay.Assumptions{Losses: assay.AtMost(1)}, actors: three, props: gone, wants: []want{brokenBy("never", "lose")}},
		{name: "no loss seen in flight", actors: three, props: gone, wants: []want{ok()}},
	})
}

// With N duplicates a redelivery spends one: b counts a message N+1 times.
func TestDuplicateBudgets(t *testing.T) {
	dup := func(b assay.Budget, links ...assay.Link) assay.Assumptions {
		return assay.Assumptions{Duplicates: b, Links: links}
	}
	one := []assay.Participant{sender("a", send("b", 1)), logger("b")}
	two := []assay.Participant{sender("a", send("b", 1)), sender("c", send("b", 2)), logger("b")}
	link := func(from id, n int) assay.Link {
		return assay.Link{From: from, To: "b", Duplicates: assay.AtMost(n)}
	}
	log := func(text string) []assay.Property { return []assay.Property{never(logIs("b", text))} }
	pair := []assay.Participant{sender("a", send("b", 1), send("b", 2)), logger("b")}
	fifo := assay.Assumptions{Order: assay.FIFO, Duplicates: assay.AtMost(1)}
	judge(t, []acceptance{
		{name: "two duplicates", assume: dup(assay.AtMost(2)), actors: one, props: log("111"), wants: []want{brokenBy("never", "redeliver", "redeliver", "deliver")}},
		{name: "one duplicate of two", assume: dup(assay.AtMost(1)), actors: one, props: log("111"), wants: []want{ok()}},
		{name: "one duplicate for two links", assume: dup(assay.AtMost(1)), actors: two, props: log("1122"), wants: []want{ok()}},
		{name: "two duplicates for two links", assume: dup(assay.AtMost(2)), actors: two, props: log("1122"), wants: []want{bad(4)}},
		{name: "a duplicate on each link", assume: dup(assay.None, link("a", 1), link("c", 1)), actors: two, props: log("1122"), wants: []want{bad(4)}},
		{name: "a duplicate on one link", assume: dup(assay.None, link("a", 1)), actors: two, props: log("1122"), wants: []want{ok()}},
		{name: "two duplicates on one link", assume: dup(assay.None, link("a", 2)), actors: two, props: log("111"), wants: []want{bad(3)}},
		{name: "its link has one", assume: dup(assay.None, link("a", 1)), actors: two, props: log("111"), wants: []want{ok()}},
		// On FIFO the head alone: 1 cannot come again once 2 was received.
		{name: "head again", assume: fifo, actors: pair, props: log("112"), wants: []want{bad(3)}},
		{name: "never past the head", assume: fifo, actors: pair, props: log("121"), wants: []want{ok()}},
		{name: "past the head unordered", assume: dup(assay.AtMost(1)), actors: pair, props: log("121"), wants: []want{bad(3)}},
	})
}

// Firings are a budget: of the System, shared, or one's own.
func TestFiringBudgets(t *testing.T) {
	set := assay.SetTimer("t", ms(1))
	ticker := func(name id) assay.Participant {
		return assay.Spawn(name, timed{
			plain:   plain{start: func() (cell, fx) { return cell{}, fx{set} }},
			timeout: func(s cell, _ string) (cell, fx) { return cell{N: s.N + 1}, fx{set} },
		})
	}
	fires := func(b assay.Budget) assay.Assumptions { return assay.Assumptions{Firings: b} }
	own1 := assay.Own{Firings: assay.AtMost(1)}
	two := []assay.Participant{ticker("v"), ticker("w")}
	both := []assay.Property{never(func(v assay.View) bool { return steady(v, "v").N == 1 && steady(v, "w").N == 1 })}
	thrice := []assay.Property{never(func(v assay.View) bool { return steady(v, "w").N == 3 })}
	judge(t, []acceptance{
		{name: "three firings", assume: fires(assay.AtMost(3)), actors: two[1:], props: thrice, wants: []want{brokenBy("never", "timeout", "timeout", "timeout")}},
		{name: "two firings of three", assume: fires(assay.AtMost(2)), actors: two[1:], props: thrice, wants: []want{ok()}},
		{name: "one firing for two", assume: fires(assay.AtMost(1)), actors: two, props: both, wants: []want{ok()}},
		{name: "two firings for two", assume: fires(assay.AtMost(2)), actors: two, props: both, wants: []want{bad(2)}},
		{name: "a firing each", assume: assay.Assumptions{Per: own{"v": own1, "w": own1}}, actors: two, props: both, wants: []want{bad(2)}},
	})
}
