package step

import (
	"encoding/binary"
	"slices"
)

// State is a state of the whole.
type State struct {
	Locals  []Local
	Inboxes []Inbox
	History History
	Left    []int // of each limited budget
	World   World
}

// Step is one enabled step of the whole: a step of one participant, of the World, or a Move of a Machine.
type Step struct {
	Actor int // of the World -1
	Enabled
	World Change
	Name  string // of a Move
	to    string // where the Move leads
}

// Initial are the states in which all participants have started: one, but of a Machine, and of a participant that is given by a
// contract, there may be several.
func (s *System) Initial(react Reactor) ([]State, *Reaction) {
	if s.Machine() {
		return s.machineInitial()
	}
	st := State{Locals: make([]Local, len(s.Actors)), Inboxes: make([]Inbox, len(s.Actors))}
	for _, cell := range s.rules.cells {
		st.Left = append(st.Left, cell.Limit)
	}
	all := []State{st}
	for i := range s.Actors {
		r := react(i, Local{}, Input{Kind: Start})
		var longer []State
		for _, st := range all {
			for _, way := range append([]*Reaction{r}, r.Others...) {
				if way.Err != nil || way.Fault != nil {
					return nil, way
				}
				next, err := s.started(st, i, way)
				if err != nil {
					return nil, &Reaction{Err: err}
				}
				longer = append(longer, next)
			}
		}
		all = longer
	}
	if err := s.unmet(); err != nil {
		return nil, &Reaction{Err: err}
	}
	return all, nil
}

func (s *System) started(st State, actor int, r *Reaction) (State, error) {
	move := Enabled{Next: r.Next, Marks: r.Marks, Cell: never, Also: never, Across: never, Posts: r.Posts}
	move.Inbox = s.Put(st.Inboxes[actor], Post{To: actor, From: actor, Sent: r.Own})
	return s.Do(st, Step{Actor: actor, Enabled: move})
}

// Steps are all enabled steps of the whole, in canonical order: by kind, then by participant, then as Moves orders them.
func (s *System) Steps(st State, mode Mode, react Reactor) []Step {
	if s.Machine() {
		return s.machineSteps(st)
	}
	own, all := make([][]Enabled, len(s.Actors)), 0
	for i := range s.Actors {
		own[i] = s.Moves(i, st.Locals[i], st.Inboxes[i], mode, react, nil)
		all += len(own[i])
	}
	world := s.Changes(st.World, mode)
	steps := make([]Step, 0, all+len(world))
	for _, kind := range s.Kinds() {
		for i := range own {
			for k := range own[i] { // a step is large: only those that are allowed are copied
				move := &own[i][k]
				if move.Kind == kind && s.allows(st, i, move) && !(move.Dead() && mode.Leaves(LeaveDead)) {
					steps = append(steps, Step{Actor: i, Enabled: *move})
				}
			}
		}
		for _, change := range world {
			if change.Kind == kind && !(change.Cell >= 0 && st.Left[change.Cell] == 0) {
				steps = append(steps, change.Step())
			}
		}
	}
	return steps
}

// allows says whether the budgets and the partition allow a step.
func (s *System) allows(st State, actor int, move *Enabled) bool {
	switch {
	case move.Cell >= 0 && st.Left[move.Cell] == 0, move.Also >= 0 && st.Left[move.Also] == 0:
		return false
	case move.Also >= 0 && move.Also == move.Cell && st.Left[move.Also] == 1:
		return false
	}
	return move.Across < 0 || !s.Blocked(st.World, move.Across, actor)
}

// Do is the state after a step.
func (s *System) Do(st State, step Step) (State, error) {
	if step.Kind == Move {
		return State{Locals: []Local{{Up: true, State: step.to}}, Inboxes: []Inbox{nil}}, nil
	}
	next := State{Locals: slices.Clone(st.Locals), Inboxes: slices.Clone(st.Inboxes), History: st.History, Left: st.Left, World: st.World}
	if step.Kind.World() {
		next.World = step.World.To
		for i, by := range step.World.Moved {
			next.Locals[i] = next.Locals[i].Ticked(by)
		}
	} else {
		next.Locals[step.Actor], next.Inboxes[step.Actor] = step.Next, step.Inbox
	}
	for _, post := range step.Posts {
		next.Inboxes[post.To] = s.Put(next.Inboxes[post.To], post)
	}
	for _, cell := range []int{step.Cell, step.Also} {
		if cell >= 0 {
			next.Left = slices.Clone(next.Left)
			next.Left[cell]--
		}
	}
	if len(step.Marks) == 0 {
		return next, nil
	}
	var err error
	next.History, err = s.Record(st.History, step.Actor, step.Marks)
	return next, err
}

// Key is equal for equal states alone, within one process.
func (st State) Key() string {
	var key []byte
	for i := range st.Locals {
		key = appendText(appendText(key, st.Locals[i].Key()), st.Inboxes[i].Key())
	}
	key = appendText(appendText(key, st.History.Key()), st.World.Key())
	return string(append(key, LeftKey(st.Left)...))
}

// Same says whether two steps of one state are the same step.
func (step Step) Same(other Step) bool {
	return step.Kind == other.Kind && step.Actor == other.Actor && step.Envelope == other.Envelope && step.Timer == other.Timer &&
		step.Name == other.Name && step.to == other.to && step.Key == other.Key && step.Option == other.Option && step.From == other.From &&
		step.During == other.During && step.After == other.After && step.Kept == other.Kept && step.Way == other.Way && step.World.same(other.World)
}

func (c Change) same(other Change) bool {
	return c.Cut == other.Cut && slices.Equal(c.Moved, other.Moved)
}

// LeftKey is equal for equal budgets alone.
func LeftKey(left []int) string {
	var key []byte
	for _, n := range left {
		key = binary.AppendUvarint(key, uint64(n))
	}
	return string(key)
}

// The contents of components, equal for equal components alone and the same in every run: what fingerprints are made of.

// LocalContent is the content of a Local.
func (s *System) LocalContent(l Local) string { return s.localContent(l) }

// InboxContent is the content of an Inbox.
func (s *System) InboxContent(in Inbox) string { return s.inboxContent(in) }

// HistoryContent is the content of a History.
func (s *System) HistoryContent(h History) string { return s.historyContent(h) }
