package walk

import "github.com/assay-dev/assay/internal/diagram"

// What can be asked.
const (
	See    = "see"    // a behaviour, and what is enabled at its end
	Search = "search" // for a state that fulfils a condition, from the end of a behaviour on: a job
	Hunt   = "hunt"   // for what is violated, from the start, as the test does it: a job
	Look   = "look"   // how far a job is
	Cancel = "cancel" // a job
	End    = "end"    // the test binary
)

// Ask is one question.
type Ask struct {
	What      string `json:"what"`
	Behaviour string `json:"behaviour,omitempty"` // see, search: its name
	Trace     string `json:"trace,omitempty"`     // see: the text of a trace file, instead of a name
	From      int    `json:"from,omitempty"`      // see: how many states the asker has been told of, 0 for none
	Condition string `json:"condition,omitempty"` // search
	Job       int    `json:"job,omitempty"`       // look, cancel
}

// Answer is what became of it. Error and Behaviour may both be there: then it was followed as far as it goes.
type Answer struct {
	Error string `json:"error,omitempty"`
	// Behaviour has the states from Ask.From on alone, with the steps that led to them.
	Behaviour  *diagram.Behaviour `json:"behaviour,omitempty"`
	Length     int                `json:"length,omitempty"` // how many steps it has in all
	Enabled    []Option           `json:"enabled,omitempty"`
	Properties []Property         `json:"properties,omitempty"`
	Job        *Job               `json:"job,omitempty"`
}

// Option is an enabled step.
type Option struct {
	diagram.Step
	Idle  bool   `json:"idle,omitempty"`  // it changes nothing but what waits for the participant
	Fails string `json:"fails,omitempty"` // how the handler misbehaves
}

// Property is one of the System's, for conditions.
type Property struct {
	Name string `json:"name"`
	Goal bool   `json:"goal,omitempty"` // a Sometimes
}

// Job is something that takes a while.
type Job struct {
	ID     int     `json:"id"`
	Done   bool    `json:"done,omitempty"`
	States uint64  `json:"states,omitempty"` // so far
	Depth  int     `json:"depth,omitempty"`
	Found  []Found `json:"found,omitempty"`
	Says   string  `json:"says,omitempty"` // in words, what was looked at and what not
}

// Found is a behaviour that a job found, or what it says of a property.
type Found struct {
	Property string `json:"property,omitempty"`
	Verdict  string `json:"verdict,omitempty"`
	Why      string `json:"why,omitempty"`
	Name     string `json:"name,omitempty"` // of the behaviour
	Steps    int    `json:"steps,omitempty"`
}
