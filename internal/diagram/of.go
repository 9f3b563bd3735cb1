package diagram

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay/trace"
)

// Moment is a state of the whole in words: the start, or what a step led to.
type Moment struct {
	Parts    []Part    // all of them
	InFlight []Message // in any order that is the same each time
	Says     []Saying
}

// Of is a behaviour as its trace tells it: with the state after each step, or the one at its end alone.
func Of(t trace.Trace) Behaviour {
	b := Behaviour{Name: t.Name().String(), Package: t.Package, Title: t.Title, Note: t.Note, Lanes: lanes(t)}
	if len(t.Told) != len(t.Steps)+1 {
		for _, s := range t.Steps {
			b.Steps = append(b.Steps, StepOf(s))
		}
		b.States = finalOnly(t)
		return b
	}
	var now air
	now.take(t.Told[0])
	for i, s := range t.Steps {
		step := now.peek(s)
		step.Nowhere = t.Told[i+1].Nowhere
		now.take(t.Told[i+1])
		b.Steps = append(b.Steps, step)
	}
	b.States = t.Told
	return b
}

// StepOf is a step that does not know its message.
func StepOf(s trace.Step) Step {
	return Step{Number: s.Number, Kind: s.Kind, From: string(s.From), To: string(s.To), What: s.What, Note: s.Note, Sends: s.Sends,
		Words: Words(s), Failure: slices.Contains(failures, s.Kind), Message: -1}
}

// failures are the kinds that are nobody's intention.
var failures = []string{"redeliver", "lose", "crash", "unsync", "tear", "cut", "lie", "mistake", "malice"}

// Remark is a line below a counterexample that has failures in it, or "": that it is the shortest says nothing of longer ways with
// fewer failures.
func Remark(t trace.Trace) string {
	fails := func(s trace.Step) bool { return slices.Contains(failures, s.Kind) }
	if !t.Least || !slices.ContainsFunc(t.Steps, fails) {
		return ""
	}
	return "shortest, and the fewest failures among the shortest; assay sweep finds which suffice"
}

// Words is a step in one line.
func Words(s trace.Step) string {
	parts := []string{s.Kind}
	if s.From != "" {
		parts = append(parts, string(s.From), "->")
	}
	for _, part := range []string{string(s.To), trace.Words(s)} {
		if part != "" {
			parts = append(parts, trace.Line(part))
		}
	}
	return strings.Join(parts, " ")
}

// lanes are the participants: those of the states in order, then whoever else takes part.
func lanes(t trace.Trace) (ids []string) {
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, s := range t.Final {
		add(string(s.ID))
	}
	for _, told := range t.Told[:min(len(t.Told), 1)] {
		for _, p := range told.Parts {
			add(p.Lane)
		}
	}
	for _, s := range t.Steps {
		add(string(s.From))
		add(string(s.To))
	}
	if len(ids) == 0 {
		return []string{""}
	}
	return ids
}

// finalOnly is the end of a trace.
func finalOnly(t trace.Trace) []State {
	if len(t.Final) == 0 {
		return nil
	}
	var end State
	for _, s := range t.Final {
		end.Parts = append(end.Parts, Part{Lane: string(s.ID), Text: s.Text})
	}
	return []State{end}
}

// air is what is in flight at one moment of a behaviour.
type air struct {
	flying []flying
	sent   int // messages so far
}

type flying struct {
	Message
	id int
}

// take goes on to a state as it is told.
func (a *air) take(told State) {
	a.flying = slices.DeleteFunc(a.flying, func(f flying) bool { return slices.Contains(told.Gone, f.id) })
	for _, m := range told.Sent {
		a.flying = append(a.flying, flying{m, a.sent})
		a.sent++
	}
}

// peek is a step that is not taken yet.
func (a *air) peek(s trace.Step) Step {
	step := StepOf(s)
	step.Message = a.find(step)
	return step
}

