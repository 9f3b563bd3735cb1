// Package telling says in words what a step does: for traces, whichever room found them.
package telling

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// Describe puts a step that is enabled in st in words. Its number is not set.
func Describe(sys *step.System, st step.State, s step.Step) trace.Step {
	p := teller{sys}
	t := trace.Step{Kind: s.Kind.String(), Sends: p.sends(s)}
	if !s.Kind.World() {
		t.To = p.sys.Actors[s.Actor].ID
	}
	switch s.Kind {
	case step.Choose:
		t.What = p.chosen(s)
	case step.Mistake, step.Malice:
		t.What, t.Note = p.chosen(s), p.unsafe(s)
	case step.Read:
		t.What = fmt.Sprintf("%d ms", st.Locals[s.Actor].Clock)
	case step.Unsync, step.Tear:
		t.What, t.Note = p.downfall(s), p.loses(st, s)
	case step.Cut:
		t.What = p.sys.CutText(s.World.Cut)
	case step.Tick:
		t.What = p.sys.TickText(s.World)
	case step.Flush:
		t.From = p.sys.Actors[s.From].ID
	case step.Lie:
		_, message := p.sys.Open(s.Envelope)
		t.From, t.To, t.What = t.To, p.sys.Actors[s.From].ID, trace.Format(p.sys.Fresh(message))
	case step.Deliver, step.Redeliver, step.Lose:
		from, message := p.sys.Open(s.Envelope)
		t.From, t.What = p.sys.Actors[from].ID, trace.Format(p.sys.Fresh(message))
		if s.Way > 0 {
			t.What += " => " + p.answers(s)
		}
		if s.Kind == step.Redeliver {
			t.Note = "and stays in flight, to come again"
		}
	case step.Timeout:
		t.What = s.Timer
	case step.Crash:
		t.Note = p.loses(st, s)
	case step.Recover:
		t.Note = p.disk(s.Actor, st.Locals[s.Actor])
	case step.Deploy:
		t.What, t.Note = p.sys.ComesUpAs(s.Actor, st.Locals[s.Actor]), p.disk(s.Actor, st.Locals[s.Actor])
	case step.Move:
		t.To, t.What = "", s.Name
	}
	return t
}

// downfall says in the middle of what a participant crashes, and what of its disk is lost.
func (p teller) downfall(s step.Step) string {
	var parts []string
	if s.Kind == step.Tear {
		what := s.During.String()
		switch s.During {
		case step.Deliver, step.Redeliver:
			from, message := p.sys.Open(s.Envelope)
			what += fmt.Sprintf(" %s -> %s", p.sys.Actors[from].ID, trace.Format(p.sys.Fresh(message)))
		case step.Timeout:
			what += " " + s.Timer
		case step.Choose, step.Mistake, step.Malice:
			what += " " + p.chosen(s)
		}
		parts = append(parts, fmt.Sprintf("after effect %d (%s) of %s", s.After, effectText(s.Effect), what))
	}
	if s.Kept < s.Pending {
		parts = append(parts, "power fails and leaves the disk "+Entries(p.sys, s.Next.Disk))
	}
	return strings.Join(parts, ", ")
}

// effectText is in words what a handler wanted done.
func effectText(e assay.Effect) string {
	switch e := e.(type) {
	case assay.SendEffect:
		var to []string
		for _, id := range e.To {
			to = append(to, string(id))
		}
		return fmt.Sprintf("send %s to %s", trace.Format(e.Message), strings.Join(to, ", "))
	case assay.TimerEffect:
		if e.Stop {
			return "stop timer " + e.Name
		}
		return "set timer " + e.Name
	case assay.DiskEffect:
		if e.Erase {
			return "erase " + e.Key
		}
		return "persist " + e.Key
	case assay.SyncEffect:
		return "sync"
	case assay.ClockEffect:
		return "read clock"
	case assay.ChooseEffect:
		return "choose " + e.Key
	case assay.RestartEffect:
		return "restart"
	case assay.InvokeEffect:
		return "invoke"
	}
	return "return"
}

func (p teller) disk(actor int, l step.Local) string {
	switch {
	case p.sys.Actors[actor].Behaviour.Contract != nil:
		return "as its contract stands"
	case p.sys.Actors[actor].Behaviour.Recover == nil:
		return "starts again"
	}
	return "disk " + Entries(p.sys, l.Disk)
}

// Entries are in words what is on a disk.
func Entries(sys *step.System, disk []step.Entry) string {
	p := teller{sys}
	if len(disk) == 0 {
		return "empty"
	}
	var parts []string
	for _, e := range disk {
		parts = append(parts, e.Key+"="+trace.Format(p.sys.Fresh(e.Value)))
	}
	return strings.Join(parts, " ")
}

// answers is in words how a participant that is given by its contract reacts, where it may react in several ways.
func (p teller) answers(s step.Step) string {
	if s.Dead() {
		return fmt.Sprintf("way %d", s.Way)
	}
	var sends []step.Sent
	for _, send := range s.Reaction.Sends {
		_, message := p.sys.Open(send.Envelope)
		sends = append(sends, step.Sent{To: p.sys.Actors[send.To].ID, Message: p.sys.Fresh(message)})
	}
	return SentText(sends) + ", " + trace.FormatState(p.sys.StateValue(s.Actor, s.Next.State))
}

// chosen is in words what was chosen: an option, or what a contract allows unprompted.
func (p teller) chosen(s step.Step) string {
	if s.Way > 0 {
		return "unprompted => " + p.answers(s)
	}
	switch option := p.sys.Fresh(s.Option).(type) {
	case assay.Mistake:
		return s.Key + "=" + option.Sort + " " + trace.Format(option.Option)
	case assay.Malicious:
		return s.Key + "=" + trace.Format(option.Option)
	default:
		return s.Key + "=" + trace.Format(option)
	}
}

// SentText is in words what is sent to whom.
func SentText(sends []step.Sent) string {
	if len(sends) == 0 {
		return "silence"
	}
	var parts []string
	for _, s := range sends {
		parts = append(parts, trace.Format(s.Message)+" -> "+string(s.To))
	}
	return strings.Join(parts, ", ")
}

// teller puts the steps of one System in words.
type teller struct{ sys *step.System }
