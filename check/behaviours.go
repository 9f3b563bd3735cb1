package check

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/live"
	"github.com/assay-dev/assay/internal/lts"
)

// errAgain says that a property read what the pass does not have.
var errAgain = errors.New("check: a property reads what this pass does not have")

// behaviours is the graph of all reachable states of a pass.
type behaviours struct {
	pass     *pass
	name     string
	goal     *judged
	net      *lts.Net
	found             // the states
	depths   []int32  // by state; an initial one has depth 1
	parents  []uint32 // by state; of an initial one its own number
	origins  []uint32 // by state: the number of the step from its parent, or of the initial state
	graph    live.Graph
	steps    []uint32 // by edge: its number among all steps of its state
	good     []bool   // by state: the goal is true there
	spent    []bool   // by state: a budget that is spent, a bound or the horizon keeps it from going on
	finished bool     // all states were found and expanded
	stopped  graph.Reason
	faults   map[uint32]uint32 // by code, the first state in which a handler gave no answer or is no function
	failed   outcome           // how the goal's function failed in the state after those that are good or not; silent where it did not
}

// graphOf is the graph of a pass that has what the property reads, after prepare has had it.
func graphOf(ctx context.Context, sys assay.System, c config, wants need, property assay.Property, prepare func(*pass) error) (*behaviours, error) {
	wants.network = true // progress is judged with every delivery and loss a step
	for range passesMax {
		p, err := newPass(ctx, sys, c, wants)
		if err == nil {
			err = prepare(p)
		}
		if err != nil {
			return nil, err
		}
		b, err := p.live(ctx, property)
		if !errors.Is(err, errAgain) {
			return b, err
		}
		more, _ := p.wants()
		wants = wants.with(more)
	}
	return nil, fmt.Errorf("check: property %q asks for something new in every pass, which is an error of Assay", property.Name)
}

// live explores without the search's help, in one goroutine: the graph is kept whole.
func (p *pass) live(ctx context.Context, property assay.Property) (*behaviours, error) {
	p.labels = lts.LabelFair
	defer p.ready(ctx, p.config)()
	net, ok := p.net.(*lts.Net)
	if !ok {
		return nil, fmt.Errorf("check: property %q of %q: Recovers is for systems of actors\nhint: a Machine has no failures to recover from", property.Name, p.source.Name)
	}
	asked := property
	asked.Kind = assay.KindSometimes
	b := &behaviours{pass: p, name: property.Name, goal: newJudged(asked, p.sys), net: net, found: newFound(net.Width(), p.config.exact),
		faults: map[uint32]uint32{}, failed: silent}
	done := make(chan error, 1)
	go func() { done <- b.explore() }()
	select {
	case err := <-done:
		return b, err
	case <-p.watch.abort:
		return b, errAbandoned
	}
}

// errAbandoned says that a call of a user's function did not return.
var errAbandoned = errors.New("check: a user's function did not return")

func (b *behaviours) explore() error {
	worker, out := b.pass.expander()
	states, fingerprints := b.net.Initial()
	for i, v := range states {
		b.meet(v, fingerprints[i], uint32(len(b.parents)), uint32(i))
	}
	b.finished = true
	for s := 0; s < len(b.parents); s++ {
		b.graph.First = append(b.graph.First, uint32(len(b.graph.Edges)))
		if err := b.look(s); err != nil || b.failed != silent {
			return err
		}
		if b.over() {
			b.finished = false
			b.spent = append(b.spent, true) // it is not expanded
			continue
		}
		b.expand(worker, uint32(s), out)
	}
	b.graph.First = append(b.graph.First, uint32(len(b.graph.Edges)))
	b.graph.Labels = b.net.Labels()
	if _, again := b.pass.wants(); again {
		return errAgain // the declared bound reads what this pass does not have
	}
	return b.net.Err()
}

// over says whether a bound keeps a state from being expanded.
func (b *behaviours) over() bool {
	c := b.pass.config
	if b.stopped == graph.CutNone && c.statesMax > 0 && uint64(len(b.parents)) >= c.statesMax {
		b.stopped = graph.CutStates
	}
	if reason, over := b.pass.watch.over(); b.stopped == graph.CutNone && over {
		b.stopped = reason
	}
	return b.stopped != graph.CutNone
}

// meet is the number of a state.
func (b *behaviours) meet(v []uint32, fingerprint uint64, parent, step uint32) uint32 {
	if known, ok := b.known(v, fingerprint); ok {
		return known
	}
	number, depth := b.add(v, fingerprint), int32(1)
	if parent != number {
		depth = b.depths[parent] + 1
	}
	b.depths = append(b.depths, depth)
	b.parents, b.origins = append(b.parents, parent), append(b.origins, step)
	return number
}

// deepest says whether what a state leads to would lie beyond the bound on depth.
func (b *behaviours) deepest(state uint32) bool {
	return b.pass.config.depthMax > 0 && int(b.depths[state]) >= b.pass.config.depthMax
}

// look asks the goal about a state.
func (b *behaviours) look(state int) error {
	switch answer := b.goal.in(b.pass.eyeOn(b.row(uint32(state))), false); answer {
	case struck, silent:
		b.good = append(b.good, answer == struck)
		return nil
	case restart:
		return errAgain
	default:
		b.failed = answer
		return nil
	}
}

func (b *behaviours) expand(worker *lts.Worker, state uint32, out *graph.Steps) {
	out.Reset()
	source := append([]uint32(nil), b.row(state)...)
	labels, spent := worker.Labelled(source, b.fingerprints[state], out)
	b.spent = append(b.spent, spent)
	for code := b.pass.findingCode(findings[0], 0); code < b.pass.quiescentCode(); code++ {
		if _, known := b.faults[code]; !known && out.Reported(code) {
			b.faults[code] = state
		}
	}
	for i, target := range out.Targets(source) {
		fingerprint := out.Fingerprints[i]
		if b.pass.calm && labels[i] == lts.LabelFailure {
			continue
		}
		if _, known := b.known(target, fingerprint); !known && b.deepest(state) {
			b.finished, b.stopped, b.spent[state] = false, graph.CutDepth, true
			continue
		}
		to := b.meet(target, fingerprint, state, uint32(i))
		switch labels[i] {
		case lts.LabelFailure:
		case lts.LabelMay:
			b.lead(to, live.NoLabel, uint32(i))
		default:
			b.lead(to, labels[i], uint32(i))
		}
	}
}

// lead adds an edge, which is the step of that number.
func (b *behaviours) lead(to, label, step uint32) {
	b.graph.Edges = append(b.graph.Edges, live.Edge{To: to, Label: label})
	b.steps = append(b.steps, step)
}

// way is the way to a state: the number of an initial state, and of each step.
func (b *behaviours) way(state uint32) (path []uint32) {
	for s := state; ; s = b.parents[s] {
		path = append(path, b.origins[s])
		if b.parents[s] == s {
			break
		}
	}
	slices.Reverse(path)
	return path
}
