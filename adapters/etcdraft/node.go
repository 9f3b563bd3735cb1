package etcdraft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
)

// Node is the state of a member: the library's, and what an application keeps beside it. Properties see the State in it.
type Node[N any] struct {
	State
	raft *N
	owed []owed // to whom answers are due
}

// State is what properties and traces see of a member.
type State struct {
	Status
	Applied uint64   // up to where entries were applied
	Value   string   // of the register, as applied
	Answers []Probed // of probes, each once
}

// Probed is what the library answered to a probe.
type Probed struct {
	Context string
	Index   uint64
}

// owed is an answer that is due: for a write once its entry is applied, for a read once the library has said an index, and that is.
type owed struct {
	ID    assay.RequestID
	Read  bool
	Ready bool
	Index uint64
}

// String is a member in a line.
func (n State) String() string {
	var log []string
	for _, e := range n.Log {
		log = append(log, fmt.Sprintf("%d/%d", e.Index, e.Term))
	}
	text := fmt.Sprintf("%s of term %d, committed %d, log %s", strings.ToLower(n.Role), n.Term, n.Commit, strings.Join(log, " "))
	for _, a := range n.Answers {
		text += fmt.Sprintf(", read %s at %d", plain(a.Context), a.Index)
	}
	return text
}

// Member is the behaviour of a member. Its zero flags are a member that keeps the library's contract.
type Member[N any] struct {
	Library Library[N]
	Voters  []assay.ID
	// Elected has led since before the beginning, and all are quiet. Empty is nobody: all are followers.
	Elected assay.ID
	// Campaigns and Beats say which timers it has: "election" while it does not lead, "heartbeat" while it does.
	Campaigns, Beats bool
	// Watcher is told of what a leader commits. Empty is nobody.
	Watcher assay.ID

	// VoteForgotten persists the hard state without the vote.
	VoteForgotten bool
	// SendsFirst sends messages before what they speak of is durable.
	SendsFirst bool
}

const (
	electionTimer  = "election"
	heartbeatTimer = "heartbeat"
	logKey         = "log"
	hardKey        = "hard"
)

// Start makes a member of a cluster that has just started, or that has elected its leader long ago.
func (a Member[N]) Start(self assay.ID) (*Node[N], assay.Effects) {
	if a.Elected == "" {
		n := a.boot(self)
		return n, a.settle(n)
	}
	n := a.elected(self)
	effects := assay.Effects{assay.Persist(logKey, n.Log), assay.Persist(hardKey, HardState{n.Term, n.Vote, n.Commit}), assay.Sync()}
	return n, append(effects, a.timers(n)...)
}

func (a Member[N]) boot(self assay.ID) *Node[N] {
	return &Node[N]{raft: a.Library.New(Number(self), Stored{Voters: numbers(a.Voters), Hard: HardState{Term: 1, Commit: First}}), State: State{Applied: First}}
}

// elected plays the election of a whole cluster until nothing is left to deliver, and answers with one of it. Nothing is lost, and
// messages arrive in the order in which they were sent, so that each member plays the same.
func (a Member[N]) elected(self assay.ID) *Node[N] {
	nodes := map[assay.ID]*Node[N]{}
	var mail []assay.Effect
	var senders []assay.ID
	quiet := a
	quiet.Watcher = ""
	post := func(id assay.ID, effects assay.Effects) {
		for _, e := range effects {
			if _, sends := e.(assay.SendEffect); sends {
				mail, senders = append(mail, e), append(senders, id)
			}
		}
	}
	for _, id := range a.Voters {
		nodes[id] = a.boot(id)
		post(id, quiet.settle(nodes[id]))
	}
	post(a.Elected, quiet.Timeout(a.Elected, nodes[a.Elected], electionTimer))
	for len(mail) > 0 {
		sent, from := mail[0].(assay.SendEffect), senders[0]
		mail, senders = mail[1:], senders[1:]
		for _, to := range sent.To {
			post(to, quiet.Receive(to, nodes[to], from, sent.Message.(Msg)))
		}
	}
	return nodes[self]
}

// Receive takes a message of raft, or an order.
func (a Member[N]) Receive(self assay.ID, n *Node[N], from assay.ID, m Msg) assay.Effects {
	switch m := m.(type) {
	case Message:
		ignore(a.Library.Step(n.raft, Number(from), m))
	case Transfer:
		a.Library.Transfer(n.raft, Number(m.To))
	default:
		if n.Role != "Leader" || !a.order(n, m) {
			return nil
		}
	}
	return a.settle(n)
}

// order takes an order that only a leader takes. The library may refuse it.
func (a Member[N]) order(n *Node[N], m Msg) bool {
	switch m := m.(type) {
	case Write:
		if a.Library.Propose(n.raft, data(m)) != nil {
			return false
		}
		n.owed = append(n.owed, owed{ID: m.ID})
	case Read:
		n.owed = append(n.owed, owed{ID: m.ID, Read: true})
		a.Library.ReadIndex(n.raft, label(m.ID))
	case Probe:
		a.Library.ReadIndex(n.raft, m.Context)
	case Remove:
		return a.Library.ProposeRemoval(n.raft, Number(m.Member)) == nil
	}
	return true
}

