// Package rollout is a rollout by hand: replicas, a control plane with a dashboard that is late, and operators who promote a version that
// may be bad. It shows what goes wrong with nobody at fault, what one mistake does, and which interlocks take both away.
package rollout

import (
	"errors"
	"fmt"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

// Production is the environment of all targets here.
type Production struct{}

// Replica runs one version at a time. A version that was installed is not ready until its start is over.
type Replica struct {
	Plane assay.ID
	Bad   string // the version that is not healthy
}

// ReplicaState is what one replica runs.
type ReplicaState struct {
	Version string
	Ready   bool
}

// Start runs the first version.
func (Replica) Start(assay.ID) (ReplicaState, assay.Effects) {
	return ReplicaState{Version: "v1", Ready: true}, nil
}

// Receive installs a version.
func (Replica) Receive(_ assay.ID, s ReplicaState, _ assay.ID, m people.Msg) (ReplicaState, assay.Effects) {
	if m, ok := m.(people.Install); ok {
		return ReplicaState{Version: m.Version}, assay.Effects{assay.SetTimer("started", 5*time.Second)}
	}
	return s, nil
}

// Tells is which version is bad.
func (r Replica) Tells() []string {
	if r.Bad == "" {
		return []string{"every version is good"}
	}
	return []string{r.Bad + " is bad"}
}

// Timeout is the end of a start: the replica tells the control plane how it is.
func (r Replica) Timeout(_ assay.ID, s ReplicaState, _ string) (ReplicaState, assay.Effects) {
	s.Ready = true
	return s, assay.Effects{assay.Send(r.Plane, people.Report{Version: s.Version, Ready: true, Healthy: s.Version != r.Bad})}
}

// Setup is one way to run a rollout.
type Setup struct {
	Name      string
	Operators int
	Runbook   people.Runbook[Production]
	Locks     people.Interlocks
	Bad       bool // version v2 is bad
	Assume    assay.Assumptions
	Colleague bool // each approves what the other asks for, if health is ok
	Powers    []people.Act[Production]
}

var replicas = []assay.ID{"r1", "r2", "r3"}

// LookOnce promotes a canary, looks at the dashboard once, and promotes the rest.
func LookOnce() people.Runbook[Production] {
	promote := people.Promote[Production]("v2")
	return people.Runbook[Production]{}.Do(promote).Look("health", people.Is("ok")).Do(promote).Do(promote)
}

// LookAlways looks at the dashboard before every promotion. Who is refused looks again.
func LookAlways() people.Runbook[Production] {
	var book people.Runbook[Production]
	for i := range replicas {
		look := fmt.Sprintf("look %d", i+1)
		book = book.Mark(look).Look("health", people.Is("ok")).Do(people.Promote[Production]("v2")).Otherwise(look)
	}
	return book
}

// System is a rollout of version v2 over three replicas that run v1.
func System(with Setup) assay.System {
	health := func(f people.Fleet) any {
		if f.Healthy() {
			return "ok"
		}
		return "bad"
	}
	plane := people.Plane[Production]{Version: "v1", Locks: with.Locks, Signals: []people.Signal{{Name: "health", Of: health, Late: 2}}}
	replica := Replica{Plane: "plane"}
	if with.Bad {
		replica.Bad = "v2"
	}
	var actors []assay.Participant
	for _, id := range replicas {
		plane.Units = append(plane.Units, people.On[Production](id))
		actors = append(actors, assay.Spawn(id, replica))
	}
	actors = append(actors, plane.Spawn("plane"))
	for i := range with.Operators {
		operator := people.Operator[Production]{Plane: "plane", Runbook: with.Runbook, Powers: with.Powers}
		if with.Colleague {
			operator.Colleague, operator.Approves, operator.Wants = person(1-i), "health", people.Is("ok")
		}
		actors = append(actors, operator.Spawn(person(i)))
	}
	properties := []assay.Property{assay.Always(P1, notEverywhere(replica.Bad)), assay.Always(P2, mostAreReady)}
	if !with.Bad {
		properties = append(properties, assay.Sometimes("all run v2", everywhere))
	}
	return assay.System{Name: "rollout/" + with.Name, Actors: actors, Assume: with.Assume, Properties: properties}
}

func person(i int) assay.ID { return assay.ID(fmt.Sprintf("operator%d", i+1)) }

// Malicious is a rollout of a bad version by two operators, one of whom gives at any moment any order that the control plane admits, as
// often as they like.
func Malicious(locks people.Interlocks) assay.System {
	all := []people.Target[Production]{people.On[Production]("r1"), people.On[Production]("r2"), people.On[Production]("r3")}
	with := Setup{Name: "malice", Operators: 2, Runbook: Canary(), Locks: locks, Bad: true, Colleague: true,
		Powers: []people.Act[Production]{people.Deploy("v2", all...), people.Promote[Production]("v2"), people.Restart(all...)},
		Assume: assay.Assumptions{Malice: assay.None, Per: map[assay.ID]assay.Own{person(1): {Malice: assay.Unlimited}}}}
	return System(with)
}

// Canary looks, promotes one replica, and looks whether it is well.
func Canary() people.Runbook[Production] {
	ok := people.Is("ok")
	return people.Runbook[Production]{}.Look("health", ok).Do(people.Promote[Production]("v2")).Look("health", ok)
}

// The properties of a rollout.
const (
	P1 = "a bad version is never on all replicas"
	P2 = "all replicas but one are ready"
)

func notEverywhere(bad string) func(assay.View) error {
	return func(v assay.View) error {
		for _, s := range assay.Each[ReplicaState](v) {
			if bad == "" || s.Version != bad {
				return nil
			}
		}
		return errors.New("it is on all")
	}
}

func mostAreReady(v assay.View) error {
	ready := 0
	for _, s := range assay.Each[ReplicaState](v) {
		if s.Ready {
			ready++
		}
	}
	if ready < len(replicas)-1 {
		return fmt.Errorf("%d of %d are ready", ready, len(replicas))
	}
	return nil
}

func everywhere(v assay.View) bool {
	for _, s := range assay.Each[ReplicaState](v) {
		if s.Version != "v2" {
			return false
		}
	}
	return true
}
