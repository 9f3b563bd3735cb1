package check

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

// Run explores sys and says of each property whether it holds. An error means that sys could not be run at all: bad input, never a
// violation. When ctx is done, what was found so far is returned, with verdicts Unknown where they are not decided.
func Run(ctx context.Context, sys assay.System, options ...Option) (Result, error) {
	c := newConfig(options)
	if err := c.validate(); err != nil {
		return Result{}, err
	}
	beginSearch(memoryInUse())
	defer endSearch()
	started := time.Now()
	p, err := search(ctx, sys, c, need{})
	if err != nil {
		return Result{}, err
	}
	r, err := p.records(ctx, time.Since(started))
	if err == nil && c.audit {
		err = p.auditOf(ctx, &r)
	}
	return r, err
}

func (c config) validate() error {
	switch {
	case c.depthGiven && c.depthMax < 1:
		return fmt.Errorf("check: Depth(%d), expected at least 1\nhint: an initial state has depth 1; leave it out for no bound", c.depthMax)
	case c.workers < 1:
		return fmt.Errorf("check: Workers(%d), expected at least 1\nhint: leave it out for one a processor", c.workers)
	case c.statesGiven && c.statesMax < 1:
		return errors.New("check: States(0), expected at least 1\nhint: leave it out for no bound")
	case c.memoryGiven && c.memoryMax < 1:
		return errors.New("check: Memory(0), expected at least 1 byte\nhint: leave it out for the default, 40 % of the machine's")
	case c.timeGiven && c.timeMax <= 0:
		return fmt.Errorf("check: Time(%v), expected more than 0\nhint: leave it out for no bound", c.timeMax)
	}
	return nil
}

// passesMax is how many passes there can be: each but the last adds one of the things that a property reads.
const passesMax = 8

// search explores in passes: the first has the fewest components and steps, and each read of what a pass does not have starts
// another that has it.
func search(ctx context.Context, source assay.System, c config, wants need) (*pass, error) {
	if err := validateProperties(source, c); err != nil {
		return nil, err
	}
	wants.network = wants.network || c.deadlock
	for _, property := range source.Properties {
		if property.History != nil {
			wants.track.History = true
		}
	}
	if c.doubts == nil {
		c.doubts = step.NewDoubts()
	}
	doubted := false
	for range passesMax + 1 {
		p, err := newPass(ctx, source, c, wants)
		if err != nil || p.initial == nil {
			return p, err
		}
		if _, again := p.wants(); !again { // the declared bound has been asked about the start
			p.result = p.explore(ctx, c)
			if p.result.Err != nil && !p.endedByUser() {
				return nil, fmt.Errorf("check: a worker died, which is an error of Assay: %w", p.result.Err)
			}
		}
		asked, again := p.wants()
		if !again && (doubted || !p.oftener(ctx)) {
			return p, nil
		}
		doubted = doubted || !again // once more, to find the way to what only a later run has shown
		wants = wants.with(asked)
	}
	return nil, errors.New("check: the properties ask for something new in every pass, which is an error of Assay")
}

func (p *pass) wants() (need, bool) {
	if p.reads == nil {
		return need{}, false
	}
	return p.reads.wanted()
}

func (n need) with(more need) need {
	return need{track: union(n.track, more.track), network: n.network || more.network, spent: n.spent || more.spent}
}

func union(a, b step.Track) step.Track {
	return step.Track{History: a.History || b.History, Disks: a.Disks || b.Disks, Timers: a.Timers || b.Timers, Last: a.Last || b.Last}
}

// newPass makes a pass ready, or one without initial states where starting showed a finding.
func newPass(ctx context.Context, source assay.System, c config, wants need) (*pass, error) {
	sys, err := step.NewWith(source, wants.track, c.memory)
	if err != nil {
		return nil, err
	}
	sys.Doubting(c.doubts)
	p := &pass{config: c, source: source, sys: sys, needed: wants}
	for i := range sys.Actors {
		p.fields = append(p.fields, sys.Fields(i))
	}
	p.mode = modeFor(sys, wants)
	for _, property := range source.Properties {
		if property.Kind != assay.KindRecovers && (c.only == "" || property.Name == c.only) {
			p.judged = append(p.judged, newJudged(property, sys))
		}
	}
	if source.Within != nil {
		p.within = newJudged(assay.Property{Name: "Within", Kind: assay.KindSometimes, Goal: source.Within}, sys)
	}
	if err := p.start(ctx); err != nil || p.initial == nil {
		return p, err
	}
	return p, p.checkInitialWithin()
}

