package failuretest_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

// person asks itself twice, and writes down each time whether it did right (r), erred (e) or meant harm (h).
func person() assay.Participant {
	ask := assay.Choose("next", "right", assay.Mistake{Sort: "omission", Option: "left out"}, assay.Malicious{Option: "harm"})
	return assay.Spawn("p", chooser{
		plain: plain{start: func() (cell, fx) { return cell{}, fx{ask} }, receive: func(s cell, _ id, _ msg) (cell, fx) { return s, nil }},
		chosen: func(s cell, c assay.Choice) (cell, fx) {
			switch c.Option.(type) {
			case assay.Mistake:
				s.Log += "e"
			case assay.Malicious:
				s.Log += "h"
			default:
				s.Log += "r"
			}
			if s.N++; s.N == 2 {
				return s, nil
			}
			return s, fx{ask}
		},
	})
}

// assume.go: an option that is a Mistake or Malicious is taken within its own budget alone, and is a failure.
func TestMistakes(t *testing.T) {
	reach := func(logs ...string) (props []assay.Property) {
		for _, text := range logs {
			props = append(props, some(text, logIs("p", text)))
		}
		return props
	}
	people := []assay.Participant{person()}
	erred := []assay.Property{never(logIs("p", "re"))}
	judge(t, []acceptance{
		{name: "nobody errs", actors: people, props: reach("rr", "e", "h"), wants: []want{found("rr"), absent("e"), absent("h")}},
		{name: "one mistake", assume: assay.Assumptions{Mistakes: assay.AtMost(1)}, actors: people, props: reach("er", "re", "ee", "h"),
			wants: []want{found("er"), found("re"), absent("ee"), absent("h")}},
		{name: "two mistakes", assume: assay.Assumptions{Mistakes: assay.AtMost(2)}, actors: people, props: reach("ee", "h"), wants: []want{found("ee"), absent("h")}},
		{name: "malice", assume: assay.Assumptions{Malice: assay.Unlimited}, actors: people, props: reach("hh", "e"), wants: []want{found("hh"), absent("e")}},
		{name: "both", assume: assay.Assumptions{Mistakes: assay.AtMost(1), Malice: assay.AtMost(1)}, actors: people, props: reach("eh", "he", "hh"), wants: []want{found("eh"), found("he"), absent("hh")}},
		{name: "of one's own", assume: assay.Assumptions{Mistakes: assay.AtMost(2), Per: own{"p": {Mistakes: assay.AtMost(1)}}}, actors: people, props: reach("er", "ee"), wants: []want{found("er"), absent("ee")}},
		{name: "careful", assume: assay.Assumptions{Mistakes: assay.AtMost(2), Per: own{"p": {Mistakes: assay.None}}}, actors: people, props: reach("e"), wants: []want{absent("e")}},
		{name: "the kinds of step", assume: assay.Assumptions{Mistakes: assay.AtMost(1)}, actors: people, props: erred, wants: []want{brokenBy("never", "choose", "mistake")}},
		{name: "malice is a kind too", assume: assay.Assumptions{Malice: assay.AtMost(1)}, actors: people, props: []assay.Property{never(logIs("p", "h"))}, wants: []want{brokenBy("never", "malice")}},
		// Recovers switches failures off: without mistakes two right choices are made in every fair behaviour.
		{name: "after mistakes", assume: assay.Assumptions{Mistakes: assay.AtMost(1)}, actors: people,
			props: []assay.Property{assay.Recovers("two", func(v assay.View) bool { return steady(v, "p").N == 2 })}, wants: []want{holds("two")}},
	})
}

// A choice among mistakes alone would wait for one.
func TestAChoiceAmongMistakesAlone(t *testing.T) {
	p := assay.Spawn("p", picks(nil, fx{assay.Choose("next", assay.Mistake{Sort: "jump", Option: "x"})}))
	result, err := check.Run(t.Context(), assay.System{Name: "alone", Actors: []assay.Participant{sender("a", send("p", 0)), p}})
	if err != nil || len(result.Findings()) != 1 || result.Findings()[0].Finding != "handled" {
		t.Errorf("a choice among mistakes alone: error %v, findings %v; want the finding handled", err, result.Findings())
	}
}
