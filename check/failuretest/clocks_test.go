package failuretest_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

func ticks(tick, horizon, drift int) assay.Assumptions {
	return assay.Assumptions{Clocks: assay.Clocks{TickMS: tick, HorizonMS: horizon, DriftMS: drift}}
}

// alarm has N = 1 once its timer fired. A message sets the timer anew where again is not 0, and N = 10.
func alarm(name id, after, again int, effects ...assay.Effect) assay.Participant {
	return assay.Spawn(name, timed{
		plain: plain{
			start: func() (cell, fx) { return cell{}, fx{assay.SetTimer("t", ms(after))} },
			receive: func(s cell, _ id, _ msg) (cell, fx) {
				if again == 0 {
					return s, nil
				}
				return cell{N: 10}, fx{assay.SetTimer("t", ms(again))}
			},
		},
		timeout: func(s cell, _ string) (cell, fx) { return cell{N: s.N + 1}, append(fx(nil), effects...) },
	})
}

func isN(who id, n int) func(assay.View) bool {
	return func(v assay.View) bool { return steady(v, who).N == n }
}

// DESIGN 3: with clocks a timer fires only once its time has come on its own clock; assume.go: no tick goes beyond the horizon.
func TestTimersOnClocks(t *testing.T) {
	of := func(after int) []assay.Participant { return []assay.Participant{alarm("w", after, 0)} }
	reset := func(again int) []assay.Participant {
		return []assay.Participant{sender("a", send("w", 0)), alarm("w", 10, again)}
	}
	fired := []assay.Property{never(isN("w", 1))}
	firedAgain := []assay.Property{never(isN("w", 11))}
	clocks := ticks(10, 30, 0)
	judge(t, []acceptance{
		{name: "due at once", assume: clocks, actors: of(0), props: fired, wants: []want{brokenBy("never", "timeout")}},
		{name: "due after two ticks", assume: clocks, actors: of(20), props: fired, wants: []want{brokenBy("never", "tick", "tick", "timeout")}},
		{name: "due without clocks", actors: of(20), props: fired, wants: []want{brokenBy("never", "timeout")}},
		{name: "due between two ticks", assume: clocks, actors: of(25), props: fired, wants: []want{bad(4)}},
		{name: "due at the horizon", assume: clocks, actors: of(30), props: fired, wants: []want{bad(4)}},
		{name: "due beyond the horizon", assume: clocks, actors: of(31), props: fired, wants: []want{ok()}},
		{name: "no tick beyond the horizon", assume: ticks(10, 29, 0), actors: of(21), props: fired, wants: []want{ok()}},
		{name: "the last tick", assume: ticks(10, 29, 0), actors: of(20), props: fired, wants: []want{bad(3)}},
		// Setting a set timer replaces it: 10 ms are not up any more, 40 never are.
		{name: "replaced by one beyond", assume: clocks, actors: reset(40), props: firedAgain, wants: []want{ok()}},
		{name: "replaced by one in time", assume: clocks, actors: reset(20), props: firedAgain, wants: []want{bad(4)}},
		// Drift moves a clock by 8 or 12 instead of 10: 12 ms are over after one tick, 36 after three, 37 never within three.
		{name: "early by drift", assume: ticks(10, 30, 2), actors: of(12), props: fired, wants: []want{bad(2)}},
		{name: "not early without drift", assume: ticks(10, 30, 0), actors: of(12), props: fired, wants: []want{bad(3)}},
		{name: "not so early by less drift", assume: ticks(10, 30, 1), actors: of(12), props: fired, wants: []want{bad(3)}},
	})
}

// watch reads its clock on each message, and has N = 1000 + the milliseconds; 1 if the time is not as the pages have it.
func watch(name id) assay.Participant {
	return assay.Spawn(name, clocked{
		plain: plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return s, fx{assay.ReadClock()} }},
		clock: func(_ cell, now time.Time) (cell, fx) {
			if now != time.UnixMilli(now.UnixMilli()).UTC() {
				return cell{N: 1}, nil
			}
			return cell{N: 1000 + int(now.UnixMilli())}, nil
		},
	})
}

