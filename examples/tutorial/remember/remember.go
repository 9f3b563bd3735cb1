// Package remember is the second stage of the tutorial: the lock of package decide, on a machine that may fail. The server writes
// down who has the lock, before it says so.
//
// Forgetful and Unsynced are broken: the one writes nothing, the other does not wait for the disk.
package remember

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/tutorial/decide"
)

// Server is one that comes back from a crash, and knows who has the lock. It forgets who waited: they wait for ever, which is safe.
type Server struct{ decide.Server }

const holderKey = "holder"

// Receive writes before it speaks, and speaks once the disk has it.
func (a Server) Receive(self assay.ID, s decide.State, from assay.ID, msg decide.Msg) (decide.State, assay.Effects) {
	after, said := a.Server.Receive(self, s, from, msg)
	if after.Holder == s.Holder {
		return after, said
	}
	return after, append(assay.Effects{assay.Persist(holderKey, after.Holder), assay.Sync()}, said...)
}

// Recover reads what was written.
func (Server) Recover(self assay.ID, disk assay.Disk) (decide.State, assay.Effects) {
	return decide.State{Holder: assay.Load[assay.ID](disk, holderKey).Or("")}, nil
}

// System is the cure, in a world where the power of the server fails once: what it wrote since the last Sync may be lost.
func System() assay.System { return onFailingPower("tutorial/remember", assay.Spawn("lock", Server{})) }

func onFailingPower(name string, server assay.Participant) assay.System {
	sys := decide.With(name, decide.Client{Server: "lock"}, server)
	sys.Assume.Per = map[assay.ID]assay.Own{"lock": {Crashes: assay.AtMost(1), Disk: assay.Unsynced}}
	return sys
}

// Forgetful is broken: it is the server of the first stage, which writes nothing.
func Forgetful() assay.System {
	return onFailingPower("tutorial/remember/forgetful", assay.Spawn("lock", decide.Server{}))
}

// Unsynced is broken: the server speaks while what it wrote is still on its way to the disk.
func Unsynced() assay.System {
	return onFailingPower("tutorial/remember/unsynced", assay.Spawn("lock", unsynced{}))
}

type unsynced struct{ Server }

func (a unsynced) Receive(self assay.ID, s decide.State, from assay.ID, msg decide.Msg) (decide.State, assay.Effects) {
	after, effects := a.Server.Receive(self, s, from, msg)
	var rest assay.Effects
	for _, e := range effects {
		if _, sync := e.(assay.SyncEffect); !sync {
			rest = append(rest, e)
		}
	}
	return after, rest
}
