package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
)

// keeps says that who keeps to a contract.
func keeps[S, M any](who id, c assay.Contract[S, M]) []assay.Property {
	return []assay.Property{assay.Guarantees("keeps", who, c)}
}

var kept = holds("keeps")

// breaks is a contract broken by exactly these steps. None is: from the start.
func breaks(kinds ...string) want { return brokenBy("keeps", kinds...) }

// does is a w of our own that does this on a message.
func does(f func(s cell, from id, n int) (cell, fx)) assay.Participant {
	return assay.Spawn("w", plain{receive: func(s cell, from id, m msg) (cell, fx) { return f(s, from, m.(num).N) }})
}

// says is a w that does these effects on each message, and remembers nothing.
func says(effects ...assay.Effect) assay.Participant {
	return does(func(s cell, _ id, _ int) (cell, fx) { return s, append(fx(nil), effects...) })
}

// replies is a w that answers a with these numbers, one a message.
func replies(numbers ...int) assay.Participant {
	return does(func(s cell, _ id, _ int) (cell, fx) {
		if s.N == len(numbers) {
			return s, nil
		}
		return cell{N: s.N + 1}, fx{send("a", numbers[s.N])}
	})
}

// around is a that sends w these numbers, and b that logs.
func around(w assay.Participant, numbers ...int) []assay.Participant {
	return []assay.Participant{asker("a", numbers...), w, logger("b")}
}

// upTo is a contract that takes so many messages in silence, and no more.
func upTo(n int) rules {
	return rules{allowed: func(s cell, _ id, _ msg) []way {
		if s.N == n {
			return nil
		}
		return []way{then(s.N + 1)}
	}}
}

