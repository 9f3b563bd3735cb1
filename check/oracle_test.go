package check

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/histories"
	"github.com/assay-dev/assay/internal/naive"
	"github.com/assay-dev/assay/internal/step"
)

// plainView shows a state as it stands: nothing is remembered, and all reads are allowed.
type plainView struct {
	sys *step.System
	st  step.State
}

func (w plainView) at(id assay.ID) (int, step.Local) {
	i, _ := w.sys.Index(id)
	return i, w.st.Locals[i]
}

func (w plainView) Actors() []assay.ID {
	var ids []assay.ID
	for _, a := range w.sys.Actors {
		ids = append(ids, a.ID)
	}
	return ids
}

func (w plainView) TypeOf(id assay.ID) reflect.Type {
	i, _ := w.at(id)
	return w.sys.Actors[i].Behaviour.State
}

func (w plainView) Up(id assay.ID) bool {
	_, l := w.at(id)
	return l.Up
}

func (w plainView) State(id assay.ID) any {
	if !w.Up(id) {
		panic(&assay.ViewError{Reason: "down"})
	}
	return w.LastState(id)
}

func (w plainView) LastState(id assay.ID) any {
	i, l := w.at(id)
	if !l.Up && !w.sys.Tracked().Last {
		panic(errUntracked)
	}
	return w.sys.FreshState(i, l.State)
}

func (w plainView) Messages(to assay.ID, kind reflect.Type) []assay.Envelope[any] {
	i, _ := w.at(to)
	var all []assay.Envelope[any]
	for _, e := range w.st.Inboxes[i] {
		if from, message, ok := w.sys.OfKind(e, kind); ok {
			all = append(all, assay.Envelope[any]{From: w.sys.Actors[from].ID, To: to, Message: w.sys.Fresh(message)})
		}
	}
	return all
}

func (w plainView) Disk(id assay.ID) assay.Disk {
	_, l := w.at(id)
	entries := map[string]any{}
	for _, e := range l.Disk {
		entries[e.Key] = w.sys.Fresh(e.Value)
	}
	return assay.DiskOf(entries)
}

func (w plainView) Timers(id assay.ID) []string {
	_, l := w.at(id)
	return slices.Clone(l.Timers)
}

func (w plainView) Spent(f assay.Failure) int {
	spent := 0
	for i, cell := range w.sys.Cells() {
		if cell.Failure == f {
			spent += cell.Limit - w.st.Left[i]
		}
	}
	return spent
}

func (w plainView) History() []assay.Operation { return histories.Operations(w.sys, w.st.History) }

// errUntracked is raised where a property reads what a pass does not have. The checker does not ask it there, since it was decided.
var errUntracked = errors.New("not tracked")

// seen is what an oracle saw of one property: the least depth at which it strikes and at which it reads what there is not, 0 is nowhere.
type seen struct{ struck, misread int }

// oracle asks properties about every state.
type oracle struct {
	sys        *step.System
	properties []assay.Property
	seen       []seen
}

func (o *oracle) visit(st step.State, depth int) {
	if o.seen == nil {
		o.seen = make([]seen, len(o.properties))
	}
	for i, p := range o.properties {
		struck, misread := strikes(p, plainView{o.sys, st})
		if struck && o.seen[i].struck == 0 {
			o.seen[i].struck = depth
		}
		if misread && o.seen[i].misread == 0 {
			o.seen[i].misread = depth
		}
	}
}

// strikes says whether an Always is violated, or a Sometimes is reached.
func strikes(p assay.Property, v assay.View) (struck, misread bool) {
	defer func() {
		if raised := recover(); raised != nil {
			var err *assay.ViewError
			cause, _ := raised.(error)
			if struck, misread = false, errors.As(cause, &err); !misread && cause != errUntracked {
				panic(raised)
			}
		}
	}()
	switch p.Kind {
	case assay.KindSometimes:
		return p.Goal(v), false
	case assay.KindAlwaysIf:
		return p.Premise(v) && p.Check(v) != nil, false
	case assay.KindLinearizable, assay.KindSequentiallyConsistent:
		return !hasOrder(v.History(), p.Kind == assay.KindLinearizable), false
	}
	return p.Check(v) != nil, false
}

