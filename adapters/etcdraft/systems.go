package etcdraft

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Members makes n1, n2 and so on, each of which behaves as a does. What differs between them each sets.
func Members[N any](n int, a Member[N], each func(id assay.ID, a *Member[N])) []assay.Participant {
	for i := range n {
		a.Voters = append(a.Voters, name(uint64(i+1)))
	}
	var all []assay.Participant
	for _, id := range a.Voters {
		own := a
		if each != nil {
			each(id, &own)
		}
		options := append(own.Library.Options(), assay.Shown(func(n *Node[N]) State { return n.State }))
		all = append(all, assay.Mutable(id, own, options...))
	}
	return all
}

// Safety are the properties that hold of raft whatever fails.
func Safety() []assay.Property {
	return []assay.Property{OneLeader("one leader a term"), LogsMatch("logs match"), CommittedAgree("committed prefixes agree"), Leads("somebody leads")}
}

// Elections is a cluster of three that begins without a leader, all in term 1, and is followed through one term more. Of its members the
// first so many campaign, once each, and a client has
// one value to write, at whichever of them leads.
func Elections[N any](a Member[N], campaigns int) assay.System {
	sys := assay.System{
		Name: "etcdraft/elections",
		Actors: Members(3, a, func(id assay.ID, a *Member[N]) {
			a.Campaigns = Number(id) <= uint64(campaigns)
		}),
		Assume:     assay.Assumptions{Losses: assay.Unlimited, Per: map[assay.ID]assay.Own{}},
		Properties: Safety(),
		Within:     oneTermMore,
	}
	for i := range 3 {
		sys.Assume.Per[name(uint64(i+1))] = assay.Own{Firings: firings(i < campaigns)}
	}
	sys.Actors = append(sys.Actors, assay.Spawn("client", Once{To: []assay.ID{"n1", "n2", "n3"}, Order: Write{assay.RequestID{Client: "client"}, "x"}}))
	sys.Assume.Links, sys.Assume.Per["client"] = ordersOnce("client"), stays
	return sys
}

func oneTermMore(v assay.View) bool {
	for _, n := range assay.Each[State](v) {
		if n.Term > 2 {
			return false
		}
	}
	return true
}

// stays is a client that does not crash: one that starts again would give its orders again.
var stays = assay.Own{Crashes: assay.None}

// ordersOnce are links on which the orders of a client are not duplicated, whatever the network does: an order is given once.
func ordersOnce(client assay.ID) []assay.Link {
	var links []assay.Link
	for i := range 3 {
		links = append(links, assay.Link{From: client, To: name(uint64(i + 1)), Duplicates: assay.None})
	}
	return links
}

func firings(any bool) assay.Budget {
	if any {
		return assay.AtMost(1)
	}
	return assay.None
}

// Reads is a cluster of three in which n1 has been elected and all are quiet, as it is found in etcd issue 20418. Its bounds are
// assumptions: n2 campaigns at most once, n1 sends heartbeats of its own accord at most once, and a reader calls twice under one context
// and once under another, at n1 or n2, who may lead.
func Reads[N any](a Member[N]) assay.System {
	a.Elected, a.Watcher = "n1", "reader"
	members := Members(3, a, func(id assay.ID, a *Member[N]) { a.Campaigns, a.Beats = id == "n2", id == "n1" })
	ids := []assay.ID{"n1", "n2", "n3"}
	reader := Reader{Members: ids[:2], Calls: []Call{{"A", 2}, {"B", 1}}, Knows: First + 1}
	return assay.System{
		Name:   "etcdraft/reads",
		Actors: append(members, assay.Spawn("reader", reader)),
		Assume: assay.Assumptions{Losses: assay.Unlimited, Per: map[assay.ID]assay.Own{
			"n1": {Firings: assay.AtMost(1)}, "n2": {Firings: assay.AtMost(1)}, "n3": {Firings: assay.None}, "reader": stays}, Links: ordersOnce("reader")},
		Properties: []assay.Property{ReadsAreFresh("reads are fresh", "reader", ids)},
	}
}

// Registers is a cluster of three in which n1 has been elected, with a client that writes at n1, and one that reads at n2, should that
// come to lead, and then at n1. n2 campaigns at most once.
func Registers[N any](a Member[N]) assay.System {
	a.Elected = "n1"
	members := Members(3, a, func(id assay.ID, a *Member[N]) { a.Campaigns = id == "n2" })
	return assay.System{
		Name: "etcdraft/register",
		Actors: append(members,
			assay.Spawn("writer", client([]any{Write{Value: "x"}}, "n1")),
			assay.Spawn("asker", client([]any{Read{}, Read{}}, "n2", "n1"))),
		Assume: assay.Assumptions{Losses: assay.Unlimited, Per: map[assay.ID]assay.Own{
			"n1": {Firings: assay.None}, "n2": {Firings: assay.AtMost(1)}, "n3": {Firings: assay.None}, "writer": stays, "asker": stays}},
		Properties: append(Safety(), assay.Linearizable("linearizable", Register{})),
	}
}

// Orders is a cluster of three in which n1 has been elected and is given an order. n2 campaigns at most once.
func Orders[N any](a Member[N], variant string, order Msg) assay.System {
	a.Elected = "n1"
	members := Members(3, a, func(id assay.ID, a *Member[N]) { a.Campaigns = id == "n2" })
	return assay.System{
		Name:   "etcdraft/" + variant,
		Actors: append(members, assay.Spawn("client", Once{To: []assay.ID{"n1"}, Order: order})),
		Assume: assay.Assumptions{Losses: assay.Unlimited, Links: ordersOnce("client"), Per: map[assay.ID]assay.Own{
			"n1": {Firings: assay.None}, "n2": {Firings: assay.AtMost(1)}, "n3": {Firings: assay.None}, "client": stays}},
		Properties: Safety(),
	}
}

// client carries out a script of writes and reads, each at the member of its place.
func client(script []any, at ...assay.ID) assay.Client[Talk] {
	return assay.Client[Talk]{
		Servers: at,
		Script:  script,
		Request: func(op any, id assay.RequestID) Talk {
			if w, writes := op.(Write); writes {
				return Write{id, w.Value}
			}
			return Read{id}
		},
		Reply: func(m Talk) (assay.RequestID, refine.Option[any], bool) {
			r, ok := m.(Reply)
			return r.ID, refine.Some[any](r.Value), ok
		},
	}
}

// Once sends one order when it starts.
type Once struct {
	To    []assay.ID
	Order Msg
}

// Start sends the order.
func (o Once) Start(self assay.ID) (struct{}, assay.Effects) {
	return struct{}{}, assay.Effects{assay.Broadcast(o.To, o.Order)}
}

// Receive hears what became of it.
func (o Once) Receive(self assay.ID, s struct{}, from assay.ID, m Reply) (struct{}, assay.Effects) {
	return s, nil
}
