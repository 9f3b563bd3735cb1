// Package enum is good: an enum with iota is switched over, and its name comes from a guarded array.
package enum

import "github.com/assay-dev/assay"

type Phase int

const (
	Idle Phase = iota
	Voting
	Decided
)

var phases = [...]string{"idle", "voting", "decided"}

// Name is the phase as a text.
//
//assay:pure
func (p Phase) Name() string {
	if p < 0 || int(p) >= len(phases) {
		return "unknown"
	}
	return phases[p]
}

type Msg interface{ isMsg() }

type Advance struct{}

type Now struct{ Phase string }

func (Advance) isMsg() {}
func (Now) isMsg()     {}

type Round struct{}

func (Round) Start(self assay.ID) (Phase, assay.Effects) { return Idle, nil }

func (Round) Receive(self assay.ID, p Phase, from assay.ID, msg Msg) (Phase, assay.Effects) {
	switch p {
	case Idle:
		p = Voting
	case Voting:
		p = Decided
	case Decided:
		return p, nil
	}
	return p, assay.Effects{assay.Send(from, Now{p.Name()})}
}
