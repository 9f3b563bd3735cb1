package check

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/internal/walk"
	"github.com/assay-dev/assay/trace"
)

// replayTo replays what the command asks for, if it is a behaviour of this system.
func replayTo(t *testing.T, channel *side.Channel, sys assay.System, asked string, options []Option) {
	want, err := telling.Asked(asked)
	if err != nil {
		channel.Replayed(side.Outcome{Text: err.Error(), Exit: 2})
		return
	}
	if want.System != sys.Name {
		return
	}
	if channel.Stepwise() {
		options = append(slices.Clip(options), stepwise)
	}
	r, err, ended := inTime(func() (replayed, error) { return replay(t.Context(), sys, want, options) })
	switch {
	case !ended:
		channel.Replayed(side.Outcome{Text: notEnded(sys), Exit: 1})
	case err != nil:
		channel.Replayed(side.Outcome{Text: err.Error(), Exit: 2})
	default:
		channel.Replayed(r.outcome())
	}
}

// inTime calls what may call functions of the user's that do not return: then its goroutine is left behind.
func inTime[T any](call func() (T, error)) (result T, err error, ended bool) {
	type outcome struct {
		result T
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		r, err := call()
		done <- outcome{r, err}
	}()
	select {
	case o := <-done:
		return o.result, o.err, true
	case <-time.After(replayTimeMaxS * time.Second):
		return result, nil, false
	}
}

func notEnded(sys assay.System) string {
	return fmt.Sprintf("check: the replay of %s has not ended after %d s: a handler or property does not return", sys.Name, replayTimeMaxS)
}

// replayTimeMaxS is how long a replay may take, in which every enabled step of every state on the way is tried.
const replayTimeMaxS = 6 * handlerTimeMaxS

// replayed is a behaviour that was walked again, and what the properties say at its end.
type replayed struct {
	pass   *pass
	course course
	judged []evidence.Record
	says   [][]evidence.Record // of each state on the way, where each is to be told
}

// replay walks a behaviour in the full list of enabled steps, and asks every property about its last state.
func replay(ctx context.Context, sys assay.System, want trace.Trace, options []Option) (replayed, error) {
	c := newConfig(options)
	where, err := settingOf(ctx, sys, want, c)
	if err != nil {
		return replayed{}, err
	}
	asked := firstOf(want.Title, c.only)
	c.only = "" // a person wants to know what each property says
	r, err := walkAgain(ctx, where, c, func(p *pass) (replayed, error) {
		went, err := p.retrace(where, want)
		if err == nil {
			err = went.left
		}
		if err != nil {
			return replayed{}, err
		}
		says := p.judgeEach(went.states)
		if went.fault != nil {
			return p.replayedFault(went, says), nil
		}
		r := replayed{pass: p, course: went, judged: p.judgeAt(went.last), says: says}
		if (c.deadlock || asked == deadlocked) && p.sys.Quiescent(went.last, p.reactor()) {
			r.judged = append(r.judged, deadlockRecord(sys.Name))
		}
		return r, nil
	})
	if err != nil {
		return r, err
	}
	return r.withRecoveries(ctx, where, c, want, asked)
}

// firstOf is the property that a trace is about, as far as its title or the test says.
func firstOf(title, only string) string {
	if name, _, titled := strings.Cut(title, violatedAfter); titled {
		return name
	}
	return only
}

// walkAgain goes in passes as a search does, since a property may read more at one state than at another.
func walkAgain[T any](ctx context.Context, where setting, c config, walk func(*pass) (T, error)) (T, error) {
	var none T
	if err := validateProperties(where.sys, c); err != nil {
		return none, err
	}
	wants := need{network: true, spent: true}
	for _, property := range where.sys.Properties {
		wants.track.History = wants.track.History || property.History != nil
	}
	for range passesMax {
		p, err := newPass(ctx, where.sys, c, wants)
		if err != nil {
			return none, err
		}
		if err := p.refuseStart(); err != nil {
			return none, err
		}
		p.lower(c)
		r, err := walk(p)
		asked, again := p.wants()
		if err != nil || !again {
			return r, err
		}
		wants = wants.with(asked)
	}
	return none, fmt.Errorf("check: the properties of %s ask for something new in every pass, which is an error of Assay", where.sys.Name)
}

func (p *pass) refuseStart() error {
	if p.failedStart == nil {
		return nil
	}
	return fmt.Errorf("check: %s does not start: %s", p.sys.Name, p.failedStart.Why)
}

