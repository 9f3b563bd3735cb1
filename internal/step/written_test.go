package step

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// shelf has all that a handler may change in place.
type shelf struct {
	Held map[string]bool
	Rows map[string][]row
	List []int
	Next *row
	Any  any
	own  struct{ rows map[string]*row }
}

type row struct{ N int }

func aShelf() shelf {
	s := shelf{Held: map[string]bool{"a": true}, Rows: map[string][]row{"a": {{1}}}, List: []int{1, 2}, Next: &row{1}, Any: map[int]int{1: 1}}
	s.own.rows = map[string]*row{"a": {1}}
	return s
}

// TestWritten: the finding names what was changed in place, and what to do instead.
func TestWritten(t *testing.T) {
	full, clone := aShelf(), "hint: clone it first (maps.Clone"
	for name, c := range map[string]struct {
		start  shelf
		change func(s shelf, msg *row)
		want   string
		hint   string
	}{
		"an empty map": {shelf{}, func(s shelf, _ *row) {
			if s.Held == nil {
				s.Held = map[string]bool{}
			}
			s.Held["b"] = true
		}, "it changes the map Held of its state in place", clone},
		"a new key":      {full, func(s shelf, _ *row) { s.Held["b"] = true }, "it changes the map Held of its state in place", clone},
		"another value":  {full, func(s shelf, _ *row) { s.Held["a"] = false }, "it changes the map Held of its state in place", clone},
		"another key":    {full, func(s shelf, _ *row) { delete(s.Held, "a"); s.Held["b"] = true }, "it changes the map Held of its state in place", clone},
		"an interface":   {full, func(s shelf, _ *row) { s.Any.(map[int]int)[1] = 2 }, "it changes the map Any of its state in place", clone},
		"a slice":        {full, func(s shelf, _ *row) { s.List[1] = 7 }, "it changes the slice List of its state in place", "hint: clone it first (slices.Clone)"},
		"a longer slice": {full, func(s shelf, _ *row) { s.Rows["a"] = append(s.Rows["a"][:1:1], row{2}) }, "it changes the map Rows of its state in place", clone},
		"deep":           {full, func(s shelf, _ *row) { s.Rows["a"][0].N = 2 }, "it changes the slice Rows[…] of its state in place", "hint: clone it first (slices.Clone)"},
		"a pointer":      {full, func(s shelf, _ *row) { s.Next.N = 2 }, "it changes what Next of its state points to", "hint: copy that first"},
		"its own":        {full, func(s shelf, _ *row) { s.own.rows["a"].N = 2 }, "it changes what own.rows[…] of its state points to", "hint: copy that first"},
		"the message":    {full, func(_ shelf, msg *row) { msg.N = 2 }, "it changes what the message that it was given points to", "hint: copy that first"},
		"the capacity":   {full, func(s shelf, _ *row) { _ = append(s.List, 3) }, "it writes into the spare capacity of a slice", "hint: append to a clipped copy"},
		"several":        {full, func(s shelf, _ *row) { s.Held["b"], s.List[0] = true, 9 }, "it changes the map Held of its state in place", clone},
	} {
		receive := func(s shelf, msg any) (shelf, assay.Effects) { c.change(s, msg.(*row)); return aShelf(), nil }
		r := delivered(t, receive, c.start, any(&row{1}))
		if r.Fault == nil || r.Fault.Finding != "pure" || !strings.Contains(r.Fault.Why, " changes its arguments: "+c.want) || !strings.Contains(r.Fault.Why, "\n"+c.hint) {
			t.Errorf("%s: %+v, expected that %s", name, r.Fault, c.want)
		}
	}
}

// TestWrittenElsewhere: a Machine's Next and a handler in a simulation are told in the same words.
func TestWrittenElsewhere(t *testing.T) {
	_, byNext, err := ask(t, aShelf(), func(s shelf) []assay.Move[shelf] { s.Held["b"] = true; return nil })
	if err != nil {
		t.Fatal(err)
	}
	state := aShelf()
	p := assay.Spawn("a", scripted[shelf]{receive: func(s shelf, _ any) (shelf, assay.Effects) { s.Held["b"] = true; return s, nil }})
	sampled := NewSampler().Twice(p, Given{Kind: Deliver, State: &state, From: "b", Message: "go"})
	for want, fault := range map[string]*Fault{
		"Next changes its argument: it changes the map Held of the state in place":                           byNext,
		" changes its arguments: it changes the map Held of its state in place\nhint: clone it first (maps.": sampled,
	} {
		if fault == nil || !strings.Contains(fault.Why, want) {
			t.Errorf("%+v, expected %q", fault, want)
		}
	}
}
