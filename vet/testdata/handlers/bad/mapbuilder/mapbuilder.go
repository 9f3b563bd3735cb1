// Package mapbuilder is bad: a strings.Builder is written in map order (map order, string concatenation).
package mapbuilder

import (
	"fmt"
	"strings"
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Report struct{ Text string }

func (Report) isMsg() {}

type Reporter struct{ To assay.ID }

type State struct{ Counts map[string]int }

func (Reporter) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{assay.SetTimer("report", time.Second)}
}

func (Reporter) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	return s, nil
}

func (r Reporter) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	var text strings.Builder
	for name, n := range s.Counts { // HERE
		fmt.Fprintf(&text, "%s: %d\n", name, n)
	}
	return s, assay.Effects{assay.Send(r.To, Report{text.String()})}
}
