package lts

import (
	"sync"

	"github.com/assay-dev/assay/internal/step"
)

// move is one enabled step of a participant, lowered: where its own components go, and what to look up for the others.
type move struct {
	delta  uint64 // of its own two components
	local  uint32
	inbox  uint32
	marks  uint32 // number plus one; 0 is none
	posts  uint32 // where they begin; of a broken one the number of its error
	nposts uint16
	cell   int16 // budget spent, or -1
	code   uint16
	kind   step.Kind
	flags  uint8
}

const (
	dead    uint8 = 1 << iota // there is no answer to go on with
	faulty                    // code is to be reported
	failure                   // a step of this kind is a failure
	twice                     // it spends the budget code too
	broken                    // it shows that the System is not well formed
	idle                      // a timeout that changes nothing, which is no step as far as deadlock goes
)

type post struct{ to, number uint32 }

// moveTable remembers the moves of one participant by its Local and Inbox.
type moveTable struct {
	pairs *pairs // to where they begin and how many there are
	moves *chunks[move]
	posts *chunks[post]
	// senders has, in place of each move, whose message it takes, or -1. It is kept only where a partition may hold messages.
	senders *chunks[int16]
	labels  *chunks[uint32] // and its label, where they are asked for
}

func newMoveTable() *moveTable {
	return &moveTable{pairs: newPairs(), moves: newChunks[move](), posts: newChunks[post](), senders: newChunks[int16](), labels: newChunks[uint32]()}
}

func (t *moveTable) at(e *pairEntry) []move {
	return t.moves.at(uint32(e.value>>32), int(uint32(e.value)))
}

// lowered is a move whose posts have no place yet.
type lowered struct {
	move
	posts []post
}

// learn finds the moves of a participant and remembers them.
func (w *Worker) learn(actor int, local, inbox uint32) []move {
	n, t := w.net, w.net.moves[actor]
	w.enabled = n.Sys.Moves(actor, n.locals[actor].at(local), n.inboxes[actor].at(inbox), n.mode, w.reactor(actor, local), w.enabled[:0])
	all := w.lowered[:0]
	for i := range w.enabled {
		all = append(all, n.lower(actor, local, inbox, &w.enabled[i]))
	}
	w.lowered = all
	key := pairKey(local, inbox)
	t.pairs.mu.Lock()
	defer t.pairs.mu.Unlock()
	if e := t.pairs.find(key); e != nil {
		return t.at(e)
	}
	list, start := t.moves.room(len(all))
	for i := range all {
		list[i] = all[i].move
		if len(all[i].posts) > 0 {
			list[i].posts = t.posts.add(all[i].posts)
		}
	}
	if n.world != nil {
		senders, _ := t.senders.room(len(all)) // which begin at start too
		for i := range w.enabled {
			senders[i] = int16(w.enabled[i].Across)
		}
	}
	if n.config.Labels != LabelNone {
		labels, _ := t.labels.room(len(all))
		for i := range w.enabled {
			labels[i] = n.label(actor, &w.enabled[i])
		}
	}
	t.pairs.add(key, uint64(start)<<32|uint64(len(list)))
	return t.at(t.pairs.find(key))
}

func (n *Net) lower(actor int, local, inbox uint32, e *step.Enabled) lowered {
	l := lowered{move: move{kind: e.Kind, cell: int16(e.Cell)}}
	if e.Kind.Failure() {
		l.flags |= failure
	}
	if e.Quiet && e.Kind == step.Timeout {
		l.flags |= idle
	}
	if e.Err != nil {
		// It counts only where the step is enabled, so it is kept until then.
		l.flags, l.code, l.move.posts = l.flags|faulty|broken, uint16(n.config.Codes("error", actor)), n.errs.keep(e.Err)
	} else if e.Fault != nil {
		l.flags, l.code = l.flags|faulty, uint16(n.config.Codes(e.Fault.Finding, actor))
	}
	if e.Also >= 0 {
		l.flags, l.code = l.flags|twice, uint16(e.Also)
	}
	if e.Dead() {
		l.flags |= dead
		return l
	}
	known := n.known(actor, e)
	l.local, l.marks, l.posts, l.nposts = known.local, known.marks, known.posts, uint16(len(known.posts))
	l.inbox = n.inboxes[actor].number(e.Inbox)
	l.delta = n.locals[actor].delta(local, l.local) ^ n.inboxes[actor].delta(inbox, l.inbox)
	return l
}

