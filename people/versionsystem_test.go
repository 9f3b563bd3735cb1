package people_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/people"
)

// Two versions of an account: the newer one calls the sum by another name.
type (
	added    struct{ Cents int }
	account1 struct{}
	state1   struct{ Cents int }
	account2 struct{}
	state2   struct{ Amount int }
)

func (account1) Start(assay.ID) (state1, assay.Effects) { return state1{}, nil }
func (account1) Receive(_ assay.ID, s state1, _ assay.ID, m added) (state1, assay.Effects) {
	s.Cents += m.Cents
	return s, assay.Effects{assay.Persist("sum", s)}
}
func (account1) Recover(_ assay.ID, d assay.Disk) (state1, assay.Effects) {
	return assay.Load[state1](d, "sum").Or(state1{}), nil
}

func (account2) Start(assay.ID) (state2, assay.Effects) { return state2{}, nil }
func (account2) Receive(_ assay.ID, s state2, _ assay.ID, m added) (state2, assay.Effects) {
	s.Amount += m.Cents
	return s, assay.Effects{assay.Persist("sum", s)}
}
func (account2) Recover(_ assay.ID, d assay.Disk) (state2, assay.Effects) {
	return assay.Load[state2](d, "sum").Or(state2{}), nil
}

// payer pays in 5 cents once.
type payer struct{}

func (payer) Start(assay.ID) (int, assay.Effects) {
	return 5, assay.Effects{assay.Send("bank", added{5})}
}
func (payer) Receive(_ assay.ID, s int, _ assay.ID, _ added) (int, assay.Effects) { return s, nil }

func bank() assay.Participant {
	wire := people.JSON{Kinds: map[string]any{"added": added{}}}
	return people.Versions("bank", "v1",
		people.Code("v1", account1{}, wire, people.JSON{Kinds: map[string]any{"sum": state1{}}}),
		people.Code("v2", account2{}, wire, people.JSON{Kinds: map[string]any{"sum": state2{}}}))
}

// paidIn says that a bank whose version is v2 has what was paid in, unless it is still in flight.
func paidIn(v assay.View) error {
	if s, ok := people.StateOf[state2](v, "bank"); ok && s.Amount == 0 && len(assay.InFlight[people.Wire](v, "bank")) == 0 {
		return fmt.Errorf("%s has lost 5 cents", people.VersionOf(v, "bank"))
	}
	return nil
}

func ExampleVersions() {
	sys := assay.System{
		Name: "bank",
		Actors: []assay.Participant{
			people.Unversioned(assay.Spawn("payer", payer{}), people.JSON{Kinds: map[string]any{"added": added{}}}),
			bank(),
			people.Rollout{From: "v1", Stages: []people.Stage{{Version: "v2", Nodes: []assay.ID{"bank"}}}}.Spawn("rollout"),
		},
		Properties: []assay.Property{people.Readable(), assay.Always("nothing is lost", people.Naming(paidIn))},
	}
	result, err := check.Run(context.Background(), sys)
	if err != nil {
		fmt.Println(err)
		return
	}
	record, _ := result.Record("nothing is lost")
	fmt.Println(record.Why)
	for _, step := range record.Trace.Steps {
		fmt.Println(strings.TrimSpace(fmt.Sprint(step.Kind, ": ", step.From, " ", step.To, " ", step.What, "  ", step.Note)))
	}
	// Output:
	// v2 has lost 5 cents
	// bank: v2 read state1.Cents of v1 from disk: 5 dropped
	// bank: v2 read state2.Amount of v1 from disk: not written, so read as 0: defaulted
	// deliver: payer bank added {"Cents":5}
	// deliver: rollout bank install v2
	// deploy:  bank v2  disk installed=v2 sum=v1 sum {"Cents":5}
}

// Who operates deploys versions as a rollout does: a mistake of the wrong target upgrades what was not meant.
func TestOperatorsDeployVersions(t *testing.T) {
	banks := func(id assay.ID) assay.Participant {
		p := bank()
		p.ID = id
		return p
	}
	sys := assay.System{
		Name: "operated",
		Actors: []assay.Participant{
			banks("a"), banks("b"),
			people.Plane[prod]{Units: []people.Target[prod]{a, b}, Version: "v1", Signals: []people.Signal{level}}.Spawn("plane"),
			people.Operator[prod]{Plane: "plane", Runbook: people.Runbook[prod]{}.Do(people.Deploy("v2", a)), Others: []people.Target[prod]{a, b}}.Spawn("op"),
		},
		Assume: assay.Assumptions{Firings: assay.None, Mistakes: assay.AtMost(1)},
		Properties: []assay.Property{
			assay.Sometimes("a is upgraded, and the plane knows", func(v assay.View) bool {
				u := assay.StateOf[people.PlaneState](v, "plane").Fleet.Units[0]
				return people.VersionOf(v, "a") == "v2" && u.Ready && !u.Busy && u.Version == "v2"
			}),
			assay.Always("b is not upgraded", func(v assay.View) error {
				if people.VersionOf(v, "b") == "v2" {
					return errors.New("it is")
				}
				return nil
			}),
		},
	}
	result, err := check.Run(t.Context(), sys, check.Audit())
	if err != nil {
		t.Fatal(err)
	}
	upgraded, _ := result.Record("a is upgraded, and the plane knows")
	wrong, _ := result.Record("b is not upgraded")
	if upgraded.Verdict != "holds" || wrong.Verdict != "violated" {
		t.Fatalf("%v (%s) and %v (%s), expected it reached, and that a mistake upgrades b", upgraded.Verdict, upgraded.Why, wrong.Verdict, wrong.Why)
	}
	kinds := ""
	for _, s := range wrong.Trace.Steps {
		kinds += s.Kind + " "
	}
	if kinds != "mistake deliver deliver deploy " {
		t.Errorf("b is upgraded by %s", kinds)
	}
}
