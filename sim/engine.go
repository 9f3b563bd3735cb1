package sim

import (
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// engine is one run of one seed.
type engine struct {
	plan    *plan
	seed    uint64
	now     int64 // in nanoseconds
	end     int64
	seq     uint64
	steps   uint64 // of the System: what check would count
	count   uint64 // of events on the agenda
	sampled uint64 // calls that were candidates for the sampler
	mark    uint64 // a digest of the behaviour so far

	agenda agenda
	ready  []pending // what happens now, in order
	actors []actor
	loads  []*loadRun
	letters
	links
	calls     []func()
	callsFree []int32
	beat      atomic.Uint64 // moves on as long as handlers return

	cause  cause // of what a handler sends
	again  bool  // what is being received stays, to be received once more
	faults faults
	clocks clocks
	judge  *judge
	record *recorder // nil where nobody wants the behaviour
	stats  *stats
	doing  call // for whoever asks what went wrong
	onDown func(assay.ID, string)
	until  string      // the property whose violation ends the run
	kept   map[any]any // what platforms keep for this run
	stop   *Finding
}

// pending is something that happens at this very moment, without a way through the agenda.
type pending struct {
	kind eventKind
	who  int32
	what int32
}

// actor is one participant as it runs. It is kept small: there may be many thousands that rarely do anything.
type actor struct {
	behaviour *assay.Behaviour
	state     any // pointer to S
	server    *server
	timers    []timer
	disk      *disk
	choices   []assay.ChooseEffect
	waiting   []int32 // envelopes that came while it was down
	life      uint32  // which life this is: what was begun in an earlier one is void
	up        bool
	reading   bool
	stopped   bool // by a Restart, until it is deployed
}

type timer struct {
	name string
	set  uint32 // changes whenever it is set or stopped; odd while it is set
	due  int    // in milliseconds of its own clock, where clocks are assumed
}

// call is which handler runs.
type call struct {
	kind  step.Kind
	actor int32
	env   int32
	timer string
	on    bool
}

func newEngine(p *plan, seed uint64) *engine {
	e := &engine{plan: p, seed: seed, end: int64(p.world.For), mark: 14695981039346656037}
	e.stats = newStats(p)
	e.actors = make([]actor, len(p.sys.Actors))
	for i := range e.actors {
		a := &e.actors[i]
		a.behaviour = &p.sys.Actors[i].Behaviour
		if conf := p.servers[i]; conf != nil {
			a.server = newServer(conf, e.stats.servers[i], stream(seed, "service", string(p.sys.Actors[i].ID)))
		}
	}
	e.links.begin(p, seed)
	for i := range p.world.Load {
		e.loads = append(e.loads, newLoadRun(e, i))
	}
	e.judge = newJudge(e)
	e.setClocks()
	return e
}

// run runs to the end of time, or to the first step after which there is nothing more to learn.
func (e *engine) run() {
	defer e.mishap()
	e.begin()
	for e.stop == nil {
		if len(e.ready) > 0 {
			e.drain()
			continue
		}
		if len(e.agenda) == 0 || e.agenda[0].at > e.end {
			break
		}
		ev := e.agenda.pop()
		e.now = ev.at
		e.count++
		e.beat.Store(e.count)
		e.happen(ev)
	}
	if e.stop == nil {
		e.now = e.end
	}
	e.stats.close(e)
}

// begin starts everybody, in the order of the System. Nothing is delivered before all have started: a FIFO link would lose what is sent to
// one that has not (TestStartsTogether), and no property would be asked.
func (e *engine) begin() {
	for i := range e.actors {
		if e.plan.heldBack[i] {
			continue // a Platform starts it
		}
		e.startUp(int32(i), step.Start)
	}
	e.startFaults()
	e.startClocks()
	for _, l := range e.loads {
		l.begin()
	}
	for i := range e.plan.world.Events {
		planned := &e.plan.world.Events[i]
		e.callAt(int64(planned.At), func() {
			e.stats.note(e.now, planned.Name)
			planned.Do(&Control{e})
		})
	}
	for _, platform := range e.plan.world.Platform {
		platform.Begin(&Control{e})
	}
	e.judge.begins()
}

func (e *engine) happen(ev event) {
	switch ev.kind {
	case evArrive:
		e.arrive(ev.what)
	case evDone:
		e.served(ev.who, ev.what, ev.since)
	case evTimer:
		e.fire(ev.who, ev.what, ev.since)
	case evRequest:
		e.loads[ev.who].arrive()
	case evTry:
		e.loads[ev.who].due(ev.what, ev.since, ev.act, ev.try)
	case evCall:
		do := e.calls[ev.what]
		e.calls[ev.what], e.callsFree = nil, append(e.callsFree, ev.what)
		do()
	}
}

// drain does what happens at this very moment. What it brings about at this moment comes last.
func (e *engine) drain() {
	for i := 0; i < len(e.ready) && e.stop == nil; i++ {
		p := e.ready[i]
		if p.kind == evArrive {
			e.arrive(p.what)
		} else {
			e.pump(p.who)
		}
	}
	e.ready = e.ready[:0]
}

func (e *engine) at(when int64, kind eventKind, who, what int32, since uint32) {
	e.seq++
	e.agenda.push(event{at: when, seq: e.seq, kind: kind, who: who, what: what, since: since})
}

func (e *engine) callAt(when int64, do func()) {
	i := int32(len(e.calls))
	if n := len(e.callsFree); n > 0 {
		i, e.callsFree = e.callsFree[n-1], e.callsFree[:n-1]
		e.calls[i] = do
	} else {
		e.calls = append(e.calls, do)
	}
	e.at(max(when, e.now), evCall, 0, i, 0)
}

func (e *engine) chance(names ...string) *rand.Rand { return stream(e.seed, names...) }

// took notes one step of the System: what check would count as one.
func (e *engine) took(kind step.Kind, who int32, from int32) {
	e.steps++
	h := e.mark
	for _, x := range [...]uint64{uint64(e.now), uint64(kind)<<32 | uint64(uint32(who)), uint64(uint32(from))} {
		h = (h ^ x) * 1099511628211
		h ^= h >> 29
	}
	e.mark = h
}

// mishap turns the panic of a user's handler into a finding. A panic of ours stays one.
func (e *engine) mishap() {
	if !e.doing.on {
		return // nothing of the user's was running: let it through
	}
	if p := recover(); p != nil {
		e.stop = e.plan.panicked(e, p)
		e.stats.close(e)
	}
}

func (e *engine) name(who int32) assay.ID { return e.plan.name(who) }

func (e *engine) clock() time.Duration { return time.Duration(e.now) }
