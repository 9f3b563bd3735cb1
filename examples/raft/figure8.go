package raft

import "github.com/assay-dev/assay"

// begun is a Server that does not start from nothing.
type begun struct {
	Server
	State State
}

// Start has the state on its disk too.
func (a begun) Start(self assay.ID) (State, assay.Effects) {
	state, timer := a.Server.Start(self)
	return a.State, a.by().record(state, a.State, timer)
}

// figure8b is what the three servers know when (b) is over in Figure 8. In term 1 s0 led, took a, and told nobody of it; in term 2 s2
// led with the vote of s1, took b, told nobody either, and came back from a crash. TestFigure8b finds that it is reached.
var figure8b = []State{
	{Term: 2, Log: []Entry{{Term: 1, Command: "a"}}},
	{Term: 2, Vote: "s2"},
	{Term: 2, Vote: "s2", Log: []Entry{{Term: 2, Command: "b"}}},
}

// Figure8 has the correct servers go on from (b): what AnyTerm loses they do not commit, but for a new entry that comes after it. What
// may fail is as in System with 1 crash.
func Figure8() assay.System {
	sys := after(figure8b, "raft/figure8", nil, []string{"", "", "c"})
	sys.Assume.Losses, sys.Assume.Duplicates = assay.Unlimited, assay.Unlimited
	sys.Assume.Crashes, sys.Assume.Disk = assay.AtMost(1), assay.Unsynced
	return sys
}

// after is a system that begins in the given states, and in which s0 and s2 stand for election once.
func after(begin []State, name string, by rules, commands []string) assay.System {
	sys := system(name, bounds{firings: []int{1, 0, 1}, commands: commands}, by, assay.Assumptions{})
	for n, state := range begin {
		id := sys.Actors[n].ID
		sys.Actors[n] = assay.Spawn(id, begun{Server{Peers: without(ids(len(begin)), id), rules: by}, state})
	}
	return sys
}
