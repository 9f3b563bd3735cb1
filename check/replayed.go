package check

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// Replay is a regression test for one counterexample: it follows a behaviour that was found once, and fails t as long as the behaviour
// shows what it showed then. text is a trace, as a report prints it or a person writes it; assay replay -test writes the whole test.
//
// It fails t where the property that the title names is violated in some state on the way, the last one included; where the title
// names none, any property counts. A handler on the way that is no function fails it too.
//
// It passes where all steps are taken and nothing is violated, and where a step is not possible any more, for that is what a fix often
// does: t.Log says at which step the behaviour left. MustReplay makes that a failure.
//
// It fails where no fix of the code could have made a step impossible, since from then on the test would show nothing: the property or
// a participant is gone, or the assumptions no longer allow a failure that the trace has.
//
// The digest in the trace's name may be an old one. Of a trace that a sweep found it says under which relaxations it is followed; where
// it is old, the note in the title does ("under 1 crash").
//
// Does not find: another way to the same violation. That is for Test, and Replay leaves no evidence.
func Replay(t *testing.T, sys assay.System, text string, options ...Option) {
	t.Helper()
	if side.Open().Asks() || sweeping() {
		return // the command asks the other tests about something else
	}
	want, err := trace.Parse(text)
	if err != nil {
		t.Errorf("check: %v", strings.TrimPrefix(err.Error(), "trace: "))
		return
	}
	r, err, ended := inTime(func() (told, error) { return tell(t.Context(), sys, want, options) })
	switch {
	case !ended:
		t.Error(notEnded(sys))
	case err != nil:
		t.Error(err)
	case r.failed:
		t.Error(r.text)
	default:
		t.Log(r.text)
	}
}

// MustReplay makes Replay fail too where a step of the trace is not possible any more: for behaviours that have to stay possible.
func MustReplay() Option { return func(c *config) { c.mustReplay = true } }

// told is what Replay says.
type told struct {
	text   string
	failed bool
	left   bool // the behaviour is not possible any more
}

func tell(ctx context.Context, sys assay.System, want trace.Trace, options []Option) (told, error) {
	c := newConfig(options)
	where, err := settingOf(ctx, sys, want, c)
	if err != nil {
		want.Digest = "" // it is an old one: the fix may have changed it
		if where, err = settingOf(ctx, sys, want, c); err != nil {
			return told{}, err
		}
	}
	about, err := about(where.sys, want.Title)
	if err != nil {
		return told{}, err
	}
	end, err := walkAgain(ctx, where, c, func(p *pass) (told, error) {
		went, err := p.retrace(where, want)
		if err != nil {
			return told{}, err
		}
		if text := p.relapse(went, about); text != "" {
			return told{text: text, failed: true}, nil
		}
		if went.left == nil {
			return told{text: sys.Name + ": every step of the trace is still possible, and nothing is violated on the way"}, nil
		}
		taken := len(went.states) - 1
		if err := p.strange(want.Steps[taken]); err != nil {
			return told{}, fmt.Errorf("check: step %d of the trace: %w", taken+1, err)
		}
		if c.mustReplay {
			return told{}, went.left
		}
		text := strings.TrimPrefix(went.left.Error(), "check: ")
		return told{text: fmt.Sprintf("%s: the behaviour is not possible any more, and nothing is violated up to where it leaves: %s", sys.Name, text), left: true}, nil
	})
	if err != nil || end.failed || end.left {
		return end, err
	}
	return end.orNever(ctx, where, c, want, about)
}

// orNever asks the Recovers properties about the end of a trace that was followed to it.
func (end told) orNever(ctx context.Context, where setting, c config, want trace.Trace, about string) (told, error) {
	recoveries, err := recoveriesAfter(ctx, where, c, want)
	for _, record := range recoveries {
		if record.Verdict == evidence.Violated && (about == "" || record.Property == about) {
			record.Trace = &want
			return told{text: complaint(record, c), failed: true}, err
		}
	}
	return end, err
}

// violatedAfter follows the name of what is violated in the title of a trace.
const violatedAfter = ": violated after "

// about is the property that a title names, or a deadlock, or "" where any counts: it names another finding, or nothing.
func about(sys assay.System, title string) (string, error) {
	name, _, titled := strings.Cut(title, violatedAfter)
	if !titled {
		return "", nil
	}
	if finding, _, _ := strings.Cut(name, " ("); slices.Contains([]string{"pure", "total", "deterministic", "handled", "returns", "view"}, finding) {
		return "", nil
	}
	if name == deadlocked {
		return name, nil
	}
	for _, p := range sys.Properties {
		if p.Name == name {
			return name, nil
		}
	}
	return "", fmt.Errorf("check: the trace is about %q, and %q has no such property\nhint: there are %v; a trace without a title is about all of them", name, sys.Name, names(sys.Properties))
}

// relapse is the complaint about the first state on the way that shows what is wrong, or "".
func (p *pass) relapse(went course, about string) string {
	for steps, st := range went.states {
		for i, record := range p.judgeAt(st) {
			if record.Verdict == evidence.Violated && (about == "" || about == p.judged[i].name) {
				return p.complaintAt(went, steps, record)
			}
		}
	}
	switch {
	case went.fault != nil:
		return p.complaintAt(went, len(went.trace.Steps), p.replayedFault(went, nil).judged[0])
	case about == deadlocked && went.left == nil && p.sys.Quiescent(went.last, p.reactor()):
		return p.complaintAt(went, len(went.trace.Steps), deadlockRecord(p.sys.Name))
	}
	return ""
}

// complaintAt is what a test says of a state so many steps along the way.
func (p *pass) complaintAt(went course, steps int, record evidence.Record) string {
	w := walked{trace: went.trace, last: went.states[min(steps, len(went.states)-1)]}
	w.trace.Steps = w.trace.Steps[:steps]
	w.trace.Title = title(record.Property+record.Finding, "violated", steps)
	p.finish(&w)
	record.Trace = &w.trace
	return complaint(record, p.config)
}

// strange says why no code could make a step possible.
func (p *pass) strange(asked trace.Step) error {
	for _, id := range []assay.ID{asked.From, asked.To} {
		if _, ok := p.sys.Index(id); id != "" && !ok {
			return fmt.Errorf("%s: there is no participant called %q\nhint: there are %v; the test shows nothing any more, write it anew", diagram.Words(asked), id, p.sys.IDs())
		}
	}
	for kind := range step.Move {
		if kind.String() == asked.Kind && kind.Failure() && !slices.Contains(p.sys.Kinds(), kind) {
			return fmt.Errorf("%s: the assumptions of %s allow no %s\nhint: the test shows nothing any more; hand it a system that assumes what the trace has", diagram.Words(asked), p.sys.Name, kind)
		}
	}
	return nil
}
