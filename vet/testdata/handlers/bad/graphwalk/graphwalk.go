// Package graphwalk is bad: the work list grows by the neighbours again and again when the graph has a cycle (an unbounded loop).
package graphwalk

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Ask struct{ From, To string }

type Answer struct{ Yes bool }

func (Ask) isMsg()    {}
func (Answer) isMsg() {}

type Graph struct{}

type State struct{ Edges map[string][]string }

func (Graph) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (g Graph) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	ask, ok := msg.(Ask)
	if !ok {
		return s, nil
	}
	return s, assay.Effects{assay.Send(from, Answer{g.reaches(s, ask)})}
}

func (Graph) reaches(s State, ask Ask) bool {
	work := []string{ask.From}
	for len(work) > 0 { // HERE
		at := work[0]
		if at == ask.To {
			return true
		}
		work = append(work[1:], s.Edges[at]...)
	}
	return false
}
