package sim

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/assay-dev/assay"
)

// view is the state of a run at this moment, as a property reads it. It notes what is read: a property that read nothing which
// changed since answers as it did.
type view struct {
	e     *engine
	reads map[int32]bool // participants
	all   bool           // it reads what changes with any step
}

var _ assay.View = (*view)(nil)

func (v *view) who(id assay.ID) int32 {
	who, ok := v.e.plan.index[id]
	if !ok || int(who) >= len(v.e.actors) {
		panic(&assay.ViewError{Reason: fmt.Sprintf("no participant is called %q; there are %s", id, listed(v.e.plan.ids))})
	}
	v.reads[who] = true
	return who
}

// Actors are those of the System.
func (v *view) Actors() []assay.ID { return slices.Clone(v.e.plan.ids) }

// TypeOf is the type of a participant's state.
func (v *view) TypeOf(id assay.ID) reflect.Type {
	if who, ok := v.e.plan.index[id]; ok && int(who) < len(v.e.actors) {
		return v.e.actors[who].behaviour.State
	}
	return nil
}

// Up says whether it is up.
func (v *view) Up(id assay.ID) bool { return v.e.actors[v.who(id)].up }

// State is that of a participant that is up.
func (v *view) State(id assay.ID) any {
	a := &v.e.actors[v.who(id)]
	if !a.up {
		panic(&assay.ViewError{Reason: fmt.Sprintf("%q is down and has no state\nhint: ask v.Up(%q) first, or LastStateOf for what it last had", id, id)})
	}
	return v.e.plan.copied(id, a.state)
}

// LastState is what it last had.
func (v *view) LastState(id assay.ID) any {
	return v.e.plan.copied(id, v.e.actors[v.who(id)].state)
}

// Messages are those on their way, in mailboxes, and being served.
func (v *view) Messages(to assay.ID, kind reflect.Type) (found []assay.Envelope[any]) {
	v.all = true
	who := v.who(to)
	for i := range v.e.all {
		l := &v.e.all[i]
		if l.msg == nil || l.to != who || l.gone || kind != nil && reflect.TypeOf(l.msg) != kind {
			continue
		}
		found = append(found, assay.Envelope[any]{From: v.e.name(l.from), To: to, Message: l.msg})
	}
	return found
}

// Disk is what it would find.
func (v *view) Disk(id assay.ID) assay.Disk { return v.e.actors[v.who(id)].disk.read() }

// Timers are those that are set.
func (v *view) Timers(id assay.ID) (names []string) {
	for _, t := range v.e.actors[v.who(id)].timers {
		if t.set&1 == 1 {
			names = append(names, t.name)
		}
	}
	slices.Sort(names)
	return names
}

// Spent is not known: a simulated World has rates, not budgets alone.
func (v *view) Spent(f assay.Failure) int {
	v.all = true
	panic(&assay.ViewError{Reason: fmt.Sprintf("the budget of %v is not counted in a simulation\nhint: check judges properties of budgets", f)})
}

// History is what clients invoked and what was returned.
func (v *view) History() []assay.Operation {
	v.all = true
	if v.e.judge.misused() {
		return nil // the run ends
	}
	if v.e.judge.history.full {
		panic(errTooLong)
	}
	return v.e.judge.history.operations(v.e.plan.ids)
}
