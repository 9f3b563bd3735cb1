package check

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/live"
	"github.com/assay-dev/assay/internal/lts"
)

// recoveries judges the Recovers properties, which ask about behaviours and not about states: each in a graph of all reachable states,
// whose edges are the steps that are left when failures are switched off.
func (p *pass) recoveries(ctx context.Context, common evidence.Record) ([]evidence.Record, error) {
	var all []evidence.Record
	for _, property := range p.source.Properties {
		if property.Kind != assay.KindRecovers || p.config.only != "" && property.Name != p.config.only {
			continue
		}
		record, err := p.recovery(ctx, property, common)
		if err != nil {
			return nil, err
		}
		all = append(all, record)
	}
	return all, nil
}

func (p *pass) recovery(ctx context.Context, property assay.Property, common evidence.Record) (evidence.Record, error) {
	started, record := time.Now(), common
	record.Property, record.Figures, record.Measured = property.Name, maps.Clone(common.Figures), maps.Clone(common.Measured)
	record.Assumptions = append(slices.Clip(record.Assumptions), p.assumedProgress()...)
	if p.initial == nil || p.faulty() {
		record.Verdict, record.Why, record.Accepted = evidence.Unknown, "a handler is no function; see the findings", p.acceptance()
		return record, nil
	}
	wants := p.needed
	wants.network = true // progress is judged with every delivery and loss a step
	for range passesMax {
		again, err := newPass(ctx, p.source, p.config, wants)
		if err != nil {
			return record, err
		}
		g, err := again.live(ctx, property)
		if errors.Is(err, errAgain) {
			more, _ := again.wants()
			wants = wants.with(more)
			continue
		}
		if err != nil {
			return record, err
		}
		err = g.judge(&record)
		record.Measured["seconds"] = time.Since(started).Seconds()
		if record.Verdict == evidence.Unknown {
			record.Accepted = p.acceptance()
		}
		return record, err
	}
	return record, fmt.Errorf("check: property %q asks for something new in every pass, which is an error of Assay", property.Name)
}

// errAgain says that a property read what the pass does not have.
var errAgain = errors.New("check: a property reads what this pass does not have")

// behaviours is the graph of all reachable states of a pass.
type behaviours struct {
	pass     *pass
	name     string
	goal     *judged
	net      *lts.Net
	width    int
	rows     []uint32 // the states, one after the other
	numbers  map[uint64]uint32
	parents  []uint32 // by state; of an initial one its own number
	origins  []uint32 // by state: the number of the step from its parent, or of the initial state
	graph    live.Graph
	steps    []uint32 // by edge: its number among all steps of its state
	good     []bool   // by state: the goal is true there
	spent    []bool   // by state: a budget that is spent, a bound or the horizon keeps it from going on
	finished bool     // all states were found and expanded
	stopped  graph.Reason
}

// live explores without the search's help, in one goroutine: the graph is kept whole.
func (p *pass) live(ctx context.Context, property assay.Property) (*behaviours, error) {
	p.watch = newWatch(p.config)
	p.labels = lts.LabelFair
	p.lower(p.config)
	net, ok := p.net.(*lts.Net)
	if !ok {
		return nil, fmt.Errorf("check: property %q of %q: Recovers is for systems of actors\nhint: a Machine has no failures to recover from", property.Name, p.source.Name)
	}
	go p.watch.run(ctx)
	defer p.watch.close()
	asked := property
	asked.Kind = assay.KindSometimes
	b := &behaviours{pass: p, name: property.Name, goal: newJudged(asked, p.sys), net: net, width: net.Width(), numbers: map[uint64]uint32{}}
	return b, b.explore()
}

func (b *behaviours) explore() error {
	worker := b.net.NewWorker()
	if b.pass.within != nil {
		worker.Inside = func(v []uint32) bool { return b.pass.within.in(b.pass.eyeOn(v), false) == struck }
	}
	out := graph.NewSteps(int(b.pass.quiescentCode()) + 1)
	states, fingerprints := b.net.Initial()
	for i, v := range states {
		b.meet(v, fingerprints[i], uint32(len(b.parents)), uint32(i))
	}
	b.finished = true
	for s := 0; s < len(b.parents); s++ {
		b.graph.First = append(b.graph.First, uint32(len(b.graph.Edges)))
		if err := b.look(s); err != nil {
			return err
		}
		if b.over(s) {
			b.finished = false
			b.spent = append(b.spent, true) // it is not expanded
			continue
		}
		b.expand(worker, uint32(s), out)
	}
	b.graph.First = append(b.graph.First, uint32(len(b.graph.Edges)))
	b.graph.Labels = b.net.Labels()
	return nil
}

// over says whether a bound keeps a state from being expanded.
func (b *behaviours) over(state int) bool {
	c := b.pass.config
	if b.stopped == graph.CutNone && c.statesMax > 0 && uint64(len(b.parents)) >= c.statesMax {
		b.stopped = graph.CutStates
	}
	if reason, over := b.pass.watch.over(); b.stopped == graph.CutNone && over {
		b.stopped = reason
	}
	return b.stopped != graph.CutNone
}

func (b *behaviours) row(state uint32) []uint32 {
	return b.rows[int(state)*b.width : (int(state)+1)*b.width : (int(state)+1)*b.width]
}

