package sim

import (
	"fmt"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

// replayTo replays what the command asks for, if it is a behaviour of this System.
func replayTo(channel *side.Channel, sys assay.System, w World, asked string) {
	want, err := telling.Asked(asked)
	if err == nil && want.System != sys.Name {
		return
	}
	if err == nil {
		var told string
		var exit int
		if told, exit, err = replay(sys, w, want); err == nil {
			channel.Replayed(side.Outcome{Trace: told, Text: told, Exit: exit})
			return
		}
	}
	channel.Replayed(side.Outcome{Text: err.Error(), Exit: 2})
}

// replay walks a trace and asks every property about its end.
func replay(sys assay.System, w World, want trace.Trace) (text string, exit int, err error) {
	p, err := compile(sys, w)
	if err != nil {
		return "", 2, err
	}
	f, err := newFollower(p)
	if err != nil {
		return "", 2, err
	}
	initial, fault := f.sys.Initial(f.react)
	if fault != nil {
		return "", 2, fmt.Errorf("sim: the start fails: %v", fault.Err)
	}
	st, digest := initial[0], f.sys.Digest(f.whole, initial)
	if want.Digest != "" && want.Digest != digest {
		return "", 2, changed(want, sys.Name, digest)
	}
	went := trace.Trace{System: sys.Name, Digest: digest, Start: telling.Start(f.sys, st)}
	told := f.tellers(st)
	for i, asked := range want.Steps {
		list := f.sys.Steps(st, step.Listed, f.react)
		s, number, ok := f.pick(st, list, asked)
		if !ok {
			return "", 2, fmt.Errorf("sim: step %d is not enabled there, of %d that are", i+1, len(list))
		}
		said := telling.Describe(f.sys, st, s)
		said.Number = number
		went.Steps = append(went.Steps, said)
		if s.Dead() {
			went.Title = fmt.Sprintf("%s: violated after %d steps", s.Fault.Finding, len(went.Steps))
			return went.String() + "  " + s.Fault.Why + "\n", 1, nil
		}
		if st, err = f.sys.Do(st, s); err != nil {
			return "", 2, err
		}
		for _, t := range told {
			t.here = t.fails(st, &s)
		}
	}
	return f.concluded(&went, st, told)
}

// teller follows one property of progress along a behaviour.
type teller struct {
	fails func(step.State, *step.Step) bool
	here  bool
}

func (f *follower) tellers(st step.State) map[string]*teller {
	told := map[string]*teller{}
	for _, p := range f.plan.sys.Properties {
		if ofProgress(p) {
			t := &teller{fails: f.owed(p)}
			told[p.Name], t.here = t, t.fails(st, nil)
		}
	}
	return told
}

// concluded is a replayed trace in words, and 1 where something is violated at its end.
func (f *follower) concluded(went *trace.Trace, st step.State, told map[string]*teller) (string, int, error) {
	went.Final = telling.Final(f.sys, st)
	said, exit := "", 0
	went.Title = fmt.Sprintf("%s: nothing violated after %d steps", f.sys.Name, len(went.Steps))
	for _, p := range f.plan.sys.Properties {
		if t := told[p.Name]; t != nil && t.here || t == nil && f.violates(p, st) {
			went.Title = fmt.Sprintf("%s: violated after %d steps", p.Name, len(went.Steps))
			said += fmt.Sprintf("  %s: violated here\n", p.Name)
			exit = 1
		}
	}
	return went.String() + said, exit, nil
}

// pick is the enabled step that a trace asks for: by its number, or by its words.
func (f *follower) pick(st step.State, list []step.Step, asked trace.Step) (step.Step, int, bool) {
	if n := asked.Number; n != trace.NumberUnknown {
		if n >= 0 && n < len(list) {
			return list[n], n, true
		}
		return step.Step{}, 0, false
	}
	for i, s := range list {
		if telling.Named(f.sys, st, s, asked) {
			return s, i, true
		}
	}
	return step.Step{}, 0, false
}
