package check

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// replayTo replays what the command asks for, if it is a behaviour of this system.
func replayTo(t *testing.T, channel *side.Channel, sys assay.System, asked string, options []Option) {
	want, err := readAsked(asked)
	if err != nil {
		channel.Replayed(err.Error(), 2)
		return
	}
	if want.System != sys.Name {
		return
	}
	type outcome struct {
		replayed replayed
		err      error
	}
	done := make(chan outcome, 1)
	go func() {
		r, err := replay(t.Context(), sys, want, options)
		done <- outcome{r, err}
	}()
	select {
	case o := <-done:
		if o.err != nil {
			channel.Replayed(o.err.Error(), 2)
			return
		}
		channel.Replayed(o.replayed.report())
	case <-time.After(replayTimeMaxS * time.Second):
		channel.Replayed(fmt.Sprintf("check: the replay has not ended after %d s: a handler or property does not return", replayTimeMaxS), 1)
	}
}

// replayTimeMaxS is how long a replay may take, in which every enabled step of every state on the way is tried.
const replayTimeMaxS = 6 * handlerTimeMaxS

// readAsked is a trace with the numbers of a name, or the words of a file.
func readAsked(asked string) (trace.Trace, error) {
	path, isFile := strings.CutPrefix(asked, "@")
	if !isFile {
		name, err := trace.ParseName(asked)
		t := trace.Trace{System: name.System, Digest: name.Digest, Initial: name.Initial}
		for _, number := range name.Numbers {
			t.Steps = append(t.Steps, trace.Step{Number: number})
		}
		return t, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return trace.Trace{}, err
	}
	return trace.Parse(string(text))
}

// replayed is a behaviour that was walked again, and what the properties say at its end.
type replayed struct {
	trace  trace.Trace
	judged []evidence.Record
}

// replay walks a behaviour in the full list of enabled steps, and asks every property about its last state. It goes in passes as a
// search does, since a property may read more at the end than at the start.
func replay(ctx context.Context, sys assay.System, want trace.Trace, options []Option) (replayed, error) {
	c := newConfig(options)
	if err := validateProperties(sys, c); err != nil {
		return replayed{}, err
	}
	wants := need{network: true, spent: true}
	for _, property := range sys.Properties {
		wants.track.History = wants.track.History || property.History != nil
	}
	for range passesMax {
		p, err := newPass(ctx, sys, c, wants)
		if err != nil {
			return replayed{}, err
		}
		if p.failedStart != nil {
			return replayed{}, fmt.Errorf("check: %s does not start: %s", sys.Name, p.failedStart.Why)
		}
		p.lower(c)
		r, err := p.replay(want)
		asked, again := p.wants()
		if err != nil || !again {
			return r, err
		}
		wants = wants.with(asked)
	}
	return replayed{}, fmt.Errorf("check: the properties of %s ask for something new in every pass, which is an error of Assay", sys.Name)
}

// digested says what a digest stands for. Which part of it has changed cannot be told from four characters.
const digested = "a digest is made of the participants' names, types and fields, the assumptions, the kinds and names of the properties, and the start: " +
	"one of them is another now (the code of a handler is no part of it)"

func (p *pass) replay(want trace.Trace) (replayed, error) {
	w := walked{trace: p.blank()}
	switch {
	case want.Digest != "" && want.Digest != w.trace.Digest:
		return replayed{}, fmt.Errorf("check: the trace is of %s@%s, and the system is now %s@%s\n%s\nhint: %s",
			want.System, want.Digest, p.sys.Name, w.trace.Digest, digested, "take the new name from assay check; ASSAY_REWRITE=1 go test writes golden files anew")
	case want.Initial >= len(p.initial):
		return replayed{}, fmt.Errorf("check: the trace begins in initial state %d, and %s has %d", want.Initial, p.sys.Name, len(p.initial))
	}
	w.last, w.trace.Initial = p.initial[want.Initial], want.Initial
	for i, asked := range want.Steps {
		chosen, err := p.choose(w.last, asked)
		if err == nil {
			err = p.advance(&w, chosen)
		}
		if err != nil {
			return replayed{}, fmt.Errorf("check: step %d of the trace: %w", i+1, err)
		}
		if chosen.Fault != nil {
			return p.replayedFault(w, chosen.Fault), nil
		}
	}
	p.finish(&w)
	return p.judgeEnd(w), nil
}

