// Package builder is good: a text is written into a local strings.Builder in the order of a slice.
package builder

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Say struct{ Text string }

func (Say) isMsg() {}

type Chat struct{}

type State struct{ Lines []string }

func (Chat) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (c Chat) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	say, ok := msg.(Say)
	if !ok {
		return s, nil
	}
	s.Lines = append(slices.Clone(s.Lines), say.Text)
	return s, assay.Effects{assay.Send(from, Say{c.all(s)})}
}

func (Chat) all(s State) string {
	var text strings.Builder
	for i, line := range s.Lines {
		if i > 0 {
			text.WriteByte('\n')
		}
		text.WriteString(line)
	}
	return text.String()
}
