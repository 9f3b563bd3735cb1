package decide

import (
	"time"

	"github.com/assay-dev/assay"
)

// Looking is broken: a client looks whether the lock is free, and takes it if so. What it saw may be over when it acts.
func Looking() assay.System {
	return With("tutorial/decide/looking", looker{Client{"lock"}}, assay.Spawn("lock", board{}))
}

// looker looks before it takes.
type looker struct{ Client }

func (c looker) Start(self assay.ID) (Phase, assay.Effects) {
	return Waiting, assay.Effects{assay.Send(c.Server, Look{})}
}

func (c looker) Receive(self assay.ID, phase Phase, from assay.ID, msg Msg) (Phase, assay.Effects) {
	if seen, ok := msg.(Status); ok && seen.Free {
		return Holding, assay.Effects{assay.Send(c.Server, Take{}), assay.SetTimer(workDone, time.Second)}
	}
	return phase, nil
}

// board is a server that writes down what it is told. Its state is who has the lock.
type board struct{}

func (board) Start(self assay.ID) (assay.ID, assay.Effects) { return "", nil }

func (board) Receive(self assay.ID, holder assay.ID, from assay.ID, msg Msg) (assay.ID, assay.Effects) {
	switch msg.(type) {
	case Look:
		return holder, assay.Effects{assay.Send(from, Status{Free: holder == ""})}
	case Take:
		return from, nil
	case Release:
		return "", nil
	case Granted, Status: // a client's
	}
	return holder, nil
}
