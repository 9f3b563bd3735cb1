package people

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Verb is what an order asks for.
type Verb uint8

const (
	VerbDeploy Verb = iota + 1
	VerbPromote
	VerbRollBack
	VerbScale
	VerbRestart
	VerbDrain
	VerbSet
	VerbAbort
)

func (v Verb) String() string {
	return word(int(v), "nothing", "deploy", "promote", "roll back", "scale", "restart", "drain", "set", "abort")
}

// Order is an act as it travels: what is asked of a control plane. It is made of an Act, whose type says of which environment it is.
type Order struct {
	Verb    Verb
	Env     string     // the environment that its targets belong to
	Targets []assay.ID // none: those that the verb implies
	Version string
	Key     string
	Value   float64
	By      bool // Value is by how much, and not to what
	Expires time.Duration
	DryRun  bool
}

// same says whether two orders ask for the same, one of them perhaps as a dry run.
func (o Order) same(other Order) bool {
	o.DryRun, other.DryRun = false, false
	return o.Verb == other.Verb && o.Env == other.Env && slices.Equal(o.Targets, other.Targets) && o.Version == other.Version &&
		o.Key == other.Key && o.Value == other.Value && o.By == other.By && o.Expires == other.Expires
}

// String is the order in words: "deploy v2 to r1".
func (o Order) String() string {
	text := o.Verb.String()
	if o.Key != "" {
		text += " " + o.Key
	}
	switch {
	case o.Verb == VerbSet && o.By:
		text += fmt.Sprintf(" by %+g", o.Value)
	case o.Verb == VerbSet || o.Verb == VerbScale:
		text += fmt.Sprintf(" to %g", o.Value)
	}
	if o.Version != "" {
		text += " " + o.Version
	}
	if len(o.Targets) > 0 {
		text += map[bool]string{true: " to ", false: " "}[o.Verb == VerbDeploy] + listed(o.Targets)
	}
	if o.Expires > 0 {
		text += fmt.Sprintf(" for %v", o.Expires)
	}
	if o.DryRun {
		text += " (dry run)"
	}
	return text
}

// Target is a unit of one environment: E is a type that stands for it, such as Production. A target of another environment does not
// fit where this one is wanted, and does not compile.
type Target[E any] struct{ id assay.ID }

// On is the target called id.
func On[E any](id assay.ID) Target[E] { return Target[E]{id} }

// Act is an order in the environment E.
type Act[E any] struct{ order Order }

// Order is the act as it travels.
func (a Act[E]) Order() Order { return a.order }

func act[E any](o Order, targets []Target[E]) Act[E] {
	o.Env = reflect.TypeFor[E]().Name()
	for _, t := range targets {
		o.Targets = append(o.Targets, t.id)
	}
	return Act[E]{o}
}

// Deploy runs a version on the targets.
func Deploy[E any](version string, targets ...Target[E]) Act[E] {
	return act(Order{Verb: VerbDeploy, Version: version}, targets)
}

// Promote runs a version on the next unit that does not have it.
func Promote[E any](version string) Act[E] {
	return act[E](Order{Verb: VerbPromote, Version: version}, nil)
}

// RollBack returns the targets to the version of the start; without targets, all that have another.
func RollBack[E any](targets ...Target[E]) Act[E] { return act(Order{Verb: VerbRollBack}, targets) }

// Abort is RollBack, and no version is deployed or promoted any more.
func Abort[E any]() Act[E] { return act[E](Order{Verb: VerbAbort}, nil) }

// Scale has the first n units take part, and the others stand aside.
func Scale[E any](n int) Act[E] { return act[E](Order{Verb: VerbScale, Value: float64(n)}, nil) }

// Restart starts the targets again; one that stood aside takes part again.
func Restart[E any](targets ...Target[E]) Act[E] { return act(Order{Verb: VerbRestart}, targets) }

// Drain has the targets stand aside.
func Drain[E any](targets ...Target[E]) Act[E] { return act(Order{Verb: VerbDrain}, targets) }

// Set sets a value of the configuration. Where expires is not 0 it goes back after that time, if the control plane has overrides expire.
func Set[E any](key string, value float64, expires time.Duration) Act[E] {
	return act[E](Order{Verb: VerbSet, Key: key, Value: value, Expires: expires}, nil)
}
