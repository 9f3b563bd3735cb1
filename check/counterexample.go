package check

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// eyeOn is a view of one state.
func (p *pass) eyeOn(v []uint32) eye {
	if net, ok := p.net.(*lts.MachineNet); ok {
		return &machineView{sys: p.sys, net: net, v: v}
	}
	return &view{reads: p.reads, v: v}
}

// reactor answers for handlers from what the search remembers.
func (p *pass) reactor() step.Reactor {
	if net, ok := p.net.(*lts.Net); ok {
		return net.Reactor()
	}
	return nil // a Machine has no handlers
}

// way is the shortest way to the least state that a code was reported for, and the pass whose steps it numbers. After a search depth
// first it is looked for again breadth first, no deeper than the state that was found.
func (p *pass) way(ctx context.Context, code uint32) (*pass, []uint32) {
	state, _ := p.result.Found(code)
	path := p.result.Path(state)
	if !p.config.depthFirst {
		return p, path
	}
	for wants := p.needed; ; {
		again, shorter, asked := p.again(ctx, code, wants, len(path))
		if shorter != nil {
			return again, shorter
		}
		if wider := wants.with(asked); wider != wants {
			wants = wider // breadth first a property may read what depth first it did not
			continue
		}
		return p, path
	}
}

// again looks for a code breadth first, in a pass of its own, and says what that pass lacked where it was not found.
func (p *pass) again(ctx context.Context, code uint32, wants need, depth int) (*pass, []uint32, need) {
	c := p.config
	c.depthFirst, c.depthMax, c.progress = false, depth+1, nil // states at the bound are not expanded, and a deadlock shows there
	again, err := newPass(ctx, p.source, c, wants)
	if err != nil {
		return p, nil, need{}
	}
	again.alone = func(i int) bool { return code >= p.propertyCode(i, 0) && code < p.propertyCode(i+1, 0) }
	defer again.ready(ctx, c)()
	result := graph.Explore(again.asNetwork(), graph.Options{Workers: c.workers, Exact: c.exact, DepthMax: c.depthMax, StatesMax: c.statesMax,
		Codes: int(p.quiescentCode()) + 1, Over: again.watch.over, Abort: again.watch.abort,
		Stop: func(found func(uint32) bool) bool {
			_, lacks := again.wants()
			return lacks || found(code)
		}})
	asked, lacks := again.wants()
	if state, ok := result.Found(code); ok && !lacks {
		return again, result.Path(state), need{}
	}
	return again, nil, asked
}

// walkTo follows the way to a code, and answers with the pass that it walked in.
func (p *pass) walkTo(ctx context.Context, code uint32) (*pass, walked, error) {
	at, path := p.way(ctx, code)
	better, done := at.operate(ctx, code, path)
	w, err := at.walk(better)
	if err != nil {
		w, err = at.walk(path) // what was found again is not what was found: some function of the user's is none
	}
	w.operated, w.trace.Least = done, done
	return at, w, err
}

// show puts a behaviour in a record.
func (w *walked) show(r *evidence.Record) {
	r.Trace = &w.trace
	if !w.operated {
		r.Bounds = append(slices.Clip(r.Bounds), evidence.Entry{Name: "counterexample", Value: notOperated})
	}
}

// errAstray is the error of a walk that does not find the search's steps again: a function of the user's answers differently now.
var errAstray = errors.New("check: a step on the way back is not enabled, which is an error of Assay")

// walked is a behaviour step by step.
type walked struct {
	trace    trace.Trace
	last     step.State
	operated bool // surgery was done on it
}

// walk follows a way back to the start from the start, and names each step by its place in the full list.
func (p *pass) walk(path []uint32) (walked, error) {
	w := walked{last: p.initial[path[0]], trace: p.blank()}
	w.trace.Initial, w.trace.Start = int(path[0]), telling.Start(p.sys, w.last)
	for _, number := range path[1:] {
		list := p.followed(w.last)
		if int(number) >= len(list) {
			return w, errAstray
		}
		if err := p.advance(&w, list[number]); err != nil {
			return w, err
		}
	}
	p.finish(&w)
	return w, nil
}

