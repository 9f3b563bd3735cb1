package paxos

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// System is Paxos with servers s0, s1, ... and clients c0, c1, ...: client k puts the k-th letter, from A. It is called "paxos"
// with 3 servers and 2 clients, and by its numbers otherwise. Its properties are those of Stateright's example, so that states, steps
// and times can be compared.
func System(servers, clients int) assay.System {
	name := fmt.Sprintf("paxos/%dservers,%dclients", servers, clients)
	switch {
	case servers == 3 && clients == 2:
		name = "paxos"
	case servers == 3:
		name = fmt.Sprintf("paxos/%dclients", clients)
	}
	return system(name, servers, clients, func(id assay.ID, peers []assay.ID) assay.Participant {
		return assay.Spawn(id, Server{Peers: peers, Quorum: majority(servers)})
	})
}

// Agreement is System with what consensus is about as a property of its own, told from the servers' states rather than from what
// clients saw.
func Agreement(servers, clients int) assay.System {
	sys := System(servers, clients)
	sys.Name += "/agreement"
	return agreeing(sys)
}

func agreeing(sys assay.System) assay.System {
	sys.Properties = append(sys.Properties, assay.Always("one value decided", oneValueDecided))
	return sys
}

// system is the servers that serve makes, and their clients.
func system(name string, servers, clients int, serve func(id assay.ID, peers []assay.ID) assay.Participant) assay.System {
	all := ids("s", servers)
	var actors []assay.Participant
	for _, id := range all {
		peers := slices.DeleteFunc(slices.Clone(all), func(other assay.ID) bool { return other == id })
		actors = append(actors, serve(id, peers))
	}
	users := ids("c", clients)
	for k, id := range users {
		actors = append(actors, assay.Spawn(id, client(all, servers+k, string(rune('A'+k)))))
	}
	return assay.System{
		Name:   name,
		Actors: actors,
		Assume: assay.Assumptions{Ignored: assay.Waits},
		Properties: []assay.Property{
			assay.Linearizable("linearizable", Register{}),
			assay.Sometimes("a value is read", func(v assay.View) bool { return valueIsRead(v, users) }),
		},
	}
}

func majority(servers int) int { return servers/2 + 1 }

func ids(prefix string, n int) []assay.ID {
	var all []assay.ID
	for i := range n {
		all = append(all, assay.ID(fmt.Sprint(prefix, i)))
	}
	return all
}

// oneValueDecided compares what servers decided with what the first of them decided.
func oneValueDecided(v assay.View) error {
	var first assay.ID
	var decided Proposal
	for id, s := range assay.Each[ServerState](v) {
		vote, ok := s.Accepted.Get()
		if !ok || !s.Decided {
			continue
		}
		if first == "" {
			first, decided = id, vote.Proposal
		}
		if vote.Proposal != decided {
			return fmt.Errorf("%s decided %s, and %s decided %s", first, decided.Value, id, vote.Proposal.Value)
		}
	}
	return nil
}

func valueIsRead(v assay.View, clients []assay.ID) bool {
	for _, id := range clients {
		for _, reply := range assay.InFlight[GetOk](v, id) {
			if reply.Message.Value != "" {
				return true
			}
		}
	}
	return false
}
