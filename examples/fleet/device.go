package fleet

import (
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

// Actuator is what a device moves. It does not crash: its state is what happened in the world, by key how often a command was executed.
type Actuator struct{}

// Start has moved nothing.
func (Actuator) Start(self assay.ID) (map[int]int, assay.Effects) { return nil, nil }

// Receive does what it is told, as often as it is told.
func (Actuator) Receive(self assay.ID, times map[int]int, from assay.ID, msg Msg) (map[int]int, assay.Effects) {
	do, ok := msg.(Do)
	if !ok {
		return times, nil
	}
	after := map[int]int{}
	maps.Copy(after, times)
	after[do.Key]++
	return after, assay.Effects{assay.Send(from, Did{do.Key})}
}

// Device executes every Command that reaches it, and acknowledges it once it is executed. It remembers nothing.
type Device struct{ Gateway, Actuator assay.ID }

// Idle is the state of a Device.
type Idle struct{}

// Start waits for commands.
func (Device) Start(self assay.ID) (Idle, assay.Effects) { return Idle{}, nil }

// Receive is a command, or that it was executed.
func (d Device) Receive(self assay.ID, s Idle, from assay.ID, msg Msg) (Idle, assay.Effects) {
	switch m := msg.(type) {
	case Command:
		return s, assay.Effects{assay.Send(d.Actuator, Do{m.Key})}
	case Did:
		return s, assay.Effects{assay.Send(d.Gateway, Ack{m.Key})}
	case Request, Ack, Do, Done: // of others
	}
	return s, nil
}

// Keyed is a Device that goes by the key of a command: it executes each key once, and acknowledges it as often as it is asked.
type Keyed struct{ Gateway, Actuator assay.ID }

// Keys is the local state of a Keyed device, and all of its disk. Both lists are sorted, and no key is in both.
type Keys struct {
	Begun []int // given to the actuator, which has not answered
	Done  []int
}

const keysKey = "keys"

// Start has heard of no key.
func (Keyed) Start(self assay.ID) (Keys, assay.Effects) { return Keys{}, nil }

// Receive is a command, or that it was executed.
func (d Keyed) Receive(self assay.ID, k Keys, from assay.ID, msg Msg) (Keys, assay.Effects) {
	switch m := msg.(type) {
	case Command:
		return d.command(k, m.Key)
	case Did:
		return d.did(k, m.Key)
	case Request, Ack, Do, Done: // of others
	}
	return k, nil
}

// Recover reads the keys. One that had begun stays so: its answer may still come, and if the device died before it moved anything,
// nobody knows.
func (Keyed) Recover(self assay.ID, disk assay.Disk) (Keys, assay.Effects) {
	return assay.Load[Keys](disk, keysKey).Or(Keys{}), nil
}

// command writes the key before it moves anything: a device that dies between the two has not executed a command and never will,
// which is safe. The other way round it would execute it again (TestActsFirst).
func (d Keyed) command(k Keys, key int) (Keys, assay.Effects) {
	switch {
	case slices.Contains(k.Done, key):
		return k, assay.Effects{assay.Send(d.Gateway, Ack{key})}
	case slices.Contains(k.Begun, key):
		return k, nil
	}
	k.Begun = with(k.Begun, key)
	return k, assay.Effects{assay.Persist(keysKey, k), assay.Sync(), assay.Send(d.Actuator, Do{key})}
}

func (d Keyed) did(k Keys, key int) (Keys, assay.Effects) {
	k.Begun = slices.DeleteFunc(slices.Clone(k.Begun), func(other int) bool { return other == key })
	k.Done = with(k.Done, key)
	return k, assay.Effects{assay.Persist(keysKey, k), assay.Sync(), assay.Send(d.Gateway, Ack{key})}
}

// with is a copy of sorted keys that has key in it.
func with(keys []int, key int) []int {
	at, found := slices.BinarySearch(keys, key)
	if found {
		return keys
	}
	return slices.Insert(slices.Clone(keys), at, key)
}
