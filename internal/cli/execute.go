package cli

import (
	"fmt"
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
	to      sink

	until  time.Time     // when the tests are asked to stop; zero is never
	budget time.Duration // that ends then

	mu      sync.Mutex
	running map[*process]bool
	ended   string // why no more is run: "interrupted", or that the time is spent
}

// sink takes what jobs say. Its methods are called from many goroutines.
type sink interface {
	say(text string)
	progress(j job, p evidence.Progress)
	event(j job, e event)
	found(j job, m *evidence.Message)
	told(j job, dir *side.Dir) // one process has ended; dir is removed after the call
	finish(index int, o outcome)
}

// execute runs jobs, at most as many at once as there are processors.
func (c *command) execute(jobs []job, goFlags []string, replay string, to sink) {
	r := &runner{command: c, goFlags: goFlags, replay: replay, to: to, running: map[*process]bool{}, until: c.until, budget: c.budget}
	r.peers = min(len(jobs), runtime.GOMAXPROCS(0))
	defer r.catchSignals()()
	places := make(chan struct{}, max(r.peers, 1))
	var all sync.WaitGroup
	for i, j := range jobs {
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			r.job(i, j)
		})
	}
	all.Wait()
	c.patience.idle()
}

// job runs one job to its end. Where the process dies in one test, those behind it run in another process: a death must not hide
// what they would show.
func (r *runner) job(index int, j job) {
	whole := outcome{job: j, rest: j.chosen}
	for first := true; first || len(whole.rest) > 0; first = false {
		part := j
		if !first {
			part = j.narrow(whole.rest)
		}
		before := len(whole.rest)
		whole.join(r.once(part))
		if !first && len(whole.rest) >= before {
			panic(fmt.Sprintf("cli: %d tests were to run and %d are left", before, len(whole.rest)))
		}
	}
	r.to.finish(index, whole)
}

// once runs the tests of a job in one process.
func (r *runner) once(j job) outcome {
	c := newCollector()
	c.onEvent = func(e event) {
		if e.Action == "start" || e.Action == "run" {
			r.command.patience.idle()
		}
		r.to.event(j, e)
	}
	c.onFound = func(m *evidence.Message) { r.to.found(j, m) }
	p, err := r.command.prepare(j, r.goFlags, r.replay, r.peers)
	if err != nil {
		return judge(j, c, ending{err: err})
	}
	defer func() { _ = p.dir.Remove() }()
	if !r.enter(p) {
		return r.notStarted(j)
	}
	err = p.runTo(c.line, func(d *side.Dir) {
		for _, progress := range d.ReadProgress() {
			r.to.progress(j, progress)
		}
	})
	ended := r.leave(p)
	r.to.told(j, p.dir)
	return judge(j, c, ending{
		calls:   p.dir.ReadBoxes(),
		systems: p.dir.ReadSystems(),
		status:  p.status(),
		ended:   ended,
		killed:  p.wasKilled(),
		err:     err,
		stderr:  p.stderr.String(),
	})
}

// notStarted is what becomes of a job whose turn had not come when the command was ended.
func (r *runner) notStarted(j job) outcome {
	o := outcome{job: j}
	for _, test := range j.chosen {
		o.unknown(test.name, "it did not run: "+r.ended)
	}
	o.complete(newCollector(), ending{})
	return o
}

func (r *runner) enter(p *process) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended == "" && !r.until.IsZero() && !time.Now().Before(r.until) {
		r.ended = r.spentText() // before the watch has seen it
	}
	if r.ended != "" {
		return false
	}
	r.running[p] = true
	return true
}

func (r *runner) leave(p *process) (ended string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.running, p)
	return r.ended
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
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		signal.Notify(signals, syscall.SIGHUP)
	}
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
	ended := endInterrupted
	select {
	case <-done:
		return
	case <-r.spent(done):
		ended = r.spentText()
	case <-signals:
	}
	r.mu.Lock()
	r.ended = ended
	r.mu.Unlock()
	r.to.say(fmt.Sprintf("%s; the tests have %d s to say what they have found (interrupt again to end them now)", ended, stopWaitS))
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

// endInterrupted is why no more is run where a person said so.
const endInterrupted = "interrupted"

func (r *runner) spentText() string {
	return fmt.Sprintf("the time budget of %v is spent (-time)", r.budget)
}

// spent is closed when the time budget is spent: never where there is none.
func (r *runner) spent(done <-chan struct{}) <-chan struct{} {
	spent := make(chan struct{})
	if r.until.IsZero() {
		return spent
	}
	go func() {
		timer := time.NewTimer(time.Until(r.until))
		defer timer.Stop()
		select {
		case <-done:
		case <-timer.C:
			close(spent)
		}
	}()
	return spent
}
