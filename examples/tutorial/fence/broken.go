package fence

import (
	"slices"

	"github.com/assay-dev/assay"
)

// Kept is broken: a lock that is never taken back stays with a holder that is gone.
func Kept() assay.System { return with("tutorial/fence/kept", kept{}, Store{}) }

type kept struct{ Server }

func (a kept) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	after, effects := a.Server.Receive(self, s, from, msg)
	return after, slices.DeleteFunc(effects, func(e assay.Effect) bool { _, timer := e.(assay.TimerEffect); return timer })
}

// Unfenced is broken: the store believes whoever writes. A holder that was slow writes after the next one.
func Unfenced() assay.System { return with("tutorial/fence/unfenced", Server{}, credulous{}) }

type credulous struct{ Store }

func (credulous) Receive(self assay.ID, taken []int, from assay.ID, msg Msg) ([]int, assay.Effects) {
	if w, ok := msg.(Write); ok {
		return append(slices.Clone(taken), w.Token), assay.Effects{assay.Send(from, Written(w))}
	}
	return taken, nil
}
