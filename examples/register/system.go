package register

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// Single is one server s0 and clients c0, c1, ...: client k puts the k-th letter, from A, and then reads. It is called
// "register/single" with 2 clients. More servers than one are copies that do not know of each other.
func Single(servers, clients int) assay.System {
	return single(name("single", servers, 1, clients), servers, clients)
}

func single(name string, servers, clients int) assay.System {
	all := ids("s", servers)
	return system(name, assay.SpawnN("s", servers, Copy{}), users(all, clients))
}

// ABD is the register on servers that replicate it, with clients as in Single. It is called "register/abd" with 3 servers and 2
// clients.
func ABD(servers, clients int) assay.System {
	all := ids("s", servers)
	return system(name("abd", servers, 3, clients), replicas(all), users(all, clients))
}

// Reads is the register on 3 servers with one client that puts, and one that reads twice.
func Reads() assay.System {
	all := ids("s", 3)
	return system("register/abd/reads", replicas(all), writerAndReader(all))
}

func name(kind string, servers, usual, clients int) string {
	name := "register/" + kind
	if servers != usual {
		name += fmt.Sprintf("/%dservers", servers)
	}
	if clients != 2 {
		name += fmt.Sprintf("/%dclients", clients)
	}
	return name
}

func system(name string, servers, clients []assay.Participant) assay.System {
	return assay.System{
		Name:   name,
		Actors: slices.Concat(servers, clients),
		Assume: assay.Assumptions{Ignored: assay.Waits},
		Properties: []assay.Property{
			assay.Linearizable("linearizable", Register{}),
			assay.Sometimes("a value is read", func(v assay.View) bool { return valueIsRead(v, clients) }),
		},
	}
}

func replicas(all []assay.ID) []assay.Participant {
	var actors []assay.Participant
	for _, id := range all {
		actors = append(actors, assay.Spawn(id, replica(all, id)))
	}
	return actors
}

func replica(all []assay.ID, id assay.ID) Replica {
	peers := slices.DeleteFunc(slices.Clone(all), func(other assay.ID) bool { return other == id })
	return Replica{Peers: peers, Quorum: len(all)/2 + 1}
}

func users(servers []assay.ID, n int) []assay.Participant {
	var actors []assay.Participant
	for k, id := range ids("c", n) {
		put := Put{Value: string(rune('A' + k))}
		actors = append(actors, assay.Spawn(id, client(servers, len(servers)+k, put, Get{})))
	}
	return actors
}

func writerAndReader(servers []assay.ID) []assay.Participant {
	return []assay.Participant{
		assay.Spawn("c0", client(servers, 0, Put{Value: "A"})),
		assay.Spawn("c1", client(servers, 1, Get{}, Get{})),
	}
}

func ids(prefix string, n int) []assay.ID {
	var all []assay.ID
	for i := range n {
		all = append(all, assay.ID(fmt.Sprint(prefix, i)))
	}
	return all
}

func valueIsRead(v assay.View, clients []assay.Participant) bool {
	for _, client := range clients {
		for _, reply := range assay.InFlight[GetOk](v, client.ID) {
			if reply.Message.Value != "" {
				return true
			}
		}
	}
	return false
}
