package people_test

import (
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/people"
)

type prod struct{}

// unit runs what it is told to at once, and remembers what it was told.
type unit struct{}

type unitState struct{ Told []string }

func (unit) Start(assay.ID) (unitState, assay.Effects) { return unitState{}, nil }

func (unit) Receive(_ assay.ID, s unitState, from assay.ID, m people.Msg) (unitState, assay.Effects) {
	switch m := m.(type) {
	case people.Install:
		s.Told = append(slices.Clone(s.Told), m.String())
		return s, assay.Effects{assay.Send(from, people.Report{Version: m.Version, Ready: true, Healthy: true})}
	case people.Serve:
		s.Told = append(slices.Clone(s.Told), m.String())
	case people.Request, people.Answer, people.Query, people.Reading, people.Please, people.No, people.Report, people.Wire: // for operators and planes
	}
	return s, nil
}

var (
	a, b  = people.On[prod]("a"), people.On[prod]("b")
	level = people.Signal{Name: "level", Of: func(people.Fleet) any { return "low" }}
)

// crew is one operator who has to look at the level, to deploy v2 to a and then to b.
func crew(assume assay.Assumptions, goals ...assay.Property) assay.System {
	book := people.Runbook[prod]{}.Look("level", people.Is("high")).Otherwise("on").Mark("on").
		Do(people.Deploy("v2", a)).Do(people.Deploy("v2", b))
	return assay.System{
		Name: "crew",
		Actors: []assay.Participant{
			assay.Spawn("a", unit{}), assay.Spawn("b", unit{}),
			people.Plane[prod]{Units: []people.Target[prod]{a, b}, Version: "v1", Signals: []people.Signal{level}}.Spawn("plane"),
			people.Operator[prod]{Plane: "plane", Runbook: book, Others: []people.Target[prod]{a, b}, Habits: []people.Act[prod]{people.Drain(a)}}.Spawn("op"),
		},
		Assume:     assume,
		Properties: goals,
		Within:     func(v assay.View) bool { return len(told(v, "a")) < 3 && len(told(v, "b")) < 3 },
	}
}

func told(v assay.View, id assay.ID) []string { return assay.StateOf[unitState](v, id).Told }

func ended(v assay.View) bool { return assay.StateOf[people.OperatorState](v, "op").At == 4 }

// Each sort of mistake is made with one mistake, and without any is not (Bolton, Bass and Siminiceanu's phenotypes).
func TestSortsOfMistakes(t *testing.T) {
	install := []string{"install v2"}
	goals := []assay.Property{
		assay.Sometimes("omission", func(v assay.View) bool {
			return ended(v) && len(told(v, "a")) == 0 && len(assay.InFlight[people.Install](v, "a")) == 0 && slices.Equal(told(v, "b"), install)
		}),
		assay.Sometimes("jump", func(v assay.View) bool {
			s := assay.StateOf[people.OperatorState](v, "op")
			return s.Last == 4 && s.Believes == nil && len(told(v, "a")) == 0 && len(told(v, "b")) == 1 // from the look right to the last step
		}),
		assay.Sometimes("repetition", func(v assay.View) bool {
			return len(told(v, "a")) == 2 && slices.Equal(told(v, "a")[1:], install) && len(told(v, "b")) == 0
		}),
		assay.Sometimes("intrusion", func(v assay.View) bool { return slices.Contains(told(v, "a"), "stand aside") }),
		assay.Sometimes("wrong target", func(v assay.View) bool { return len(told(v, "b")) == 2 && len(told(v, "a")) == 0 }),
		assay.Sometimes("misreading", func(v assay.View) bool {
			return slices.Contains(assay.StateOf[people.OperatorState](v, "op").Believes, people.Belief{Signal: "level", Value: "low", Expected: true})
		}),
	}
	for _, c := range []struct {
		assume assay.Assumptions
		want   evidence.Verdict
	}{{assay.Assumptions{Mistakes: assay.AtMost(1)}, evidence.Holds}, {assay.Assumptions{}, evidence.Violated}} {
		result, err := check.Run(t.Context(), crew(c.assume, goals...))
		if err != nil {
			t.Fatal(err)
		}
		for _, goal := range goals {
			if record, ok := result.Record(goal.Name); !ok || record.Verdict != c.want && !(c.want == evidence.Violated && record.Verdict == evidence.Unknown) {
				t.Errorf("%s with mistakes %v: %v, expected %v", goal.Name, c.assume.Mistakes, record.Verdict, c.want)
			}
		}
	}
}

// What is left out of the reduced semantics changes no verdict where people err.
func TestMistakesWithNothingLeftOut(t *testing.T) {
	sys := crew(assay.Assumptions{Mistakes: assay.AtMost(1), Crashes: assay.None},
		assay.Always("b after a", func(v assay.View) error { return nil }), assay.Sometimes("done", ended))
	if _, err := check.Run(t.Context(), sys, check.Audit()); err != nil {
		t.Error(err)
	}
}
