// Package getenv is bad: the region comes from the environment (environment).
package getenv

import (
	"os"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Route struct{ Region string }

func (Route) isMsg() {}

type Edge struct{ Core assay.ID }

type State struct{ Local, Remote int }

func (Edge) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (e Edge) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	route, ok := msg.(Route)
	if !ok {
		return s, nil
	}
	if route.Region == region() {
		s.Local++
		return s, nil
	}
	s.Remote++
	return s, assay.Effects{assay.Send(e.Core, route)}
}

func region() string {
	if value, ok := os.LookupEnv("REGION"); ok { // HERE
		return value
	}
	return "eu"
}
