package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
)

// writer does these effects on each message, and has N = 1 then. What it finds on its disk after a crash is its N: 10, and the sum of the
// values under x, y and z.
func writer(name id, effects ...assay.Effect) assay.Participant {
	return assay.Spawn(name, durable{
		plain:   plain{receive: func(cell, id, msg) (cell, fx) { return cell{N: 1}, append(fx(nil), effects...) }},
		recover: reread,
	})
}

func reread(d assay.Disk) (cell, fx) { return cell{N: 10 + onDisk(d)}, nil }

func onDisk(d assay.Disk) int {
	sum := 0
	for _, key := range d.Keys() {
		sum += assay.Load[int](d, key).Or(0)
	}
	return sum
}

// dying is a world in which w alone crashes, so often.
func dying(crashes int, disk assay.Durability) assay.Assumptions {
	return assay.Assumptions{Disk: disk, Per: own{"w": {Crashes: assay.AtMost(crashes)}}}
}

// told says that b was told, and that w is up again with n.
func told(n int) func(assay.View) bool {
	return func(v assay.View) bool { return steady(v, "b").N > 0 && at(v, "w", n) }
}

func wIs(n int) func(assay.View) bool { return func(v assay.View) bool { return at(v, "w", n) } }

// cast is a client that sends w one message, a w that does these effects on it, and b, to be told.
func cast(effects ...assay.Effect) []assay.Participant {
	return []assay.Participant{sender("a", send("w", 0)), writer("w", effects...), logger("b")}
}

var x, y, z = assay.Persist("x", 1), assay.Persist("y", 2), assay.Persist("z", 4)

// DESIGN 3: Torn dies between two effects of one step; SEMANTICS, crash: "deliver, and die after effect k" is one step, then recover.
func TestTorn(t *testing.T) {
	half := []assay.Property{never(wIs(11)), some("none", wIs(10)), some("all", wIs(13))}
	masks := []assay.Property{some("x", wIs(11)), some("xy", wIs(13)), never(func(v assay.View) bool {
		return at(v, "w", 12) || at(v, "w", 14) || at(v, "w", 15) || at(v, "w", 16)
	})}
	halfOnDisk := []assay.Property{never(func(v assay.View) bool { return onDisk(v.Disk("w")) == 1 })}
	twoHalves := never(func(v assay.View) bool { return at(v, "w", 10+1+10) })
	judge(t, []acceptance{
		// Dying after effect 1 of 2 leaves x alone. Torn includes Kept: nothing (before the delivery) and all (after it) are there too.
		{name: "torn between two writes", assume: dying(1, assay.Torn), actors: cast(x, y), props: half, wants: []want{bad(2), found("none"), found("all")}},
		{name: "kept is whole", assume: dying(1, assay.Kept), actors: cast(x, y), props: half, wants: []want{ok(), found("none"), found("all")}},
		{name: "torn without a crash", assume: assay.Assumptions{Disk: assay.Torn}, actors: cast(x, y), props: half[:1], wants: []want{ok()}},
		// Three effects: after the first or the second; always a beginning of them.
		{name: "torn of three", assume: dying(1, assay.Torn), actors: cast(x, y, z), props: masks, wants: []want{found("x"), found("xy"), ok()}},
		{name: "kept of three", assume: dying(1, assay.Kept), actors: cast(x, y, z), props: masks, wants: []want{absent("x"), absent("xy"), ok()}},
		// The disk of one that is down is what it would find: the torn step alone shows it.
		{name: "torn seen on the disk", assume: dying(1, assay.Torn), actors: cast(x, y), props: halfOnDisk, wants: []want{bad(1)}},
		{name: "kept seen on the disk", assume: dying(1, assay.Kept), actors: cast(x, y), props: halfOnDisk, wants: []want{ok()}},
		// Effects are torn in order: sent and not written, or written and not sent (two torn crashes for both halves: next case).
		{name: "told before it is written", assume: dying(1, assay.Torn), actors: cast(send("b", 1), x), props: []assay.Property{never(told(10))}, wants: []want{bad(3)}},
		{name: "written before it is told", assume: dying(1, assay.Torn), actors: cast(x, send("b", 1)), props: []assay.Property{never(told(10))}, wants: []want{ok()}},
		// A timeout is a step as well: between its two effects.
		{name: "torn timeout", assume: dying(1, assay.Torn), actors: []assay.Participant{tornTimer()}, props: half[:1], wants: []want{bad(2)}},
		{name: "kept timeout", assume: dying(1, assay.Kept), actors: []assay.Participant{tornTimer()}, props: half[:1], wants: []want{ok()}},
		// A torn crash spends a crash: two torn writes take two, tear, recover, tear, recover.
		{name: "torn twice", assume: dying(2, assay.Torn), actors: pairs(), props: []assay.Property{twoHalves}, wants: []want{bad(4)}},
		{name: "torn once of two", assume: dying(1, assay.Torn), actors: pairs(), props: []assay.Property{twoHalves}, wants: []want{ok()}},
		// Erase is an effect on the disk as Persist is: dying between them leaves x.
		{name: "torn before the erase", assume: dying(1, assay.Torn), actors: cast(x, assay.Erase("x")), props: half[:1], wants: []want{bad(2)}},
		{name: "erased", assume: dying(1, assay.Kept), actors: cast(x, assay.Erase("x")), props: half[:1], wants: []want{ok()}},
	})
}

