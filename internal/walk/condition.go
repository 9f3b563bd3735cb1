package walk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/step"
)

// conditionHint is the language of conditions by example.
const conditionHint = `a condition is as in: Holder: client1 | 2 of holding | lock: Waiting: [] | flying Granted | not down | violated mutual exclusion | reached someone holds the lock; & joins several`

// condition is what a state must fulfil, every term of it.
type condition struct {
	terms   []*term
	network bool // a term looks at messages in flight, or asks a property, which may
}

// term is one part of a condition.
type term struct {
	not      bool
	least    int    // of participants, or of messages
	lane     int    // or -1 for any
	text     string // that their words contain
	flying   bool
	property string
	truth    string

	said map[string]bool // by participant and its Local: whether its words contain the text
}

// parseCondition reads a condition. Participants and properties are those of the ground.
func parseCondition(text string, g *Ground) (*condition, error) {
	c := &condition{}
	for _, part := range strings.Split(text, "&") {
		t, err := parseTerm(strings.TrimSpace(part), g)
		if err != nil {
			return nil, fmt.Errorf("walk: condition %q: %w\nhint: %s", text, err, conditionHint)
		}
		c.terms = append(c.terms, t)
		c.network = c.network || t.flying || t.property != ""
	}
	return c, nil
}

func parseTerm(text string, g *Ground) (*term, error) {
	t := &term{least: 1, lane: -1, said: map[string]bool{}}
	text, t.not = cutWord(text, "not ")
	for word, truth := range map[string]string{"violated ": diagram.False, "reached ": diagram.Reached} {
		name, asked := cutWord(text, word)
		if !asked {
			continue
		}
		t.property, t.truth = strings.TrimSpace(name), truth
		if !slices.ContainsFunc(g.Properties, func(p Property) bool { return p.Name == t.property }) {
			return nil, fmt.Errorf("no property is called %q; there are: %s", t.property, propertyNames(g.Properties))
		}
		return t, nil
	}
	if count, rest, found := strings.Cut(text, " of "); found {
		if n, err := strconv.Atoi(strings.TrimSpace(count)); err == nil {
			if n < 1 {
				return nil, fmt.Errorf("%d of something, expected at least 1", n)
			}
			t.least, text = n, rest
		}
	}
	text, t.flying = cutWord(text, "flying ")
	if id, rest, found := strings.Cut(text, ":"); found && !t.flying {
		if i := slices.IndexFunc(g.Sys.Actors, func(a step.Actor) bool { return string(a.ID) == strings.TrimSpace(id) }); i >= 0 {
			t.lane, text = i, rest
		}
	}
	if t.text = strings.ToLower(strings.TrimSpace(text)); t.text == "" {
		return nil, fmt.Errorf("there is nothing to look for")
	}
	return t, nil
}

func propertyNames(all []Property) string {
	var names []string
	for _, p := range all {
		names = append(names, strconv.Quote(p.Name))
	}
	return strings.Join(names, ", ")
}

func cutWord(text, word string) (rest string, found bool) {
	if rest, found = strings.CutPrefix(text, word); found {
		rest = strings.TrimSpace(rest)
	}
	return rest, found
}

// in says whether a place fulfils the condition.
func (c *condition) in(w *walker, at Place) bool {
	for _, t := range c.terms {
		if t.in(w, at) == t.not {
			return false
		}
	}
	return true
}

func (t *term) in(w *walker, at Place) bool {
	switch {
	case t.property != "":
		return slices.ContainsFunc(w.Judge(at, t.property), func(s diagram.Saying) bool { return s.Property == t.property && s.Truth == t.truth })
	case t.flying:
		n := 0
		for _, m := range w.words.inFlight(at.State) {
			if strings.Contains(strings.ToLower(m.From+" -> "+m.To+" "+m.What), t.text) {
				n++
			}
		}
		return n >= t.least
	}
	n := 0
	for i, l := range at.State.Locals {
		if (t.lane < 0 || t.lane == i) && t.has(w, i, l) {
			n++
		}
	}
	return n >= t.least
}

// has says whether the words of one participant contain the text.
func (t *term) has(w *walker, actor int, l step.Local) bool {
	key := strconv.Itoa(actor) + " " + l.Key()
	has, known := t.said[key]
	if known {
		return has
	}
	for _, p := range w.words.own(actor, l) {
		has = has || strings.Contains(strings.ToLower(strings.TrimSpace(p.Name+" "+p.Text)), t.text)
	}
	t.said[key] = has
	return has
}