// meet is the number of a state.
func (b *behaviours) meet(v []uint32, fingerprint uint64, parent, step uint32) uint32 {
	if known, ok := b.numbers[fingerprint]; ok {
		return known
	}
	number := uint32(len(b.parents))
	b.numbers[fingerprint] = number
	b.rows = append(b.rows, v...)
	b.parents, b.origins = append(b.parents, parent), append(b.origins, step)
	return number
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
		return fmt.Errorf("check: %s\nhint: the goal of Recovers is asked in every reachable state", b.goal.whys[answer])
	}
}

func (b *behaviours) expand(worker *lts.Worker, state uint32, out *graph.Steps) {
	out.Reset()
	source := append([]uint32(nil), b.row(state)...)
	labels, spent := worker.Labelled(source, b.fingerprint(state), out)
	b.spent = append(b.spent, spent)
	target := make([]uint32, b.width)
	start := uint32(0)
	for i, fingerprint := range out.Fingerprints {
		copy(target, source)
		for _, change := range out.Changes[start:out.Ends[i]] {
			target[change.Slot] = change.Value
		}
		start = out.Ends[i]
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

func (b *behaviours) fingerprint(state uint32) uint64 {
	_, fingerprint := b.net.Vector(b.net.State(b.row(state)))
	return fingerprint
}

// judge asks first whether p is violated even if every behaviour that a budget or bound cuts off would have come to it, and then
// whether it holds even if none would.
func (b *behaviours) judge(r *evidence.Record) error {
	r.Figures["states"], r.Figures["steps"] = uint64(len(b.parents)), uint64(len(b.graph.Edges))
	r.Bounds = append(r.Bounds[:len(r.Bounds):len(r.Bounds)], evidence.Entry{Name: "fairness",
		Value: "weak, to each message, timer, choice, recovery and heal; no failures from the state on; steps count those that are no failures"})
	generous := make([]bool, len(b.good))
	for s := range generous {
		generous[s] = b.good[s] || b.spent[s]
	}
	if chance := live.Possible(&b.graph, generous, nil); chance.Stuck > 0 {
		r.Verdict = evidence.Violated
		r.Why = fmt.Sprintf("from %d of %d reachable states it cannot be reached any more, even without failures", chance.Stuck, len(b.good))
		return b.lasso(r, chance.Least, live.Lasso{})
	}
	if fate := live.Eventually(&b.graph, generous, nil, live.Fairness{Rest: true}); fate.Entry != live.None {
		r.Verdict = evidence.Violated
		r.Why = "a fair behaviour without failures never reaches it"
		return b.lasso(r, fate.Entry, fate.Lasso)
	}
	chance, fate := live.Possible(&b.graph, b.good, nil), live.Eventually(&b.graph, b.good, nil, live.Fairness{Rest: true})
	switch {
	case !b.finished:
		r.Verdict, r.Why = evidence.Unknown, fmt.Sprintf("the %s bound was reached: at least %d states were found, and in none of those that were followed it is violated", b.stopped, len(b.good))+b.pass.allUnlimited()
	case chance.Stuck > 0 || fate.Entry != live.None:
		r.Verdict, r.Why = evidence.Unknown, "some behaviour ends before it since a budget that is no failure (firings, recoveries), Within or the horizon allows no more\nhint: a greater budget shows more"
	default:
		r.Verdict = evidence.Holds
		r.Figures["stepsToRecover"] = uint64(chance.Distance)
		r.Why = fmt.Sprintf("from the worst state it takes %d steps on the shortest way", chance.Distance)
		if fate.Bounded {
			r.Figures["stepsToRecoverMost"] = uint64(fate.Longest)
			r.Why += fmt.Sprintf(", and never more than %d", fate.Longest)
		}
	}
	return nil
}

// lasso is the behaviour that leads to a state and from there on never to the goal.
func (b *behaviours) lasso(r *evidence.Record, entry uint32, l live.Lasso) error {
	var path []uint32
	for s := entry; ; s = b.parents[s] {
		path = append(path, b.origins[s])
		if b.parents[s] == s {
			break
		}
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	before := len(path) - 1
	for _, s := range append(append([]live.Step(nil), l.Stem...), l.Cycle...) {
		path = append(path, b.steps[s.Edge])
	}
	w, err := b.pass.walk(path)
	if err != nil {
		return err
	}
	w.trace.Title = title(b.name, "violated", len(w.trace.Steps))
	w.trace.Note = lassoNote(before, len(l.Stem), len(l.Cycle), len(w.trace.Steps))
	r.Trace = &w.trace
	return nil
}

// lassoNote says which steps of the trace go round for ever.
func lassoNote(before, stem, cycle, steps int) string {
	switch {
	case cycle == 1:
		return fmt.Sprintf("no failures after step %d; step %d goes on for ever", before, steps)
	case cycle > 1:
		return fmt.Sprintf("no failures after step %d; steps %d to %d go round for ever", before, steps-cycle+1, steps)
	case stem > 0:
		return fmt.Sprintf("no failures after step %d; then nothing is enabled but failures", before)
	}
	return "no way without failures leads on from there"
}
