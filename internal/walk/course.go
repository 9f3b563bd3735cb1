package walk

import (
	"fmt"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// node is a place that was come to, with what was told of it.
type node struct {
	Place
	before  *node
	number  int // of the step, among those that were enabled; at the start, of the initial state
	depth   int
	asked   trace.Step
	step    diagram.Step
	told    diagram.State
	says    []diagram.Saying
	failed  *step.Fault // the step led nowhere
	book    *diagram.Book
	next    map[int]*node
	options []Option
}

const (
	// nodesMax is how many places a walker remembers before it forgets them all.
	nodesMax = 200_000
	// bookEvery is at which depths a book is kept: between them it is written anew.
	bookEvery = 64
)

// walker goes on one ground.
type walker struct {
	*Ground
	words  *teller
	starts map[int]*node
	nodes  int
}

func newWalker(g *Ground) *walker {
	return &walker{Ground: g, words: newTeller(g.Sys), starts: map[int]*node{}}
}

// follow goes along a behaviour, and answers with the last place that it came to, also where it could not go on.
func (w *walker) follow(want trace.Trace) (*node, error) {
	if want.Initial < 0 || want.Initial >= len(w.Initial) {
		return nil, fmt.Errorf("walk: the behaviour begins in initial state %d, and %s has %d", want.Initial, w.Sys.Name, len(w.Initial))
	}
	at := w.start(want.Initial)
	for i, asked := range want.Steps {
		next, err := w.advance(at, asked)
		if err != nil {
			return at, fmt.Errorf("walk: step %d of the behaviour: %w", i+1, err)
		}
		at = next
		if at.failed != nil && i+1 < len(want.Steps) {
			return at, fmt.Errorf("walk: step %d of the behaviour: the step before it leads nowhere: %s", i+2, at.failed.Why)
		}
	}
	return at, nil
}

func (w *walker) start(initial int) *node {
	if at, known := w.starts[initial]; known {
		return at
	}
	at := &node{Place: Place{State: w.Initial[initial]}, number: initial}
	at.says = w.Judge(at.Place, "")
	m := w.words.moment(at.State)
	m.Says = at.says
	at.book = diagram.NewBook(m)
	at.told = at.book.Start()
	w.starts[initial] = at
	w.nodes++
	return at
}

// advance is the place that one step leads to.
func (w *walker) advance(at *node, asked trace.Step) (*node, error) {
	if next, known := at.next[asked.Number]; known && asked.Kind == "" {
		return next, nil
	}
	chosen, err := Choose(w.Sys, at.State, w.React, asked)
	if err != nil {
		return nil, err
	}
	said := telling.Describe(w.Sys, at.State, chosen)
	said.Number = w.number(at.State, chosen, asked)
	if next, known := at.next[said.Number]; known {
		return next, nil
	}
	next := &node{Place: Place{State: at.State, Took: chosen, Before: &at.Place}, before: at, number: said.Number, depth: at.depth + 1, asked: said, failed: chosen.Fault}
	if chosen.Err != nil {
		return nil, chosen.Err
	}
	if chosen.Fault != nil {
		next.says = append(next.says, diagram.Saying{Property: chosen.Fault.Finding, Truth: diagram.False, Why: chosen.Fault.Why})
	} else {
		if next.State, err = w.Sys.Do(at.State, chosen); err != nil {
			return nil, err
		}
		next.says = w.Judge(next.Place, "")
	}
	w.tell(at, next)
	w.keep(at, next)
	return next, nil
}

// number is the place of a step in the full list.
func (w *walker) number(st step.State, chosen step.Step, asked trace.Step) int {
	if asked.Number >= 0 && asked.Kind == "" {
		return asked.Number
	}
	for i, s := range w.Sys.Steps(st, step.Listed, w.React) {
		if s.Same(chosen) {
			return i
		}
	}
	panic(fmt.Sprintf("walk: a step of kind %v is enabled and is not in the list", chosen.Kind))
}

// tell writes a step into the book of the place before it.
func (w *walker) tell(at, next *node) {
	book := w.bookAt(at)
	if at.depth%bookEvery != 0 {
		at.book = nil // it moves on
	} else {
		book = book.Fork()
	}
	next.book = book
	next.step, next.told = book.Add(next.asked, w.momentAt(next))
	next.step.Nowhere = next.failed != nil
}

func (w *walker) momentAt(at *node) diagram.Moment {
	m := w.words.moment(at.State)
	m.Says = at.says
	return m
}

// bookAt is the book as it is at a place, written anew from the last place that has one.
func (w *walker) bookAt(at *node) *diagram.Book {
	if at.book != nil {
		return at.book
	}
	var way []*node
	from := at
	for ; from.book == nil; from = from.before {
		way = append(way, from)
	}
	book := from.book.Fork()
	for i := len(way) - 1; i >= 0; i-- {
		book.Add(way[i].asked, w.momentAt(way[i]))
	}
	return book
}

func (w *walker) keep(at, next *node) {
	if w.nodes >= nodesMax {
		w.starts, w.nodes = map[int]*node{}, 0 // what is on its way is kept by its asker
	}
	if at.next == nil {
		at.next = map[int]*node{}
	}
	at.next[next.number] = next
	w.nodes++
}

// way are the places from the start to one.
func (at *node) way() []*node {
	way := make([]*node, at.depth+1)
	for n := at; n != nil; n = n.before {
		way[n.depth] = n
	}
	return way
}

// behaviour is the way to a place, without so many states at its beginning.
func (w *walker) behaviour(at *node, from int) *diagram.Behaviour {
	way := at.way()
	b := &diagram.Behaviour{Name: w.name(at), Note: w.Note, Title: title(w.Sys.Name, at)}
	for _, actor := range w.Sys.Actors {
		b.Lanes = append(b.Lanes, string(actor.ID))
	}
	if from <= 0 || from > len(way) {
		b.States, from = append(b.States, way[0].told), 1
	}
	for _, n := range way[from:] {
		b.Steps, b.States = append(b.Steps, n.step), append(b.States, n.told)
	}
	return b
}

// title says what is violated at a place.
func title(system string, at *node) string {
	what, steps := system, fmt.Sprintf("%d steps", at.depth)
	if at.depth == 1 {
		steps = "1 step"
	}
	for _, s := range at.says {
		if s.Truth == diagram.False {
			return fmt.Sprintf("%s: violated after %s", s.Property, steps)
		}
	}
	return fmt.Sprintf("%s: after %s", what, steps)
}

// name is that of the behaviour that leads to a place.
func (w *walker) name(at *node) string {
	way := at.way()
	n := trace.Name{System: w.Sys.Name, Digest: w.Digest, Initial: way[0].number}
	for _, at := range way[1:] {
		n.Numbers = append(n.Numbers, at.number)
	}
	return n.String()
}

// enabled are the steps that can be taken from a place.
func (w *walker) enabled(at *node) []Option {
	if at.options != nil || at.failed != nil {
		return at.options
	}
	book := w.bookAt(at)
	at.options = []Option{}
	for i, s := range w.Sys.Steps(at.State, step.Listed, w.React) {
		said := telling.Describe(w.Sys, at.State, s)
		said.Number = i
		o := Option{Step: book.Peek(said), Idle: s.Quiet}
		if s.Fault != nil {
			o.Fails = s.Fault.Finding + ": " + s.Fault.Why
		}
		at.options = append(at.options, o)
	}
	return at.options
}
