package register

import "github.com/assay-dev/assay"

// TwoCopies is broken: a value that was put at one server is not found at the other.
func TwoCopies() assay.System { return single("register/two-copies", 2, 2) }

// NoWriteBack is broken: a read answers with the newest value that it heard of and tells nobody, so that the next read may be
// answered with an older one.
func NoWriteBack() assay.System {
	all := ids("s", 3)
	var servers []assay.Participant
	for _, id := range all {
		servers = append(servers, assay.Spawn(id, noWriteBack{replica(all, id)}))
	}
	return system("register/abd/no-write-back", servers, writerAndReader(all))
}

type noWriteBack struct{ Replica }

func (a noWriteBack) Receive(self assay.ID, s ReplicaState, from assay.ID, msg Msg) (ReplicaState, assay.Effects) {
	next, effects := a.Replica.Receive(self, s, from, msg)
	telling, tells := next.Phase.(Telling)
	if _, asked := s.Phase.(Asking); asked && tells && telling.Read.IsSome() {
		s.Phase = Idle{}
		return s, assay.Effects{telling.answer()}
	}
	return next, effects
}
