package sim

import (
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

// disk is what one participant has persisted. Where power may fail, the disks that a crash may leave are kept: as it was before each write
// since the last Sync, each once, by when it was so last, and not as it is now. That is how internal/step counts them, and a trace has
// their numbers (TestRestIsQuiescent).
type disk struct {
	now    map[string]any
	key    string // canonical bytes of now, where power may fail
	before []pastDisk
}

type pastDisk struct {
	was map[string]any
	key string
}

func (d *disk) read() assay.Disk {
	if d == nil {
		return assay.DiskOf(nil)
	}
	return assay.DiskOf(maps.Clone(d.now))
}

// pending is how many disks a crash may leave beside the one that is there.
func (d *disk) pending() int {
	if d == nil {
		return 0
	}
	return len(d.before)
}

// fail leaves the disk as it was after so many of the writes that are pending, and forgets the others.
func (d *disk) fail(kept int) {
	if kept < len(d.before) {
		d.now, d.key = d.before[kept].was, d.before[kept].key
	}
	d.before = nil
}

func (d *disk) write(f assay.DiskEffect) {
	if f.Erase {
		delete(d.now, f.Key)
	} else {
		d.now[f.Key] = f.Value
	}
}

// persist is a write of a participant's.
func (e *engine) persist(who int32, f assay.DiskEffect) {
	a := &e.actors[who]
	if a.disk == nil {
		a.disk = &disk{now: map[string]any{}, key: e.contents(map[string]any{})}
	}
	d := a.disk
	if !e.plan.unsynced[who] {
		d.write(f)
		return
	}
	past := pastDisk{maps.Clone(d.now), d.key}
	d.write(f)
	if d.key = e.contents(d.now); d.key == past.key {
		return
	}
	d.before = append(d.before, past)
	if at := slices.IndexFunc(d.before, func(p pastDisk) bool { return p.key == d.key }); at >= 0 {
		d.before = slices.Delete(d.before, at, at+1)
	}
}

// contents are a disk in canonical bytes.
func (e *engine) contents(disk map[string]any) string {
	key, err := e.plan.sampler.asks.Bytes(disk)
	if err != nil {
		e.misuse(e.plan.wrong("what is persisted: %v", err))
	}
	return key
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
