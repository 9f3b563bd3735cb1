package raft

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// System is three servers and a client, within the bounds of both, where any message may be lost and any delivered twice, however
// often, and where servers crash so many times, the power failing. It is called "raft" with 1 crash, and by their number otherwise.
func System(crashes int) assay.System {
	name := "raft"
	if crashes != 1 {
		name = fmt.Sprintf("raft/%dcrashes", crashes)
	}
	return system(name, both, nil, assay.Assumptions{
		Losses: assay.Unlimited, Duplicates: assay.Unlimited, Crashes: assay.AtMost(crashes), Disk: assay.Unsynced,
	})
}

// bounds are what keeps a system finite. All are by server.
type bounds struct {
	firings  []int    // how often a timer of it fires: an election, or a heartbeat of a leader
	commands []string // the client's commands for it, a letter each; nil is no client
}

// In small and both s0 and s2 stand for election once, so there are two terms. In small s0 is sent a command, in both s2 is too.
var (
	small = bounds{firings: []int{1, 0, 1}, commands: []string{"a", "", ""}}
	both  = bounds{firings: []int{1, 0, 1}, commands: []string{"a", "", "b"}}
)

const clientID assay.ID = "client"

// system is servers s0, s1, ... that go by the given rules, and a client that does not crash.
func system(name string, b bounds, by rules, assume assay.Assumptions) assay.System {
	all := ids(len(b.firings))
	assume.Per = map[assay.ID]assay.Own{}
	var actors []assay.Participant
	for n, id := range all {
		actors = append(actors, assay.Spawn(id, Server{Peers: without(all, id), rules: by}))
		assume.Per[id] = assay.Own{Firings: assay.AtMost(b.firings[n])}
	}
	if b.commands != nil {
		actors = append(actors, assay.Spawn(clientID, Client{Servers: all, Commands: b.commands}))
		assume.Per[clientID] = assay.Own{Crashes: assay.None}
	}
	return assay.System{Name: name, Actors: actors, Assume: assume, Properties: properties(all)}
}

func ids(n int) []assay.ID {
	var all []assay.ID
	for i := range n {
		all = append(all, assay.ID(fmt.Sprint("s", i)))
	}
	return all
}

func without(all []assay.ID, id assay.ID) []assay.ID {
	return slices.DeleteFunc(slices.Clone(all), func(other assay.ID) bool { return other == id })
}