// A Receive takes one of the reactions that are allowed for its message; it is judged in the step that delivers it.
func TestGuaranteesAnswers(t *testing.T) {
	notOne := rules{allowed: func(s cell, _ id, m msg) []way {
		if m == msg(num{1}) {
			return nil
		}
		return []way{{To: s}}
	}}
	fromA := rules{allowed: func(s cell, from id, _ msg) []way {
		if from != "a" {
			return nil
		}
		return []way{{To: s}}
	}}
	orSilent := rules{allowed: func(s cell, from id, m msg) []way { return []way{{To: s, Sends: fx{assay.Send(from, m)}}, {To: s}} }}
	// The order of what w took in silence is nowhere but in the contract: 1, 2, 3 is allowed, and 3 not after 2, 1.
	ordered := rules{allowed: func(s cell, _ id, m msg) []way {
		if s.Log == "21" {
			return nil
		}
		return []way{{To: cell{Log: s.Log + digit(m)}}}
	}}
	two := append(around(says(), 1), sender("c", send("w", 2)))
	lossy, dup := assay.Assumptions{Losses: assay.AtMost(1)}, assay.Assumptions{Duplicates: assay.AtMost(1)}
	inOrder, lossyInOrder := assay.Assumptions{Order: assay.FIFO}, fifoOf(lossy)
	set := assay.Assumptions{Duplicates: assay.Unlimited}
	oneByOne := rules{allowed: func(s cell, _ id, m msg) []way {
		if m != msg(num{s.N + 1}) {
			return nil
		}
		return []way{then(s.N + 1)}
	}}
	judge(t, []acceptance{
		{name: "keeps its word", actors: around(replies(1), 1), props: keeps("w", reply()), wants: []want{kept}},
		{name: "another answer", actors: around(replies(2), 1), props: keeps("w", reply()), wants: []want{breaks("deliver")}},
		{name: "to another", actors: around(says(send("b", 1)), 1), props: keeps("w", reply()), wants: []want{breaks("deliver")}},
		{name: "another type", actors: around(says(assay.Send("a", both{1})), 1), props: keeps("w", reply()), wants: []want{breaks("deliver")}},
		{name: "no answer", actors: around(says(), 1), props: keeps("w", reply()), wants: []want{breaks("deliver")}},
		{name: "no answer is fine", actors: around(says(), 1), props: keeps("w", orSilent), wants: []want{kept}},
		{name: "two answers", actors: around(says(send("a", 1), send("a", 1)), 1), props: keeps("w", reply()), wants: []want{breaks("deliver")}},
		{name: "one more to another", actors: around(says(send("a", 1), send("b", 1)), 1), props: keeps("w", reply()), wants: []want{breaks("deliver")}},
		{name: "an answer to silence", actors: around(says(send("a", 1)), 1), props: keeps("w", silent()), wants: []want{breaks("deliver")}},
		{name: "what it persists is its own", actors: around(says(assay.Persist("x", 1), assay.Sync(), send("a", 1)), 1), props: keeps("w", reply()), wants: []want{kept}},
		// What it is sent is judged too, also where it ignores it: a delivery that changes nothing of w changes the contract.
		{name: "nothing is allowed", actors: around(says(), 1), props: keeps("w", rules{}), wants: []want{breaks("deliver")}},
		{name: "nothing is allowed and sent", actors: around(says()), props: keeps("w", rules{}), wants: []want{kept}},
		{name: "one must not be sent", actors: around(says(), 2, 1), props: keeps("w", notOne), wants: []want{breaks("deliver")}},
		{name: "the other may be sent", actors: around(says(), 2, 3), props: keeps("w", notOne), wants: []want{kept}},
		{name: "not from another", actors: two, props: keeps("w", fromA), wants: []want{breaks("deliver")}},
		{name: "no second", actors: around(says(), 0, 0), props: keeps("w", upTo(1)), wants: []want{breaks("deliver", "deliver")}},
		{name: "no third", actors: around(says(), 0, 0), props: keeps("w", upTo(2)), wants: []want{kept}},
		{name: "two orders", actors: around(says(), 1, 2, 3), props: keeps("w", ordered), wants: []want{breaks("deliver", "deliver", "deliver")}},
		{name: "one order", assume: inOrder, actors: around(says(), 1, 2, 3), props: keeps("w", ordered), wants: []want{kept}},
		// Links fail as ever.
		{name: "may be lost", assume: lossy, actors: around(replies(1), 1), props: keeps("w", reply()), wants: []want{kept}},
		{name: "comes once", assume: dup, actors: around(says(), 0), props: keeps("w", upTo(2)), wants: []want{kept}},
		{name: "comes twice", assume: dup, actors: around(says(), 0), props: keeps("w", upTo(1)), wants: []want{breaks("redeliver", "deliver")}},
		{name: "comes again", assume: set, actors: around(says(), 0), props: keeps("w", upTo(2)), wants: []want{broken("keeps", 3)}},
		{name: "one by one", actors: around(says(), 1, 2), props: keeps("w", oneByOne), wants: []want{breaks("deliver")}},
		{name: "one by one in order", assume: inOrder, actors: around(says(), 1, 2), props: keeps("w", oneByOne), wants: []want{kept}},
		{name: "one by one and one lost", assume: lossyInOrder, actors: around(says(), 1, 2), props: keeps("w", oneByOne), wants: []want{breaks("lose", "deliver")}},
	})
}

// in gives the ways of each number.
func in(ways map[int][]way) rules {
	return rules{allowed: func(s cell, _ id, _ msg) []way { return append([]way(nil), ways[s.N]...) }}
}

