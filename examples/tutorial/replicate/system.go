// Package replicate is the last stage of the tutorial: a log on three servers, of which one may be gone and nobody waits. What is on
// two of them is safe, and a leader that takes over asks two.
//
// Selfish and Loyal are broken: one takes over with what it has itself, the other goes on following whom it has left. It is the part of
// Raft in which entries are kept safe, with one change of leaders; examples/raft is all of it.
package replicate

import (
	"fmt"

	"github.com/assay-dev/assay"
)

var servers = [...]assay.ID{"s1", "s2", "s3"}

// System is the cure.
func System() assay.System {
	return with("tutorial/replicate", func(peers []assay.ID) Server { return Server{peers} })
}

// with is a client and three servers, of which make makes each from its peers.
func with[A assay.Actor[State, Msg]](name string, make func(peers []assay.ID) A) assay.System {
	sys := assay.System{
		Name:   name,
		Actors: []assay.Participant{assay.Spawn("client", Client{"s1"})},
		Properties: []assay.Property{
			assay.Always("what is safe stays", safeStays),
			assay.Sometimes("all is safe", func(v assay.View) bool { return assay.LastStateOf[int](v, "client") == 2 }),
			assay.Sometimes("s2 takes over the whole log", func(v assay.View) bool {
				s := assay.LastStateOf[State](v, "s2")
				return s.Leading && len(s.Log) == 2
			}),
		},
	}
	for i, id := range servers {
		peers := []assay.ID{servers[(i+1)%3], servers[(i+2)%3]}
		sys.Actors = append(sys.Actors, assay.Spawn(id, make(peers)))
	}
	return sys
}

// safeStays is violated where s2 leads, and lacks something that the client was told is safe.
func safeStays(v assay.View) error {
	if !v.Up("s2") {
		return nil
	}
	safe, s := assay.LastStateOf[int](v, "client"), assay.StateOf[State](v, "s2")
	if s.Leading && len(s.Log) < safe {
		return fmt.Errorf("the log is safe up to %d, and s2, which leads, has %d of it", safe, len(s.Log))
	}
	return nil
}
