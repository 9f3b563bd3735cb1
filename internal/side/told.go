package side

import (
	"fmt"
	"runtime"
	"strings"
)

// Announced is a system that a test binary holds.
type Announced struct {
	System string `json:"system"`
	Test   string `json:"test"`
	Room   string `json:"room"` // that was handed it: "check" or "sim"
	// Violates is what the test expects to be violated, or "".
	Violates string `json:"violates,omitempty"`
	// Calls is the way from the function of package check that was handed the system out to the test, in a replay alone: a line for
	// each function that made a call, "example.com/lock.TestLock /src/lock/lock_test.go:12".
	Calls string `json:"calls,omitempty"`
}

// callsMax is how many calls may lie between a test and package check.
const callsMax = 32

// checkPrefix is what the names of package check's own functions begin with.
const checkPrefix = "github.com/assay-dev/assay/check."

// calls are those that led here, the ones inside this module's rooms left out.
func calls() string {
	pcs := make([]uintptr, callsMax)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var lines []string
	for {
		frame, more := frames.Next()
		if frame.Function == "testing.tRunner" || frame.Function == "" {
			break
		}
		if !strings.HasPrefix(frame.Function, checkPrefix) {
			lines = append(lines, fmt.Sprintf("%s %s:%d", frame.Function, frame.File, frame.Line))
		}
		if !more {
			break
		}
	}
	return strings.Join(lines, "\n")
}

// Outcome is what became of a replay, in words, and the exit status that it asks for.
type Outcome struct {
	Text    string   `json:"text"`
	Exit    int      `json:"exit"`
	Trace   string   `json:"trace,omitempty"`   // the behaviour alone, as a trace file
	Relaxed bool     `json:"relaxed,omitempty"` // under other assumptions than the system declares
	Moments []Moment `json:"moments,omitempty"` // where it was asked for: the start, and what each step led to
}

// Moment is one state of a behaviour that is told step by step.
type Moment struct {
	Step     string   `json:"step,omitempty"`     // the step that led here, in words; none at the start
	State    []Part   `json:"state,omitempty"`    // each participant, its disk and its timers, and what else the whole has
	InFlight []string `json:"inFlight,omitempty"` // the messages
	Says     []string `json:"says,omitempty"`     // what each property says here
	Enabled  []string `json:"enabled,omitempty"`  // the steps that could be taken next, by number
	Taken    int      `json:"taken"`              // which of them is, or -1
}

// Part is one part of a state, as text.
type Part struct {
	Name string `json:"name"`
	Text string `json:"text"`
}
