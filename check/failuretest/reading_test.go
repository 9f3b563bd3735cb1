package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
)

// SEMANTICS, free failures: what a property reads decides what may be left out. Each case reads what a reduction would hide; beside it
// stands a property that reads local states alone, whose verdict must not change for it.
func TestWhatPropertiesRead(t *testing.T) {
	inFlight := func(to id, n int) assay.Property {
		return never(func(v assay.View) bool { return len(assay.InFlight[num](v, to)) < n })
	}
	local := func(who id, n int) assay.Property { return some("local", isN(who, n)) }
	ignored := []assay.Participant{sender("a", send("b", 1)), idle("b")}
	counted := []assay.Participant{sender("a", send("b", 1)), logger("b")}
	waits := assay.Assumptions{Ignored: assay.Waits}
	lossy := assay.Assumptions{Losses: assay.AtMost(1)}
	spent := func(f assay.Failure) assay.Property {
		return never(func(v assay.View) bool { return v.Spent(f) > 0 })
	}
	isDown := never(func(v assay.View) bool { return !v.Up("b") })
	each := never(func(v assay.View) bool {
		n := 0
		for range assay.Each[cell](v) {
			n++
		}
		return n < 2
	})
	last := never(func(v assay.View) bool { return assay.LastStateOf[cell](v, "b").N > 0 })
	bCrashes := assay.Assumptions{Per: own{"b": {Crashes: assay.AtMost(1), Recoveries: assay.None}}}
	crash := assay.Assumptions{Crashes: assay.AtMost(1)}
	judge(t, []acceptance{
		// An ignored delivery consumes the message for who reads the network, unless it Waits.
		{name: "ignored is consumed", actors: ignored, props: []assay.Property{inFlight("b", 1), local("b", 0)}, wants: []want{brokenBy("never", "deliver"), found("local")}},
		{name: "ignored waits", assume: waits, actors: ignored, props: []assay.Property{inFlight("b", 1), local("b", 0)}, wants: []want{ok(), found("local")}},
		{name: "delivered is gone", assume: waits, actors: counted, props: []assay.Property{inFlight("b", 1), local("b", 1)}, wants: []want{brokenBy("never", "deliver"), found("local")}},
		// Who is up: a crash for good is free only for who does not ask.
		{name: "down", assume: bCrashes, actors: counted, props: []assay.Property{isDown}, wants: []want{brokenBy("never", "crash")}},
		{name: "never down", actors: counted, props: []assay.Property{isDown, local("b", 1)}, wants: []want{ok(), found("local")}},
		{name: "each of those up", assume: bCrashes, actors: counted, props: []assay.Property{each}, wants: []want{brokenBy("never", "crash")}},
		{name: "each of all", actors: counted, props: []assay.Property{each}, wants: []want{ok()}},
		{name: "last state", assume: bCrashes, actors: counted, props: []assay.Property{last}, wants: []want{brokenBy("never", "deliver")}},
		// Spent budgets.
		{name: "a loss is spent", assume: lossy, actors: counted, props: []assay.Property{spent(assay.Losses), local("b", 1)}, wants: []want{brokenBy("never", "lose"), found("local")}},
		{name: "a duplicate is spent", assume: assay.Assumptions{Duplicates: assay.AtMost(1)}, actors: counted, props: []assay.Property{spent(assay.Duplicates)}, wants: []want{brokenBy("never", "redeliver")}},
		{name: "a crash is spent", assume: crash, actors: counted, props: []assay.Property{spent(assay.Crashes)}, wants: []want{brokenBy("never", "crash")}},
		{name: "an idle crash budget", assume: crash, actors: counted, props: []assay.Property{never(func(v assay.View) bool { return v.Spent(assay.Crashes) > 1 })}, wants: []want{ok()}},
		{name: "a firing is spent", assume: assay.Assumptions{Firings: assay.AtMost(1)}, actors: []assay.Participant{alarm("b", 1, 0)}, props: []assay.Property{spent(assay.Firings)}, wants: []want{brokenBy("never", "timeout")}},
		{name: "no timer to spend", assume: assay.Assumptions{Firings: assay.AtMost(1)}, actors: counted, props: []assay.Property{spent(assay.Firings)}, wants: []want{ok()}},
		// Lost or received: a lost message is neither.
		{name: "neither here nor there", assume: lossy, actors: counted, props: []assay.Property{never(func(v assay.View) bool {
			return len(assay.InFlight[num](v, "b"))+steady(v, "b").N < 1
		})}, wants: []want{brokenBy("never", "lose")}},
		{name: "here or there", actors: counted, props: []assay.Property{never(func(v assay.View) bool {
			return len(assay.InFlight[num](v, "b"))+steady(v, "b").N < 1
		})}, wants: []want{ok()}},
		// On FIFO the connections of one that goes down end, and what was in them is lost; unordered it waits.
		{name: "waits for one who is down", assume: dying(1, assay.Kept), actors: []assay.Participant{sender("a", send("w", 1)), writer("w", assay.Persist("x", 1))}, props: []assay.Property{inFlightOrDone()}, wants: []want{ok()}},
		{name: "connection lost", assume: fifoOf(dying(1, assay.Kept)), actors: []assay.Participant{sender("a", send("w", 1)), writer("w", assay.Persist("x", 1))}, props: []assay.Property{inFlightOrDone()}, wants: []want{brokenBy("never", "crash", "recover")}},
		// Timers.
		{name: "timer unset", actors: []assay.Participant{alarm("b", 1, 0)}, props: []assay.Property{never(func(v assay.View) bool { return len(v.Timers("b")) == 0 })}, wants: []want{brokenBy("never", "timeout")}},
		{name: "timer never fires", assume: assay.Assumptions{Firings: assay.None}, actors: []assay.Participant{alarm("b", 1, 0)}, props: []assay.Property{never(func(v assay.View) bool { return len(v.Timers("b")) == 0 })}, wants: []want{ok()}},
	})
}

func fifoOf(a assay.Assumptions) assay.Assumptions {
	a.Order = assay.FIFO
	return a
}

// inFlightOrDone is false where w recovered and found nothing on its disk (10), and nothing is on its way to it: a w that had received
// wrote that down.
func inFlightOrDone() assay.Property {
	return never(func(v assay.View) bool { return at(v, "w", 10) && len(assay.InFlight[num](v, "w")) == 0 })
}
