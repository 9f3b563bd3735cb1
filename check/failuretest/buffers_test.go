package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

func buffered(n int, links ...assay.Link) assay.Assumptions {
	return assay.Assumptions{Buffer: n, Links: links}
}

// assume.go: a link collects so many messages before it sends them on together, or as many as there are at a flush; 0 and 1 are none.
func TestBuffers(t *testing.T) {
	from := func(to id, numbers ...int) assay.Participant {
		var effects fx
		for _, n := range numbers {
			effects = append(effects, send(to, n))
		}
		return sender("a", effects...)
	}
	to := func(numbers ...int) []assay.Participant {
		return []assay.Participant{from("b", numbers...), logger("b")}
	}
	log := func(text string) []assay.Property { return []assay.Property{never(logIs("b", text))} }
	fifo := buffered(2)
	fifo.Order = assay.FIFO
	spread := []assay.Participant{sender("a", send("b", 1), send("c", 1)), logger("b"), logger("c")}
	two := []assay.Participant{sender("a", send("b", 1)), sender("c", send("b", 2)), logger("b")}
	ab := func(n int) assay.Link { return assay.Link{From: "a", To: "b", Buffer: n} }
	judge(t, []acceptance{
		{name: "waits for a flush", assume: buffered(2), actors: to(1), props: log("1"), wants: []want{brokenBy("never", "flush", "deliver")}},
		{name: "no buffer", actors: to(1), props: log("1"), wants: []want{brokenBy("never", "deliver")}},
		{name: "a buffer of one", assume: buffered(1), actors: to(1), props: log("1"), wants: []want{brokenBy("never", "deliver")}},
		{name: "full", assume: buffered(2), actors: to(1, 2), props: log("2"), wants: []want{brokenBy("never", "deliver")}},
		{name: "not full", assume: buffered(3), actors: to(1, 2), props: log("2"), wants: []want{brokenBy("never", "flush", "deliver")}},
		{name: "one over", assume: buffered(2), actors: to(1, 2, 3), props: log("3"), wants: []want{brokenBy("never", "flush", "deliver")}},
		{name: "full and not the one over", assume: buffered(2), actors: to(1, 2, 3), props: log("1"), wants: []want{brokenBy("never", "deliver")}},
		{name: "twice full", assume: buffered(2), actors: to(1, 2, 3, 4), props: log("4"), wants: []want{brokenBy("never", "deliver")}},
		// In order on FIFO, also past a flush.
		{name: "in order", assume: fifo, actors: to(1, 2, 3), props: []assay.Property{never(func(v assay.View) bool {
			text := steady(v, "b").Log
			return text != "123"[:len(text)]
		}), some("all", logIs("b", "123"))}, wants: []want{ok(), found("all")}},
		{name: "all in order", assume: fifo, actors: to(1, 2, 3), props: log("123"), wants: []want{bad(4)}},
		// Each direction of each link has its own buffer.
		{name: "one for each link", assume: buffered(2), actors: spread, props: log("1"), wants: []want{bad(2)}},
		{name: "a link with a buffer", assume: buffered(0, ab(2)), actors: two, props: log("1"), wants: []want{bad(2)}},
		{name: "a link without one", assume: buffered(0, ab(2)), actors: two, props: log("2"), wants: []want{bad(1)}},
		{name: "all but one link", assume: buffered(2, ab(1)), actors: two, props: log("1"), wants: []want{bad(1)}},
		{name: "not the other link", assume: buffered(2, ab(1)), actors: two, props: log("2"), wants: []want{bad(2)}},
	})
}

// The brief of the buffers: a crashed sender loses what is buffered. w sends 1, and 2 in its next life: if 1 were still there, the
// buffer of two would be full and no flush needed.
func TestBufferOfACrashedSender(t *testing.T) {
	w := assay.Spawn("w", durable{
		plain:   plain{start: func() (cell, fx) { return cell{}, fx{send("b", 1)} }},
		recover: func(assay.Disk) (cell, fx) { return cell{N: 1}, fx{send("b", 2)} },
	})
	silent := assay.Spawn("w", durable{
		plain:   plain{start: func() (cell, fx) { return cell{}, fx{send("b", 1)} }},
		recover: func(assay.Disk) (cell, fx) { return cell{N: 1}, nil },
	})
	crashing, unbuffered := dying(1, assay.Kept), dying(1, assay.Kept)
	crashing.Buffer = 2
	second := []assay.Property{never(logIs("b", "2"))}
	arrives := []assay.Property{assay.Recovers("arrives", func(v assay.View) bool { return steady(v, "b").N > 0 })}
	judge(t, []acceptance{
		{name: "buffer lost", assume: crashing, actors: []assay.Participant{w, logger("b")}, props: second, wants: []want{bad(4)}},
		{name: "nothing buffered", assume: unbuffered, actors: []assay.Participant{w, logger("b")}, props: second, wants: []want{bad(3)}},
		{name: "buffered and lost for good", assume: crashing, actors: []assay.Participant{silent, logger("b")}, props: arrives, wants: []want{absent("arrives")}},
		{name: "in flight and not lost", assume: unbuffered, actors: []assay.Participant{silent, logger("b")}, props: arrives, wants: []want{found("arrives")}},
		{name: "buffered by one who lives", assume: buffered(2), actors: []assay.Participant{silent, logger("b")}, props: arrives, wants: []want{found("arrives")}},
	})
}

// A flush is possible while the buffer holds anything: only after flush and delivery is no step enabled.
func TestABufferIsNoDeadlock(t *testing.T) {
	sys := acceptance{name: "buffer", assume: buffered(2), actors: []assay.Participant{sender("a", send("b", 1)), logger("b")},
		props: []assay.Property{never(func(v assay.View) bool { return steady(v, "b").N > 1 })}}.system()
	result, err := check.Run(t.Context(), sys, check.Deadlock())
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range result.Records {
		if rec.Verdict == evidence.Violated {
			if rec.Trace == nil || len(rec.Trace.Steps) != 2 {
				t.Errorf("deadlock %v, want it after 2 steps", rec.Trace)
			}
			return
		}
	}
	t.Error("no deadlock, want one after flush and deliver")
}
