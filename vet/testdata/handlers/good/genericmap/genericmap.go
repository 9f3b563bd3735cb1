// Package genericmap is good: a generic helper calls its function argument, which every caller gives as a closure.
package genericmap

import "github.com/assay-dev/assay"

func transform[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

type Msg interface{ isMsg() }

type List struct{}

type Names struct{ Names []string }

func (List) isMsg()  {}
func (Names) isMsg() {}

type member struct {
	id   assay.ID
	rank int
}

type Club struct{ Prefix string }

type State struct{ Members []member }

func (Club) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (c Club) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(List); !ok {
		return s, nil
	}
	names := transform(s.Members, func(m member) string { return c.Prefix + string(m.id) })
	return s, assay.Effects{assay.Send(from, Names{names})}
}
