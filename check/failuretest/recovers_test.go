package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
)

func recovers(p func(assay.View) bool) []assay.Property {
	return []assay.Property{assay.Recovers("recovers", p)}
}

var (
	yes = found("recovers")
	no  = absent("recovers")
)

// client asks b with 1 and is done with N = 2. It asks again, once, if it retries.
func client(retries bool) []assay.Participant {
	start := fx{send("b", 1)}
	if retries {
		start = append(start, assay.SetTimer("again", ms(1)))
	}
	done := func(s cell, _ id, _ msg) (cell, fx) {
		if retries {
			return cell{N: 2}, fx{assay.StopTimer("again")}
		}
		return cell{N: 2}, nil
	}
	server := plain{receive: func(s cell, from id, _ msg) (cell, fx) { return s, fx{send(from, 2)} }}
	base := plain{start: func() (cell, fx) { return cell{}, append(fx(nil), start...) }, receive: done}
	if !retries {
		return []assay.Participant{assay.Spawn("a", base), assay.Spawn("b", server)}
	}
	again := timed{plain: base, timeout: func(s cell, _ string) (cell, fx) { return s, fx{send("b", 1)} }}
	return []assay.Participant{assay.Spawn("a", again), assay.Spawn("b", server)}
}

// DESIGN 2: from every reachable state, with all failures switched off from there on, p is reachable and is reached in every fair behaviour.
func TestRecovers(t *testing.T) {
	lossy := func(n int) assay.Assumptions { return assay.Assumptions{Losses: assay.AtMost(n)} }
	fifo := lossy(1)
	fifo.Order = assay.FIFO
	done := recovers(isN("a", 2))
	judge(t, []acceptance{
		{name: "a lost request", assume: lossy(1), actors: client(false), props: done, wants: []want{no}},
		{name: "no loss", actors: client(false), props: done, wants: []want{yes}},
		{name: "a lost request on fifo", assume: fifo, actors: client(false), props: done, wants: []want{no}},
		// At most one of the request, its copy and their replies is lost, and whoever lost it still has a timer or a copy.
		{name: "retried", assume: lossy(1), actors: client(true), props: done, wants: []want{yes}},
		{name: "retried on fifo", assume: fifo, actors: client(true), props: done, wants: []want{yes}},
		{name: "both tries lost", assume: lossy(2), actors: client(true), props: done, wants: []want{no}},
		// Already there: p in every state.
		{name: "always there", assume: lossy(1), actors: client(false), props: recovers(func(assay.View) bool { return true }), wants: []want{yes}},
		{name: "nowhere", actors: client(false), props: recovers(func(assay.View) bool { return false }), wants: []want{no}},
	})
}

// ball: a and b pass a ball for ever, and a's N is 0 and 1 in turn. A catcher asks a: in the states that it may be caught in N becomes 2, and
// the ball is dropped; in the others it asks again.
func ball(caught func(n int) bool) []assay.Participant {
	a := plain{start: func() (cell, fx) { return cell{}, fx{send("b", 0)} }}
	a.receive = func(s cell, from id, m msg) (cell, fx) {
		switch {
		case s.N == 2:
			return s, nil
		case from == "b":
			return cell{N: 1 - s.N}, fx{send("b", 0)}
		case caught(s.N):
			return cell{N: 2}, nil
		}
		return s, fx{send("c", 1)}
	}
	back := plain{receive: func(s cell, from id, m msg) (cell, fx) { return s, fx{assay.Send(from, m)} }}
	asks := back
	asks.start = func() (cell, fx) { return cell{}, fx{send("a", 1)} }
	return []assay.Participant{assay.Spawn("a", a), assay.Spawn("b", back), assay.Spawn("c", asks)}
}

// p is reachable from every state (EF) where the catcher can come at the right moment, and not reached in a behaviour, fair since each
// message is delivered, in which it always comes at the wrong one (AF).
func TestRecoversIsBothReachableAndReached(t *testing.T) {
	goal := recovers(isN("a", 2))
	judge(t, []acceptance{
		{name: "caught at any time", actors: ball(func(int) bool { return true }), props: goal, wants: []want{yes}},
		{name: "caught at the right time", actors: ball(func(n int) bool { return n == 1 }), props: goal, wants: []want{no}},
		{name: "never caught", actors: ball(func(int) bool { return false }), props: goal, wants: []want{no}},
		// The ball itself is passed for ever, and comes by 1 again and again: that is reached in every fair behaviour.
		{name: "the ball comes by", actors: ball(func(int) bool { return false }), props: recovers(isN("a", 1)), wants: []want{yes}},
	})
}

// A crash is a failure, and recovering from it is not: what was persisted is there again, what was not is gone with the message.
func TestRecoversFromCrashes(t *testing.T) {
	actors := func(effects ...assay.Effect) []assay.Participant {
		return []assay.Participant{sender("a", send("w", 0)), writer("w", effects...)}
	}
	knows := recovers(func(v assay.View) bool { return at(v, "w", 1) || at(v, "w", 11) })
	forGood := dying(1, assay.Kept)
	forGood.Recoveries = assay.None
	judge(t, []acceptance{
		{name: "comes back with its disk", assume: dying(1, assay.Kept), actors: actors(x), props: knows, wants: []want{yes}},
		{name: "comes back without", assume: dying(1, assay.Kept), actors: actors(), props: knows, wants: []want{no}},
		{name: "unsynced comes back without", assume: dying(1, assay.Unsynced), actors: actors(x), props: knows, wants: []want{no}},
		{name: "synced comes back with it", assume: dying(1, assay.Unsynced), actors: actors(x, assay.Sync()), props: knows, wants: []want{no}},
		{name: "wiped comes back without", assume: dying(1, assay.Wiped), actors: actors(x), props: knows, wants: []want{no}},
		{name: "does not come back", assume: forGood, actors: actors(x), props: knows, wants: []want{no}},
		{name: "does not go", actors: actors(x), props: knows, wants: []want{yes}},
	})
}

// A heal is free and always enabled: a cut delays, also under Recovers. What it holds is not lost.
func TestRecoversFromCuts(t *testing.T) {
	a := cuts(1, cut("a", "b"))
	judge(t, []acceptance{
		{name: "a cut heals", assume: a, actors: client(false), props: recovers(isN("a", 2)), wants: []want{yes}},
		{name: "a cut and a loss", assume: assay.Assumptions{Cuts: a.Cuts, CutSets: a.CutSets, Losses: assay.AtMost(1)}, actors: client(false), props: recovers(isN("a", 2)), wants: []want{no}},
	})
}