// Brief of the clocks: ReadClock is answered through Clock, in a step of its own, with time.UnixMilli(clock).UTC().
func TestReadClock(t *testing.T) {
	actors := []assay.Participant{sender("a", send("w", 0)), watch("w")}
	reads := func(numbers ...string) (props []assay.Property) {
		for _, n := range numbers {
			props = append(props, some(n, func(v assay.View) bool { return n == itoa(steady(v, "w").N) }))
		}
		return props
	}
	two := []assay.Participant{sender("a", send("v", 0), send("w", 0)), watch("v"), watch("w")}
	apart := func(by int) []assay.Property {
		return []assay.Property{never(func(v assay.View) bool {
			return steady(v, "v").N >= 1000 && steady(v, "w").N >= 1000 && abs(steady(v, "v").N-steady(v, "w").N) >= by
		})}
	}
	judge(t, []acceptance{
		{name: "reads each tick", assume: ticks(10, 30, 0), actors: actors, props: reads("1000", "1010", "1020", "1030", "1040", "1005", "1"),
			wants: []want{found("1000"), found("1010"), found("1020"), found("1030"), absent("1040"), absent("1005"), absent("1")}},
		{name: "reads a shorter horizon", assume: ticks(10, 10, 0), actors: actors, props: reads("1010", "1020"), wants: []want{found("1010"), absent("1020")}},
		{name: "reads a drift", assume: ticks(10, 10, 2), actors: actors, props: reads("1000", "1008", "1010", "1012", "1013", "1007"),
			wants: []want{found("1000"), found("1008"), found("1012"), absent("1013"), absent("1007")}},
		// The read is a step, and so is its answer: deliver, read.
		{name: "read in a step of its own", assume: ticks(10, 30, 0), actors: actors, props: []assay.Property{never(isN("w", 1000))}, wants: []want{bad(2)}},
		{name: "read after a tick", assume: ticks(10, 30, 0), actors: actors, props: []assay.Property{never(isN("w", 1010))}, wants: []want{bad(3)}},
		// One tick, a drift of 2: each clock reads 8 to 12. Read at other moments they differ by a tick besides.
		{name: "apart by drift and a tick", assume: ticks(10, 10, 2), actors: two, props: apart(11), wants: []want{bad(5)}},
		{name: "apart by a tick alone", assume: ticks(10, 10, 0), actors: two, props: apart(11), wants: []want{ok()}},
		{name: "never apart by more", assume: ticks(10, 10, 2), actors: two, props: apart(13), wants: []want{ok()}},
	})
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func abs(n int) int { return max(n, -n) }

// lease: the server takes the lease back after 30 ms on its clock and says so to the holder, who looks at its own clock then and believes
// that the lease lasts while that is below limit. N = 2 is a holder that believes so, though the lease was taken back.
func lease(limit int) []assay.Participant {
	holder := clocked{
		plain: plain{receive: func(s cell, _ id, _ msg) (cell, fx) { return s, fx{assay.ReadClock()} }},
		clock: func(_ cell, now time.Time) (cell, fx) {
			if now.UnixMilli() < int64(limit) {
				return cell{N: 2}, nil
			}
			return cell{N: 1}, nil
		},
	}
	return []assay.Participant{alarm("server", 30, 0, send("holder", 0)), assay.Spawn("holder", holder)}
}

// DESIGN 3: leases cannot be checked without clocks. With drift 5 the server's 30 ms are two ticks of 15, and the holder's clock shows
// 10 to 20 then: a limit of 25 is wrong, one of 10 is safe, since two ticks move each clock by 10 at least.
func TestLease(t *testing.T) {
	both := []assay.Property{never(isN("holder", 2))}
	judge(t, []acceptance{
		{name: "lease without drift", assume: ticks(10, 60, 0), actors: lease(25), props: both, wants: []want{ok()}},
		{name: "lease with drift", assume: ticks(10, 60, 5), actors: lease(25), props: both, wants: []want{bad(5)}},
		{name: "lease with a margin", assume: ticks(10, 60, 5), actors: lease(10), props: both, wants: []want{ok()}},
		{name: "lease that is too long", assume: ticks(10, 60, 0), actors: lease(31), props: both, wants: []want{bad(6)}},
	})
}

// SEMANTICS, timers: without assumed clocks a Clock method is an error when the System is built, and a ReadClock effect is a finding.
func TestWithoutClocks(t *testing.T) {
	calm := []assay.Property{never(func(assay.View) bool { return false })}
	withMethod := acceptance{name: "clock method", actors: []assay.Participant{sender("a"), watch("w")}, props: calm}
	if _, err := check.Run(t.Context(), withMethod.system()); err == nil {
		t.Error("a Clock method without assumed clocks: no error")
	}
	withMethod.assume = ticks(10, 30, 0)
	if _, err := check.Run(t.Context(), withMethod.system()); err != nil {
		t.Errorf("a Clock method with assumed clocks: %v", err)
	}
	withEffect := acceptance{name: "clock effect", actors: []assay.Participant{sender("a", assay.ReadClock())}, props: calm}
	result, err := check.Run(t.Context(), withEffect.system())
	if err != nil || len(result.Findings()) == 0 {
		t.Errorf("a ReadClock without assumed clocks: error %v, findings %v; want a finding", err, result.Findings())
	}
	// assume.go, Schedule: "It takes assumed clocks".
	works := acceptance{name: "works", actors: []assay.Participant{idle("w")}, props: calm}
	works.assume.Per = own{"w": {Works: assay.Schedule{EveryMS: 20, ForMS: 10}}}
	if _, err := check.Run(t.Context(), works.system()); err == nil {
		t.Error("a schedule without assumed clocks: no error")
	}
}

// assume.go, Schedule: it works for the first ForMS of every EveryMS on its own clock; in between nothing is delivered and no timer fires.
func TestSchedule(t *testing.T) {
	works := func(horizon, every, of int) assay.Assumptions {
		a := ticks(10, horizon, 0)
		if every > 0 {
			a.Per = own{"w": {Works: assay.Schedule{EveryMS: every, ForMS: of}}}
		}
		return a
	}
	timer := []assay.Participant{alarm("w", 10, 0)}
	late := []assay.Participant{alarm("a", 10, 0, send("w", 1)), logger("w")}
	early := []assay.Participant{sender("a", send("w", 1)), logger("w")}
	fires := []assay.Property{never(isN("w", 1))}
	judge(t, []acceptance{
		// Off from 10 to 20: what is due or sent at 10 waits for a tick.
		{name: "timer outside", assume: works(30, 20, 10), actors: timer, props: fires, wants: []want{brokenBy("never", "tick", "tick", "timeout")}},
		{name: "timer always", assume: works(30, 0, 0), actors: timer, props: fires, wants: []want{brokenBy("never", "tick", "timeout")}},
		{name: "timer never inside", assume: works(10, 20, 10), actors: timer, props: fires, wants: []want{ok()}},
		{name: "delivery outside", assume: works(30, 20, 10), actors: late, props: fires, wants: []want{bad(4)}},
		{name: "delivery always", assume: works(30, 0, 0), actors: late, props: fires, wants: []want{brokenBy("never", "tick", "timeout", "deliver")}},
		{name: "delivery never inside", assume: works(10, 20, 10), actors: late, props: fires, wants: []want{ok()}},
		{name: "delivery inside", assume: works(10, 20, 10), actors: early, props: fires, wants: []want{brokenBy("never", "deliver")}},
		{name: "longer inside", assume: works(10, 30, 20), actors: late, props: fires, wants: []want{bad(3)}},
	})
}
