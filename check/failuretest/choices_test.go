package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// picks is an actor that asks when it starts, and again on a message. It writes down the key and the option of each choice.
func picks(start, onMessage fx) chooser {
	return chooser{
		plain: plain{
			start: func() (cell, fx) { return cell{}, append(fx(nil), start...) },
			receive: func(s cell, _ id, _ msg) (cell, fx) {
				return cell{N: 1, Log: s.Log + "m"}, append(fx(nil), onMessage...)
			},
		},
		chosen: func(s cell, c assay.Choice) (cell, fx) {
			return cell{N: s.N, Log: s.Log + c.Key + c.Option.(string)}, nil
		},
	}
}

// DESIGN 3: choose is enabled while a choice is pending, and calls Chosen with one option.
func TestChoices(t *testing.T) {
	alone := func(start ...assay.Effect) []assay.Participant {
		return []assay.Participant{assay.Spawn("p", picks(start, nil))}
	}
	asked := func(start, onMessage assay.Effect) []assay.Participant {
		return []assay.Participant{sender("a", send("p", 0)), assay.Spawn("p", picks(fx{start}, fx{onMessage}))}
	}
	reach := func(logs ...string) (props []assay.Property) {
		for _, text := range logs {
			props = append(props, some(text, logIs("p", text)))
		}
		return props
	}
	k1, k2, l2 := assay.Choose("k", "1"), assay.Choose("k", "2"), assay.Choose("l", "2")
	judge(t, []acceptance{
		{name: "each option", actors: alone(assay.Choose("k", "1", "2", "3")), props: reach("k1", "k2", "k3", "k1k2"),
			wants: []want{found("k1"), found("k2"), found("k3"), absent("k1k2")}},
		{name: "no other option", actors: alone(assay.Choose("k", "1", "2")), props: reach("k1", "k2", "k3"), wants: []want{found("k1"), found("k2"), absent("k3")}},
		{name: "one step", actors: alone(assay.Choose("k", "1", "2")), props: []assay.Property{never(logIs("p", "k2"))}, wants: []want{brokenBy("never", "choose")}},
		{name: "nothing is asked", actors: alone(), props: []assay.Property{never(func(v assay.View) bool { return steady(v, "p").Log != "" })}, wants: []want{ok()}},
		// Two keys are pending at once, in either order; the same key replaces what is pending.
		{name: "two keys at once", actors: alone(k1, l2), props: reach("k1l2", "l2k1"), wants: []want{found("k1l2"), found("l2k1")}},
		{name: "one key twice", actors: alone(k1, k2), props: reach("k2", "k1", "k1k2", "k2k1"), wants: []want{found("k2"), absent("k1"), absent("k1k2"), absent("k2k1")}},
		// Asked again by a message: 1 was chosen before it or never.
		{name: "replaced before it is chosen", actors: asked(k1, k2), props: reach("mk2", "k1mk2", "mk1", "mk2k1", "mk1k2"),
			wants: []want{found("mk2"), found("k1mk2"), absent("mk1"), absent("mk2k1"), absent("mk1k2")}},
		{name: "not replaced by another key", actors: asked(k1, l2), props: reach("ml2", "k1ml2", "mk1", "ml2k1", "mk1l2"),
			wants: []want{found("ml2"), found("k1ml2"), found("mk1"), found("ml2k1"), found("mk1l2")}},
	})
}

// DESIGN 3, crash: choices are gone.
func TestChoicesAreLostAtACrash(t *testing.T) {
	reborn := func(effects ...assay.Effect) []assay.Participant {
		return []assay.Participant{assay.Spawn("w", chooserDurable{
			chooser: picks(fx{assay.Choose("k", "1")}, nil),
			recover: func(assay.Disk) (cell, fx) { return cell{N: 10, Log: "r"}, append(fx(nil), effects...) },
		})}
	}
	second := []assay.Property{never(func(v assay.View) bool {
		s, isUp := up(v, "w")
		return isUp && s.Log == "rk1"
	})}
	judge(t, []acceptance{
		{name: "choice lost at a crash", assume: dying(1, assay.Kept), actors: reborn(), props: second, wants: []want{ok()}},
		{name: "choice asked again", assume: dying(1, assay.Kept), actors: reborn(assay.Choose("k", "1")), props: second, wants: []want{brokenBy("never", "crash", "recover", "choose")}},
	})
}

// SEMANTICS, quiescent: while a choice is pending a step is enabled. Once it is chosen nothing is left, after one step.
func TestAPendingChoiceIsNoDeadlock(t *testing.T) {
	sys := acceptance{name: "pending", actors: []assay.Participant{assay.Spawn("p", picks(fx{assay.Choose("k", "1")}, nil))},
		props: []assay.Property{never(func(v assay.View) bool { return steady(v, "p").N > 1 })}}.system()
	result, err := check.Run(t.Context(), sys, check.Deadlock())
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range result.Records {
		if rec.Verdict == evidence.Violated {
			if rec.Trace == nil || len(rec.Trace.Steps) != 1 {
				t.Errorf("deadlock %v, want it after 1 step", rec.Trace)
			}
			return
		}
	}
	t.Errorf("no deadlock, want one after the choice")
}
