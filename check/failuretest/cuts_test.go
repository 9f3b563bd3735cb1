package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
)

func cut(from, to id) assay.Cut    { return assay.Cut{From: []id{from}, To: []id{to}} }
func oneWay(from, to id) assay.Cut { return assay.Cut{From: []id{from}, To: []id{to}, OneWay: true} }

func cuts(n int, sets ...assay.Cut) assay.Assumptions {
	return assay.Assumptions{Cuts: assay.AtMost(n), CutSets: sets}
}

// cutFirst is a declared bound: nothing is received before so many cuts are spent. It makes the way through a cut the shortest one.
func cutFirst(n int) func(assay.View) bool {
	return func(v assay.View) bool { return steady(v, "b").N == 0 || v.Spent(assay.Cuts) >= n }
}

// DESIGN 3 and SEMANTICS, cuts: sets of ordered pairs that hold messages; a cut spends one, a heal is free and lets them go, in order.
func TestCutsHold(t *testing.T) {
	ab := []assay.Participant{sender("a", send("b", 1)), logger("b")}
	got := []assay.Property{never(logIs("b", "1"))}
	through := brokenBy("never", "cut", "heal", "deliver")
	past := brokenBy("never", "cut", "deliver")
	order := []assay.Participant{sender("a", send("b", 1), send("b", 2)), logger("b")}
	inOrder := cuts(1, cut("a", "b"))
	inOrder.Order = assay.FIFO
	judge(t, []acceptance{
		{name: "held by a cut", assume: cuts(1, cut("a", "b")), actors: ab, within: cutFirst(1), props: got, wants: []want{through}},
		{name: "held from the other side", assume: cuts(1, cut("b", "a")), actors: ab, within: cutFirst(1), props: got, wants: []want{through}},
		{name: "held one way", assume: cuts(1, oneWay("a", "b")), actors: ab, within: cutFirst(1), props: got, wants: []want{through}},
		{name: "not held the other way", assume: cuts(1, oneWay("b", "a")), actors: ab, within: cutFirst(1), props: got, wants: []want{past}},
		// Nil CutSets: every split, also one way; that from b to a does not hold it.
		{name: "every split", assume: cuts(1), actors: ab, within: cutFirst(1), props: got, wants: []want{past}},
		// Without cuts the bound leaves nothing but the start.
		{name: "no cut", actors: ab, within: func(v assay.View) bool { return steady(v, "b").N == 0 }, props: got, wants: []want{ok()}},
		{name: "not cut at all", actors: ab, props: got, wants: []want{brokenBy("never", "deliver")}},
		// A cut neither loses nor reorders.
		{name: "let go in order", assume: inOrder, actors: order, props: []assay.Property{never(logIs("b", "2")), some("all", logIs("b", "12"))}, wants: []want{ok(), found("all")}},
		{name: "let go without order", assume: cuts(1, cut("a", "b")), actors: order, props: []assay.Property{never(logIs("b", "2"))}, wants: []want{bad(1)}},
	})
}

// assume.go: CutSets are the partitions that there can be; Cuts come on top of each other until they heal together.
func TestCutSets(t *testing.T) {
	three := []assay.Participant{sender("a", send("b", 1)), sender("c", send("b", 2)), logger("b")}
	from := func(text string) []assay.Property { return []assay.Property{never(logIs("b", text))} }
	top := func(n int) assay.Assumptions { return cuts(n, cut("a", "b"), cut("c", "b")) }
	twoReceive := []assay.Property{never(func(v assay.View) bool { return steady(v, "b").N == 2 })}
	spent := func(n int) []assay.Property {
		return []assay.Property{never(func(v assay.View) bool { return v.Spent(assay.Cuts) >= n })}
	}
	judge(t, []acceptance{
		// Only the cuts of the set: one between c and b holds what c sent alone.
		{name: "a cut elsewhere", assume: cuts(1, cut("c", "b")), actors: three, within: cutFirst(1), props: from("1"), wants: []want{bad(2)}},
		{name: "a cut here", assume: cuts(1, cut("a", "b")), actors: three, within: cutFirst(1), props: from("1"), wants: []want{bad(3)}},
		// One heal lets go what both cuts held: cut, cut, heal, deliver, deliver. Either cut alone would hold one of them.
		{name: "two cuts on top of each other", assume: top(2), actors: three, within: cutFirst(2), props: twoReceive, wants: []want{bad(5)}},
		{name: "two cuts of a budget of one", assume: top(1), actors: three, within: cutFirst(2), props: twoReceive, wants: []want{ok()}},
		{name: "a cut of several", assume: cuts(1, assay.Cut{From: []id{"a", "c"}, To: []id{"b"}}), actors: three, within: cutFirst(1), props: from("1"), wants: []want{bad(3)}},
		// A property that reads what was spent sees each cut; a heal gives nothing back and takes nothing.
		{name: "one cut is spent", assume: top(1), actors: three, props: spent(1), wants: []want{brokenBy("never", "cut")}},
		{name: "two cuts are spent", assume: top(2), actors: three, props: spent(2), wants: []want{brokenBy("never", "cut", "cut")}},
		{name: "not two of one", assume: top(1), actors: three, props: spent(2), wants: []want{ok()}},
		{name: "not three of two", assume: top(2), actors: three, props: spent(3), wants: []want{ok()}},
	})
}