func (p *pass) replayedFault(w walked, fault *step.Fault) replayed {
	p.finish(&w)
	w.trace.Title = title(fault.Finding, "violated", len(w.trace.Steps))
	return replayed{w.trace, []evidence.Record{{System: p.sys.Name, Finding: fault.Finding, Verdict: evidence.Violated, Why: fault.Why}}}
}

// choose is the enabled step that a trace asks for: by its number, or by its words where there is none.
func (p *pass) choose(st step.State, asked trace.Step) (step.Step, error) {
	list := p.sys.Steps(st, step.Listed, p.reactor())
	if asked.Number != trace.NumberUnknown {
		if asked.Number < 0 || asked.Number >= len(list) {
			return step.Step{}, fmt.Errorf("number %d, and %d steps are enabled there\n%s", asked.Number, len(list), p.listing(st, list))
		}
		if asked.Kind == "" || p.sameWords(st, list[asked.Number], asked) {
			return list[asked.Number], nil
		}
	}
	at := slices.IndexFunc(list, func(s step.Step) bool { return p.sameWords(st, s, asked) })
	if at < 0 {
		return step.Step{}, fmt.Errorf("%s is not enabled there\n%s", words(asked), p.listing(st, list))
	}
	return list[at], nil
}

func (p *pass) sameWords(st step.State, s step.Step, asked trace.Step) bool {
	have := p.describe(st, s)
	return have.Kind == asked.Kind && have.From == asked.From && have.To == asked.To && trace.Line(have.What) == trace.Line(asked.What)
}

func words(s trace.Step) string {
	parts := []string{s.Kind}
	if s.From != "" {
		parts = append(parts, string(s.From), "->")
	}
	for _, part := range []string{string(s.To), s.What} {
		if part != "" {
			parts = append(parts, trace.Line(part))
		}
	}
	return strings.Join(parts, " ")
}

// listing is the hint that shows what is enabled.
func (p *pass) listing(st step.State, list []step.Step) string {
	if len(list) == 0 {
		return "hint: no step is enabled there"
	}
	text := "hint: these steps are enabled there:"
	for i, s := range list {
		text += fmt.Sprintf("\n  %d  %s", i, words(p.describe(st, s)))
	}
	return text
}

// judgeEnd asks every property about the last state.
func (p *pass) judgeEnd(w walked) replayed {
	r := replayed{trace: w.trace}
	v, _ := p.net.Vector(w.last)
	for _, j := range p.judged {
		record := evidence.Record{System: p.sys.Name, Property: j.name, Verdict: evidence.Unknown}
		switch answer := j.once(p.eyeOn(v)); {
		case answer == struck && j.always:
			record.Verdict, record.Why = evidence.Violated, j.why(p.eyeOn(v))
			if r.trace.Title == "" {
				r.trace.Title = title(j.name, "violated", len(w.trace.Steps))
			}
		case answer == struck:
			record.Why = "reached here"
		case answer == silent && j.always:
			record.Why = "true here"
		case answer == silent:
			record.Why = "not reached here"
		default:
			record.Property, record.Finding, record.Verdict, record.Why = "", findingOutcome[answer], evidence.Violated, j.whys[answer]
		}
		r.judged = append(r.judged, record)
	}
	if r.trace.Title == "" {
		r.trace.Title = title(p.sys.Name, "nothing violated", len(w.trace.Steps))
	}
	return r
}

// report is a replayed behaviour in words, and 1 if something is violated at its end.
func (r replayed) report() (string, int) {
	text, exit := r.trace.String(), 0
	for _, record := range r.judged {
		name, says := record.Property, record.Why
		if record.Finding != "" {
			name = record.Finding
		}
		if record.Verdict == evidence.Violated {
			exit, says = 1, "violated here: "+record.Why
		}
		sentence, hint, hinted := strings.Cut(says, "\nhint: ")
		text += fmt.Sprintf("  %s: %s\n", name, trace.Line(sentence))
		if hinted {
			text += fmt.Sprintf("    hint: %s\n", trace.Line(hint))
		}
	}
	return text, exit
}
