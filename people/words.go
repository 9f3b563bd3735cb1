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
		return fmt.Sprintf("%s=%g", v.Key, v.Value)
	}
	return fmt.Sprintf("%s=%g instead of %g", v.Key, v.Value, v.Base)
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
		return fmt.Sprintf("%s %v, as expected", b.Signal, b.Value)
	}
	return fmt.Sprintf("%s %v, not as expected", b.Signal, b.Value)
}
