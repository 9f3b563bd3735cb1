package flow

import (
	"fmt"
	"math"
	"time"
)

// Never is a time that does not come: the deadline of what has none, the wake-up of what needs none.
const Never = time.Duration(math.MaxInt64)

// Outcome is how one call ended, as the caller saw it.
type Outcome uint8

// Answered is a reply that is one. Failed is an error that another try may mend. TimedOut is no reply within the time that the
// caller gave. Final is an error that the same request will always get (it is malformed, it is forbidden): the callee is well, and
// trying again is useless.
const (
	Answered Outcome = iota
	Failed
	TimedOut
	Final
)

func (o Outcome) String() string {
	return closed("outcome", int(o), "answered", "failed", "timed out", "final")
}

// bad says whether an outcome speaks against the callee.
func (o Outcome) bad() bool { return o == Failed || o == TimedOut }

// closed is the word for a value of a closed set.
func closed(set string, i int, words ...string) string {
	if i < len(words) {
		return words[i]
	}
	return fmt.Sprintf("invalid %s %d", set, i)
}

// invalid is the error for a setting: what it is, what was expected, and what to do.
func invalid(setting string, value any, expected, hint string) error {
	return fmt.Errorf("flow: %s is %v, expected %s\nhint: %s", setting, value, expected, hint)
}

// after is t+d, or Never where that is beyond all times. Sums of times go through it: one that wraps round would be long past.
func after(t, d time.Duration) time.Duration {
	if t == Never || d > 0 && t > Never-d {
		return Never
	}
	return t + d
}

// since is how long after was then is now, at least 0.
func since(then, now time.Duration) time.Duration {
	if now <= then {
		return 0
	}
	if then < 0 && now > Never+then {
		return Never
	}
	return now - then
}