// find is the message that a step takes: of equal ones the oldest.
func (a *air) find(s Step) int {
	if !slices.Contains([]string{"deliver", "redeliver", "lose", "flush"}, s.Kind) {
		return -1
	}
	for _, f := range a.flying {
		if f.From == s.From && f.To == s.To && (f.What == s.What || strings.HasPrefix(s.What, f.What+" => ") || s.Kind == "flush") {
			return f.id
		}
	}
	return -1
}

// Book keeps which messages are in flight along one behaviour, so that each delivery finds its sending.
type Book struct {
	last Moment
	air
}

// NewBook begins at the first state.
func NewBook(start Moment) *Book {
	b := &Book{last: start}
	b.post(start.InFlight, nil)
	return b
}

// Start is the first state, whole.
func (b *Book) Start() State {
	return State{Parts: b.last.Parts, Sent: b.last.InFlight, Says: b.last.Says}
}

// Fork is a copy that goes on by itself.
func (b *Book) Fork() *Book {
	copied := *b
	copied.flying = slices.Clone(b.flying)
	return &copied
}

// Add is one step more: what it did, and the state that it led to as far as that is another.
func (b *Book) Add(s trace.Step, m Moment) (Step, State) {
	step := b.peek(s)
	state := State{Parts: changedParts(b.last.Parts, m.Parts), Says: changedSays(b.last.Says, m.Says)}
	before := b.sent
	state.Gone = b.post(m.InFlight, &step)
	for _, f := range b.flying {
		if f.id >= before {
			state.Sent = append(state.Sent, f.Message)
		}
	}
	b.last = m
	return step, state
}

// Peek is a step that is not taken yet.
func (b *Book) Peek(s trace.Step) Step { return b.peek(s) }

// post makes what is in flight what is said. A step's own message goes first, then of equal ones the oldest.
func (b *Book) post(now []Message, taken *Step) (gone []int) {
	want := map[Message]int{}
	for _, m := range now {
		want[m]++
	}
	have := map[Message]int{}
	for _, f := range b.flying {
		have[f.Message]++
	}
	again := false // the step takes a message and sends one that is equal to it
	if taken != nil && taken.Message >= 0 && taken.Kind == "deliver" {
		at := slices.IndexFunc(b.flying, func(f flying) bool { return f.id == taken.Message })
		m := b.flying[at].Message
		again = want[m] >= have[m]
	}
	var kept []flying
	for _, f := range b.flying {
		own := taken != nil && f.id == taken.Message && again
		if own || have[f.Message] > want[f.Message] {
			gone = append(gone, f.id)
			have[f.Message]--
			continue
		}
		kept = append(kept, f)
	}
	b.flying = kept
	for _, m := range now {
		if have[m] < want[m] {
			have[m]++
			b.flying = append(b.flying, flying{m, b.sent})
			b.sent++
		}
	}
	return gone
}

// partKey says which part is the same one in another state.
func partKey(p Part) [2]string { return [2]string{p.Lane, p.Name} }

func changedParts(before, after []Part) (changed []Part) {
	was := map[[2]string]string{}
	for _, p := range before {
		was[partKey(p)] = p.Text
	}
	for _, p := range after {
		old, known := was[partKey(p)]
		delete(was, partKey(p))
		if !known || old != p.Text {
			changed = append(changed, p)
		}
	}
	for _, p := range before {
		if _, gone := was[partKey(p)]; gone {
			p.Text, p.Gone = "", true
			changed = append(changed, p)
		}
	}
	return changed
}

func changedSays(before, after []Saying) (changed []Saying) {
	for _, s := range after {
		if !slices.Contains(before, s) {
			changed = append(changed, s)
		}
	}
	return changed
}

// Violation is the first state in which something is false, and whether there is one.
func (b Behaviour) Violation() (at int, found bool) {
	for i, state := range b.States {
		if slices.ContainsFunc(state.Says, func(s Saying) bool { return s.Truth == False }) {
			return i, true
		}
	}
	return 0, false
}
