package sim

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/histories"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// follower walks a simulated behaviour in the semantics that check, sim and conform share: what happened in virtual time must be one of
// its behaviours, step by step.
type follower struct {
	plan   *plan
	sys    *step.System
	whole  assay.System // with a caller for each load
	react  step.Reactor
	judges map[string]*histories.Judge // by property
	moves  int                         // that were listed so far: what a walk costs
}

// followMax is how many participants a System may have whose behaviours are followed.
const followMax = 128

// WithCallers is a System with a participant for each load: what it may ask at any moment, check sees as one of its behaviours. It is the
// System of a simulated trace.
func WithCallers(sys assay.System, w World) assay.System {
	sys.Actors = slices.Clone(sys.Actors)
	for i := range w.Load {
		l := &w.Load[i]
		to := l.To
		for _, platform := range w.Platform {
			if h, ok := platform.(holder); ok {
				to = append(slices.Clone(to), h.Holds()...)
			}
		}
		slices.Sort(to)
		c := caller{To: slices.Compact(slices.Clone(to)), Request: l.Request, Retries: l.Tries > 1}
		sys.Actors = append(sys.Actors, assay.Spawn(l.ID, c))
	}
	return sys
}

func newFollower(p *plan) (*follower, error) {
	f := &follower{plan: p, whole: WithCallers(p.sys, p.world), judges: map[string]*histories.Judge{}}
	if len(f.whole.Actors) > followMax {
		return nil, fmt.Errorf("sim: %d participants, and behaviours of at most %d are followed", len(f.whole.Actors), followMax)
	}
	sys, err := step.New(f.whole, step.Track{History: true, Disks: true, Timers: true, Last: true})
	if err != nil {
		return nil, err
	}
	f.sys, f.react = sys, sys.Trusting()
	return f, nil
}

// walk takes those of the steps that are possible, one after the other, until until says so. It answers with the steps that it took.
func (f *follower) walk(list []taken, strict bool, until func(step.State, *step.Step) bool) (took []int, hit bool, err error) {
	initial, fault := f.sys.Initial(f.react)
	if fault != nil {
		return nil, false, fmt.Errorf("sim: the start fails: %v", fault.Err)
	}
	st := initial[0]
	if until(st, nil) {
		return nil, true, nil
	}
	for i := range list {
		s, ok := f.find(st, &list[i])
		if !ok {
			if strict {
				return took, false, fmt.Errorf("sim: step %d, %s, is not enabled in the shared semantics", i+1, f.text(&list[i]))
			}
			continue
		}
		took = append(took, i)
		if s.Dead() {
			return took, until(st, &s), nil
		}
		if st, err = f.sys.Do(st, s); err != nil {
			return took, false, err
		}
		if until(st, &s) {
			return took, true, nil
		}
	}
	return took, false, nil
}

// find is the enabled step that a simulated one is.
func (f *follower) find(st step.State, t *taken) (step.Step, bool) {
	if t.actor < 0 {
		return f.findChange(st, t)
	}
	actor := int(t.actor)
	moves := f.sys.Moves(actor, st.Locals[actor], st.Inboxes[actor], step.Listed, f.react, nil)
	f.moves += len(moves)
	for i := range moves {
		m := &moves[i]
		switch {
		case !f.same(m, t):
		case m.Cell >= 0 && st.Left[m.Cell] == 0, m.Also >= 0 && st.Left[m.Also] == 0:
		case m.Across >= 0 && f.sys.Blocked(st.World, m.Across, actor):
		default:
			return step.Step{Actor: actor, Enabled: *m}, true
		}
	}
	return step.Step{}, false
}

func (f *follower) same(m *step.Enabled, t *taken) bool {
	if m.Kind != f.kindOf(t, t.kind) {
		return false
	}
	switch m.Kind {
	case step.Deliver, step.Redeliver, step.Lose:
		return f.isLetter(m.Envelope, t)
	case step.Timeout:
		return m.Timer == t.timer
	case step.Choose, step.Mistake, step.Malice:
		return m.Key == t.timer && f.isValue(f.sys.Bytes(m.Option), t.msg)
	case step.Unsync:
		return m.Kept == t.kept && m.Pending == t.pending
	case step.Tear:
		return m.During == f.kindOf(t, t.during) && m.After == t.after && m.Kept == t.kept && f.interrupts(m, t)
	}
	return true
}

// kindOf is a kind as the shared semantics has it: a delivery after which the message stays is a redelivery, but where all stay.
func (f *follower) kindOf(t *taken, kind step.Kind) step.Kind {
	if kind == step.Deliver && t.again && !f.plan.rule(t.from, t.actor).set {
		return step.Redeliver
	}
	return kind
}

func (f *follower) interrupts(m *step.Enabled, t *taken) bool {
	switch t.during {
	case step.Deliver, step.Redeliver:
		return f.isLetter(m.Envelope, t)
	case step.Timeout:
		return m.Timer == t.timer
	}
	return true
}

func (f *follower) isLetter(e step.Envelope, t *taken) bool {
	from, message := f.sys.Open(e)
	return from == int(t.from) && f.isValue(f.sys.Bytes(message), t.msg)
}

func (f *follower) isValue(have string, v any) bool {
	want, err := f.plan.sampler.asks.Bytes(v)
	return err == nil && want == have
}

// findChange is the step of the world that a simulated one is.
func (f *follower) findChange(st step.State, t *taken) (step.Step, bool) {
	n := len(f.sys.Actors)
	for _, c := range f.sys.Changes(st.World, step.Listed) {
		f.moves++
		if c.Kind != t.kind || c.Cell >= 0 && st.Left[c.Cell] == 0 {
			continue
		}
		switch c.Kind {
		case step.Cut:
			if len(c.To.Cut) != len(t.pairs) {
				continue
			}
			wrong := slices.ContainsFunc(t.pairs, func(p cutPair) bool { return !slices.Contains(c.To.Cut, int(p.from)*n+int(p.to)) })
			if wrong {
				continue
			}
		case step.Tick:
			if !slices.Equal(c.Moved[:len(t.moved)], t.moved) {
				continue
			}
		}
		return c.Step(), true
	}
	return step.Step{}, false
}

func (f *follower) text(t *taken) string {
	who := ""
	if t.actor >= 0 {
		who = string(f.plan.name(t.actor))
	}
	if t.msg != nil {
		return fmt.Sprintf("%s %s %s", t.kind, who, trace.Format(t.msg))
	}
	return fmt.Sprintf("%s %s %s", t.kind, who, t.timer)
}

// tell is the trace of steps that can be taken.
func (f *follower) tell(list []taken, title string) (*trace.Trace, error) {
	initial, fault := f.sys.Initial(f.react)
	if fault != nil {
		return nil, fmt.Errorf("sim: the start fails: %v", fault.Err)
	}
	st := initial[0]
	t := &trace.Trace{System: f.sys.Name, Digest: f.sys.Digest(f.whole, initial), Title: title, Start: telling.Start(f.sys, st)}
	for i := range list {
		s, ok := f.find(st, &list[i])
		if !ok {
			return nil, fmt.Errorf("sim: step %d, %s, is not enabled", i+1, f.text(&list[i]))
		}
		said := telling.Describe(f.sys, st, s)
		said.Number = slices.IndexFunc(f.sys.Steps(st, step.Listed, f.react), s.Same)
		t.Steps = append(t.Steps, said)
		if s.Dead() {
			break
		}
		var err error
		if st, err = f.sys.Do(st, s); err != nil {
			return nil, err
		}
	}
	t.Final = telling.Final(f.sys, st)
	return t, nil
}
