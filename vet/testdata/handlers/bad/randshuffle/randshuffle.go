// Package randshuffle is bad: a fresh copy is shuffled with a swap closure (random numbers).
package randshuffle

import (
	"math/rand/v2"
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Rumor struct{ Text string }

func (Rumor) isMsg() {}

type Gossip struct{ Peers []assay.ID }

type State struct{ Heard int }

func (Gossip) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (g Gossip) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	s.Heard++
	peers := slices.Clone(g.Peers)
	rand.Shuffle(len(peers), func(i, j int) { // HERE
		if i >= 0 && j >= 0 && i < len(peers) && j < len(peers) {
			peers[i], peers[j] = peers[j], peers[i]
		}
	})
	return s, assay.Effects{assay.Broadcast(peers, msg)}
}
