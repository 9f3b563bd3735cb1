package sim

import (
	"errors"
	"fmt"

	"github.com/assay-dev/assay"
)

// judge asks the properties as a run goes on.
type judge struct {
	e         *engine
	asked     []*asked
	begun     bool // all have started: before that there is no state of the whole
	history   history
	rested    bool                // the run came to rest
	violated  map[string]*Finding // by property, how it was violated first
	tracks    bool                // some property may read the history
	undecided map[string]string   // by property, why a run did not decide it
}

// asked is one property, what it read when it was asked last, and what it said.
type asked struct {
	property assay.Property
	view     view
	reached  uint64 // Sometimes: in how many states that were looked at
	premises uint64 // AlwaysIf, LeadsTo: the same of its premise
	owes     bool   // of progress: something is still to come
	blind    bool   // it reads a history of which not all is kept, and is asked no more
}

func newJudge(e *engine) *judge {
	j := &judge{e: e}
	for _, p := range e.plan.sys.Properties {
		switch p.Kind {
		case assay.KindAlways, assay.KindAlwaysIf, assay.KindSometimes, assay.KindEventually, assay.KindLeadsTo, assay.KindTerminates, assay.KindRecovers:
			j.asked = append(j.asked, &asked{property: p, owes: owesAtFirst(p), view: view{e: e, reads: map[int32]bool{}}})
			j.tracks = true // it may: that shows when it is asked
		case assay.KindLinearizable, assay.KindSequentiallyConsistent:
			j.tracks = true
		}
	}
	return j
}

// begins asks every property about the state in which a run begins.
func (j *judge) begins() {
	j.begun, j.history.begun = true, j.history.marks
	for _, a := range j.asked {
		if !ofRest(a.property) {
			j.ask(a)
		}
	}
}

// touched asks those properties that read what a step has changed.
func (j *judge) touched(who int32) {
	if !j.begun || len(j.asked) == 0 || j.e.stop != nil {
		return
	}
	for _, a := range j.asked {
		if !a.blind && !ofRest(a.property) && (a.view.all || a.view.reads[who] || len(a.view.reads) == 0) {
			j.ask(a)
		}
	}
}

// ask is one question. A property that panics is a finding.
func (j *judge) ask(a *asked) {
	e := j.e
	clear(a.view.reads)
	a.view.all = false
	defer func() {
		if p := recover(); p == errTooLong {
			a.blind = true
			j.leaves(a.property, errTooLong.Error())
		} else if p != nil {
			why := fmt.Sprint(p)
			var bad *assay.ViewError
			if err, ok := p.(error); ok && errors.As(err, &bad) {
				why = bad.Reason
			}
			e.stop = &Finding{Kind: "view", Why: fmt.Sprintf("the property %q fails: %s", a.property.Name, why), Step: e.steps, At: e.now}
		}
	}()
	switch p := a.property; p.Kind {
	case assay.KindEventually, assay.KindLeadsTo, assay.KindTerminates, assay.KindRecovers:
		var due bool
		if a.owes, due = owing(p, &a.view, a.owes); due {
			a.premises++
		}
		return
	case assay.KindSometimes:
		if p.Goal(&a.view) {
			a.reached++
		}
		return
	case assay.KindAlwaysIf:
		if !p.Premise(&a.view) {
			return
		}
		a.premises++
	}
	if err := a.property.Check(&a.view); err != nil {
		j.found(&Finding{Property: a.property.Name, Why: err.Error(), Step: e.steps, At: e.now})
	}
}

// found notes how a property is violated for the first time. The run goes on, for the others' sake, unless it is there to show this one.
func (j *judge) found(f *Finding) {
	if _, known := j.violated[f.Property]; known {
		return
	}
	if j.violated == nil {
		j.violated = map[string]*Finding{}
	}
	j.violated[f.Property] = f
	if j.e.until == f.Property {
		j.e.stop = f
	}
}

// leaves notes why this run does not decide a property.
func (j *judge) leaves(p assay.Property, why string) {
	if j.undecided == nil {
		j.undecided = map[string]string{}
	}
	j.undecided[p.Name] = why
}

func (j *judge) invoke(who int32, op any) {
	if j.tracks {
		j.history.invoke(j.e.name(who), who, op)
	}
}

func (j *judge) giveBack(who int32, f assay.ReturnEffect) {
	if j.tracks {
		j.history.giveBack(j.e.name(who), who, f)
	}
}

func (j *judge) crashed(who int32) { j.history.crashed(who) }
