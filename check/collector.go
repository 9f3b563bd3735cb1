package check

import (
	"runtime/debug"
	"sync"
)

// Over a few megabytes the garbage collector runs so often that a small search spends as much on it as on the search, or twice where
// other processors are idle. While searches are under way and the process is small, it waits until four fifths are garbage. What
// someone has chosen, by GOGC or by debug.SetGCPercent, stays.
const (
	seldomPercent = 400
	usualPercent  = 100
	smallBytes    = 64 << 20 // of the process
)

// collector is what is shared by all searches of the process: the setting is the process's.
var collector struct {
	mu       sync.Mutex
	searches int
	seldom   bool
}

// beginSearch has the collector run seldom, until endSearch or until the process has grown. inUse is what it uses of the machine's memory.
func beginSearch(inUse uint64) {
	collector.mu.Lock()
	defer collector.mu.Unlock()
	if collector.searches++; collector.searches > 1 || inUse > smallBytes {
		return
	}
	if chosen := debug.SetGCPercent(seldomPercent); chosen != usualPercent {
		debug.SetGCPercent(chosen)
		return
	}
	collector.seldom = true
}

// grew puts the collector back if the process uses too much memory for it to wait.
func grew(inUse uint64) {
	if inUse <= smallBytes {
		return
	}
	collector.mu.Lock()
	defer collector.mu.Unlock()
	usual()
}

func endSearch() {
	collector.mu.Lock()
	defer collector.mu.Unlock()
	if collector.searches--; collector.searches == 0 {
		usual()
	}
}

func usual() {
	if collector.seldom {
		debug.SetGCPercent(usualPercent)
		collector.seldom = false
	}
}
