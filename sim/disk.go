package sim

import (
	"maps"

	"github.com/assay-dev/assay"
)

// disk is what one participant has persisted. Where power may fail, the disks as they were before each write since the last Sync are
// kept, since a crash may leave any of them.
type disk struct {
	now    map[string]any
	before []map[string]any
}

func (d *disk) read() assay.Disk {
	if d == nil {
		return assay.DiskOf(nil)
	}
	return assay.DiskOf(maps.Clone(d.now))
}

func (a *actor) write(f assay.DiskEffect, unsynced bool) {
	if a.disk == nil {
		a.disk = &disk{now: map[string]any{}}
	}
	if unsynced {
		a.disk.before = append(a.disk.before, maps.Clone(a.disk.now))
	}
	if f.Erase {
		delete(a.disk.now, f.Key)
	} else {
		a.disk.now[f.Key] = f.Value
	}
}

// sync makes what was written durable, and is how long that takes.
func (a *actor) sync() int64 {
	if a.disk != nil {
		a.disk.before = nil
	}
	if a.server == nil {
		return 0
	}
	return a.server.conf.Sync.sample(a.server.chance)
}
