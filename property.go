package assay

import "reflect"

// PropertyKind is what a property says about behaviours.
type PropertyKind uint8

const (
	KindAlways PropertyKind = iota + 1
	KindAlwaysIf
	KindSometimes
	KindEventually
	KindLeadsTo
	KindLinearizable
	KindSequentiallyConsistent
	KindImplements
	KindRecovers
	KindTerminates
	KindGuarantees
)

func (k PropertyKind) String() string {
	return closed("kind", int(k), "none", "Always", "AlwaysIf", "Sometimes", "Eventually", "LeadsTo", "Linearizable",
		"SequentiallyConsistent", "Implements", "Recovers", "Terminates", "Guarantees")
}

// Property is what must hold of a System, made by the functions below. The functions in it are pure: they depend on what they read
// from the View alone. A property that panics, or answers twice differently, is a finding.
type Property struct {
	Name string
	Kind PropertyKind

	Check   func(View) error // Always: nil where it holds
	Premise func(View) bool  // AlwaysIf, LeadsTo
	Goal    func(View) bool  // Sometimes, Eventually, LeadsTo, Recovers, Terminates
	History *SpecBehaviour   // Linearizable, SequentiallyConsistent
	Machine *MachineBehaviour
	Map     func(View) any // Implements: the abstract state, as a pointer to S

	Participant ID                 // Guarantees
	Contract    *ContractBehaviour // Guarantees
}

// Always says that holds answers nil in every reachable state. Its error says what is wrong there. It sees a state and not the way to
// it: a witness that may crash forgets, so what happened in the world (money moved) belongs in a participant that does not crash.
func Always(name string, holds func(View) error) Property {
	return Property{Name: name, Kind: KindAlways, Check: holds}
}

// AlwaysIf says that conclusion answers nil in every reachable state in which premise is true.
func AlwaysIf(name string, premise func(View) bool, conclusion func(View) error) Property {
	return Property{Name: name, Kind: KindAlwaysIf, Premise: premise, Check: conclusion}
}

// Sometimes says that some reachable state makes goal true: it guards against a system that is safe because it does nothing.
func Sometimes(name string, goal func(View) bool) Property {
	return Property{Name: name, Kind: KindSometimes, Goal: goal}
}

// Eventually says that every fair behaviour reaches a state that makes goal true.
func Eventually(name string, goal func(View) bool) Property {
	return Property{Name: name, Kind: KindEventually, Goal: goal}
}

// LeadsTo says that in every fair behaviour a state that makes p true is followed by one that makes q true.
func LeadsTo(name string, p, q func(View) bool) Property {
	return Property{Name: name, Kind: KindLeadsTo, Premise: p, Goal: q}
}

// Recovers says that from every reachable state, with all failures switched off from there on, p is reachable and is reached in
// every fair behaviour.
func Recovers(name string, p func(View) bool) Property {
	return Property{Name: name, Kind: KindRecovers, Goal: p}
}

// Terminates says that a state in which no step is enabled but failures makes p true: every other one is a deadlock.
func Terminates(name string, p func(View) bool) Property {
	return Property{Name: name, Kind: KindTerminates, Goal: p}
}

// Linearizable says that every reachable history is linearizable to spec: some order of all completed and any of the open
// operations respects each client's order, what had completed before each invocation, and spec.
func Linearizable[S any](name string, spec Spec[S]) Property {
	erased := eraseSpec(spec)
	return Property{Name: name, Kind: KindLinearizable, History: &erased}
}

// SequentiallyConsistent says that every reachable history has an order that respects each client's order and spec.
func SequentiallyConsistent[S any](name string, spec Spec[S]) Property {
	erased := eraseSpec(spec)
	return Property{Name: name, Kind: KindSequentiallyConsistent, History: &erased}
}

// Implements says that every step of this system is a step of spec, or leaves it where it was, under abstraction.
func Implements[S any](name string, spec Machine[S], abstraction func(View) S) Property {
	erased := Model(name, spec).Actors[0].Behaviour.Machine
	return Property{Name: name, Kind: KindImplements, Machine: erased, Map: func(v View) any {
		state := abstraction(v)
		return &state
	}}
}

// typeOf is the type of S, also where S is an interface.
func typeOf[S any]() reflect.Type { return reflect.TypeFor[S]() }
