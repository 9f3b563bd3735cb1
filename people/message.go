package people

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay"
)

// Msg is what operators, control planes and units send each other.
type Msg interface{ people() }

type (
	// Request asks a control plane to carry out an order.
	Request struct{ Order Order }
	// Answer is what became of a Request.
	Answer struct {
		Order   Order
		Outcome Outcome
		Why     string     // of what is refused: the interlock, in words
		Touches []assay.ID // of a dry run: the units that would change
	}
	// Query asks a control plane for a signal. For says which of the asker's questions it is, and comes back.
	Query struct{ Signal, For string }
	// Reading is an answer to a Query.
	Reading struct {
		Signal, For string
		Value       any
		Age         int // how many samples were taken after this one
		Quality     Quality
	}
	// Please asks a colleague, in a chat, to ask for the same order.
	Please struct{ Order Order }
	// No is a colleague's answer who does not.
	No struct{ Order Order }
	// Install tells a unit to run a version, from its start.
	Install struct{ Version string }
	// Serve tells a unit to take part, or to stand aside.
	Serve struct{ On bool }
	// Report is what a unit says of itself.
	Report struct {
		Version        string
		Ready, Healthy bool
	}
)

func (Request) people() {}
func (Answer) people()  {}
func (Query) people()   {}
func (Reading) people() {}
func (Please) people()  {}
func (No) people()      {}
func (Install) people() {}
func (Serve) people()   {}
func (Report) people()  {}

// Outcome is what became of an order.
type Outcome uint8

const (
	Accepted  Outcome = iota + 1 // it is being carried out: a unit that installs is not ready yet
	Refused                      // by an interlock
	Held                         // until a second person asks for the same
	Rehearsed                    // a dry run: nothing was done
)

func (o Outcome) String() string {
	return word(int(o), "none", "accepted", "refused", "held", "rehearsed")
}

// Quality is how far a reading is to be trusted.
type Quality uint8

const (
	Unknown Quality = iota // there is no sample as old as the signal is late
	Stale                  // it was taken before the last change
	Good
)

func (q Quality) String() string { return word(int(q), "unknown", "stale", "good") }

func word(i int, words ...string) string {
	if i < len(words) {
		return words[i]
	}
	return fmt.Sprint(i)
}

// The texts that traces show.

func (r Request) String() string { return "please " + r.Order.String() }

func (a Answer) String() string {
	text := fmt.Sprintf("%v: %v", a.Outcome, a.Order)
	if a.Why != "" {
		text += " (" + a.Why + ")"
	}
	if a.Outcome == Rehearsed {
		text += " would touch " + listed(a.Touches)
	}
	return text
}

func (q Query) String() string { return "what is " + q.Signal + forText(q.For) + "?" }

func (r Reading) String() string {
	if r.Quality == Unknown {
		return r.Signal + " is not known" + forText(r.For)
	}
	text := fmt.Sprintf("%s=%v", r.Signal, r.Value)
	if r.Age > 0 {
		text += fmt.Sprintf(", %d samples old", r.Age)
	}
	if r.Quality == Stale {
		text += ", from before the last change"
	}
	return text + forText(r.For)
}

func forText(why string) string {
	if why == "" {
		return ""
	}
	return ", for " + why
}

func (p Please) String() string  { return "please ask for it too: " + p.Order.String() }
func (n No) String() string      { return "no: " + n.Order.String() }
func (i Install) String() string { return "install " + i.Version }

func (s Serve) String() string {
	if s.On {
		return "serve"
	}
	return "stand aside"
}

func (r Report) String() string {
	switch {
	case !r.Ready:
		return r.Version + " is not ready"
	case !r.Healthy:
		return r.Version + " is ready, and not healthy"
	}
	return r.Version + " is ready"
}

func listed(ids []assay.ID) string {
	if len(ids) == 0 {
		return "nothing"
	}
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, ", ")
}