// hasOrder tries every order of operations against toggle.
func hasOrder(ops []assay.Operation, realTime bool) bool {
	return placed(ops, make([]bool, len(ops)), 0, realTime)
}

func placed(ops []assay.Operation, taken []bool, state int8, realTime bool) bool {
	complete := true
	for i, op := range ops {
		result, done := op.Result.Get()
		if taken[i] {
			continue
		}
		complete = complete && !done
		if !mayCome(ops, taken, i, realTime) {
			continue
		}
		next, answer := toggle{}.Apply(state, op.Op)
		if done && answer != result {
			continue
		}
		taken[i] = true
		if placed(ops, taken, next, realTime) {
			return true
		}
		taken[i] = false
	}
	return complete
}

// mayCome says whether all that must precede an operation is taken: what its own client completed before it and, in real time, so
// many of each other client's as had returned.
func mayCome(ops []assay.Operation, taken []bool, i int, realTime bool) bool {
	returned := map[assay.ID]int{}
	for j, other := range ops {
		if !other.Result.IsSome() {
			continue
		}
		returned[other.Client]++
		own := other.Client == ops[i].Client && j < i
		earlier := realTime && returned[other.Client] <= ops[i].Before[other.Client]
		if (own || earlier) && !taken[j] {
			return false
		}
	}
	return true
}

// foresee is what the naive explorer says of a System in a mode, with what is tracked.
func foresee(source assay.System, track step.Track, mode step.Mode, statesMax uint64) (*oracle, naive.Result, error) {
	sys, err := step.New(source, track)
	if err != nil {
		return nil, naive.Result{}, err
	}
	o := &oracle{sys: sys, properties: source.Properties}
	options := naive.Options{Mode: mode, StatesMax: statesMax, Visit: o.visit}
	if source.Within != nil {
		options.Inside = func(st step.State) bool { return source.Within(plainView{sys, st}) }
	}
	r, err := naive.Explore(sys, options)
	return o, r, err
}

// verdict is that of property i after a complete search.
func (o *oracle) verdict(i int, r naive.Result, within bool) evidence.Verdict {
	always, s := o.properties[i].Kind != assay.KindSometimes, o.seen[i]
	switch {
	case s.struck > 0 && always:
		return evidence.Violated
	case s.misread > 0:
		return evidence.Unknown
	case s.struck > 0:
		return evidence.Holds
	case r.Faults > 0:
		return evidence.Unknown
	case always:
		return evidence.Holds
	case within:
		return evidence.Unknown
	}
	return evidence.Violated
}

// replays walks the numbers of a counterexample through the full list of enabled steps, and says what is wrong with it, if anything.
func replays(source assay.System, r evidence.Record) error {
	sys, err := step.New(source, step.Track{History: true, Disks: true, Timers: true, Last: true})
	if err != nil {
		return err
	}
	react := sys.Trusting()
	initial, _ := sys.Initial(react)
	st := initial[r.Trace.Initial]
	for n, s := range r.Trace.Steps {
		list := sys.Steps(st, step.Listed, react)
		if s.Number < 0 || s.Number >= len(list) {
			return fmt.Errorf("step %d: number %d of %d enabled ones", n+1, s.Number, len(list))
		}
		if st, err = sys.Do(st, list[s.Number]); err != nil {
			return err
		}
	}
	for _, p := range source.Properties {
		if p.Name != r.Property {
			continue
		}
		if struck, _ := strikes(p, plainView{sys, st}); !struck {
			return fmt.Errorf("%q does not strike at the end of %s", p.Name, r.Trace.Name())
		}
	}
	return nil
}
