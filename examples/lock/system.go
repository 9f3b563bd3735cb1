package lock

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// System is one server and clients client0, client1, ... It is called "lock" with 2 clients, and by their number otherwise.
func System(clients int) assay.System {
	name := "lock"
	if clients != 2 {
		name = fmt.Sprintf("lock/%dclients", clients)
	}
	return system(name, clients, assay.Spawn("lock", Server{}))
}

func system(name string, clients int, server assay.Participant) assay.System {
	return assay.System{
		Name:   name,
		Actors: append(assay.SpawnN("client", clients, Client{Server: server.ID}), server),
		Assume: assay.Assumptions{
			Losses:     assay.Unlimited,
			Duplicates: assay.AtMost(1),
			Disk:       assay.Kept,
			Per:        map[assay.ID]assay.Own{server.ID: {Crashes: assay.AtMost(1)}},
		},
		Properties: []assay.Property{
			assay.Always("mutual exclusion", mutualExclusion),
			assay.Sometimes("someone holds the lock", held),
		},
	}
}

func mutualExclusion(v assay.View) error {
	var holder assay.ID
	for id, phase := range assay.Each[Phase](v) {
		if phase != Holding {
			continue
		}
		if holder != "" {
			return fmt.Errorf("%s and %s hold the lock", holder, id)
		}
		holder = id
	}
	return nil
}

func held(v assay.View) bool {
	for _, phase := range assay.Each[Phase](v) {
		if phase == Holding {
			return true
		}
	}
	return false
}
