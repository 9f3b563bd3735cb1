package sim

import (
	"fmt"
	"time"

	"github.com/assay-dev/assay"
)

// Result is what one seed showed.
type Result struct {
	Seed     uint64
	Violated map[string]*Finding // by property, how it was violated first
	Finding  *Finding            // about a handler, which ended it, or nil
	Events   uint64              // of the simulation
	Steps    uint64              // of the System
	Digest   string              // of the whole behaviour: equal in every run of this seed
	Faults   []string            // the failures that this seed had
	Marks    []Mark
	Reached  map[string]uint64 // by Sometimes, in how many of the states that were looked at

	engine *engine
}

// Run runs one seed.
func Run(sys assay.System, w World, seed uint64) (*Result, error) {
	p, err := compile(sys, w)
	if err != nil {
		return nil, err
	}
	return p.run(seed, nil)
}

func (p *plan) run(seed uint64, prepare func(*engine)) (*Result, error) {
	e := newEngine(p, seed)
	if prepare != nil {
		prepare(e)
	}
	if stuck := e.watched(); stuck != nil {
		return &Result{Seed: seed, Finding: stuck, Reached: map[string]uint64{}, engine: newEngine(p, seed)}, nil
	}
	if e.stop != nil && e.stop.mistake != nil {
		return nil, e.stop.mistake
	}
	r := &Result{Seed: seed, Finding: e.stop, Violated: e.judge.violated, Events: e.count, Steps: e.steps, Digest: fmt.Sprintf("%016x", e.mark), Faults: e.faults.names,
		Marks: e.stats.marks, Reached: map[string]uint64{}, engine: e}
	for _, a := range e.judge.asked {
		if a.property.Kind == assay.KindSometimes {
			r.Reached[a.property.Name] = a.reached
		}
	}
	if e.stop != nil && e.stop.Kind != "" {
		e.stop.step = e.failing()
	}
	e.agenda, e.letters, e.ready, e.calls = nil, letters{}, nil, nil // what is kept is what was counted
	return r, nil
}

// Load is what became of a load's requests. It panics for one that the World does not have.
func (r *Result) Load(id assay.ID) *LoadStats {
	for _, l := range r.engine.stats.loads {
		if l.ID == id {
			return l
		}
	}
	panic(&mistake{fmt.Sprintf("no load is called %q", id)})
}

// Server is what a participant's mailbox and lanes saw. It panics for one that the World gives no Server.
func (r *Result) Server(id assay.ID) *ServerStats {
	for _, s := range r.engine.stats.servers {
		if s != nil && s.ID == id {
			return s
		}
	}
	panic(&mistake{fmt.Sprintf("no server is called %q\nhint: World.Servers lists them", id)})
}

// For is how long the run was to be.
func (r *Result) For() time.Duration { return r.engine.plan.world.For }

// State is that of a participant at the end, as a pointer to it. It panics for one that the System does not have.
func (r *Result) State(id assay.ID) any {
	who, ok := r.engine.plan.index[id]
	if !ok || int(who) >= len(r.engine.actors) {
		panic(&mistake{fmt.Sprintf("no participant is called %q", id)})
	}
	return r.engine.actors[who].state
}