// modeFor is which steps a pass may leave out.
func modeFor(sys *step.System, wants need) step.Mode {
	mode := step.Reduced
	switch {
	case wants.spent:
		mode = step.Counted
	case wants.network:
		mode = step.Full
	}
	if sys.Waits() {
		mode |= step.LeaveIgnored // by assumption
	}
	return mode
}

// start finds the initial states, and does not wait for ever for a Start that never returns.
func (p *pass) start(ctx context.Context) error {
	type started struct {
		states  []step.State
		answers []*step.Reaction
		failed  *step.Reaction
	}
	done := make(chan started, 1)
	watcher := newWatch(p.config).newSlot(p.sys, 0)
	go func() {
		watcher.enter(&called{what: "Start"})
		defer watcher.Leave()
		var answers []*step.Reaction
		states, failed := p.sys.Initial(func(actor int, l step.Local, in step.Input) *step.Reaction {
			answers = append(answers, p.sys.React(actor, l, in, watcher))
			return answers[actor]
		})
		done <- started{states, answers, failed}
	}()
	select {
	case s := <-done:
		if s.failed != nil && s.failed.Err != nil {
			return s.failed.Err
		}
		if s.failed != nil {
			p.failedStart = s.failed.Fault
		}
		p.initial, p.started = s.states, s.answers
	case <-time.After(handlerTimeMaxS * time.Second):
		p.failedStart = &step.Fault{Finding: "returns", Why: fmt.Sprintf("Start (or Init) has not returned after %d s", handlerTimeMaxS), Dead: true}
	case <-ctx.Done():
		return fmt.Errorf("check: interrupted before %s had started: %w", p.source.Name, ctx.Err())
	}
	return nil
}

// checkInitialWithin refuses a start outside the declared bound: nothing at all would be explored.
func (p *pass) checkInitialWithin() error {
	if p.within == nil {
		return nil
	}
	p.watch = newWatch(p.config)
	p.lower(p.config)
	for _, st := range p.initial {
		v, _ := p.net.Vector(st)
		eye := p.eyeOn(v)
		if p.within.once(eye) == silent {
			return fmt.Errorf("check: an initial state of %q lies outside its Within\nhint: Within bounds what is explored; the start must lie in it", p.source.Name)
		}
	}
	return nil
}

func validateProperties(sys assay.System, c config) error {
	seen := map[string]bool{}
	for _, p := range sys.Properties {
		switch {
		case p.Name == "":
			return fmt.Errorf("check: a property of %q has no name", sys.Name)
		case seen[p.Name]:
			return fmt.Errorf("check: %q has two properties called %q, expected different names", sys.Name, p.Name)
		case !built(p):
			return fmt.Errorf("check: property %q of %q is of kind %v, which is not built yet\nhint: there are Always, AlwaysIf, Sometimes, Linearizable, SequentiallyConsistent, Recovers and Guarantees",
				p.Name, sys.Name, p.Kind)
		case p.Check == nil && p.Goal == nil && p.History == nil && p.Contract == nil, p.Kind == assay.KindAlwaysIf && p.Premise == nil:
			return fmt.Errorf("check: property %q of %q has no function to ask", p.Name, sys.Name)
		}
		seen[p.Name] = true
	}
	if c.only != "" && !seen[c.only] {
		return fmt.Errorf("check: %q has no property called %q\nhint: there are %v", sys.Name, c.only, names(sys.Properties))
	}
	return nil
}

func built(p assay.Property) bool {
	switch p.Kind {
	case assay.KindAlways, assay.KindAlwaysIf, assay.KindSometimes, assay.KindLinearizable, assay.KindSequentiallyConsistent, assay.KindRecovers,
		assay.KindGuarantees:
		return true
	}
	return false
}

func names(properties []assay.Property) []string {
	var all []string
	for _, p := range properties {
		all = append(all, p.Name)
	}
	return all
}

// complete says whether every behaviour was followed to its end.
func (p *pass) complete() bool {
	return p.initial != nil && p.result.Cut == graph.CutNone && !p.faulty()
}

// faulty says whether some handler is no function: then what was explored is not what the code does.
func (p *pass) faulty() bool {
	if p.failedStart != nil || p.config.doubts.Any() {
		return true
	}
	for code := p.findingCode(findings[0], 0); code < p.quiescentCode(); code++ {
		if _, found := p.result.Found(code); found {
			return true
		}
	}
	return p.actorChanged() != "" || p.within != nil && len(p.within.whys) > 0
}