// A contract that allows several ways is followed in all of them, until what w does rules one out.
func TestGuaranteesFollowsEveryWay(t *testing.T) {
	// After an answer of 1 it is at 1 or at 2, and each answers in its own way from then on.
	fork := in(map[int][]way{0: {then(1, send("a", 1)), then(2, send("a", 1))}, 1: {then(1, send("a", 1))}, 2: {then(2, send("a", 2))}})
	// In silence just so; and of 1 and 2 only the latter can take a second message.
	dead := in(map[int][]way{0: {then(1), then(2)}, 2: {then(2)}})
	// 1 and 2 meet again in 3, which takes nothing.
	meet := in(map[int][]way{0: {then(1), then(2)}, 1: {then(3, send("a", 1))}, 2: {then(3, send("a", 2))}})
	// An answer that either could give leaves both: 1 goes on with 3, 2 with 4.
	long := in(map[int][]way{0: {then(1), then(2)}, 1: {then(3, send("a", 5))}, 2: {then(4, send("a", 5))}, 3: {then(3, send("a", 3))}, 4: {then(4, send("a", 4))}})
	quiet1 := func(numbers ...int) assay.Participant {
		return does(func(s cell, _ id, _ int) (cell, fx) {
			if s.N == 0 || s.N > len(numbers) {
				return cell{N: s.N + 1}, nil
			}
			return cell{N: s.N + 1}, fx{send("a", numbers[s.N-1])}
		})
	}
	of := func(name string, c assay.Contract[cell, msg], w assay.Participant, messages int, wants ...want) acceptance {
		return acceptance{name: name, actors: around(w, make([]int, messages)...), props: keeps("w", c), wants: wants}
	}
	judge(t, []acceptance{
		of("fork 111", fork, replies(1, 1, 1), 3, kept),
		of("fork 122", fork, replies(1, 2, 2), 3, kept),
		of("fork 112", fork, replies(1, 1, 2), 3, breaks3()),
		of("fork 121", fork, replies(1, 2, 1), 3, breaks3()),
		of("fork 13", fork, replies(1, 3), 3, breaks("deliver", "deliver")),
		of("fork 2", fork, replies(2), 3, breaks("deliver")),
		of("one way is left", dead, says(), 3, kept),
		of("meet 1", meet, quiet1(1), 2, kept),
		of("meet 2", meet, quiet1(2), 2, kept),
		of("meet 3", meet, quiet1(3), 2, breaks("deliver", "deliver")),
		of("meet and no more", meet, quiet1(2), 3, breaks("deliver", "deliver", "deliver")),
		of("long 53", long, quiet1(5, 3), 3, kept),
		of("long 54", long, quiet1(5, 4), 3, kept),
		of("long 534", long, quiet1(5, 3, 4), 4, broken("keeps", 4)),
		of("long 543", long, quiet1(5, 4, 3), 4, broken("keeps", 4)),
		of("long 4", long, quiet1(4), 3, breaks("deliver", "deliver")),
	})
}

// breaks3 is broken by three deliveries.
func breaks3() want { return breaks("deliver", "deliver", "deliver") }

// picky is a w that asks for a choice on each message, and sends b what was chosen.
func picky() assay.Participant {
	return assay.Spawn("w", chooser{
		plain:  plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return s, fx{assay.Choose("k", 1, 2)} }},
		chosen: func(s cell, c assay.Choice) (cell, fx) { return s, fx{send("b", c.Option.(int))} },
	})
}

// delayed is a w that sets a timer on a message, and does these effects when it fires.
func delayed(effects ...assay.Effect) assay.Participant {
	return assay.Spawn("w", timed{
		plain:   plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return s, fx{assay.SetTimer("t", ms(1))} }},
		timeout: func(s cell, _ string) (cell, fx) { return s, append(fx(nil), effects...) },
	})
}

