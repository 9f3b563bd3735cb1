package twophase

import "github.com/assay-dev/assay"

// HastyModel is broken: the transaction manager commits once one resource manager is prepared.
func HastyModel() assay.System {
	const rms = 3
	return model("twophase/hasty", rms, hasty{Machine{RMs: rms}})
}

type hasty struct{ Machine }

func (m hasty) Next(s State) []assay.Move[State] {
	moves := m.Machine.Next(s)
	if s.TM == Init && s.Prepared != 0 && s.Prepared != m.all() {
		moves = append(moves, assay.Move[State]{Name: "TmCommit", To: s.committed()})
	}
	return moves
}

// FickleActors is broken: a resource manager that said it was prepared gives up all the same.
func FickleActors() assay.System {
	return actors("twophase/actors/fickle", assay.SpawnN("rm", 3, fickle{ResourceManager{TM: "tm"}}))
}

type fickle struct{ ResourceManager }

func (r fickle) Timeout(self assay.ID, s RM, timer string) (RM, assay.Effects) {
	switch timer {
	case giveUp:
		return Aborted, assay.Effects{assay.StopTimer(partDone)}
	default:
		return Prepared, assay.Effects{assay.Send(r.TM, Ready{})}
	}
}
