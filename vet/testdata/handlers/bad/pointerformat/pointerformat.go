// Package pointerformat is bad: the key is made of the address of a struct (map order row: the percent-p verb).
package pointerformat

import (
	"fmt"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Submit struct{ Job *Job }

func (Submit) isMsg() {}

type Job struct{ Name string }

type Manager struct{}

type State struct{ Last string }

func (Manager) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Manager) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	submit, ok := msg.(Submit)
	if !ok {
		return s, nil
	}
	s.Last = key(submit.Job)
	return s, assay.Effects{assay.Persist(s.Last, "submitted")}
}

func key(job *Job) string {
	return fmt.Sprintf("job-%p", job) // HERE
}
