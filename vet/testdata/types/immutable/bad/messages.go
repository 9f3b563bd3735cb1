// Package bad changes values after it handed them over.
package bad

import (
	"maps"
	"slices"
	"sort"

	"github.com/assay-dev/assay"
)

// Msg is what the members of a log send each other.
type Msg interface{ logMsg() }

// Append carries entries.
type Append struct {
	Term    int
	Entries []string
	Sizes   map[string]int
	Origin  *Origin
}

// Origin says where entries come from.
type Origin struct{ Hops []assay.ID }

// Ack answers an Append.
type Ack struct{ Term int }

// Snapshot travels as a pointer.
type Snapshot struct {
	Last int
	Rows [][]string
}

func (Append) logMsg()    {}
func (Ack) logMsg()       {}
func (*Snapshot) logMsg() {}

// State is what a member remembers.
type State struct {
	Log   []string
	Sizes map[string]int
	Peers []assay.ID
}

// Late writes to messages that are already among its effects.
type Late struct{}

func (Late) Start(self assay.ID) (State, assay.Effects) {
	entries := []string{"begin"}
	msg := Append{Entries: entries, Sizes: map[string]int{"begin": 5}}
	effects := assay.Effects{assay.Send("peer", msg)}
	msg.Entries[0] = "BEGIN" // HERE
	msg.Sizes["end"] = 3     // HERE
	return State{}, effects
}

func (Late) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	switch m := m.(type) {
	case Append:
		log := slices.Concat(s.Log, m.Entries)
		effects := assay.Effects{assay.Persist("log", log)}
		log[0] = "changed after it was persisted" // HERE
		return State{Log: slices.Clone(log)}, effects
	case Ack:
		sizes := maps.Clone(s.Sizes)
		reply := Append{Term: m.Term, Sizes: sizes}
		effects := assay.Effects{assay.Send(from, reply)}
		delete(sizes, "begin") // HERE
		return s, effects
	case *Snapshot:
		rows := &Snapshot{Last: m.Last}
		effects := assay.Effects{assay.Broadcast(s.Peers, rows)}
		rows.Last++ // HERE
		return s, effects
	}
	return s, nil
}

// Timeout sends one buffer again and again.
func (Late) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	var effects assay.Effects
	buffer := make([]string, 1)
	for _, peer := range s.Peers {
		buffer[0] = string(peer) // HERE
		effects = append(effects, assay.Send(peer, Append{Entries: buffer}))
	}
	return s, effects
}

// Recover sorts what it has already sent.
func (Late) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	log := slices.Clone(assay.Load[[]string](disk, "log").Or(nil))
	effects := assay.Effects{assay.Send(self, Append{Entries: log})}
	sort.Strings(log)  // HERE
	slices.Sort(log)   // HERE
	copy(log, log[1:]) // HERE
	clear(log)         // HERE
	return State{Log: slices.Clone(log)}, effects
}

// Received writes to the messages that it received.
type Received struct{}

func (Received) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Received) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	switch m := m.(type) {
	case Append:
		m.Entries[0] = "mine"                                     // HERE
		m.Sizes["mine"]++                                         // HERE
		m.Origin.Hops = append(slices.Clone(m.Origin.Hops), self) // HERE
		slices.Reverse(m.Entries)                                 // HERE
		first := m.Entries[:1]
		first[0] = "mine" // HERE
	case *Snapshot:
		m.Last = 7            // HERE
		m.Rows[0][0] = "mine" // HERE
	case Ack:
		return s, nil
	}
	return s, nil
}

// Choosy changes an option that it has offered, and a result that it has returned.
type Choosy struct{}

func (Choosy) Start(self assay.ID) (int, assay.Effects) {
	left, right := []int{1}, []int{2}
	effects := assay.Effects{assay.Choose("side", left, right)}
	right[0] = 3 // HERE
	return 0, effects
}

func (Choosy) Receive(self assay.ID, n int, from assay.ID, m Msg) (int, assay.Effects) {
	result := map[string]int{"n": n}
	effects := assay.Effects{assay.Return(result)}
	result["n"]++ // HERE
	return n + 1, effects
}
