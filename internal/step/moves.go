package step

import (
	"reflect"
	"slices"

	"github.com/assay-dev/assay"
)

// Enabled is one enabled step of one participant: what it does to the participant itself, and what it posts to others.
type Enabled struct {
	Kind     Kind
	Envelope Envelope     // deliver, redeliver, lose, lie; of a tear what was being delivered
	Timer    string       // timeout
	Key      string       // choose
	Option   Value        // choose
	From     int          // flush: whose buffer
	During   Kind         // tear: the step that it interrupts
	After    int          // tear: the last effect that took place
	Effect   assay.Effect // tear: what that is
	Kept     int          // tear, unsync: how many of the pending writes are kept, and of how many
	Pending  int
	Way      int // which of the ways in which its contract allows it to react, from 1; 0 is the only one
	Next     Local
	Inbox    Inbox
	Posts    []Post // by receiver, never to itself
	Marks    []Mark
	Cell     int // the limited budget that it spends, or -1
	Also     int // another one, or -1
	Across   int // whose message it takes, which must not be held by a partition, or -1
	Quiet    bool
	Fault    *Fault
	Err      error
	Reaction *Reaction // whose Next, Posts and Marks these are; nil where no handler ran
}

// Dead says that the step leads nowhere: the handler gave no answer.
func (e *Enabled) Dead() bool { return e.Err != nil || e.Fault != nil && e.Fault.Dead }

// Reactor answers for React, perhaps from memory.
type Reactor func(actor int, l Local, in Input) *Reaction

// Moves are the steps of one participant that are enabled where it is l and in waits for it, in canonical order: by kind, then by
// sender, then by the message's or timer's bytes. Whether a limited budget still allows a step, and a partition does not hold its
// message, is for the caller to see. They are appended to into, which may be nil.
func (s *System) Moves(actor int, l Local, in Inbox, mode Mode, react Reactor, into []Enabled) []Enabled {
	m := moves{s: s, actor: actor, rule: &s.rules.actors[actor], local: l, inbox: in, mode: mode, react: react, out: into}
	works := l.Up && m.rule.working(l.Clock)
	if works {
		m.deliveries(Deliver)
		if s.rules.kinds[Redeliver] {
			m.deliveries(Redeliver)
		}
	}
	if s.rules.kinds[Lose] {
		m.losses()
	}
	if works {
		m.timeouts()
		m.choices(Choose, never)
		m.unprompted()
		m.reading()
	}
	m.failures()
	if s.rules.kinds[Flush] {
		m.flushes()
	}
	if m.rule.lies != never && l.Up {
		m.lies()
	}
	if works {
		m.slips()
	}
	return m.out
}

// working says whether a participant works at a time of its own clock.
func (a *actorRule) working(clock int) bool {
	return a.works.EveryMS == 0 || clock%a.works.EveryMS < a.works.ForMS
}

type moves struct {
	s     *System
	actor int
	rule  *actorRule
	local Local
	inbox Inbox
	mode  Mode
	react Reactor
	out   []Enabled
	tears []Enabled
}

func (m *moves) deliveries(kind Kind) {
	m.s.deliverable(m.actor, m.inbox, func(place int, e Envelope, rule linkRule) {
		if kind == Redeliver && !rule.redelivers() {
			return
		}
		in := Input{Kind: Deliver, Envelope: e}
		r := m.react(m.actor, m.local, in)
		move := Enabled{Kind: kind, Envelope: e, Inbox: m.inbox, Cell: never, Across: m.s.sender(e)}
		switch {
		case kind == Redeliver:
			move.Cell = limited(rule.duplicates)
		case !rule.set():
			move.Inbox = m.inbox.without(place)
		}
		if len(r.Others) > 0 {
			move.Way = 1
		}
		m.delivery(move, r, in, rule)
		for _, other := range r.Others {
			move.Way++
			m.delivery(move, other, in, rule)
		}
	})
}

func (m *moves) delivery(move Enabled, r *Reaction, in Input, rule linkRule) {
	if !r.Quiet || !m.mode.Leaves(LeaveIgnored) || rule.fifo {
		m.add(move, r, in)
	}
}

// sender is who sent an envelope.
func (s *System) sender(e Envelope) int { return int(s.values.opened(e).from) }

func (m *moves) losses() {
	m.s.deliverable(m.actor, m.inbox, func(place int, e Envelope, rule linkRule) {
		if rule.losses != never && (rule.fifo || rule.buffered() || m.s.clocks() || !m.mode.Leaves(LeaveLosses)) {
			m.plain(Enabled{Kind: Lose, Envelope: e, Next: m.local, Inbox: m.inbox.without(place), Cell: limited(rule.losses), Across: never})
		}
	})
}

func (m *moves) timeouts() {
	if m.rule.firings == never || m.s.Actors[m.actor].Behaviour.Timeout == nil {
		return
	}
	for i, timer := range m.local.Timers {
		if !m.local.due(i) {
			continue
		}
		in := Input{Kind: Timeout, Timer: timer}
		r := m.react(m.actor, m.local, in)
		if r.Quiet && m.mode.Leaves(LeaveTimeouts) {
			continue
		}
		m.add(Enabled{Kind: Timeout, Timer: timer, Inbox: m.inbox, Cell: limited(m.rule.firings), Across: never}, r, in)
	}
}

