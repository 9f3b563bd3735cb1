package lock

import "github.com/assay-dev/assay"

// PausedHolder is broken: it is Lease, and the promise that its users read into it, that there is no late write. It is broken with no
// failure at all, on clocks that go alike.
//
// In testdata/lock/lease/paused-holder client0 is granted the lease (step 3), looks at its clock, finds that the lease stands, and
// writes (4). Then it is paused, or its write is slow: the others cannot tell. Two ticks take the term away (6, 8); the server, whose
// clock is right, leases the lock to client1 (11), which looks at its clock, rightly finds that it holds the lock (12), and writes, and
// the store takes that (13). Then comes the write of client0, whose lease ended long ago, and the store takes it too (14). No clock was
// wrong. What is true at the look need not be true at the store, and no look of the holder at its own clock can make it so: only the
// store can refuse. That is Fenced.
func PausedHolder() assay.System {
	sys := Lease()
	sys.Name = "lock/lease/paused-holder"
	sys.Properties = append(sys.Properties, assay.Always(lateWrites, noLateWrite))
	return sys
}

// Drifting is broken: it is Lease on clocks that drift. That of the server may be through with the term when that of the holder is not.
func Drifting() assay.System { return margin("lock/lease/drifting", 1, 2) }

// SlimMargin is broken: the server waits for twice the term, since a clock gains at most half a tick in one. But the other may lose as
// much: after three ticks the server's shows 450 ms, and the holder's 150.
func SlimMargin() assay.System { return margin("lock/lease/slim-margin", 2, 3) }
