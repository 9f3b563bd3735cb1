// Package unsafestring is bad: the bytes are seen as a string without a copy (unsafe).
package unsafestring

import (
	"unsafe"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Raw struct{ Bytes []byte }

func (Raw) isMsg() {}

type Parser struct{}

type State struct{ Last string }

func (Parser) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Parser) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	raw, ok := msg.(Raw)
	if !ok || len(raw.Bytes) == 0 {
		return s, nil
	}
	s.Last = unsafe.String(unsafe.SliceData(raw.Bytes), len(raw.Bytes)) // HERE
	return s, nil
}