// numbers are those of what a move does beside its own inbox. Where a handler ran they are its reaction's, whatever else waits in the
// inbox, and are looked up once.
type numbers struct {
	local uint32
	marks uint32 // plus one; 0 is none
	posts []post
}

func (n *Net) known(actor int, e *step.Enabled) *numbers {
	if e.Reaction != nil {
		if known, ok := e.Reaction.Known.(*numbers); ok {
			return known
		}
	}
	return n.numbered(actor, e.Next, e.Marks, e.Posts)
}

func (n *Net) numbered(actor int, next step.Local, marks []step.Mark, posts []step.Post) *numbers {
	known := &numbers{local: n.locals[actor].number(next)}
	if len(marks) > 0 {
		known.marks = n.marks.number(marked{actor, marks}) + 1
	}
	for _, p := range posts {
		known.posts = append(known.posts, post{uint32(p.To), n.posts[p.To].number(p)})
	}
	return known
}

// reactions remembers what a participant does about an input. Each is found once, whoever comes first: the others wait.
type reactions struct {
	mu    sync.Mutex
	known map[reactionKey]*remembered

	deliveries *pairs // (local, envelope) to a place in list: deliveries are most of all reactions
	list       *chunks[*step.Reaction]
}

type reactionKey struct {
	local uint32
	in    step.Input
}

type remembered struct {
	once     sync.Once
	reaction *step.Reaction
}

func newReactions() *reactions {
	return &reactions{known: map[reactionKey]*remembered{}, deliveries: newPairs(), list: newChunks[*step.Reaction]()}
}

func (r *reactions) delivered(local uint32, e step.Envelope) *step.Reaction {
	entry := r.deliveries.find(pairKey(local, uint32(e)))
	if entry == nil {
		return nil
	}
	return *r.list.one(uint32(entry.value))
}

func (r *reactions) deliver(local uint32, e step.Envelope, reaction *step.Reaction) {
	key := pairKey(local, uint32(e))
	r.deliveries.mu.Lock()
	defer r.deliveries.mu.Unlock()
	if r.deliveries.find(key) != nil {
		return
	}
	r.deliveries.add(key, uint64(r.list.addOne(reaction)))
}

func (r *reactions) get(key reactionKey) *remembered {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.known[key]
	if !ok {
		known = &remembered{}
		r.known[key] = known
	}
	return known
}

// reactor answers for React from memory. One that recovers has no local state: its number is that of its disk alone.
func (w *Worker) reactor(self int, local uint32) step.Reactor {
	known := w.net.reactions[self]
	return func(actor int, l step.Local, in step.Input) *step.Reaction {
		if in.Kind == step.Deliver {
			if r := known.delivered(local, in.Envelope); r != nil {
				return r
			}
		}
		number := local
		if in.Kind == step.Recover {
			number = w.net.locals[actor].number(l)
		}
		r := known.get(reactionKey{number, in})
		r.once.Do(func() {
			w.net.runs.Add(1)
			r.reaction = w.net.react(actor, l, in, w.watch)
		})
		if in.Kind == step.Deliver {
			known.deliver(local, in.Envelope, r.reaction)
		}
		return r.reaction
	}
}

func (n *Net) react(actor int, l step.Local, in step.Input, watch step.Watcher) *step.Reaction {
	r := n.Sys.React(actor, l, in, watch)
	if r.Err == nil && (r.Fault == nil || !r.Fault.Dead) {
		r.Known = n.numbered(actor, r.Next, r.Marks, r.Posts)
	}
	return r
}

// Reactor answers for React from memory, and runs what is not remembered. It is for a way back to the start, all of whose
// reactions are.
func (n *Net) Reactor() step.Reactor {
	return func(actor int, l step.Local, in step.Input) *step.Reaction {
		r := n.reactions[actor].get(reactionKey{n.locals[actor].number(l), in})
		r.once.Do(func() { r.reaction = n.react(actor, l, in, nil) })
		return r.reaction
	}
}
