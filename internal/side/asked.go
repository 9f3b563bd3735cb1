package side

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// EnvExplore makes a test binary answer questions about a system instead of checking it.
const EnvExplore = "ASSAY_EXPLORE"

// ExploreNone is the system of EnvExplore where tests are only to say which systems they hold.
const ExploreNone = "?"

// The files of a question and of its answer. A file that is there is whole: it is written under another name.
const (
	askedPrefix    = "asked."
	answeredPrefix = "answered."
	unfinished     = ".part"
)

const (
	// waitBusyMS is how often somebody looks for a file that is likely to come soon, waitIdleMS how often otherwise.
	waitBusyMS = 1
	waitIdleMS = 15
	// busyForS is how long a test binary looks often after a question.
	busyForS = 5
)

// Explores is which system the command asks about, ExploreNone for none yet.
func (c *Channel) Explores() (system string, ok bool) {
	if c == nil {
		return "", false
	}
	system, _ = syscall.Getenv(EnvExplore)
	return system, system != ""
}

// Asks says whether the command asks about one behaviour or one system: then tests that do not answer it stand back.
func (c *Channel) Asks() bool {
	_, replay := c.Replay()
	_, explore := c.Explores()
	return replay || explore
}

// NextAsked waits for the question number n. Here the os package may be used: the command runs the binary itself, and nothing is cached. It is not ok once the command is gone or asked to stop.
func (c *Channel) NextAsked(ctx context.Context, n int) (question []byte, ok bool) {
	path, began := filepath.Join(c.dir, askedPrefix+strconv.Itoa(n)), time.Now()
	for ctx.Err() == nil {
		if exists(path) {
			question, err := os.ReadFile(path)
			_ = os.Remove(path)
			return question, err == nil
		}
		wait := time.Duration(waitIdleMS)
		if time.Since(began) < busyForS*time.Second {
			wait = waitBusyMS
		} else if c.Stopped() {
			return nil, false
		}
		time.Sleep(wait * time.Millisecond)
	}
	return nil, false
}

// Answer is the answer to the question number n.
func (c *Channel) Answer(n int, answer []byte) {
	_ = writeWhole(filepath.Join(c.dir, answeredPrefix+strconv.Itoa(n)), answer)
}

func writeWhole(path string, data []byte) error {
	if err := os.WriteFile(path+unfinished, data, 0o600); err != nil {
		return err
	}
	return os.Rename(path+unfinished, path)
}

// Questions are what the command asks of one test binary. They may be asked from many goroutines.
type Questions struct {
	dir *Dir
	mu  sync.Mutex
	n   int
}

// Questions begins to ask. A directory has one set of them.
func (d *Dir) Questions() *Questions { return &Questions{dir: d} }

// Ask waits for an answer, or until gone says that nobody will give one.
func (q *Questions) Ask(ctx context.Context, question []byte, gone <-chan struct{}) ([]byte, error) {
	q.mu.Lock()
	n := q.n
	err := writeWhole(filepath.Join(q.dir.path, askedPrefix+strconv.Itoa(n)), question)
	if err == nil {
		q.n++
	}
	q.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("side: the question was not written: %w", err)
	}
	path := filepath.Join(q.dir.path, answeredPrefix+strconv.Itoa(n))
	for last := false; ; {
		if answer, err := os.ReadFile(path); err == nil {
			_ = os.Remove(path)
			return answer, nil
		}
		if last {
			return nil, errGone
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-gone:
			last = true // it may have answered before
		case <-time.After(waitBusyMS * time.Millisecond):
		}
	}
}

// errGone is the end of a test binary.
var errGone = fmt.Errorf("side: the test binary has ended: %w", io.EOF)

// Gone says whether an error of Ask is that nobody will answer any more.
func Gone(err error) bool { return errors.Is(err, io.EOF) }
