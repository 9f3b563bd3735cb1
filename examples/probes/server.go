package probes

import (
	"time"

	"github.com/assay-dev/assay"
)

// Web answers every request. How long that takes, and whether it is up, is said in the World.
type Web struct{}

// Served is how many requests it has answered since it last started.
type Served int

// Start has answered none.
func (Web) Start(self assay.ID) (Served, assay.Effects) { return 0, nil }

// Receive is a request.
func (Web) Receive(self assay.ID, n Served, from assay.ID, msg Msg) (Served, assay.Effects) {
	get, ok := msg.(Get)
	if !ok {
		return n, nil
	}
	return n + 1, assay.Effects{assay.Send(from, Page(get))}
}

// Starter is a pod that fetches its settings when it starts, and is ready when it has them.
type Starter struct {
	Config assay.ID
	Again  bool // it asks once more while it has none
}

// Readiness is whether a Starter is.
type Readiness bool

const again = "again"

// Start asks for the settings.
func (p Starter) Start(self assay.ID) (Readiness, assay.Effects) { return false, p.ask() }

// Receive is the settings.
func (p Starter) Receive(self assay.ID, ready Readiness, from assay.ID, msg Msg) (Readiness, assay.Effects) {
	if _, ok := msg.(Settings); !ok {
		return ready, nil
	}
	if p.Again {
		return true, assay.Effects{assay.StopTimer(again)}
	}
	return true, nil
}

// Timeout asks once more.
func (p Starter) Timeout(self assay.ID, ready Readiness, timer string) (Readiness, assay.Effects) {
	return ready, p.ask()
}

func (p Starter) ask() assay.Effects {
	effects := assay.Effects{assay.Send(p.Config, Fetch{})}
	if p.Again {
		effects = append(effects, assay.SetTimer(again, time.Second))
	}
	return effects
}

// Config knows the settings.
type Config struct{}

// Asked is how often it was asked.
type Asked bool

// Start was not asked.
func (Config) Start(self assay.ID) (Asked, assay.Effects) { return false, nil }

// Receive answers.
func (Config) Receive(self assay.ID, asked Asked, from assay.ID, msg Msg) (Asked, assay.Effects) {
	if _, ok := msg.(Fetch); !ok {
		return asked, nil
	}
	return true, assay.Effects{assay.Send(from, Settings{})}
}
