package failuretest_test

import (
	"fmt"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

// restarter is durable, and may restart. It comes up with the number that is on its disk under "v", or with 9 where there is none.
type restarter struct{ timedDurable }

func (restarter) Restarts(d assay.Disk) string { return fmt.Sprint("v", numberOn(d)) }

func numberOn(d assay.Disk) int {
	if n, ok := assay.Load[int](d, "v").Get(); ok {
		return n
	}
	return 9
}

// node restarts on each message that is greater than what it is, with that number on its disk, after effects of its own. It logs what
// else it hears.
func node(start fx, before ...assay.Effect) assay.Participant {
	return assay.Spawn("w", restarter{timedDurable{
		durable: durable{
			plain: plain{
				start: func() (cell, fx) { return cell{}, start },
				receive: func(s cell, _ id, m msg) (cell, fx) {
					if n := m.(num).N; n > s.N {
						return s, append(append(fx{}, before...), assay.Persist("v", n), assay.Restart())
					}
					s.Log += digit(m)
					return s, nil
				},
			},
			recover: func(d assay.Disk) (cell, fx) { return cell{N: numberOn(d)}, nil },
		},
		timeout: func(s cell, _ string) (cell, fx) { s.Log += "t"; return s, nil },
	}})
}

// effect.go: a Restart is the end of a life that no budget pays for, and a deploy the start of the next.
func TestRestarts(t *testing.T) {
	two := []assay.Participant{sender("a", send("w", 2)), node(nil)}
	comesUp := []assay.Property{never(func(v assay.View) bool { return at(v, "w", 2) })}
	empty := []assay.Property{never(func(v assay.View) bool { return at(v, "w", 9) })}
	isDown := []assay.Property{some("down", func(v assay.View) bool { return !v.Up("w") })}
	upgraded := assay.Recovers("upgraded", func(v assay.View) bool { return at(v, "w", 2) })
	heard := func(text string) []assay.Property {
		return []assay.Property{never(func(v assay.View) bool { s, ok := up(v, "w"); return ok && s.Log == text })}
	}
	judge(t, []acceptance{
		{name: "restarts and comes up", actors: two, props: comesUp, wants: []want{brokenBy("never", "deliver", "deploy")}},
		{name: "restarts without recoveries", assume: assay.Assumptions{Recoveries: assay.None}, actors: two, props: comesUp, wants: []want{brokenBy("never", "deliver", "deploy")}},
		{name: "is down in between", actors: two, props: isDown, wants: []want{found("down")}},
		{name: "is never down without one", actors: []assay.Participant{sender("a", send("w", 0)), node(nil)}, props: isDown, wants: []want{absent("down")}},
		{name: "restart loses nothing unsynced", assume: assay.Assumptions{Disk: assay.Unsynced}, actors: two, props: empty, wants: []want{ok()}},
		{name: "restart wipes nothing", assume: assay.Assumptions{Disk: assay.Wiped}, actors: two, props: empty, wants: []want{ok()}},
		{name: "a crash does", assume: dying(1, assay.Wiped), actors: two, props: empty, wants: []want{brokenBy("never", "crash", "recover")}},
		{name: "crash between persist and restart", assume: dying(1, assay.Torn), actors: two, props: comesUp, wants: []want{broken("never", 2)}},
		{name: "is brought up in every fair behaviour", assume: dying(1, assay.Kept), actors: two, props: []assay.Property{upgraded}, wants: []want{broken("upgraded", anySteps)}},
		{name: "is brought up without crashes", actors: two, props: []assay.Property{upgraded}, wants: []want{holds("upgraded")}},
		{name: "messages wait for a restart", actors: []assay.Participant{sender("a", send("w", 2)), sender("b", send("w", 1)), node(nil)}, props: heard("1"),
			wants: []want{brokenBy("never", "deliver", "deploy", "deliver")}},
		{name: "connections end", assume: assay.Assumptions{Order: assay.FIFO}, actors: []assay.Participant{sender("a", send("w", 2), send("w", 1)), node(nil)}, props: heard("1"), wants: []want{ok()}},
		{name: "timers end", actors: []assay.Participant{sender("a", send("w", 2)), node(fx{assay.SetTimer("x", ms(1))})},
			props: []assay.Property{never(func(v assay.View) bool { s, ok := up(v, "w"); return ok && s.N == 2 && s.Log != "" })}, wants: []want{ok()}},
		{name: "timers that fire before", actors: []assay.Participant{sender("a", send("w", 2)), node(fx{assay.SetTimer("x", ms(1))})}, props: heard("t"), wants: []want{brokenBy("never", "timeout")}},
		{name: "what it sent arrives", actors: []assay.Participant{sender("a", send("w", 2)), node(nil, send("l", 5)), logger("l")},
			props: []assay.Property{never(logIs("l", "5"))}, wants: []want{brokenBy("never", "deliver", "deliver")}},
		{name: "but not on a connection that ends", assume: assay.Assumptions{Order: assay.FIFO}, actors: []assay.Participant{sender("a", send("w", 2)), node(nil, send("l", 5)), logger("l")},
			props: []assay.Property{never(logIs("l", "5"))}, wants: []want{ok()}},
	})
}

// A Restart that cannot be carried out is a finding, with the way to it.
func TestRestartsThatAreFindings(t *testing.T) {
	for _, c := range []struct {
		name string
		w    assay.Participant
	}{
		{"without the power", assay.Spawn("w", plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return s, fx{assay.Restart()} }})},
		{"something after it", node(nil, assay.Restart())},
		{"at the start", node(fx{assay.Restart()})},
	} {
		result, err := check.Run(t.Context(), assay.System{Name: "restart", Actors: []assay.Participant{sender("a", send("w", 2)), c.w}})
		if err != nil || len(result.Findings()) != 1 || result.Findings()[0].Finding != "handled" {
			t.Errorf("%s: error %v, findings %v; want the finding handled", c.name, err, result.Findings())
		}
	}
}