// Timeout campaigns, or sends heartbeats.
func (a Member[N]) Timeout(self assay.ID, n *Node[N], timer string) assay.Effects {
	if timer == electionTimer {
		ignore(a.Library.Campaign(n.raft))
	} else {
		ignore(a.Library.Beat(n.raft))
	}
	return a.settle(n)
}

// Recover makes a member of what is on its disk. What was applied is applied again.
func (a Member[N]) Recover(self assay.ID, disk assay.Disk) (*Node[N], assay.Effects) {
	stored := Stored{Voters: numbers(a.Voters), Hard: assay.Load[HardState](disk, hardKey).Or(HardState{Term: 1, Commit: First})}
	stored.Log = assay.Load[[]Entry](disk, logKey).Or(nil)
	n := &Node[N]{raft: a.Library.New(Number(self), stored), State: State{Applied: First}}
	return n, a.settle(n)
}

// settle does what the library has ready, until there is nothing more.
func (a Member[N]) settle(n *Node[N]) assay.Effects {
	var effects assay.Effects
	committed := n.Commit
	a.Library.Drain(n.raft, func(r Ready) {
		writes := a.writes(n, r)
		var sends assay.Effects
		for _, m := range r.Messages {
			sends = append(sends, assay.Send(name(m.To), m.Message))
		}
		if a.SendsFirst {
			writes, sends = sends, writes
		}
		effects = append(append(effects, writes...), sends...)
		for _, e := range r.Committed {
			effects = append(effects, n.apply(e)...)
		}
		effects = append(effects, n.read(r.Reads)...)
	})
	n.Status = a.Library.Status(n.raft)
	if n.Role != "Leader" {
		n.owed = nil // it will not know what becomes of them, and the client waits
	}
	if a.Watcher != "" && n.Role == "Leader" && n.Commit > committed {
		effects = append(effects, assay.Send(a.Watcher, Committed{n.Commit}))
	}
	return append(effects, a.timers(n)...)
}

// writes are what must be durable before the messages are sent, the log before the hard state that speaks of it.
func (a Member[N]) writes(n *Node[N], r Ready) assay.Effects {
	var effects assay.Effects
	if len(r.Entries) > 0 {
		effects = append(effects, assay.Persist(logKey, a.Library.Status(n.raft).Log))
	}
	if r.Hard != nil {
		hard := *r.Hard
		if a.VoteForgotten {
			hard.Vote = 0
		}
		effects = append(effects, assay.Persist(hardKey, hard))
	}
	if len(effects) > 0 {
		effects = append(effects, assay.Sync())
	}
	return effects
}

func (a Member[N]) timers(n *Node[N]) assay.Effects {
	on, off := electionTimer, heartbeatTimer
	set := a.Campaigns
	if n.Role == "Leader" {
		on, off, set = off, on, a.Beats
	}
	if !set {
		return assay.Effects{assay.StopTimer(on), assay.StopTimer(off)}
	}
	return assay.Effects{assay.StopTimer(off), assay.SetTimer(on, 0)}
}

// apply applies an entry to the register, and answers those who wait for it.
func (n *Node[N]) apply(e Entry) assay.Effects {
	n.Applied = e.Index
	if e.Change || e.Data == "" {
		return n.read(nil)
	}
	request, value, _ := strings.Cut(e.Data, "=")
	n.Value = value
	var effects assay.Effects
	n.owed = slices.DeleteFunc(n.owed, func(o owed) bool {
		if o.Read || label(o.ID) != request {
			return false
		}
		effects = append(effects, assay.Send(o.ID.Client, Reply{o.ID, value}))
		return true
	})
	return append(effects, n.read(nil)...)
}

// read takes what the library says of reads, and answers those whose index is applied.
func (n *Node[N]) read(states []ReadState) assay.Effects {
	for _, s := range states {
		known := false
		for i := range n.owed {
			if o := &n.owed[i]; o.Read && !o.Ready && label(o.ID) == s.Context {
				o.Ready, o.Index, known = true, s.Index, true
			}
		}
		if answer := (Probed{s.Context, s.Index}); !known && !slices.Contains(n.Answers, answer) {
			n.Answers = append(n.Answers, answer)
		}
	}
	var effects assay.Effects
	n.owed = slices.DeleteFunc(n.owed, func(o owed) bool {
		if !o.Ready || o.Index > n.Applied {
			return false
		}
		effects = append(effects, assay.Send(o.ID.Client, Reply{o.ID, n.Value}))
		return true
	})
	return effects
}

// ignore drops what the library refuses: a proposal without a leader, a message of one that is no member. The state says what it did.
func ignore(error) {}

// label is a request as the library carries it.
func label(id assay.RequestID) string { return fmt.Sprintf("%s/%d", id.Client, id.N) }

func data(w Write) string { return label(w.ID) + "=" + w.Value }
