package walk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// Parts are a state of the whole in words: each participant with its disk, timers and choices, then the world, then what is left of
// budgets.
func Parts(sys *step.System, st step.State) (parts []diagram.Part) {
	for i := range sys.Actors {
		parts = append(parts, ownParts(sys, i, st.Locals[i])...)
	}
	return append(parts, worldParts(sys, st)...)
}

func worldParts(sys *step.System, st step.State) (parts []diagram.Part) {
	add := func(name, text string) { parts = append(parts, diagram.Part{Name: name, Text: text}) }
	var cut []string
	for _, pair := range st.World.Cut {
		cut = append(cut, fmt.Sprintf("%s -> %s", sys.Actors[pair/len(sys.Actors)].ID, sys.Actors[pair%len(sys.Actors)].ID))
	}
	if len(cut) > 0 {
		add("cut", strings.Join(cut, ", "))
	}
	if st.World.Now > 0 {
		add("time", fmt.Sprintf("%d ms", st.World.Now))
	}
	for i, cell := range sys.Cells() {
		name := cell.Failure.String()
		if cell.Scope != "" {
			name += " of " + cell.Scope
		}
		add(name+" left", fmt.Sprint(st.Left[i]))
	}
	return parts
}

// ownParts are what one participant is and has.
func ownParts(sys *step.System, actor int, local step.Local) (parts []diagram.Part) {
	lane := string(sys.Actors[actor].ID)
	add := func(name, text string) { parts = append(parts, diagram.Part{Lane: lane, Name: name, Text: text}) }
	if !local.Up {
		add("", "down")
	} else {
		add("", trace.FormatState(sys.StateValue(actor, local.State)))
	}
	if sys.Machine() {
		return parts
	}
	if sys.DisksKept(actor) {
		add("disk", telling.Entries(sys, local.Disk))
		var left []string
		for _, disk := range local.Pending {
			left = append(left, telling.Entries(sys, disk))
		}
		if len(left) > 0 {
			add("disk if power fails", strings.Join(left, " or "))
		}
	}
	if len(local.Timers) > 0 {
		add("timers", strings.Join(local.Timers, ", "))
	}
	for _, choice := range local.Choices {
		var options []string
		for _, option := range choice.Options {
			options = append(options, trace.Format(sys.Fresh(option)))
		}
		add("choice "+choice.Key, strings.Join(options, " or "))
	}
	if local.Clock > 0 {
		add("clock", fmt.Sprintf("%d ms", local.Clock))
	}
	return parts
}

// InFlight are the messages, by receiver and sender.
func InFlight(sys *step.System, st step.State) []diagram.Message { return newTeller(sys).inFlight(st) }

// teller puts the states of one System in words, and remembers what it said.
type teller struct {
	sys     *step.System
	parts   map[string][]diagram.Part // by participant and its Local
	flights map[flight]diagram.Message
}

type flight struct {
	to, from int
	message  step.Value
}

// wordsMax is how many texts a teller remembers before it forgets them all.
const wordsMax = 100_000

func newTeller(sys *step.System) *teller { return &teller{sys: sys} }

// moment is a state in words, without what the properties say.
func (t *teller) moment(st step.State) (m diagram.Moment) {
	for i := range t.sys.Actors {
		m.Parts = append(m.Parts, t.own(i, st.Locals[i])...)
	}
	m.Parts = append(m.Parts, worldParts(t.sys, st)...)
	m.InFlight = t.inFlight(st)
	return m
}

func (t *teller) inFlight(st step.State) (messages []diagram.Message) {
	for to, inbox := range st.Inboxes {
		for _, e := range inbox {
			if from, message, ok := t.sys.OfKind(e, nil); ok {
				messages = append(messages, t.flight(flight{to, from, message}))
			}
		}
	}
	return messages
}

// own is what one participant is and has. An empty disk is left out: many participants never write to theirs.
func (t *teller) own(actor int, l step.Local) []diagram.Part {
	key := fmt.Sprint(actor) + " " + l.Key()
	said, known := t.parts[key]
	if !known {
		said = slices.DeleteFunc(ownParts(t.sys, actor, l), func(p diagram.Part) bool { return p.Name == "disk" && len(l.Disk) == 0 })
		if len(t.parts) >= wordsMax || t.parts == nil {
			t.parts = map[string][]diagram.Part{}
		}
		t.parts[key] = said
	}
	return said
}

func (t *teller) flight(f flight) diagram.Message {
	said, known := t.flights[f]
	if !known {
		said = diagram.Message{From: string(t.sys.Actors[f.from].ID), To: string(t.sys.Actors[f.to].ID), What: trace.Format(t.sys.Fresh(f.message))}
		if len(t.flights) >= wordsMax || t.flights == nil {
			t.flights = map[flight]diagram.Message{}
		}
		t.flights[f] = said
	}
	return said
}
