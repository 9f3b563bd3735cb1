package people

import (
	"fmt"
	"strings"
)

// The words in which a trace shows what a control plane knows and what an operator believes.

func (u Unit) String() string {
	words := []string{string(u.ID), u.Version}
	switch {
	case u.Busy:
		words = append(words, "installing")
	case !u.Ready:
		words = append(words, "not ready")
	case !u.Healthy:
		words = append(words, "not healthy")
	}
	switch {
	case u.Aside && u.ByHand:
		words = append(words, "aside by hand")
	case u.Aside:
		words = append(words, "aside")
	}
	return strings.Join(words, " ")
}

func (v Value) String() string {
	if v.Value == v.Base {
		return fmt.Sprintf("%s %g", v.Key, v.Value)
	}
	return fmt.Sprintf("%s %g (%g at the start)", v.Key, v.Value, v.Base)
}

func (s Sample) String() string {
	if s.Quality == Good {
		return fmt.Sprint(s.Value)
	}
	return fmt.Sprintf("%v (%v)", s.Value, s.Quality)
}

func (h HeldOrder) String() string { return fmt.Sprintf("%v by %s", h.Order, h.By) }

func (a Asked) String() string {
	if a.By == "" {
		return "nobody"
	}
	return fmt.Sprintf("%v by %s", a.Order, a.By)
}

func (b Belief) String() string {
	if b.Expected {
		return fmt.Sprintf("%s %v, taken for what was expected", b.Signal, b.Value)
	}
	return fmt.Sprintf("%s %v, not taken for what was expected", b.Signal, b.Value)
}

// String is what a control plane knows, as far as there is something to know.
func (s PlaneState) String() string {
	var parts parts
	say(&parts, "", s.Fleet.Units)
	say(&parts, "", s.Fleet.Config)
	say(&parts, "samples ", s.Rings)
	say(&parts, "informed ", s.Informed)
	say(&parts, "held ", s.Held)
	say(&parts, "rehearsed ", s.Seen)
	say(&parts, "to roll back ", s.Undo)
	if s.Frozen {
		parts = append(parts, "aborted")
	}
	return parts.joined()
}

func (r Ring) String() string {
	var samples []string
	for _, s := range r {
		samples = append(samples, s.String())
	}
	return strings.Join(samples, " < ")
}

// String is where an operator is, and what they believe.
func (s OperatorState) String() string {
	parts := parts{fmt.Sprintf("at step %d", s.At+1)}
	switch {
	case s.Awaits == AnAnswer:
		parts = append(parts, fmt.Sprintf("awaits the answer to %v", s.Order))
	case s.Awaits != Nothing:
		parts = append(parts, fmt.Sprintf("awaits %v", s.Awaits))
	}
	if s.Aside {
		parts = append(parts, "beside the runbook")
	}
	if s.Last > 0 {
		parts = append(parts, fmt.Sprintf("ordered last at step %d", s.Last))
	}
	say(&parts, "believes ", s.Believes)
	if s.Asked.By != "" {
		parts = append(parts, fmt.Sprintf("asked for %v", s.Asked))
	}
	return parts.joined()
}

// parts are what there is to say of a state.
type parts []string

// say says a list, if there is anything in it.
func say[T any](p *parts, label string, list []T) {
	var words []string
	for _, one := range list {
		words = append(words, fmt.Sprint(one))
	}
	if len(words) > 0 {
		*p = append(*p, label+strings.Join(words, ", "))
	}
}

func (p parts) joined() string {
	if len(p) == 0 {
		return "nothing"
	}
	return strings.Join(p, "; ")
}
