package check

import (
	"context"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/step"
)

// network is a System lowered, of actors or a Machine.
type network interface {
	Width() int
	Initial() ([][]uint32, []uint64)
	Vector(step.State) ([]uint32, uint64)
	State([]uint32) step.State
	HandlerRuns() int64
	Err() error
}

// pass is one exploration of a System, with one set of components and one rule for deliveries that change nothing.
type pass struct {
	config      config
	source      assay.System
	sys         *step.System
	mode        step.Mode
	initial     []step.State
	needed      need          // what this pass was made to have
	labels      lts.Labelling // which labels its steps have
	net         network
	reads       *readsOf
	judged      []*judged
	within      *judged
	alone       func(i int) bool // which property is asked, where not all are
	fields      []string         // of each actor, as they were
	failedStart *step.Fault
	started     []*step.Reaction // what each participant did when it started
	watch       *watch
	result      *graph.Result
	runs        int     // how often each input was run, where that is oftener than runsMin
	more        uint64  // calls of handlers that this took
	calm        bool    // no failures happen any more
	grows       *string // the hint of growth, once it was asked for
}

// findings in the order of their codes. "error" is none: the System is not well formed.
var findings = []string{"pure", "total", "deterministic", "handled", "error"}

func (p *pass) propertyCode(i int, o outcome) uint32 { return uint32(i*int(outcomes) + int(o)) }

func (p *pass) withinCode(o outcome) uint32 { return p.propertyCode(len(p.judged), o) }

func (p *pass) findingCode(finding string, actor int) uint32 {
	return p.withinCode(outcomes) + uint32(actor*len(findings)+slices.Index(findings, finding))
}

func (p *pass) quiescentCode() uint32 { return p.findingCode(findings[0], len(p.sys.Actors)) }

// explore runs the search.
func (p *pass) explore(ctx context.Context, c config) *graph.Result {
	defer p.ready(ctx, c)()
	g := p.growing(ctx, c)
	return graph.Explore(p.asNetwork(), graph.Options{
		Workers: c.workers, DepthFirst: c.depthFirst, Exact: c.exact, DepthMax: c.depthMax, StatesMax: c.statesMax,
		Codes: int(p.quiescentCode()) + 1, Stop: p.stop, Over: p.watch.over, Abort: p.watch.abort, Progress: p.report(c, g), Along: g.along,
	})
}

// ready lowers the system and begins to watch, until end is called.
func (p *pass) ready(ctx context.Context, c config) (end func()) {
	p.watch = newWatch(c)
	p.lower(c)
	go p.watch.run(ctx)
	return p.watch.close
}

// expander is what one goroutine expands states of actors with, apart from the search.
func (p *pass) expander() (*lts.Worker, *graph.Steps) {
	worker := p.net.(*lts.Net).NewWorker()
	if p.within != nil {
		worker.Inside = func(v []uint32) bool { return p.within.in(p.eyeOn(v), false) == struck }
	}
	return worker, graph.NewSteps(int(p.quiescentCode()) + 1)
}

func (p *pass) lower(c config) {
	config := lts.Config{Mode: p.mode, Codes: p.findingCode, Quiescent: p.quiescentCode(), Deadlock: c.deadlock, Labels: p.labels,
		Watch: func(worker int) lts.Watcher { return p.watch.newSlot(p.sys, worker) }}
	if p.sys.Machine() {
		p.net = lts.NewMachine(p.sys, p.initial, config)
		return
	}
	net := lts.New(p.sys, p.initial, config)
	p.net, p.reads = net, &readsOf{sys: p.sys, net: net, mode: p.mode, shares: newProjections(p.sys)}
}

func (p *pass) report(c config, growing *growing) func(graph.Progress) {
	if c.progress == nil {
		return nil
	}
	return func(g graph.Progress) {
		c.progress(Progress{System: p.sys.Name, States: g.States, Steps: g.Steps, Depth: g.Depth, Frontier: g.Frontier,
			Bytes: memoryInUse(), Seconds: time.Since(growing.began).Seconds(), Hint: growing.hint()})
	}
}

// stop is asked between batches, so that what it says does not depend on the workers. A pass that lacks something ends. Everything is
// decided once each property is and an Always is violated: a System without a violation is explored to the end, since its counts
// are part of the evidence.
func (p *pass) stop(found func(uint32) bool) bool {
	if _, again := p.wants(); again || p.illFormedFound(found) {
		return true
	}
	all, violated := true, false
	for i, j := range p.judged {
		struck := found(p.propertyCode(i, struck))
		decided := struck || found(p.propertyCode(i, panicked)) || found(p.propertyCode(i, misread)) || found(p.propertyCode(i, wavering))
		all = all && decided
		violated = violated || struck && j.always
	}
	return all && violated && (!p.config.deadlock || found(p.quiescentCode()))
}

// illFormedFound says whether it showed that the System is not well formed: then nothing that is found counts.
func (p *pass) illFormedFound(found func(uint32) bool) bool {
	for actor := range p.sys.Actors {
		if found(p.findingCode("error", actor)) {
			return true
		}
	}
	return false
}

// asNetwork is the network with workers that judge.
func (p *pass) asNetwork() graph.Network { return searched{p.net, p} }

type searched struct {
	network
	pass *pass
}

func (s searched) Worker() graph.Worker {
	p := s.pass
	if net, ok := p.net.(*lts.MachineNet); ok {
		w := &machineWorker{MachineWorker: net.NewWorker(), judging: p.judging(&machineView{sys: p.sys, net: net})}
		if p.within != nil {
			w.Inside = w.inside
		}
		return w
	}
	w := &actorWorker{Worker: p.net.(*lts.Net).NewWorker(), judging: p.judging(&view{reads: p.reads})}
	if p.within != nil {
		w.Inside = w.inside
	}
	return w
}

type actorWorker struct {
	*lts.Worker
	judging
}

type machineWorker struct {
	*lts.MachineWorker
	judging
}
