package failuretest_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

func lies(n int, says ...any) assay.Assumptions {
	return assay.Assumptions{Per: own{"l": {Lies: assay.AtMost(n), Says: says}}}
}

// assume.go: lies are messages that it sends against its code: any of Says, to anyone whose messages they are.
func TestLiars(t *testing.T) {
	actors := []assay.Participant{idle("l"), idle("a"), logger("b")}
	log := func(logs ...string) (props []assay.Property) {
		for _, text := range logs {
			props = append(props, some(text, logIs("b", text)))
		}
		return props
	}
	quiet := []assay.Property{never(func(v assay.View) bool { return steady(v, "b").N > 0 })}
	once := []assay.Property{never(func(v assay.View) bool { return steady(v, "b").N > 1 })}
	judge(t, []acceptance{
		{name: "a lie", assume: lies(1, num{7}), actors: actors, props: quiet, wants: []want{brokenBy("never", "lie", "deliver")}},
		{name: "no lie", actors: actors, props: quiet, wants: []want{ok()}},
		{name: "one lie", assume: lies(1, num{7}), actors: actors, props: once, wants: []want{ok()}},
		{name: "two lies", assume: lies(2, num{7}), actors: actors, props: once, wants: []want{bad(4)}},
		{name: "any of what it says", assume: lies(1, num{7}, num{8}), actors: actors, props: log("7", "8", "78", "9"), wants: []want{found("7"), found("8"), absent("78"), absent("9")}},
		{name: "any two of what it says", assume: lies(2, num{7}, num{8}), actors: actors, props: log("77", "78", "87", "777"), wants: []want{found("77"), found("78"), found("87"), absent("777")}},
		{name: "only what it says", assume: lies(1, num{7}), actors: actors, props: log("7", "8"), wants: []want{found("7"), absent("8")}},
	})
}

// A lie goes to whom it fits: not to one of another protocol, which would be a finding.
func TestLiesThatFit(t *testing.T) {
	actors := []assay.Participant{idle("l"), logger("b"), assay.Spawn("c", stranger{})}
	heard := []assay.Property{some("b hears", isSome("b")), some("c hears", isSome("c"))}
	judge(t, []acceptance{
		{name: "a lie for one", assume: lies(1, num{7}), actors: actors, props: heard, wants: []want{found("b hears"), absent("c hears")}},
		{name: "a lie for the other", assume: lies(1, alien{7}), actors: actors, props: heard, wants: []want{absent("b hears"), found("c hears")}},
		{name: "a lie for both", assume: lies(1, both{7}), actors: actors, props: heard, wants: []want{found("b hears"), found("c hears")}},
		{name: "two lies for two", assume: lies(1, num{7}, alien{7}), actors: actors, props: heard, wants: []want{found("b hears"), found("c hears")}},
	})
}

func isSome(who id) func(assay.View) bool {
	return func(v assay.View) bool { return steady(v, who).N > 0 }
}

// votes: v0 is the liar's, v1 and v2 vote no. The server decides yes on so many yes votes of different voters.
func votes(quorum int) []assay.Participant {
	server := plain{receive: func(s cell, from id, m msg) (cell, fx) {
		if m.(num).N == 1 && !strings.Contains(s.Log, string(from)) {
			s.Log += string(from)
		}
		if len(s.Log) >= 1+2*(quorum-1) {
			s.N = 1
		}
		return s, nil
	}}
	no := func(name id) assay.Participant { return sender(name, send("b", 0)) }
	return []assay.Participant{no("l"), no("m1"), assay.Spawn("b", server)}
}

// A liar lies in its own name: a quorum that takes two voters withstands one liar however often it lies, a quorum of one does not.
func TestLiarsVote(t *testing.T) {
	decided := []assay.Property{never(isN("b", 1))}
	judge(t, []acceptance{
		{name: "a quorum of one", assume: lies(2, num{1}), actors: votes(1), props: decided, wants: []want{bad(2)}},
		{name: "a quorum of two", assume: lies(2, num{1}), actors: votes(2), props: decided, wants: []want{ok()}},
		{name: "two liars", assume: assay.Assumptions{Per: own{"l": {Lies: assay.AtMost(1), Says: []any{num{1}}}, "m1": {Lies: assay.AtMost(1), Says: []any{num{1}}}}},
			actors: votes(2), props: decided, wants: []want{bad(4)}},
		{name: "no liar", actors: votes(1), props: decided, wants: []want{ok()}},
	})
}
