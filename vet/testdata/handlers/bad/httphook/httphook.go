// Package httphook is bad: the hook of an embedded base calls a web service (network).
package httphook

import (
	"net/http"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Alert struct{ URL string }

func (Alert) isMsg() {}

type hooks struct{}

func (hooks) call(url string) bool {
	response, err := http.Get(url) // HERE
	return err == nil && response.StatusCode == http.StatusOK
}

type Pager struct{ hooks }

type State struct{ Sent int }

func (Pager) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (p Pager) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if alert, ok := msg.(Alert); ok && p.call(alert.URL) {
		s.Sent++
	}
	return s, nil
}
