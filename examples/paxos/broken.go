package paxos

import "github.com/assay-dev/assay"

// SmallQuorum is broken: half of the servers, rounded down, is taken for a quorum, so that two quorums need not meet.
func SmallQuorum() assay.System {
	const servers, clients = 3, 2
	return agreeing(system("paxos/quorum", servers, clients, func(id assay.ID, peers []assay.ID) assay.Participant {
		return assay.Spawn(id, Server{Peers: peers, Quorum: majority(servers) - 1})
	}))
}

// Forgetful is broken: a server that is asked to accept does not remember what it promised.
func Forgetful() assay.System {
	const servers, clients = 3, 2
	return agreeing(system("paxos/forgetful", servers, clients, func(id assay.ID, peers []assay.ID) assay.Participant {
		return assay.Spawn(id, forgetful{Server{Peers: peers, Quorum: majority(servers)}})
	}))
}

type forgetful struct{ Server }

func (a forgetful) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	if _, ok := msg.(Accept); ok && !s.Decided {
		s.Ballot = Ballot{}
	}
	return a.Server.Receive(self, s, from, msg)
}
