// Package trace is a behaviour as data: encode, decode, diff, print.
//
// A trace is a plain text that a person can write by hand and read aloud. Its name is its list of step numbers, and the name
// alone is enough to replay it.
package trace

import (
	"slices"

	"github.com/assay-dev/assay"
)

// Trace is one behaviour of a System: what happened, and where it led.
//
// Its texts are those of people: String makes one line of each (white space is folded to single blanks, hostile characters are
// escaped), so that what was printed is what is parsed.
type Trace struct {
	System  string `json:"system"`            // "lock/forgetful"
	Digest  string `json:"digest"`            // of the system and its assumptions: "k3f9"
	Title   string `json:"title,omitempty"`   // the first line, without the note: "mutual exclusion: violated after 6 steps"
	Note    string `json:"note,omitempty"`    // stands in parentheses after the title
	Initial int    `json:"initial,omitempty"` // which initial state, 0 for the only one
	// Start is what participants sent when they started, before the first step.
	Start   []Opening `json:"start,omitempty"`
	Steps   []Step    `json:"steps,omitempty"`
	Final   []State   `json:"final,omitempty"`   // each participant's state at the end, in the System's order
	Package string    `json:"package,omitempty"` // "./examples/lock", for the replay line alone; "" is the one here
	// Least says that there is no shorter way to the same, and none as short with fewer failures. It is no part of the text.
	Least bool `json:"least,omitempty"`
	// Told are the start and what each step led to, len(Steps)+1 of them, for pictures. There are none where a person wrote the trace
	// or it is very long. They are no part of its text.
	Told []Told `json:"told,omitempty"`
}

// NumberUnknown is the number of a step that was named by its words alone.
const NumberUnknown = -1

// Step is one step of a behaviour. Which fields a kind has stands in the table of kinds; the others are empty.
type Step struct {
	Number int      `json:"number"`          // its index in the full list of enabled steps, or NumberUnknown
	Kind   string   `json:"kind"`            // one of Kinds()
	From   assay.ID `json:"from,omitempty"`  // the sender
	To     assay.ID `json:"to,omitempty"`    // the participant that takes the step
	What   string   `json:"what,omitempty"`  // the message, the timer, the option, the move
	Note   string   `json:"note,omitempty"`  // a remark: "disk empty"
	Sends  string   `json:"sends,omitempty"` // what the participant sent in answer, as Sending writes it, several after semicolons
}

// State is one participant's state as text. The ID of a Machine's state is "".
type State struct {
	ID   assay.ID `json:"id,omitempty"`
	Text string   `json:"text"`
}

// Name is all that a replay needs. It is written lock/forgetful@k3f9:0.0.2.0.1.0, and with another initial state than the first
// lock@k3f9:i2.0.1.
type Name struct {
	System, Digest string
	Initial        int
	Numbers        []int
}

// Name is the name of t. It is replayable if every step has a number.
func (t Trace) Name() Name {
	n := Name{System: t.System, Digest: t.Digest, Initial: t.Initial}
	for _, step := range t.Steps {
		n.Numbers = append(n.Numbers, step.Number)
	}
	return n
}

// Replayable says whether the number of every step is known.
func (n Name) Replayable() bool { return !slices.Contains(n.Numbers, NumberUnknown) }
