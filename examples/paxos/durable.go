package paxos

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Durable is Agreement whose servers keep on disk what they promised, accepted and learnt, before they tell anybody. Clients do not
// crash. It is safe however many messages are lost or come twice and however often servers crash, as long as disks keep what was
// synced; a wiped disk breaks it.
func Durable(servers, clients int) assay.System {
	sys := agreeing(system(fmt.Sprintf("paxos/durable%d,%d", servers, clients), servers, clients, func(id assay.ID, peers []assay.ID) assay.Participant {
		return assay.Spawn(id, durable{Server{Peers: peers, Quorum: majority(servers)}})
	}))
	sys.Assume.Per = map[assay.ID]assay.Own{}
	for _, id := range ids("c", clients) {
		sys.Assume.Per[id] = assay.Own{Crashes: assay.None}
	}
	return sys
}

// durable is a Server with a disk.
type durable struct{ Server }

// kept is what a server must not forget. What it does as a leader it may forget: its ballot is not used again.
type kept struct {
	Ballot   Ballot
	Accepted refine.Option[Vote]
	Decided  bool
}

const keptKey = "acceptor"

func (a durable) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	switch msg.(type) {
	case Prepared, Accepted: // replies to an earlier life, which led: it counted them, and this one does not know how far
		if !s.Proposal.IsSome() {
			return s, nil
		}
	}
	before := kept{s.Ballot, s.Accepted, s.Decided}
	s, effects := a.Server.Receive(self, s, from, msg)
	if after := (kept{s.Ballot, s.Accepted, s.Decided}); after != before {
		effects = slices.Concat(assay.Effects{assay.Persist(keptKey, after), assay.Sync()}, effects)
	}
	return s, effects
}

func (durable) Recover(_ assay.ID, disk assay.Disk) (ServerState, assay.Effects) {
	k, _ := assay.Load[kept](disk, keptKey).Get()
	return ServerState{Ballot: k.Ballot, Accepted: k.Accepted, Decided: k.Decided}, nil
}
