package assay

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/assay-dev/assay/refine"
)

// Disk is what a participant finds on its disk when it recovers. It is read with Load.
type Disk struct {
	entries map[string]any
	asked   []func(key string)
}

// DiskOf makes a Disk that holds entries, for the rooms that run actors and for tests of a Recover method. Each of asked is told the keys
// that Load asks for.
func DiskOf(entries map[string]any, asked ...func(key string)) Disk { return Disk{entries, asked} }

// Keys are the keys on the disk, sorted.
func (d Disk) Keys() []string {
	keys := make([]string, 0, len(d.entries))
	for key := range d.entries {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Load is what was last persisted under key, or None. It panics if that is not a T: a disk that is read as another type than it
// was written as is an error of the actor, and the rooms that run actors report it as a finding.
//
//assay:ignore pure what is told which key was asked for belongs to the room that runs the actor, and nothing comes back of it
//assay:ignore deterministic what is told which key was asked for belongs to the room that runs the actor, and nothing comes back of it
//assay:ignore total what is told which key was asked for belongs to the room that runs the actor, and returns
func Load[T any](d Disk, key string) refine.Option[T] {
	for _, tell := range d.asked {
		tell(key)
	}
	raw, ok := d.entries[key]
	if !ok {
		return refine.None[T]()
	}
	value, ok := raw.(T)
	want := reflect.TypeFor[T]()
	if nothing := raw == nil && want.Kind() == reflect.Interface; !ok && !nothing {
		panic(fmt.Sprintf("assay: disk entry %q holds a %T, and Load asked for a %v", key, raw, want))
	}
	return refine.Some(value)
}
