package panics

import (
	"maps"

	"github.com/assay-dev/assay"
)

// counter keeps a map that Start makes: no handler loses it.
type counter struct{ peers []assay.ID }

type counts struct {
	by    map[assay.ID]int
	turn  int
	spare map[assay.ID]int
}

func (counter) Start(self assay.ID) (counts, assay.Effects) {
	return counts{by: map[assay.ID]int{}}, nil
}

func (a counter) Receive(self assay.ID, s counts, from assay.ID, msg any) (counts, assay.Effects) {
	s = s.add(from)
	if s.turn >= len(a.peers) {
		s.turn = 0
		return s, nil
	}
	peer := a.peers[s.turn]
	s.turn++
	return s, assay.Effects{assay.Send(peer, msg)}
}

func (a counter) Timeout(self assay.ID, s counts, timer string) (counts, assay.Effects) {
	s.spare = maps.Clone(s.spare)
	s.spare[self]++ // want "Timeout writes to s.spare, which may be nil"
	s.spare = nil
	return s, nil
}

func (s counts) add(from assay.ID) counts {
	s.by = maps.Clone(s.by)
	s.by[from]++
	return s
}