// What Start, Timeout, Chosen and Clock send is unprompted, and in one step they take one reaction.
func TestGuaranteesUnprompted(t *testing.T) {
	b1, b2, a1 := send("b", 1), send("b", 2), send("a", 1)
	starts := func(effects ...assay.Effect) []assay.Participant {
		return []assay.Participant{idle("a"), sender("w", effects...), logger("b")}
	}
	rings := func(effects ...assay.Effect) []assay.Participant {
		return []assay.Participant{idle("a"), alarm("w", 1, 0, effects...), logger("b")}
	}
	steps := func(ways map[int][]way) talker {
		return talker{rules: silent(), unprompted: func(s cell) []way { return append([]way(nil), ways[s.N]...) }}
	}
	after1 := steps(map[int][]way{0: {then(1)}, 1: {then(1, b1)}})
	after2 := steps(map[int][]way{0: {then(1)}, 1: {then(2)}, 2: {then(2, b1)}})
	leaves := talker{rules: in(map[int][]way{0: {then(1)}}), unprompted: func(s cell) []way {
		if s.N != 0 {
			return nil
		}
		return []way{then(0, b1)}
	}}
	reads := assay.Spawn("w", clocked{
		plain: plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return s, fx{assay.ReadClock()} }},
		clock: clockSends,
	})
	clock := ticks(10, 10, 0)
	onlySilently := talker{unprompted: func(s cell) []way { return []way{{To: s}} }}
	judge(t, []acceptance{
		{name: "starts with nothing", actors: starts(), props: keeps("w", rules{}), wants: []want{kept}},
		{name: "starts with one", actors: starts(b1), props: keeps("w", silent()), wants: []want{breaks()}},
		{name: "starts with one that is allowed", actors: starts(b1), props: keeps("w", once(then(1, b1))), wants: []want{kept}},
		{name: "starts with another", actors: starts(b2), props: keeps("w", once(then(1, b1))), wants: []want{breaks()}},
		{name: "starts with two reactions", actors: starts(b1, a1), props: keeps("w", once(then(0, b1), then(0, a1))), wants: []want{breaks()}},
		{name: "starts with one of two", actors: starts(b1, a1), props: keeps("w", once(then(1, a1, b1))), wants: []want{kept}},
		{name: "rings", actors: rings(b1), props: keeps("w", silent()), wants: []want{breaks("timeout")}},
		{name: "rings as allowed", actors: rings(b1), props: keeps("w", once(then(1, b1))), wants: []want{kept}},
		{name: "rings in silence", actors: rings(), props: keeps("w", rules{}), wants: []want{kept}},
		{name: "rings once too often", actors: append(rings(b1)[:1], assay.Spawn("w", ringing(b1)), logger("b")), props: keeps("w", once(then(1, b1))), wants: []want{breaks("timeout", "timeout")}},
		// A silent Start may take the silent step before, but one only; a timer that rings in silence takes the next.
		{name: "after a silent step", actors: rings(b1), props: keeps("w", after1), wants: []want{kept}},
		{name: "after two silent steps", actors: rings(b1), props: keeps("w", after2), wants: []want{breaks("timeout")}},
		{name: "after two silent handlers", actors: append(rings()[:1], assay.Spawn("w", secondRing(b1)), logger("b")), props: keeps("w", after2), wants: []want{kept}},
		// A Receive takes what is prompted, and is where that leads to.
		{name: "prompted is not unprompted", actors: around(says(b1), 0), props: keeps("w", once(then(0, b1))), wants: []want{breaks("deliver")}},
		{name: "silence is prompted", actors: around(says(), 0), props: keeps("w", onlySilently), wants: []want{breaks("deliver")}},
		{name: "not where it was", actors: around(delayed(b1), 0), props: keeps("w", leaves), wants: []want{breaks("deliver", "timeout")}},
		// Messages that cross: it answers later, and at once is not what the contract says.
		{name: "keeps and answers later", actors: around(delayed(send("b", 7)), 0), props: keeps("w", later()), wants: []want{kept}},
		{name: "answers too early", actors: around(says(send("b", 7)), 0), props: keeps("w", later()), wants: []want{breaks("deliver")}},
		{name: "answers later and should at once", actors: around(delayed(send("a", 0)), 0), props: keeps("w", reply()), wants: []want{breaks("deliver")}},
		{name: "chosen", actors: around(picky(), 0), props: keeps("w", silent()), wants: []want{breaks("deliver", "choose")}},
		{name: "chosen as allowed", actors: around(picky(), 0), props: keeps("w", once(then(1, b1), then(1, b2))), wants: []want{kept}},
		{name: "chosen otherwise", actors: around(picky(), 0), props: keeps("w", once(then(1, b1))), wants: []want{breaks("deliver", "choose")}},
		{name: "clock", assume: clock, actors: around(reads, 0), props: keeps("w", silent()), wants: []want{broken("keeps", 2)}},
		{name: "clock as allowed", assume: clock, actors: around(reads, 0), props: keeps("w", once(then(1, b1))), wants: []want{kept}},
	})
}
