package raft

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// Elections is what System leaves open: that the servers have a leader again whatever went wrong, once nothing goes wrong any more.
// Three servers without a client stand for election as often as they like, in terms up to termMax: a bound of their own and not a
// budget of the world, since what a spent budget keeps from happening leaves such a property open. Leaders' heartbeats are as many as
// they like, too: with unlimited duplicates one more copy is no other state.
//
// The property is that one which is up leads in the greatest term that any of them knows, or that this is termMax. So it says that the
// servers do not get stuck before the terms are used up; "the last term has a leader" says that a leader is possible there too. It does
// not say that elections end in real life: two candidates may split the votes in term after term, and only chance and time, which
// check does not have, make that unlikely.
//
// It is called "raft/elections" with 1 loss and 1 crash, and by their numbers otherwise.
func Elections(losses, crashes int) assay.System {
	name := "raft/elections"
	if losses != 1 || crashes != 1 {
		name = fmt.Sprintf("%s/%dlosses,%dcrashes", name, losses, crashes)
	}
	assume := assay.Assumptions{Losses: assay.AtMost(losses), Duplicates: assay.Unlimited, Crashes: assay.AtMost(crashes)}
	return elections(name, 2, assume, func(id assay.ID, server Server) assay.Participant { return assay.Spawn(id, server) })
}

func elections(name string, termMax int, assume assay.Assumptions, spawn func(assay.ID, Server) assay.Participant) assay.System {
	all := ids(3)
	var actors []assay.Participant
	for _, id := range all {
		actors = append(actors, spawn(id, Server{Peers: without(all, id), TermMax: termMax}))
	}
	return assay.System{
		Name:   name,
		Actors: actors,
		Assume: assume,
		Properties: []assay.Property{
			assay.Recovers("a leader is always possible again", func(v assay.View) bool {
				term, led := greatestTerm(v, all)
				return led || term == termMax
			}),
			assay.Sometimes("the last term has a leader", func(v assay.View) bool {
				term, led := greatestTerm(v, all)
				return led && term == termMax
			}),
		},
	}
}

// greatestTerm is the greatest term that a server knows, and whether one that is up leads in it.
func greatestTerm(v assay.View, servers []assay.ID) (term int, led bool) {
	all := states(v, servers)
	for _, k := range all {
		term = max(term, k.Term)
	}
	return term, slices.ContainsFunc(all, func(k known) bool { return k.Role == Leader && k.Term == term && v.Up(k.id) })
}
