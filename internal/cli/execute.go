package cli

import (
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
)

// stopWaitS is how long interrupted tests may take to say what they have found.
const stopWaitS = 15

// runner runs jobs side by side, and stops them all when a person interrupts the command.
type runner struct {
	command *command
	goFlags []string
	replay  string
	peers   int

	mu          sync.Mutex
	running     map[*process]bool
	interrupted bool
}

// sink takes what jobs say. Its methods are called from many goroutines.
type sink interface {
	progress(j job, p evidence.Progress)
	event(j job, e event)
	found(j job, m *evidence.Message)
	finish(index int, o outcome, dir *side.Dir)
}

// execute runs jobs, at most as many at once as there are processors.
func (c *command) execute(jobs []job, goFlags []string, replay string, to sink) {
	r := &runner{command: c, goFlags: goFlags, replay: replay, running: map[*process]bool{}}
	r.peers = min(len(jobs), runtime.GOMAXPROCS(0))
	defer r.catchSignals()()
	places := make(chan struct{}, max(r.peers, 1))
	var all sync.WaitGroup
	for i, j := range jobs {
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			r.job(i, j, to)
		})
	}
	all.Wait()
}

// job runs one job to its end.
func (r *runner) job(index int, j job, to sink) {
	c := newCollector()
	c.onEvent = func(e event) { to.event(j, e) }
	c.onFound = func(m *evidence.Message) { to.found(j, m) }
	p, err := r.command.prepare(j, r.goFlags, r.replay, r.peers)
	if err != nil {
		to.finish(index, judge(j, c, ending{err: err}), nil)
		return
	}
	defer func() { _ = p.dir.Remove() }()
	if !r.enter(p) {
		to.finish(index, notStarted(j), p.dir)
		return
	}
	err = p.runTo(c.line, func(d *side.Dir) {
		for _, progress := range d.ReadProgress() {
			to.progress(j, progress)
		}
	})
	interrupted := r.leave(p)
	end := ending{calls: p.dir.ReadBoxes(), systems: p.dir.ReadSystems(), interrupted: interrupted, killed: p.wasKilled(), err: err, stderr: p.stderr.String()}
	to.finish(index, judge(j, c, end), p.dir)
}

// notStarted is what becomes of a job whose turn had not come when a person interrupted the command.
func notStarted(j job) outcome {
	o := outcome{job: j}
	for _, test := range j.chosen {
		o.unknown(test.name, "it did not run: interrupted")
	}
	o.complete(newCollector(), ending{})
	return o
}

func (r *runner) enter(p *process) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.interrupted {
		return false
	}
	r.running[p] = true
	return true
}

func (r *runner) leave(p *process) (interrupted bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.running, p)
	return r.interrupted
}

// each does something to each process that is running.
func (r *runner) each(act func(*process)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for p := range r.running {
		act(p)
	}
}

// catchSignals makes the first interrupt ask the tests to stop, and the second one, or 15 seconds, kill them. It answers how to
// end that.
func (r *runner) catchSignals() (end func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() { r.watch(signals, done) })
	return func() {
		signal.Stop(signals)
		close(done)
		watching.Wait()
	}
}

func (r *runner) watch(signals <-chan os.Signal, done <-chan struct{}) {
	select {
	case <-done:
		return
	case <-signals:
	}
	r.mu.Lock()
	r.interrupted = true
	r.mu.Unlock()
	r.each((*process).stop)
	late := time.NewTimer(stopWaitS * time.Second)
	defer late.Stop()
	select {
	case <-done:
	case <-signals:
		r.each((*process).kill)
	case <-late.C:
		r.each((*process).kill)
	}
}
