package retrystorm

import "github.com/assay-dev/assay"

// NoBudget is broken: a client retries whenever it has tries left. Its world is broken as well wherever neither LastIn, DropExpired nor
// Budget is applied to it.
func NoBudget() assay.System {
	return clients("retrystorm/no-budget", 1, Client{Server: serverID, Requests: 1, Tries: 3, Budget: tenth, Spends: true})
}

// Multiplied is broken: each of three layers tries 4 times.
func Multiplied() assay.System { return Layers(4, 4, 4) }

// OneRetries is cured: only the first layer tries 4 times.
func OneRetries() assay.System { return Layers(4, 1, 1) }

// Impatient is broken: it answers when one backend has.
func Impatient() assay.System {
	sys := FanOut(2)
	sys.Name = "retrystorm/impatient"
	for i, p := range sys.Actors {
		if p.ID == frontID {
			sys.Actors[i] = assay.Spawn(frontID, impatient{Front{Backends: Backends(sys)}})
		}
	}
	return Asked(sys)
}

type impatient struct{ Front }

func (f impatient) Receive(self assay.ID, s FrontState, from assay.ID, msg Msg) (FrontState, assay.Effects) {
	for _, fan := range s.Open {
		if answer, ok := msg.(Answer); ok && fan.Request == answer.N {
			return FrontState{Done: s.Done + 1}, assay.Effects{assay.Send(fan.From, msg)}
		}
	}
	return f.Front.Receive(self, s, from, msg)
}
