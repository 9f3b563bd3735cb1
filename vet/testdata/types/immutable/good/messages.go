// Package good changes values while they are still its own.
package good

import (
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

// Msg is what the members of a log send each other.
type Msg interface{ logMsg() }

// Append carries entries.
type Append struct {
	Term    int
	Entries []string
	Sizes   map[string]int
	Grid    [2]int
}

// Ack answers an Append.
type Ack struct{ Term int }

func (Append) logMsg() {}
func (Ack) logMsg()    {}

// State is what a member remembers.
type State struct {
	Term  int
	Log   []string
	Sizes map[string]int
	Peers []assay.ID
}

// Member is careful.
type Member struct{}

// Start fills a message before it is sent.
func (Member) Start(self assay.ID) (State, assay.Effects) {
	msg := Append{Entries: make([]string, 2), Sizes: map[string]int{}}
	msg.Entries[0] = "begin"
	msg.Sizes["begin"] = 5
	msg.Grid[1] = 1
	return State{}, assay.Effects{assay.Send("peer", msg)}
}

func (Member) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	switch m := m.(type) {
	case Append:
		return receiveAppend(s, from, m)
	case Ack:
		vote := Ack{Term: m.Term}
		effects := assay.Effects{assay.Send(from, vote)}
		vote.Term++ // a copy went out
		s.Term = vote.Term
		return s, append(effects, assay.Send(self, vote))
	}
	return s, nil
}

// receiveAppend copies before it changes.
func receiveAppend(s State, from assay.ID, m Append) (State, assay.Effects) {
	log := slices.Concat(s.Log, m.Entries)
	log[0] = "first"
	s.Log = log
	sizes := maps.Clone(m.Sizes)
	if sizes == nil {
		sizes = map[string]int{}
	}
	sizes["first"] = 5
	delete(sizes, "begin")
	m.Term++
	m.Grid[0] = 7
	m.Entries = slices.Clone(m.Entries)
	slices.Sort(m.Entries)
	m.Sizes = sizes
	return s, assay.Effects{assay.Persist("log", log), assay.Send(from, m)}
}

// Timeout makes a new buffer for each peer.
func (Member) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	var effects assay.Effects
	for i, peer := range s.Peers {
		buffer := make([]string, 1)
		buffer[0] = string(peer)
		effects = append(effects, assay.Send(peer, Append{Term: i, Entries: buffer}))
	}
	return s, effects
}

// Recover takes a new slice for what it goes on changing.
func (Member) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	log := slices.Clone(assay.Load[[]string](disk, "log").Or(nil))
	log = append(log, "recovered")
	effects := assay.Effects{assay.Send(self, Append{Entries: slices.Clone(log)})}
	log[0] = "mine alone"
	effects = append(effects, assay.Send(self, Append{Grid: [2]int{1, 2}, Entries: log}))
	log = []string{"another", "slice"}
	log[1] = "still my own"
	return State{Log: log}, effects
}

// Chosen changes in the branch that sends nothing.
func (Member) Chosen(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) {
	entries := []string{choice.Key}
	if choice.Key == "send" {
		return s, assay.Effects{assay.Send(self, Append{Entries: entries})}
	}
	entries[0] = "kept"
	s.Log = entries
	return s, nil
}

// grid sends an array, which is copied.
func grid(to assay.ID) (Append, assay.Effects) {
	msg := Append{Grid: [2]int{1, 2}}
	effects := assay.Effects{assay.Send(to, msg)}
	msg.Grid[0] = 2
	msg.Term = 3
	return msg, effects
}
