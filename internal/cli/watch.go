package cli

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// watchPollMS is how often the files are looked at.
const watchPollMS = 300

// watcher checks systems again when what they stand on changes.
type watcher struct {
	command  *command
	options  checkOptions
	patterns []string
	filter   filter
	signals  chan os.Signal
	known    map[string]verdicts // by package: what the last round that checked it said
	rounds   int
	exit     int // what the last report says
}

func (c *command) watch(args []string) int {
	var o checkOptions
	flags := flag.NewFlagSet("watch", flag.ContinueOnError)
	flags.StringVar(&o.run, "run", "", "")
	c.vetFlag(flags, &o)
	c.sharedFlags(flags, &o.timeout, &o.tags)
	patterns, exit, ok := c.parse(flags, args)
	if !ok {
		return exit
	}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	w := &watcher{command: c, options: o, patterns: patterns, known: map[string]verdicts{}, signals: make(chan os.Signal, 2)}
	first, err := w.begin()
	if err != nil {
		return c.fail(err)
	}
	signal.Notify(w.signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(w.signals)
	return w.loop(first)
}

// begin refuses what would never work: what may be mended in a file is waited for instead.
func (w *watcher) begin() (scope, error) {
	var err error
	if w.filter, err = parseFilter(w.options.run); err != nil {
		return scope{}, err
	}
	if _, err := exec.LookPath("go"); err != nil {
		return scope{}, goMissing(err)
	}
	if err := w.command.checkGoFlags(); err != nil {
		return scope{}, err
	}
	return w.command.scope(w.patterns, buildFlags(w.options.tags))
}

// loop is one round for all, and then one for each change, until a person interrupts it. What the tests write beside themselves is
// no change: it would never end. A source that changes while a round goes on is one.
func (w *watcher) loop(s scope) int {
	before := w.look(s)
	w.round("", s.matched)
	var waiting []string // files that changed while the packages could not be listed
	for {
		before.absorb(w.look(s))
		now, ok := w.wait(s, before)
		if !ok {
			return w.exit
		}
		waiting = append(waiting, now.changes(before)...)
		before = now
		next, err := w.command.scope(w.patterns, buildFlags(w.options.tags))
		if err != nil {
			w.exit = w.command.fail(err)
			continue
		}
		touched := append(s.touched(waiting), next.touched(waiting)...)
		touched = append(touched, next.beyond(s)...)
		touched = slices.DeleteFunc(touched, func(p string) bool { return !slices.Contains(next.matched, p) })
		slices.Sort(touched)
		before = before.with(w.look(next)) // of folders that are new
		w.forget(next)
		matters := func(file string) bool { return len(s.touched([]string{file}))+len(next.touched([]string{file})) > 0 }
		w.round(w.names(slices.DeleteFunc(waiting, func(file string) bool { return !matters(file) })), slices.Compact(touched))
		s, waiting = next, nil
	}
}

// look is what the files are like now. Files that cannot be read at this moment are looked at again at the next one.
func (w *watcher) look(s scope) snapshot {
	now, err := takeSnapshot(s.roots, s.single)
	if err != nil {
		w.command.fail(err)
	}
	return now
}

// wait ends when files have changed and then stayed as they are for one look: an editor writes several, one after the other.
func (w *watcher) wait(s scope, before snapshot) (now snapshot, changed bool) {
	ticker := time.NewTicker(watchPollMS * time.Millisecond)
	defer ticker.Stop()
	last := before
	for {
		select {
		case <-w.signals:
			return nil, false
		case <-ticker.C:
		}
		now, err := takeSnapshot(s.roots, s.single)
		if err != nil {
			continue
		}
		if len(now.changes(before)) > 0 && len(now.changes(last)) == 0 {
			return now, true
		}
		last = now
	}
}

// namedFilesMax is how many files a round names as what began it.
const namedFilesMax = 3

// names are the files, each once, as a person in the working directory writes them.
func (w *watcher) names(files []string) string {
	here, err := filepath.Abs(w.command.dir)
	var names []string
	slices.Sort(files)
	for _, f := range slices.Compact(files) {
		if relative, rel := filepath.Rel(here, f); err == nil && rel == nil && !strings.HasPrefix(relative, "..") {
			f = relative
		}
		names = append(names, filepath.ToSlash(f))
	}
	if len(names) > namedFilesMax {
		names = append(names[:namedFilesMax], fmt.Sprintf("%d more", len(names)-namedFilesMax))
	}
	return strings.Join(names, ", ")
}
