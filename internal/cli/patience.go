package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// patienceMS is how long the command is busy before it says with what: a person who sees nothing for longer thinks that it hangs.
const patienceMS = 2000

// patience says on standard error what the command is busy with, as long as nothing else shows that it lives. The nil patience is that of
// a person who asked for no progress.
type patience struct {
	w     io.Writer
	after func(time.Duration, func())
	mu    sync.Mutex
	turn  int // counts what begins and ends
}

func newPatience(c *command) *patience {
	if c.isQuiet() {
		return nil
	}
	return &patience{w: c.stderr, after: func(d time.Duration, say func()) { time.AfterFunc(d, say) }}
}

// isQuiet says whether a person wants no progress on standard error.
func (c *command) isQuiet() bool { return c.getenv("ASSAY_QUIET") != "" }

// busy says a line, unless idle or another busy comes within two seconds.
func (p *patience) busy(text string) {
	if p == nil {
		return
	}
	turn := p.next()
	p.after(patienceMS*time.Millisecond, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.turn == turn {
			fmt.Fprintf(p.w, "assay: %s\n", text)
		}
	})
}

// idle ends busy. Whoever sees something happen may call it.
func (p *patience) idle() {
	if p != nil {
		p.next()
	}
}

func (p *patience) next() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn++
	return p.turn
}

// building is what most verbs are busy with at first.
func building(patterns []string) string {
	return "building the tests of " + strings.Join(patterns, " ") + " (the first time takes longest: it compiles the checker too)"
}

// analyzing is what the analyzers are busy with.
func analyzing(patterns []string) string {
	return "reading the code of " + strings.Join(patterns, " ") + " (the first time takes longest: it reads all that they import)"
}

// await waits for what the analyzers say of packages.
func (c *command) await(reading <-chan reading, patterns []string) reading {
	c.patience.busy(analyzing(patterns))
	defer c.patience.idle()
	return <-reading
}
