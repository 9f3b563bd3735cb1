package diagram

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/assay-dev/assay/trace"
)

// The parts of Script.
var (
	//go:embed text.js
	textJS string
	//go:embed model.js
	modelJS string
	//go:embed draw.js
	drawJS string
	//go:embed label.js
	labelJS string
	//go:embed legend.js
	legendJS string
	//go:embed panel.js
	panelJS string
	//go:embed filter.js
	filterJS string
	//go:embed mount.js
	mountJS string
)

// Script defines assayDiagram. Its parts see one another, and the page sees no more of them than what is named at the end.
func Script() string {
	parts := []string{textJS, modelJS, drawJS, labelJS, legendJS, panelJS, filterJS, mountJS}
	return "const assayDiagram = (() => {\n\"use strict\";\n" + strings.Join(parts, "\n") + "\nreturn { mount, visible, clip, long, el, wordsOf };\n})();\n"
}

// Style is what Script draws with.
//
//go:embed diagram.css
var Style string

// Behaviour is what happened, and as far as it was told the state after each step.
type Behaviour struct {
	Name    string   `json:"name,omitempty"`    // as assay replay takes it: "lock/forgetful@k3f9:0.0.2"
	Package string   `json:"package,omitempty"` // "./examples/lock", for the command that is shown; may be empty
	Title   string   `json:"title,omitempty"`   // "mutual exclusion: violated after 6 steps"
	Note    string   `json:"note,omitempty"`    // "under 1 crash"
	Lanes   []string `json:"lanes"`             // the participants, in the System's order; a Machine has one, ""
	Steps   []Step   `json:"steps"`
	// States are the start and what each step led to, len(Steps)+1 of them; or one alone, the last, where a trace tells no more; or none.
	States []State `json:"states,omitempty"`
}

// Step is one step.
type Step struct {
	Number  int    `json:"number"`         // among the enabled ones, or -1
	Kind    string `json:"kind"`           // one of trace.Kinds()
	From    string `json:"from,omitempty"` // the lane of the sender
	To      string `json:"to,omitempty"`   // the lane of whoever takes the step; "" for the whole
	What    string `json:"what,omitempty"` // the message, the timer, the option, the move
	Note    string `json:"note,omitempty"` // "disk empty"
	Sends   string `json:"-"`              // "-> client0: Granted"; a page draws it
	Words   string `json:"-"`              // the step in one line, as a person reads it aloud; the script makes it of the others
	Failure bool   `json:"failure,omitempty"`
	Nowhere bool   `json:"nowhere,omitempty"` // the handler failed: there is no state after it
	// Message is which of the messages sent so far this step delivers, delivers again, loses or flushes: its place among all that
	// States list as Sent, in order. It is -1 where that is not known, and the arrow is then drawn from the row above.
	Message int `json:"message"`
}

// A State is what a trace tells of one, with its parts, messages and what properties say.
type (
	State   = trace.Told
	Part    = trace.Part
	Message = trace.Message
	Saying  = trace.Saying
)

// Change is one part, or one field of a struct, that a step changed.
type Change struct {
	Field  string // "" for the whole part
	Before string
	After  string
}

// The truths of a property in one state.
const (
	True       = "true"        // an Always that is true here
	False      = "false"       // violated here; Why says why
	Reached    = "reached"     // a Sometimes that is true here
	NotReached = "not reached" // a Sometimes that is not true here
	Open       = "open"        // nothing can be said of one state alone; Why says more
)

// JSON is b for a script element of the type application/json: the characters that could end the element are escaped.
func JSON(b Behaviour) string {
	text, err := json.Marshal(b)
	if err != nil {
		panic(fmt.Sprintf("diagram: a behaviour of %d steps does not marshal: %v", len(b.Steps), err)) // texts and numbers always do
	}
	return string(text)
}