// choices are the options of one sort of the choices that are pending.
func (m *moves) choices(sort Kind, budget int) {
	for _, choice := range m.local.Choices {
		for _, option := range choice.Options {
			if ChoiceKind(m.s.TypeOf(option)) != sort {
				continue
			}
			in := Input{Kind: Choose, Key: choice.Key, Option: option}
			m.add(Enabled{Kind: sort, Key: choice.Key, Option: option, Inbox: m.inbox, Cell: limited(budget), Across: never}, m.react(m.actor, m.local, in), in)
		}
	}
}

// unprompted are the steps that a contract allows without a message.
func (m *moves) unprompted() {
	if c := m.s.Actors[m.actor].contract; c == nil || c.behaviour.Unprompted == nil {
		return
	}
	in := Input{Kind: Choose}
	first := m.react(m.actor, m.local, in)
	if first.None {
		return
	}
	for i, r := range append([]*Reaction{first}, first.Others...) {
		m.add(Enabled{Kind: Choose, Way: i + 1, Inbox: m.inbox, Cell: never, Across: never}, r, in)
	}
}

func (m *moves) reading() {
	if m.local.Reading {
		in := Input{Kind: Read}
		m.add(Enabled{Kind: Read, Inbox: m.inbox, Cell: never, Across: never}, m.react(m.actor, m.local, in), in)
	}
}

// flushes send on what waits in buffers.
func (m *moves) flushes() {
	for from := range m.s.Actors {
		rule := m.s.link(from, m.actor)
		if rule.buffered() && m.s.waiting(m.inbox, from) > 0 {
			m.plain(Enabled{Kind: Flush, From: from, Next: m.local, Inbox: m.s.flush(m.inbox, from, rule), Cell: never, Across: never})
		}
	}
}

// lies are the messages that a liar may send.
func (m *moves) lies() {
	for _, l := range m.rule.lieList {
		sent := []Post{{To: l.to, From: m.actor, Sent: []Envelope{l.envelope}}}
		m.plain(Enabled{Kind: Lie, Envelope: l.envelope, From: l.to, Next: m.s.lied(m.actor, m.local, l), Inbox: m.inbox, Posts: sent, Cell: limited(m.rule.lies), Across: never})
	}
}

// plain adds a move that no handler answers.
func (m *moves) plain(move Enabled) {
	move.Also = never
	m.out = append(m.out, move)
}

// add completes a move that a handler answered. One that has no answer is listed too, so that it can be found and named.
func (m *moves) add(move Enabled, r *Reaction, in Input) {
	move.Next, move.Marks, move.Quiet, move.Fault, move.Err, move.Also = r.Next, r.Marks, r.Quiet, r.Fault, r.Err, never
	if !move.Dead() {
		m.tear(move, r, in)
		if len(r.Own) > 0 {
			move.Inbox = m.s.Put(move.Inbox, Post{To: m.actor, From: m.actor, Sent: r.Own})
		}
		if r.stops {
			move.Inbox = m.s.leave(m.actor, move.Inbox)
		}
		move.Posts, move.Reaction = r.Posts, r
	}
	m.out = append(m.out, move)
}

func sentTo(sends []Send, to int) []Envelope {
	var sent []Envelope
	for _, send := range sends {
		if send.To == to {
			sent = append(sent, send.Envelope)
		}
	}
	return sent
}

func posts(sends []Send, from int) []Post {
	var receivers []int
	for _, send := range sends {
		if send.To != from {
			receivers = append(receivers, send.To)
		}
	}
	slices.Sort(receivers)
	var all []Post
	for _, to := range slices.Compact(receivers) {
		all = append(all, Post{To: to, From: from, Sent: sentTo(sends, to)})
	}
	return all
}

// limited is the cell that a step spends: none of an unlimited budget.
func limited(budget int) int { return max(budget, never) }

// lie is one message that a liar may send.
type lie struct {
	to       int
	envelope Envelope
}

// compileLies lists what each liar may say to whom: each value to everyone else whose messages it is one of.
func (s *System) compileLies(actors []assay.Participant) error {
	for i := range s.rules.actors {
		rule := &s.rules.actors[i]
		for to, p := range actors {
			for _, said := range rule.says {
				if to == i || rule.lies == never || !Fits(reflect.TypeOf(said), p.Behaviour.Message) {
					continue
				}
				value, err := s.values.intern(said)
				if err != nil {
					return err
				}
				rule.lieList = append(rule.lieList, lie{to, s.values.envelope(i, value)})
			}
		}
		slices.SortFunc(rule.lieList, func(a, b lie) int {
			if a.to != b.to {
				return a.to - b.to
			}
			return s.values.compare(a.envelope, b.envelope)
		})
		rule.lieList = slices.Compact(rule.lieList)
	}
	return nil
}