// tornTimer has a timer that writes x and y.
func tornTimer() assay.Participant {
	return assay.Spawn("w", timedDurable{
		durable: durable{plain: plain{start: func() (cell, fx) { return cell{}, fx{assay.SetTimer("t", ms(1))} }}, recover: reread},
		timeout: func(cell, string) (cell, fx) { return cell{N: 1}, fx{x, y} },
	})
}

// pairs are two messages: one has w write 1 and 2, the other 10 and 20. Both torn leave 1 and 10.
func pairs() []assay.Participant {
	w := durable{recover: reread}
	w.receive = func(_ cell, _ id, m msg) (cell, fx) {
		if m.(num).N == 1 {
			return cell{N: 1}, fx{assay.Persist("a", 1), assay.Persist("b", 2)}
		}
		return cell{N: 1}, fx{assay.Persist("c", 10), assay.Persist("d", 20)}
	}
	return []assay.Participant{sender("a", send("w", 1), send("w", 2)), assay.Spawn("w", w)}
}

// counting writes under 1, 2, ... the values 1, 2, 4 on its messages, each in a step of its own; on the last of n it tells b. It syncs
// after the first write if it may.
func counting(n int, syncs bool) []assay.Participant {
	w := durable{recover: reread}
	w.receive = func(s cell, _ id, _ msg) (cell, fx) {
		effects := fx{assay.Persist(string(rune('a'+s.N)), 1<<s.N)}
		if syncs && s.N == 0 {
			effects = append(effects, assay.Sync())
		}
		if s.N == n-1 {
			effects = append(effects, send("b", 1))
		}
		return cell{N: s.N + 1}, effects
	}
	var go1 []assay.Effect
	for range n {
		go1 = append(go1, send("w", 0))
	}
	return []assay.Participant{sender("a", go1...), assay.Spawn("w", w), logger("b")}
}

// DESIGN 3: Unsynced loses what was persisted since the last Sync, from some point on. Each disk includes the ones before it.
func TestUnsynced(t *testing.T) {
	lost := []assay.Property{never(told(10))}
	gone := []assay.Property{some("none", told(10)), some("a", told(11)), some("ab", told(13)), some("abc", told(17)),
		never(func(v assay.View) bool { return told(12)(v) || told(14)(v) || told(15)(v) || told(16)(v) })}
	older := []assay.Property{some("older", told(11))}
	two := assay.Persist("x", 2)
	judge(t, []acceptance{
		// deliver to w, deliver to b, crash, recover.
		{name: "unsynced write lost", assume: dying(1, assay.Unsynced), actors: cast(x, send("b", 1)), props: lost, wants: []want{bad(4)}},
		{name: "kept write stays", assume: dying(1, assay.Kept), actors: cast(x, send("b", 1)), props: lost, wants: []want{ok()}},
		{name: "torn write stays", assume: dying(1, assay.Torn), actors: cast(x, send("b", 1)), props: lost, wants: []want{ok()}},
		{name: "synced before it is told", assume: dying(1, assay.Unsynced), actors: cast(x, assay.Sync(), send("b", 1)), props: lost, wants: []want{ok()}},
		// Unsynced includes Torn: it dies after the send and before the Sync. In one step, then recover and deliver to b.
		{name: "synced after it is told", assume: dying(1, assay.Unsynced), actors: cast(x, send("b", 1), assay.Sync()), props: lost, wants: []want{bad(3)}},
		// Within one step: a beginning of the writes stays.
		{name: "a suffix of one step", assume: dying(1, assay.Unsynced), actors: cast(x, y, z, send("b", 1)), props: gone,
			wants: []want{found("none"), found("a"), found("ab"), found("abc"), ok()}},
		// Over three steps just so: what is lost is lost from some point on, a suffix of all writes.
		{name: "a suffix of three steps", assume: dying(1, assay.Unsynced), actors: counting(3, false), props: gone,
			wants: []want{found("none"), found("a"), found("ab"), found("abc"), ok()}},
		{name: "all three kept", assume: dying(1, assay.Kept), actors: counting(3, false), props: gone,
			wants: []want{absent("none"), absent("a"), absent("ab"), found("abc"), ok()}},
		{name: "what was synced stays", assume: dying(1, assay.Unsynced), actors: counting(3, true), props: gone,
			wants: []want{absent("none"), found("a"), found("ab"), found("abc"), ok()}},
		// A write over a synced one is lost: the older value is there again. An erase just so.
		{name: "overwrite lost", assume: dying(1, assay.Unsynced), actors: cast(x, assay.Sync(), two, send("b", 1)), props: older, wants: []want{found("older")}},
		{name: "overwrite kept", assume: dying(1, assay.Kept), actors: cast(x, assay.Sync(), two, send("b", 1)), props: older, wants: []want{absent("older")}},
		{name: "erase lost", assume: dying(1, assay.Unsynced), actors: cast(x, assay.Sync(), assay.Erase("x"), send("b", 1)), props: older, wants: []want{found("older")}},
		{name: "erase synced", assume: dying(1, assay.Unsynced), actors: cast(x, assay.Erase("x"), assay.Sync(), send("b", 1)), props: older, wants: []want{absent("older")}},
	})
}

