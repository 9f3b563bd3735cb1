package bad

import (
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/exhaustive/bad/proto"
)

// Phase is a closed enum.
type Phase struct{ v uint8 }

// The phases.
var (
	Idle    = Phase{0}
	Working = Phase{1}
	Done    = Phase{2}
)

func next(p Phase) Phase {
	switch p { // HERE
	case Working:
		p = Done
	case Done:
		p = Idle
	}
	return p
}

func name(p Phase) string {
	text := ""
	switch p { // HERE
	case Idle:
		text = "idle"
	case Done:
		text = "done"
	default: // OR HERE
	}
	return text
}

func drive(l proto.Light) (speed int) {
	switch l { // HERE
	case proto.Green:
		speed = 50
	case proto.Red:
		speed = 0
	}
	return speed
}

func both(p Phase, l proto.Light) (wait int) {
	switch p {
	case Idle:
		switch l { // HERE
		case proto.Red:
			wait = 60
		case proto.Amber:
			wait = 5
		}
	case Working, Done:
		wait = 1
	}
	return wait
}

func trusted(q refine.Quality) bool {
	switch q { // HERE
	case refine.Good:
		return true
	case refine.Bad:
		return false
	}
	return true
}

type machine struct{ phase Phase }

func (m machine) work() (steps int) {
	switch now := m.phase; now { // HERE
	case Idle:
		steps = 1
	}
	return steps
}
