// Package side is what a test binary tells the command besides its test output: progress, which call is being made in case the
// process dies in it, and the outcome of a replay. It is a directory of files, so that nothing is lost with a process.
//
// The channel exists only where the command asks for it, and the test binary reaches it without the os package's own record of
// what a test reads: the go command would count each file and variable as an input, and never serve the test from its cache.
package side

import (
	"encoding/json"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/assay-dev/assay/evidence"
)

// The environment by which the command asks.
const (
	EnvDir    = "ASSAY_SIDE"   // the directory
	EnvReplay = "ASSAY_REPLAY" // what is to be replayed: the name of a trace, or @FILE
	EnvSteps  = "ASSAY_STEPS"  // set where a replay is to be told step by step
	EnvPeers  = "ASSAY_PEERS"  // how many test binaries run side by side
	EnvOwner  = "ASSAY_OWNER"  // the process id of the command
)

// The files of a directory; all but stop begin with the process's id.
const (
	stopFile       = "stop"
	progressSuffix = ".progress"
	systemsSuffix  = ".systems"
	replayedSuffix = ".replayed"
	boxSuffix      = ".box"
)

// Channel is the test binary's end. All its methods are safe on nil, and do nothing. It may be used by many goroutines.
type Channel struct {
	dir   string
	pid   string
	owner int
	boxes atomic.Int64
	mu    sync.Mutex // one line at a time
}

// Open is nil where the command did not ask.
func Open() *Channel {
	dir, ok := syscall.Getenv(EnvDir)
	if !ok || dir == "" {
		return nil
	}
	owner, _ := syscall.Getenv(EnvOwner)
	ownerPID, _ := strconv.Atoi(owner)
	return &Channel{dir: dir, pid: strconv.Itoa(syscall.Getpid()), owner: ownerPID}
}

// Progress says how far an exploration is.
func (c *Channel) Progress(p evidence.Progress) { c.append(progressSuffix, p) }

// Announce says that this binary holds a system. In a replay it also says where it was handed over.
func (c *Channel) Announce(announced Announced) {
	if _, replay := c.Replay(); replay {
		announced.Calls = calls()
	}
	c.append(systemsSuffix, announced)
}

// Replayed says what became of a replay.
func (c *Channel) Replayed(o Outcome) { c.append(replayedSuffix, o) }

// Stepwise says whether a replay is to be told step by step.
func (c *Channel) Stepwise() bool {
	steps, _ := syscall.Getenv(EnvSteps)
	return c != nil && steps != ""
}

// Stopped says whether the command asked to stop, because a person interrupted it, or is dead: then nobody is left to read what
// would be found. It costs two system calls.
func (c *Channel) Stopped() bool {
	return c != nil && (exists(filepath.Join(c.dir, stopFile)) || c.owner > 0 && !alive(c.owner))
}

// Replay is what is to be replayed instead of exploring: the name of a trace, or @ and the absolute path of a trace file.
func (c *Channel) Replay() (name string, ok bool) {
	if c == nil {
		return "", false
	}
	name, _ = syscall.Getenv(EnvReplay)
	return name, name != ""
}

// Peers is how many test binaries, this one included, the command runs side by side: they share memory and processors. It is 0
// where the command did not say.
func (c *Channel) Peers() int {
	if c == nil {
		return 0
	}
	text, _ := syscall.Getenv(EnvPeers)
	peers, err := strconv.Atoi(text)
	if err != nil || peers < 1 {
		return 0
	}
	return peers
}

// append writes one line. An error is dropped: what goes through here is told besides the result, and is never the result.
func (c *Channel) append(suffix string, value any) {
	if c == nil {
		return
	}
	line, err := json.Marshal(value)
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	file, err := openAppend(filepath.Join(c.dir, c.pid+suffix))
	if err != nil {
		return
	}
	defer file.Close()
	_, _ = file.Write(append(line, '\n'))
}