// DESIGN 3: Wiped leaves nothing, and does not include the others; without a Recover it Starts again.
func TestWiped(t *testing.T) {
	props := []assay.Property{never(told(10)), some("kept", told(11))}
	forgetful := assay.Spawn("w", plain{receive: func(cell, id, msg) (cell, fx) { return cell{N: 1}, fx{x, send("b", 1)} }})
	starts := []assay.Participant{sender("a", send("w", 0)), forgetful, logger("b")}
	again := []assay.Property{never(told(0))}
	down := []assay.Property{some("kept", func(v assay.View) bool { return !v.Up("w") && onDisk(v.Disk("w")) == 1 })}
	judge(t, []acceptance{
		{name: "wiped", assume: dying(1, assay.Wiped), actors: cast(x, assay.Sync(), send("b", 1)), props: props, wants: []want{bad(4), absent("kept")}},
		{name: "not wiped", assume: dying(1, assay.Kept), actors: cast(x, assay.Sync(), send("b", 1)), props: props, wants: []want{ok(), found("kept")}},
		{name: "wiped starts again", assume: dying(1, assay.Wiped), actors: starts, props: again, wants: []want{bad(4)}},
		{name: "never starts again", actors: starts, props: again, wants: []want{ok()}},
		{name: "wiped while down", assume: dying(1, assay.Wiped), actors: cast(x), props: down, wants: []want{absent("kept")}},
		{name: "kept while down", assume: dying(1, assay.Kept), actors: cast(x), props: down, wants: []want{found("kept")}},
	})
}

// assume.go: in Per each participant has its own disk, and Default is what the System says.
func TestDisksInPer(t *testing.T) {
	one := assay.AtMost(1)
	both := func(disk, ofV, ofW assay.Durability) assay.Assumptions {
		return assay.Assumptions{Disk: disk, Per: own{"v": {Crashes: one, Disk: ofV}, "w": {Crashes: one, Disk: ofW}}}
	}
	actors := []assay.Participant{sender("a", send("v", 0), send("w", 0)), writer("v", x, assay.Send("b", num{1})), writer("w", x, assay.Send("b", num{2})), logger("b")}
	lost := func(who id, n string) func(assay.View) bool {
		return func(v assay.View) bool {
			log := steady(v, "b").Log
			return at(v, who, 10) && (log == n || len(log) == 2)
		}
	}
	props := []assay.Property{some("v lost", lost("v", "1")), some("w lost", lost("w", "2"))}
	judge(t, []acceptance{
		{name: "unsynced of one", assume: both(assay.DurabilityDefault, assay.Kept, assay.Unsynced), actors: actors, props: props, wants: []want{absent("v lost"), found("w lost")}},
		{name: "unsynced of the other", assume: both(assay.DurabilityDefault, assay.Unsynced, assay.DurabilityDefault), actors: actors, props: props, wants: []want{found("v lost"), absent("w lost")}},
		{name: "wiped but one", assume: both(assay.Wiped, assay.DurabilityDefault, assay.Kept), actors: actors, props: props, wants: []want{found("v lost"), absent("w lost")}},
	})
}