// course is how far a trace was followed.
type course struct {
	walked
	states []step.State // the start, and where each step led
	fault  *step.Fault  // of the last step
	left   error        // why the next step could not be taken, or nil
}

// retrace takes the steps of a trace as far as they are enabled.
func (p *pass) retrace(where setting, want trace.Trace) (course, error) {
	went := course{walked: walked{trace: p.blank()}}
	if where.digest != "" {
		went.trace.Digest = where.digest
	}
	if want.Initial >= len(p.initial) {
		return went, fmt.Errorf("check: the trace begins in initial state %d, and %s has %d", want.Initial, p.sys.Name, len(p.initial))
	}
	went.last, went.trace.Initial, went.trace.Note = p.initial[want.Initial], want.Initial, where.words
	went.states, went.trace.Start = append(went.states, went.last), telling.Start(p.sys, went.last)
	for i, asked := range want.Steps {
		chosen, err := walk.Choose(p.sys, went.last, p.reactor(), asked)
		if err != nil {
			went.left = fmt.Errorf("check: step %d of the trace: %w", i+1, err)
			break
		}
		if err := p.advance(&went.walked, chosen); err != nil {
			return went, fmt.Errorf("check: step %d of the trace: %w", i+1, err)
		}
		if went.fault = chosen.Fault; went.fault != nil {
			break
		}
		went.states = append(went.states, went.last)
	}
	p.finish(&went.walked)
	return went, nil
}

func (p *pass) replayedFault(went course, says [][]evidence.Record) replayed {
	went.trace.Title = title(went.fault.Finding, "violated", len(went.trace.Steps))
	fault := evidence.Record{System: p.sys.Name, Finding: went.fault.Finding, Verdict: evidence.Violated, Why: went.fault.Why}
	return replayed{p, went, []evidence.Record{fault}, says}
}

// entitle names in the title what is violated at the end, what was asked for before others.
func (r *replayed) entitle(asked string) {
	steps, named := len(r.course.trace.Steps), false
	r.course.trace.Title = title(r.pass.sys.Name, "nothing violated", steps)
	for _, record := range r.judged {
		name := record.Property + record.Finding
		if record.Verdict == evidence.Violated && (!named || name == asked) {
			r.course.trace.Title, named = title(name, "violated", steps), true
		}
	}
}

// judgeAt asks every property about a state, and says what each says there.
func (p *pass) judgeAt(st step.State) (all []evidence.Record) {
	v, _ := p.net.Vector(st)
	for _, j := range p.judged {
		all = append(all, p.judgeOne(j, v))
	}
	return all
}

// reachedHere is what is said of a Sometimes where it is true.
const reachedHere = "reached here"

func (p *pass) judgeOne(j *judged, v []uint32) evidence.Record {
	record := evidence.Record{System: p.sys.Name, Property: j.name, Verdict: evidence.Unknown}
	switch answer := j.once(p.eyeOn(v)); {
	case answer == struck && j.always:
		record.Verdict, record.Why = evidence.Violated, j.why(p.eyeOn(v))
	case answer == struck:
		record.Why = reachedHere
	case answer == silent && j.always:
		record.Why = "true here"
	case answer == silent:
		record.Why = "not reached here"
	default:
		record.Property, record.Finding, record.Verdict, record.Why = "", findingOutcome[answer], evidence.Violated, j.whys[answer]
	}
	return record
}

func deadlockRecord(system string) evidence.Record {
	return evidence.Record{System: system, Finding: deadlocked, Verdict: evidence.Violated, Why: whyDeadlocked}
}

// report is a replayed behaviour in words, and 1 if something is violated at its end.
func (r replayed) report() (string, int) {
	text, exit := r.course.trace.String(), 0
	for _, record := range r.judged {
		if record.Verdict == evidence.Violated {
			exit = 1
		}
		text += said(record)
	}
	return text, exit
}

// said is what a property says of a state, its hint on a line of its own.
func said(record evidence.Record) string {
	name, says := cmp.Or(record.Finding, record.Property), record.Why
	if record.Verdict == evidence.Violated {
		says = "violated here: " + record.Why
	}
	sentence, hint, hinted := strings.Cut(says, "\nhint: ")
	text := fmt.Sprintf("  %s: %s\n", name, trace.Line(sentence))
	if hinted {
		text += fmt.Sprintf("    hint: %s\n", trace.Line(hint))
	}
	return text
}
