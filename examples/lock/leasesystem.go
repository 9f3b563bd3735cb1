package lock

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

const (
	lockID  assay.ID = "lock"
	storeID assay.ID = "store"

	tick = 100 * time.Millisecond

	lateWrites = "no late write"
)

// alike are clocks that go alike.
var alike = assay.Clocks{TickMS: 100, HorizonMS: 400}

// drifting are clocks that gain or lose half a tick in each. They take long to explore, so that a system has no more ticks than it
// needs.
func drifting(ticks int) assay.Clocks {
	return assay.Clocks{TickMS: 100, HorizonMS: 100 * ticks, DriftMS: 50}
}

// Lease is a server that leases the lock, clients client0 and client1, and the store that they write to while they hold it. Server and
// clients count the same term, on clocks that go alike.
func Lease() assay.System {
	return leases("lock/lease", LeaseClient{Term: 2 * tick, Tells: true}, assay.Spawn(lockID, LeaseServer{2 * tick}))
}

// Margin is Lease on clocks that drift. A clock may go three times as fast as another, so the server waits for three times the term that
// the holder believes in (TestSlimMargin).
func Margin() assay.System { return margin("lock/lease/margin", 3, 4) }

// margin is a Lease whose server waits for so many times the term, on clocks that drift for so many ticks. Nothing else fails, since
// TestLeaseSweep shows that "one lease at a time" minds nothing else.
func margin(name string, times time.Duration, ticks int) assay.System {
	sys := leases(name, LeaseClient{Term: 2 * tick, Tells: true}, assay.Spawn(lockID, LeaseServer{times * 2 * tick}))
	sys.Assume.Losses, sys.Assume.Duplicates, sys.Assume.Crashes = assay.None, assay.None, assay.None
	sys.Assume.Clocks = drifting(ticks)
	return sys
}

// leases has two clients such as client, and a store that takes every write. The clients do not crash: one that did would ask again, and
// have the lock after those that are later in the order.
func leases(name string, client LeaseClient, server assay.Participant) assay.System {
	client.Server, client.Store = lockID, storeID
	first, second := client, client
	first.Next, second.Before = "client1", "client0"
	never := assay.Own{Crashes: assay.None}
	return assay.System{
		Name:   name,
		Actors: []assay.Participant{assay.Spawn(second.Before, first), assay.Spawn(first.Next, second), server, assay.Spawn(storeID, Store{})},
		Assume: assay.Assumptions{
			Losses:     assay.Unlimited,
			Duplicates: assay.AtMost(1),
			Crashes:    assay.AtMost(1),
			Disk:       assay.Unsynced,
			Clocks:     alike,
			Per:        map[assay.ID]assay.Own{second.Before: never, first.Next: never},
		},
		Properties: []assay.Property{
			assay.Always("one lease at a time", oneLease),
			assay.Sometimes("both write in turn", bothWrite),
		},
	}
}

// oneLease is about a client that looks: one that does not may believe what it likes, and does no harm by that.
func oneLease(v assay.View) error {
	for id, s := range assay.Each[LeaseClientState](v) {
		if s.Phase == Clinging {
			return fmt.Errorf("the next client has taken the lease, and %s looks at its clock and finds that its own stands until %d ms", id, s.Until)
		}
	}
	return nil
}

// noLateWrite says that the store takes no write of an ended lease after the next holder's.
func noLateWrite(v assay.View) error {
	order := v.Actors()
	for _, s := range eachStored(v) {
		for _, replaced := range s.Replaced {
			if slices.Index(order, replaced) > slices.Index(order, s.By) {
				return fmt.Errorf("the write of %s has replaced that of %s, who had the lock after it", s.By, replaced)
			}
		}
	}
	return nil
}

func bothWrite(v assay.View) bool {
	for _, s := range eachStored(v) {
		if s.By == "client1" && slices.Contains(s.Replaced, "client0") {
			return true
		}
	}
	return false
}

// eachStored is what the store has, of either kind, if it is up.
func eachStored(v assay.View) []Stored {
	var all []Stored
	for _, s := range assay.Each[Stored](v) {
		all = append(all, s)
	}
	for _, s := range assay.Each[FencedStored](v) {
		all = append(all, s.Stored)
	}
	return all
}
