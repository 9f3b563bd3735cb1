package step

import (
	"slices"

	"github.com/assay-dev/assay"
)

// failures are the crashes and the recovery of a participant.
func (m *moves) failures() {
	if m.local.Up {
		m.crash()
		m.out = append(m.out, m.tears...)
		return
	}
	if m.local.Stopped {
		m.deploy()
		return
	}
	if m.rule.recoveries == never {
		return
	}
	at, in := len(m.out), Input{Kind: Recover}
	r := m.react(m.actor, m.s.down(m.actor, m.local), in)
	m.add(Enabled{Kind: Recover, Inbox: m.inbox.open(), Cell: limited(m.rule.recoveries), Across: never}, r, in)
	m.out = slices.Insert(m.out, at, m.tears...)
}

// deploy brings up a participant that restarted.
func (m *moves) deploy() {
	in := Input{Kind: Recover}
	m.add(Enabled{Kind: Deploy, Inbox: m.inbox.open(), Cell: never, Across: never}, m.react(m.actor, m.s.down(m.actor, m.local), in), in)
	m.out = append(m.out, m.tears...)
}

// crash adds what a crash between two steps may leave: all that was persisted, or under Unsynced of what was persisted since the last
// Sync the first writes, or under Wiped nothing.
func (m *moves) crash() {
	if m.rule.crashes == never {
		return
	}
	cell := limited(m.rule.crashes)
	all := len(m.local.Pending)
	m.fall(Enabled{Kind: Crash, Cell: cell, Also: never, Across: never}, m.local, all, m.inbox, nil)
	for kept := range all {
		m.fall(Enabled{Kind: Unsync, Kept: kept, Pending: all, Cell: cell, Also: never, Across: never}, m.local, kept, m.inbox, nil)
	}
}

// fall completes a move by which the participant goes down from l: so many of the pending writes are kept, and posts were sent before.
func (m *moves) fall(move Enabled, l Local, kept int, in Inbox, posts []Post) {
	move.Next, move.Inbox = m.s.fallen(m.actor, l, kept), m.s.leave(m.actor, in)
	if m.s.track.History {
		move.Marks = append(slices.Clip(move.Marks), Mark{Kind: Crashed})
	}
	move.Posts = m.s.farewell(m.actor, posts)
	if move.Kind == Tear {
		m.tears = append(m.tears, move)
		return
	}
	m.out = append(m.out, move)
}

// leave is the inbox of a participant that goes down: its FIFO connections end, and its own buffer is lost with it.
func (s *System) leave(actor int, in Inbox) Inbox {
	in = s.close(actor, in)
	if s.link(actor, actor).buffered() {
		in = s.Put(in, Post{To: actor, From: actor, Unsent: true})
	}
	return in
}

// fallen is what remains of a participant that crashes.
func (s *System) fallen(actor int, l Local, kept int) Local {
	l.fail(kept)
	left := s.down(actor, l)
	if s.track.Last {
		left.State = l.State
	}
	if s.rules.actors[actor].disk == assay.Wiped {
		left.Disk = nil
	}
	return left
}

// down is what a participant that is down has: its disk, a clock that goes on, and what a contract remembers of it.
func (s *System) down(actor int, l Local) Local {
	left := Local{Disk: l.Disk, Clock: l.Clock, Held: l.Held}
	if s.Actors[actor].contract != nil {
		left.State = l.State
	}
	return left
}

// farewell is what a participant that goes down has sent, and what is lost with it: what is in flight on its FIFO links, and what
// waits in its buffers.
func (s *System) farewell(actor int, sent []Post) []Post {
	var all []Post
	for to := range s.Actors {
		if to == actor {
			continue
		}
		rule := s.link(actor, to)
		if rule.fifo {
			all = append(all, Post{To: to, From: actor, Purge: true})
			continue
		}
		post := Post{To: to, From: actor, Unsent: rule.buffered()}
		for _, p := range sent {
			if p.To == to {
				post.Sent = p.Sent
			}
		}
		if post.Unsent || len(post.Sent) > 0 {
			all = append(all, post)
		}
	}
	return all
}

// tear adds the crashes between two effects of the step that the handler has answered: each effect but the last may be the last that
// takes place, and under Unsynced of the writes that are pending then the last may be lost.
func (m *moves) tear(base Enabled, r *Reaction, in Input) {
	if !m.rule.torn() {
		return
	}
	before := m.local
	if in.Kind == Recover {
		before = m.s.down(m.actor, m.local)
	}
	for after := 1; after < len(r.effects); after++ {
		cut := m.s.interpret(m.actor, before, in, answer{state: []byte(r.state), values: r.effects[:after]})
		if cut.Err != nil || cut.Fault != nil {
			return // the whole step is the same finding
		}
		inbox := base.Inbox
		if len(cut.Own) > 0 {
			inbox = m.s.Put(inbox, Post{To: m.actor, From: m.actor, Sent: cut.Own})
		}
		for kept := len(cut.Next.Pending); kept >= 0; kept-- {
			m.fall(Enabled{Kind: Tear, Envelope: base.Envelope, Timer: base.Timer, Key: base.Key, Option: base.Option, During: base.Kind, After: after, Effect: r.effects[after-1],
				Kept: kept, Pending: len(cut.Next.Pending), Marks: cut.Marks, Cell: limited(m.rule.crashes), Also: base.Cell, Across: base.Across},
				cut.Next, kept, inbox, cut.Posts)
		}
	}
}
