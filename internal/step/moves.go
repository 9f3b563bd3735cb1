package step

import "slices"

// Enabled is one enabled step of one participant: what it does to the participant itself, and what it posts to others.
type Enabled struct {
	Kind     Kind
	Envelope Envelope // deliver, redeliver, lose
	Timer    string   // timeout
	Next     Local
	Inbox    Inbox
	Posts    []Post // by receiver, never to itself
	Marks    []Mark
	Cell     int // the limited budget that it spends, or -1
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
// sender, then by the message's or timer's bytes. Whether a limited budget still allows a step is for the caller to see.
// They are appended to into, which may be nil.
func (s *System) Moves(actor int, l Local, in Inbox, mode Mode, react Reactor, into []Enabled) []Enabled {
	m := moves{s: s, actor: actor, local: l, inbox: in, mode: mode, react: react, out: into}
	if l.Up {
		m.deliveries(Deliver)
		if s.rules.kinds[Redeliver] {
			m.deliveries(Redeliver)
		}
	}
	if s.rules.kinds[Lose] {
		m.losses()
	}
	if l.Up {
		m.timeouts()
		m.crash()
	} else {
		m.recovery()
	}
	return m.out
}

type moves struct {
	s     *System
	actor int
	local Local
	inbox Inbox
	mode  Mode
	react Reactor
	out   []Enabled
}

func (m *moves) deliveries(kind Kind) {
	m.s.deliverable(m.actor, m.inbox, func(place int, e Envelope, rule linkRule) {
		if kind == Redeliver && !rule.redelivers() {
			return
		}
		r := m.react(m.actor, m.local, Input{Kind: Deliver, Envelope: e})
		if r.Quiet && m.mode.Leaves(LeaveIgnored) && !rule.fifo {
			return
		}
		move := Enabled{Kind: kind, Envelope: e, Inbox: m.inbox, Cell: never}
		switch {
		case kind == Redeliver:
			move.Cell = limited(rule.duplicates)
		case !rule.set():
			move.Inbox = m.inbox.without(place)
		}
		m.add(move, r)
	})
}

func (m *moves) losses() {
	m.s.deliverable(m.actor, m.inbox, func(place int, e Envelope, rule linkRule) {
		if rule.losses != never && (rule.fifo || !m.mode.Leaves(LeaveLosses)) {
			m.out = append(m.out, Enabled{Kind: Lose, Envelope: e, Next: m.local, Inbox: m.inbox.without(place), Cell: limited(rule.losses)})
		}
	})
}

func (m *moves) timeouts() {
	firings := m.s.rules.actors[m.actor].firings
	if firings == never || m.s.Actors[m.actor].Behaviour.Timeout == nil {
		return
	}
	for _, timer := range m.local.Timers {
		r := m.react(m.actor, m.local, Input{Kind: Timeout, Timer: timer})
		if r.Quiet && m.mode.Leaves(LeaveTimeouts) {
			continue
		}
		m.add(Enabled{Kind: Timeout, Timer: timer, Inbox: m.inbox, Cell: limited(firings)}, r)
	}
}

func (m *moves) crash() {
	budget := m.s.rules.actors[m.actor].crashes
	if budget == never {
		return
	}
	down := Local{Disk: m.local.Disk}
	if m.s.track.Last {
		down.State = m.local.State
	}
	move := Enabled{Kind: Crash, Next: down, Inbox: m.s.close(m.actor, m.inbox), Cell: limited(budget)}
	if m.s.track.History {
		move.Marks = []Mark{{Kind: Crashed}}
	}
	for to := range m.s.Actors {
		if to != m.actor && m.s.link(m.actor, to).fifo {
			move.Posts = append(move.Posts, Post{To: to, From: m.actor, Purge: true})
		}
	}
	m.out = append(m.out, move)
}

func (m *moves) recovery() {
	budget := m.s.rules.actors[m.actor].recoveries
	if budget == never {
		return
	}
	r := m.react(m.actor, Local{Disk: m.local.Disk}, Input{Kind: Recover})
	m.add(Enabled{Kind: Recover, Inbox: m.inbox.open(), Cell: limited(budget)}, r)
}

// add completes a move that a handler answered. One that has no answer is listed too, so that it can be found and named.
func (m *moves) add(move Enabled, r *Reaction) {
	move.Next, move.Marks, move.Quiet, move.Fault, move.Err = r.Next, r.Marks, r.Quiet, r.Fault, r.Err
	if !move.Dead() {
		if len(r.Own) > 0 {
			move.Inbox = m.s.Put(move.Inbox, Post{To: m.actor, From: m.actor, Sent: r.Own})
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
