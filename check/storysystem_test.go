//assay:ignore pure the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
//assay:ignore total the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package check_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// place is the state of an actor of a story, and word a message.
type (
	place string
	word  string
)

// scripted is an actor as a story writes it: what it does by "start", "recover", "PLACE WORD" or "PLACE !TIMER". It ignores the rest.
type scripted map[string]action

// action is where an actor goes and what it does then.
type action struct {
	to   place
	does []string
}

func (a scripted) Start(self assay.ID) (place, assay.Effects) { return a.react("", "start") }

func (a scripted) Receive(self assay.ID, at place, from assay.ID, m word) (place, assay.Effects) {
	return a.react(at, string(at)+" "+string(m))
}

// timedScript is one that has timers, and lastingScript one that recovers.
type (
	timedScript   struct{ scripted }
	lastingScript struct{ timedScript }
)

func (a timedScript) Timeout(self assay.ID, at place, timer string) (place, assay.Effects) {
	return a.react(at, string(at)+" !"+timer)
}

// Recover begins at the place that is on the disk, if there is one.
func (a lastingScript) Recover(self assay.ID, disk assay.Disk) (place, assay.Effects) {
	if at, ok := assay.Load[place](disk, "place").Get(); ok {
		return at, nil
	}
	return a.react("", "recover")
}

var flips atomic.Int64

func (a scripted) react(at place, input string) (place, assay.Effects) {
	act, ok := a[input]
	if !ok {
		return at, nil
	}
	var effects assay.Effects
	for _, do := range act.does {
		effects = append(effects, effect(act.to, strings.Fields(do)))
	}
	return act.to, effects
}

func effect(at place, do []string) assay.Effect {
	switch strings.Join(do[:1], "") {
	case "send":
		return assay.Send(assay.ID(do[1]), word(do[2]))
	case "set":
		return assay.SetTimer(do[1], time.Second)
	case "stop":
		return assay.StopTimer(do[1])
	case "persist":
		return assay.Persist("place", at)
	case "invoke":
		return assay.Invoke(do[1])
	case "return":
		return assay.Return(do[1])
	case "waver":
		return assay.Persist("place", place(fmt.Sprint(flips.Add(1))))
	}
	panic(strings.Join(do, " "))
}

// parseSystem reads a system, one thing on each line:
//
//	actor ID [timers] [recovers]
//	start|recover|PLACE WORD|PLACE !TIMER -> PLACE: send ID WORD; set TIMER; stop TIMER; persist; panic; waver; ...
//	assume NAME VALUE
//	always|sometimes|within NAME: CONDITION and CONDITION ...
//
// An always says that its condition is never true.
func parseSystem(t *testing.T, name, text string) assay.System {
	sys := assay.System{Name: name}
	var script scripted
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		input, does, acts := strings.Cut(line, "->")
		switch {
		case acts:
			script[strings.TrimSpace(input)] = parseAction(does)
		case fields[0] == "actor":
			script = scripted{}
			sys.Actors = append(sys.Actors, spawn(fields, script))
		case fields[0] == "assume":
			assume(t, &sys.Assume, fields[1], fields[2])
		default:
			declare(t, &sys, fields[0], strings.TrimPrefix(line, fields[0]))
		}
	}
	return sys
}

func spawn(fields []string, script scripted) assay.Participant {
	id := assay.ID(fields[1])
	switch {
	case slices.Contains(fields, "recovers"):
		return assay.Spawn(id, lastingScript{timedScript{script}})
	case slices.Contains(fields, "timers"):
		return assay.Spawn(id, timedScript{script})
	}
	return assay.Spawn(id, script)
}

func parseAction(text string) action {
	to, does, _ := strings.Cut(text, ":")
	a := action{to: place(strings.TrimSpace(to))}
	for do := range strings.SplitSeq(does, ";") {
		if do = strings.TrimSpace(do); do != "" {
			a.does = append(a.does, do)
		}
	}
	return a
}

func assume(t *testing.T, a *assay.Assumptions, name, value string) {
	budgets := map[string]*assay.Budget{"losses": &a.Losses, "duplicates": &a.Duplicates, "crashes": &a.Crashes,
		"recoveries": &a.Recoveries, "firings": &a.Firings}
	n, err := strconv.Atoi(value)
	switch budget := budgets[name]; {
	case budget != nil && value == "unlimited":
		*budget = assay.Unlimited
	case budget != nil && err == nil:
		*budget = assay.AtMost(n)
	case name == "order" && value == "fifo":
		a.Order = assay.FIFO
	case name == "ignored" && value == "waits":
		a.Ignored = assay.Waits
	default:
		t.Fatalf("assume %s %s: expected an assumption and its value", name, value)
	}
}

func declare(t *testing.T, sys *assay.System, kind, text string) {
	name, condition, _ := strings.Cut(text, ":")
	name = strings.TrimSpace(name)
	is := parseCondition(t, condition)
	switch kind {
	case "always":
		sys.Properties = append(sys.Properties, assay.Always(name, func(v assay.View) error {
			if is(v) {
				return fmt.Errorf("%s", strings.TrimSpace(condition))
			}
			return nil
		}))
	case "sometimes":
		sys.Properties = append(sys.Properties, assay.Sometimes(name, is))
	case "within":
		sys.Within = is
	default:
		t.Fatalf("%q: expected actor, assume, always, sometimes, within or an action", kind)
	}
}

// parseCondition reads "a=PLACE", "a/=PLACE", "down a", "up a", "to a WORD" (in flight) and "timer a TIMER", joined by "and".
func parseCondition(t *testing.T, text string) func(assay.View) bool {
	var all []func(assay.View) bool
	for part := range strings.SplitSeq(text, " and ") {
		all = append(all, parseAtom(t, strings.TrimSpace(part)))
	}
	return func(v assay.View) bool {
		return !slices.ContainsFunc(all, func(is func(assay.View) bool) bool { return !is(v) })
	}
}

func parseAtom(t *testing.T, text string) func(assay.View) bool {
	fields := strings.Fields(text)
	if id, at, ok := strings.Cut(text, "/="); ok {
		return func(v assay.View) bool { return assay.StateOf[place](v, assay.ID(id)) != place(at) }
	}
	if id, at, ok := strings.Cut(text, "="); ok {
		return func(v assay.View) bool { return assay.StateOf[place](v, assay.ID(id)) == place(at) }
	}
	if len(fields) < 2 {
		t.Fatalf("condition %q", text)
	}
	id := assay.ID(fields[1])
	switch fields[0] {
	case "up":
		return func(v assay.View) bool { return v.Up(id) }
	case "down":
		return func(v assay.View) bool { return !v.Up(id) }
	case "timer":
		return func(v assay.View) bool { return slices.Contains(v.Timers(id), fields[2]) }
	case "to":
		return func(v assay.View) bool {
			return slices.ContainsFunc(assay.InFlight[word](v, id), func(e assay.Envelope[word]) bool { return string(e.Message) == fields[2] })
		}
	}
	t.Fatalf("condition %q", text)
	return nil
}
