package replicate

import "github.com/assay-dev/assay"

// Selfish is broken: s2 takes over with the log that it has itself.
func Selfish() assay.System {
	return with("tutorial/replicate/selfish", func(peers []assay.ID) selfish { return selfish{Server{peers}} })
}

type selfish struct{ Server }

func (a selfish) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	s, effects := a.Server.Timeout(self, s, timer)
	s.Leading = true
	return s, effects
}

// Loyal is broken: a server that has told s2 what it has goes on taking more from s1. The fence is missing.
func Loyal() assay.System {
	return with("tutorial/replicate/loyal", func(peers []assay.ID) loyal { return loyal{Server{peers}} })
}

type loyal struct{ Server }

func (a loyal) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if m, ok := msg.(Copy); ok {
		m.Term = s.Term
		msg = m
	}
	return a.Server.Receive(self, s, from, msg)
}
