package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// technique is what a report says of one way to show something.
type technique struct {
	name  string // as it stands in records
	title string
	means string // what its Holds means, and what it does not
	lacks string // what nobody looked at where it was not used
}

var techniques = []technique{
	{"check", "Every behaviour explored", "The checker ran every order of events that the assumptions allow. What holds, holds in all of them; what the assumptions leave out was not looked at.",
		"No system was checked: no behaviour was explored exhaustively."},
	{"sim", "Sampled under time and load", "The simulator ran the same code in virtual time, one behaviour for each seed. What holds, held in the seeds that ran: other seeds may show more.",
		"Nothing was simulated: queues, load, memory and time were not looked at."},
	{"doe", "Experiments over simulations", "Designed experiments say which parameters matter, within the levels that were tried.", ""},
	{"forall", "Laws tried on values", "A law was tried on every value of a finite type, or on random ones; each claim says how many of how many.",
		"No law about single functions was tried (forall)."},
	{"conform", "Recorded histories judged", "What a system answered was recorded, and held to what it specifies. It says something of these histories alone.", ""},
	{"vet", "Code read", "The analyzers read the code: handlers that are no pure functions, cases that are missing, values that may be wrong. They run nothing.",
		"The code was not read (vet): whether handlers are pure, deterministic and total was not looked at without running them."},
	{evidence.TechniqueTest, "Tests", "What go test alone says: a test that failed for a reason of its own, or that did not run.", ""},
}

func techniqueOf(name string) technique {
	for _, t := range techniques {
		if t.name == name {
			return t
		}
	}
	return technique{name: name, title: trace.Line(cmp.Or(name, "Unnamed"))}
}

// headline is the report in one sentence.
func (r Report) headline() string {
	s := r.Summary()
	var parts []string
	if s.Violated > 0 {
		parts = append(parts, count(s.Violated, "claim does not hold", "claims do not hold"))
	}
	if s.Unknown > 0 {
		parts = append(parts, count(s.Unknown, "is unknown", "are unknown"))
	}
	if s.Problems > 0 {
		parts = append(parts, count(s.Problems, "thing could not be run", "things could not be run"))
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, ", ")
	case s.Holds == 1:
		return "The one claim holds"
	case s.Holds > 1:
		return fmt.Sprintf("All %s claims hold", thousands(uint64(s.Holds)))
	case s.Expected+s.Accepted > 0:
		return "Nothing is violated, and nothing is shown to hold"
	}
	return "There is no evidence: nothing was looked at"
}

// counts are the verdicts in numbers.
func (r Report) counts() string {
	s := r.Summary()
	parts := []string{count(s.Holds, "claim holds", "claims hold")}
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, thousands(uint64(n))+" "+words)
		}
	}
	add(s.Violated, "violated")
	add(s.Unknown, "unknown")
	add(s.Expected, "violated as expected")
	add(s.Accepted, "unknown and accepted")
	add(s.Problems, "could not be run")
	return strings.Join(parts, ", ") + "."
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(uint64(n)) + " " + many
}

// unseen is what nobody looked at, as far as the evidence tells: techniques that left nothing, and what is unknown.
func (r Report) unseen() (all []string) {
	s := r.Summary()
	if s.Problems > 0 {
		all = append(all, count(s.Problems, "thing could not be run.", "things could not be run."))
	}
	if n := s.Unknown + s.Accepted; n > 0 {
		all = append(all, count(n, "claim was looked at without an answer.", "claims were looked at without an answer."))
	}
	for _, t := range techniques {
		used := slices.ContainsFunc(r.Records, func(record evidence.Record) bool { return record.Technique == t.name })
		if !used && t.lacks != "" {
			all = append(all, t.lacks)
		}
	}
	if len(r.Sweeps) == 0 {
		all = append(all, "No sweep was made: how much more failure it takes to break what holds is not known.")
	}
	return all
}

// wheres is where something applies, in a few words.
const wheresMax = 4

func wheres(systems []string) string {
	shown := systems[:min(len(systems), wheresMax)]
	text := strings.Join(shown, ", ")
	if more := len(systems) - len(shown); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// shown is a line of a picture or a trace: blanks stay, and what does not show itself is escaped.
func shown(line string) string {
	parts := strings.Split(line, " ")
	for i := range parts {
		parts[i] = trace.Line(parts[i])
	}
	return strings.Join(parts, " ")
}

// lines is a text of several lines in which what does not show itself is escaped.
func lines(text string) string {
	all := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i := range all {
		all[i] = shown(all[i])
	}
	return strings.Join(all, "\n")
}
