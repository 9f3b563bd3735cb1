package v36

import (
	"fmt"
	"strings"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"github.com/assay-dev/assay/adapters/etcdraft"
)

// Raft is a RawNode with the storage that belongs to it.
type Raft struct {
	node    *raft.RawNode
	storage *raft.MemoryStorage
}

// Library is the release.
type Library struct{}

var _ etcdraft.Library[Raft] = Library{}

// New makes a node. Its timeouts are never reached, since nobody ticks.
func (Library) New(id uint64, stored etcdraft.Stored) *Raft {
	storage := raft.NewMemoryStorage()
	meta := raftpb.SnapshotMetadata{ConfState: raftpb.ConfState{Voters: stored.Voters}, Index: etcdraft.First, Term: 1}
	must(storage.ApplySnapshot(raftpb.Snapshot{Metadata: meta}))
	must(storage.SetHardState(raftpb.HardState(stored.Hard)))
	must(storage.Append(entriesOf(stored.Log)))
	node, err := raft.NewRawNode(&raft.Config{
		ID:              id,
		ElectionTick:    1 << 20,
		HeartbeatTick:   1 << 19,
		Storage:         storage,
		MaxSizePerMsg:   1 << 20,
		MaxInflightMsgs: 16,
		Logger:          etcdraft.Silent{},
	})
	must(err)
	return &Raft{node, storage}
}

// Campaign is an election timeout.
func (Library) Campaign(r *Raft) error { return r.node.Campaign() }

// Beat is a heartbeat timeout.
func (Library) Beat(r *Raft) error {
	id := r.node.BasicStatus().ID
	return r.node.Step(raftpb.Message{Type: raftpb.MsgBeat, From: id, To: id})
}

// Step takes a message.
func (Library) Step(r *Raft, from uint64, m etcdraft.Message) error {
	kind, ok := raftpb.MessageType_value[m.Type]
	if !ok {
		return fmt.Errorf("v36: no message is called %q", m.Type)
	}
	to := r.node.BasicStatus().ID
	return r.node.Step(raftpb.Message{
		Type: raftpb.MessageType(kind), From: from, To: to, Term: m.Term, LogTerm: m.LogTerm, Index: m.Index, Commit: m.Commit,
		Entries: entriesOf(m.Entries), Reject: m.Reject, RejectHint: m.Hint, Context: []byte(m.Context),
	})
}

// Propose proposes an entry.
func (Library) Propose(r *Raft, data string) error { return r.node.Propose([]byte(data)) }

// ProposeRemoval proposes that a member leaves.
func (Library) ProposeRemoval(r *Raft, member uint64) error {
	return r.node.ProposeConfChange(raftpb.ConfChange{Type: raftpb.ConfChangeRemoveNode, NodeID: member})
}

// ReadIndex asks for an index at which a read is safe.
func (Library) ReadIndex(r *Raft, context string) { r.node.ReadIndex([]byte(context)) }

// Transfer hands the lead over.
func (Library) Transfer(r *Raft, to uint64) { r.node.TransferLeader(to) }

// Drain does what is ready.
func (Library) Drain(r *Raft, act func(etcdraft.Ready)) {
	for r.node.HasReady() {
		rd := r.node.Ready()
		out := etcdraft.Ready{Entries: ours(rd.Entries), Committed: ours(rd.CommittedEntries)}
		if !raft.IsEmptyHardState(rd.HardState) {
			must(r.storage.SetHardState(rd.HardState))
			out.Hard = (*etcdraft.HardState)(&rd.HardState)
		}
		must(r.storage.Append(rd.Entries))
		for _, m := range rd.Messages {
			out.Messages = append(out.Messages, etcdraft.Sent{To: m.To, Message: message(m)})
		}
		for _, s := range rd.ReadStates {
			out.Reads = append(out.Reads, etcdraft.ReadState{Context: string(s.RequestCtx), Index: s.Index})
		}
		for _, e := range rd.CommittedEntries {
			if e.Type == raftpb.EntryConfChange {
				var change raftpb.ConfChange
				must(change.Unmarshal(e.Data))
				r.node.ApplyConfChange(change)
			}
		}
		act(out)
		r.node.Advance(rd)
	}
}

// Status is what there is to see.
func (Library) Status(r *Raft) etcdraft.Status {
	s := r.node.BasicStatus()
	last, err := r.storage.LastIndex()
	must(err)
	var log []raftpb.Entry
	if last > etcdraft.First {
		log, err = r.storage.Entries(etcdraft.First+1, last+1, 1<<30)
		must(err)
	}
	return etcdraft.Status{Role: strings.TrimPrefix(s.RaftState.String(), "State"), Term: s.HardState.Term, Vote: s.HardState.Vote, Commit: s.HardState.Commit, Log: ours(log)}
}

func message(m raftpb.Message) etcdraft.Message {
	return etcdraft.Message{
		Type: m.Type.String(), Term: m.Term, LogTerm: m.LogTerm, Index: m.Index, Commit: m.Commit,
		Entries: ours(m.Entries), Reject: m.Reject, Hint: m.RejectHint, Context: string(m.Context),
	}
}

func entriesOf(all []etcdraft.Entry) []raftpb.Entry {
	var entries []raftpb.Entry
	for _, e := range all {
		kind := raftpb.EntryNormal
		if e.Change {
			kind = raftpb.EntryConfChange
		}
		entries = append(entries, raftpb.Entry{Term: e.Term, Index: e.Index, Type: kind, Data: []byte(e.Data)})
	}
	return entries
}

func ours(entries []raftpb.Entry) []etcdraft.Entry {
	var all []etcdraft.Entry
	for _, e := range entries {
		all = append(all, etcdraft.Entry{Term: e.Term, Index: e.Index, Change: e.Type == raftpb.EntryConfChange, Data: string(e.Data)})
	}
	return all
}

func must(err error) {
	if err != nil {
		panic("v36: " + err.Error())
	}
}
