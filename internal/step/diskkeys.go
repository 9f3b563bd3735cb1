package step

import (
	"slices"
	"sync"

	"github.com/assay-dev/assay"
)

// diskKeys are the keys of disks that were written and those that were asked for, whatever of a disk is part of the state.
type diskKeys struct {
	mu   sync.RWMutex
	seen map[diskKey]bool
}

type diskKey struct {
	actor int
	asked bool // or else written
	key   string
}

func (d *diskKeys) note(k diskKey) {
	d.mu.RLock()
	known := d.seen[k]
	d.mu.RUnlock()
	if known {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.seen == nil {
		d.seen = map[diskKey]bool{}
	}
	d.seen[k] = true
}

func (d *diskKeys) keys(actor int, asked bool) (all []string) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for k := range d.seen {
		if k.actor == actor && k.asked == asked {
			all = append(all, k.key)
		}
	}
	slices.Sort(all)
	return all
}

// DiskKeys are the keys that were asked of a participant's disk, by its Recover or by a property, and those that it wrote. Both are sorted.
func (s *System) DiskKeys(actor int) (asked, written []string) {
	return s.keys.keys(actor, true), s.keys.keys(actor, false)
}

// DiskFor is Disk for a property, and notes what that asks for.
func (s *System) DiskFor(actor int, l Local) assay.Disk {
	return assay.DiskOf(s.entries(l), func(key string) { s.keys.note(diskKey{actor, true, key}) })
}