// excuse says whether a walk went astray because some function of the user's is none, which is a finding already.
func (p *pass) excuse(err error) bool { return errors.Is(err, errAstray) && p.faulty() }

func (p *pass) blank() trace.Trace {
	return trace.Trace{System: p.sys.Name, Digest: huntDigest(p)}
}

// followed are the steps as the search listed them: those that leave the declared bound are none.
func (p *pass) followed(st step.State) []step.Step {
	list := p.sys.Steps(st, p.mode, p.reactor())
	if p.within == nil {
		return list
	}
	return slices.DeleteFunc(list, func(s step.Step) bool {
		next, err := p.sys.Do(st, s)
		if err != nil {
			return true
		}
		v, _ := p.net.Vector(next)
		return p.within.once(p.eyeOn(v)) != struck
	})
}

func (p *pass) advance(w *walked, s step.Step) error {
	full := p.sys.Steps(w.last, step.Listed, p.reactor())
	number := slices.IndexFunc(full, s.Same)
	described := telling.Describe(p.sys, w.last, s)
	described.Number = number
	w.trace.Steps = append(w.trace.Steps, described)
	if s.Dead() {
		return nil
	}
	next, err := p.sys.Do(w.last, s)
	w.last = next
	return err
}

func (p *pass) finish(w *walked) {
	w.trace.Final = telling.Final(p.sys, w.last)
}

// counterexample is the behaviour that leads to where a property strikes, and what the property says there.
func (p *pass) counterexample(ctx context.Context, i int, r *evidence.Record) error {
	at, w, err := p.walkTo(ctx, p.propertyCode(i, struck))
	if p.excuse(err) {
		r.Why = "the way there is not found again, since a function of the system answers differently on another run; see the findings"
		return nil
	}
	if err != nil {
		return err
	}
	v, _ := at.net.Vector(w.last)
	r.Why = at.judged[i].why(at.eyeOn(v))
	if r.Why != at.judged[i].why(at.eyeOn(v)) {
		r.Why = "it is wrong there, and what the property says about it differs from one run to the next"
	}
	w.trace.Title = title(p.judged[i].name, "violated", len(w.trace.Steps))
	w.show(r)
	return nil
}

func title(name, verdict string, steps int) string {
	plural := "s"
	if steps == 1 {
		plural = ""
	}
	return fmt.Sprintf("%s: %s after %d step%s", name, verdict, steps, plural)
}

// failing is the behaviour that leads to a handler's finding, the failing step last, and what is wrong with the handler.
func (p *pass) failing(ctx context.Context, finding string, actor int, r *evidence.Record) error {
	at, w, err := p.walkTo(ctx, p.findingCode(finding, actor))
	if p.excuse(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer w.show(r)
	return at.failAfter(&w, finding, actor, r)
}

// failAfter goes on with the step that fails.
func (p *pass) failAfter(w *walked, finding string, actor int, r *evidence.Record) error {
	for _, s := range p.sys.Steps(w.last, step.Listed, p.reactor()) {
		if s.Fault == nil || s.Fault.Finding != finding || s.Actor != actor || s.Cell >= 0 && w.last.Left[s.Cell] == 0 {
			continue
		}
		if err := p.advance(w, s); err != nil {
			return err
		}
		p.finish(w)
		w.trace.Title = title(findingName(p.sys, finding, actor), "violated", len(w.trace.Steps))
		r.Why = s.Fault.Why
		return nil
	}
	// It answered differently when it was asked again, which is what a fault of a Machine or of a wavering handler can do.
	return nil
}

func findingName(sys *step.System, finding string, actor int) string {
	if sys.Actors[actor].ID == "" {
		return finding
	}
	return fmt.Sprintf("%s (%s)", finding, sys.Actors[actor].ID)
}

var _ assay.View = (*view)(nil)

func huntDigest(p *pass) string {
	d, err := digestOf(context.Background(), p.source)
	if err != nil {
		panic(err)
	}
	return d
}
