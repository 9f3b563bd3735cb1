package fleet

import (
	"slices"

	"github.com/assay-dev/assay"
)

// Keyless is broken: the gateway retries, and the devices do not go by keys. It is AtLeastOnce with a promise that it cannot keep.
func Keyless() assay.System { return onlyOnce(system("fleet/keyless", 2, 1, true, plain)) }

// Claims is broken: a device says that a command was executed when it has arrived.
func Claims() assay.System {
	return onlyOnce(system("fleet/claims", 2, 1, false, func(id, actuator assay.ID) assay.Participant {
		return assay.Spawn(id, claims{Device{Gateway: gatewayID, Actuator: actuator}})
	}))
}

type claims struct{ Device }

func (d claims) Receive(self assay.ID, s Idle, from assay.ID, msg Msg) (Idle, assay.Effects) {
	if command, ok := msg.(Command); ok {
		return s, assay.Effects{assay.Send(d.Gateway, Ack(command)), assay.Send(d.Actuator, Do(command))}
	}
	return s, nil
}

// Forgetful is broken: a device keeps the keys in its memory alone.
func Forgetful() assay.System {
	return onlyOnce(withDisk(assay.Kept, system("fleet/forgetful", 2, 1, true, func(id, actuator assay.ID) assay.Participant {
		return assay.Spawn(id, forgetful{Keyed{Gateway: gatewayID, Actuator: actuator}})
	})))
}

type forgetful struct{ Keyed }

func (d forgetful) Receive(self assay.ID, k Keys, from assay.ID, msg Msg) (Keys, assay.Effects) {
	k, effects := d.Keyed.Receive(self, k, from, msg)
	return k, slices.DeleteFunc(effects, isWrite)
}

// ActsFirst is broken: a device writes the key down when it has had the command executed, and may die between the two.
func ActsFirst() assay.System {
	return onlyOnce(withDisk(assay.Torn, system("fleet/acts-first", 2, 1, true, func(id, actuator assay.ID) assay.Participant {
		return assay.Spawn(id, actsFirst{Keyed{Gateway: gatewayID, Actuator: actuator}})
	})))
}

type actsFirst struct{ Keyed }

func (d actsFirst) Receive(self assay.ID, k Keys, from assay.ID, msg Msg) (Keys, assay.Effects) {
	k, effects := d.Keyed.Receive(self, k, from, msg)
	writes := slices.DeleteFunc(slices.Clone(effects), func(e assay.Effect) bool { return !isWrite(e) })
	return k, append(slices.DeleteFunc(effects, isWrite), writes...)
}

// Unsynced is broken: a device writes the key down before it acts, and does not wait until the disk has it.
func Unsynced() assay.System {
	return onlyOnce(system("fleet/unsynced", 2, 1, true, func(id, actuator assay.ID) assay.Participant {
		return assay.Spawn(id, unsynced{Keyed{Gateway: gatewayID, Actuator: actuator}})
	}))
}

type unsynced struct{ Keyed }

func (d unsynced) Receive(self assay.ID, k Keys, from assay.ID, msg Msg) (Keys, assay.Effects) {
	k, effects := d.Keyed.Receive(self, k, from, msg)
	return k, slices.DeleteFunc(effects, func(e assay.Effect) bool { return e == assay.Sync() })
}

// withDisk gives the devices a kinder disk than they have in System, so that a counterexample shows what it needs.
func withDisk(disk assay.Durability, sys assay.System) assay.System {
	for id, own := range sys.Assume.Per {
		if own.Disk == assay.Unsynced {
			own.Disk = disk
		}
		sys.Assume.Per[id] = own
	}
	return sys
}

func isWrite(e assay.Effect) bool {
	_, ok := e.(assay.DiskEffect)
	return ok || e == assay.Sync()
}
