package check

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/histories"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/internal/step"
)

// rejudgeOneIn is how many remembered answers there are to one that is worked out again.
const rejudgeOneIn = 1024

// judged is one property under judgement, or the declared bound.
type judged struct {
	name   string
	always bool // struck is a violation; otherwise it is what was hoped for
	// ask evaluates the property. An error is struck for an Always; for a Sometimes any error says that the goal is reached.
	ask    func(v assay.View) error
	tree   *tree
	call   called
	direct bool // a Machine's states are all different: there is nothing to remember

	strays    atomic.Bool // its reads are not the same from one evaluation to the next: nothing can be remembered
	evaluated atomic.Int64

	mu   sync.Mutex
	whys map[outcome]string // the least text of each outcome that is a finding
}

var errReached = errors.New("reached")

func newJudged(p assay.Property, sys *step.System) *judged {
	j := &judged{name: p.Name, always: p.Kind != assay.KindSometimes, direct: sys.Machine(), tree: newTree(), call: called{what: "property " + p.Name}, whys: map[outcome]string{}}
	switch p.Kind {
	case assay.KindAlways:
		j.ask = p.Check
	case assay.KindAlwaysIf:
		j.ask = func(v assay.View) error {
			if !p.Premise(v) {
				return nil
			}
			return p.Check(v)
		}
	case assay.KindSometimes:
		j.ask = reached(p.Goal)
	case assay.KindLinearizable, assay.KindSequentiallyConsistent:
		j.ask = ordered(sys, p)
	case assay.KindGuarantees:
		j.ask = func(v assay.View) error { return v.(*view).kept(p) }
	}
	return j
}

// historian is a view that hands the history over as it stands.
type historian interface{ history() step.History }

// ordered asks for an order of the history, however long that takes. What is wrong with the specification is a panic of the property's.
func ordered(sys *step.System, p assay.Property) func(assay.View) error {
	judge, wrong := histories.NewJudge(sys, p)
	return func(v assay.View) error {
		if wrong != nil {
			panic(wrong.Error())
		}
		h := v.(historian).history()
		verdict, err := judge.Order(h, &linear.Bound{Bytes: math.MaxInt64, Total: math.MaxInt64})
		if err != nil {
			panic(err.Error())
		}
		if verdict == linear.Disordered {
			return judge.Complaint(h)
		}
		return nil
	}
}

func reached(goal func(assay.View) bool) func(assay.View) error {
	return func(v assay.View) error {
		if goal(v) {
			return errReached
		}
		return nil
	}
}

// in is the outcome in the state that w shows. sure asks for it to be worked out even where it is remembered.
func (j *judged) in(w eye, sure bool) outcome {
	if j.direct {
		return j.twice(w, sure)
	}
	if j.strays.Load() {
		return j.twice(w, true)
	}
	answer, known := j.tree.find(w.look)
	if known && !sure {
		return answer
	}
	again := j.twice(w, sure)
	if again == restart || again == wavering {
		return again
	}
	if known && again != answer {
		return j.found(wavering, fmt.Sprintf("property %q answers differently where all that it read is the same", j.name))
	}
	if known {
		return again
	}
	switch j.tree.learn(w.trailed(), again) {
	case strays: // it may still answer the same, as one that goes over a map of its own
		j.strays.Store(true)
	case differs:
		return j.found(wavering, fmt.Sprintf("property %q answers differently where all that it read is the same", j.name))
	}
	return again
}

// eye is a view that judges can start over.
type eye interface {
	assay.View
	look(what uint32) uint32
	forget()
	trailed() []reading
}

// twiceMax is how many evaluations of a property are made twice at first. After that one in rejudgeOneIn is.
const twiceMax = 4096

// twice evaluates the property, at first on two sets of fresh copies.
func (j *judged) twice(w eye, sure bool) outcome {
	first := j.once(w)
	if !sure && j.evaluated.Add(1) > twiceMax {
		return first
	}
	if second := j.once(w); first != second && second != restart {
		return j.found(wavering, fmt.Sprintf("property %q answers the same state differently on another run", j.name))
	}
	return first
}

func (j *judged) once(w eye) (answer outcome) {
	w.forget()
	defer func() {
		switch p := recover().(type) {
		case nil:
		case restartPass:
			answer = restart
		case *assay.ViewError:
			answer = j.found(misread, fmt.Sprintf("property %q: %s", j.name, p.Reason))
		default:
			answer = j.found(panicked, fmt.Sprintf("property %q panics: %v", j.name, p))
		}
	}()
	if j.ask(w) != nil {
		return struck
	}
	return silent
}

// found keeps why, the least text where there are several: which comes first depends on the workers.
func (j *judged) found(o outcome, why string) outcome {
	j.mu.Lock()
	defer j.mu.Unlock()
	if known, ok := j.whys[o]; !ok || why < known {
		j.whys[o] = why
	}
	return o
}

// why is what the property itself says in a state where it strikes.
func (j *judged) why(v assay.View) (text string) {
	var err error
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprintf("its error is a %T that panics when it is printed\nhint: return a plain nil where the property holds, not a nil pointer", err)
		}
	}()
	if err = j.ask(v); err != nil && !errors.Is(err, errReached) {
		return err.Error()
	}
	return ""
}
