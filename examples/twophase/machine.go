package twophase

import (
	"fmt"
	"math/bits"

	"github.com/assay-dev/assay"
)

// rmsMax is how many resource managers a State has room for.
const rmsMax = 8

// RM is what a resource manager is doing.
type RM uint8

const (
	Working RM = iota
	Prepared
	Committed
	Aborted
)

func (rm RM) String() string {
	return [...]string{"working", "prepared", "committed", "aborted"}[rm]
}

// TM is what the transaction manager decided.
type TM uint8

const (
	Init TM = iota
	TMCommitted
	TMAborted
)

func (tm TM) String() string { return [...]string{"init", "committed", "aborted"}[tm] }

// Set is a set of resource managers, one bit each.
type Set uint8

// Has says whether resource manager i is in the set.
func (s Set) Has(i int) bool { return s>>i&1 == 1 }

// With is the set with resource manager i in it.
func (s Set) With(i int) Set { return s | 1<<i }

// State is the state of the Machine.
type State struct {
	RM       [rmsMax]RM
	TM       TM
	Prepared Set  // who is prepared, as far as the transaction manager knows
	Sent     Set  // who sent Prepared
	Commit   bool // Commit was sent
	Abort    bool // Abort was sent
}

// Machine is the algorithm for so many resource managers, at most 8.
type Machine struct{ RMs int }

// Init is one state: all work and nothing was sent.
func (m Machine) Init() []State {
	if m.RMs < 1 || m.RMs > rmsMax {
		panic(fmt.Sprintf("twophase: %d resource managers, expected 1 to %d", m.RMs, rmsMax))
	}
	return []State{{}}
}

// Next is every move, some of which change nothing, as in the specification. It allocates the moves and nothing else.
func (m Machine) Next(s State) []assay.Move[State] {
	moves := make([]assay.Move[State], 0, m.count(s))
	if s.TM == Init {
		moves = m.decide(moves, s)
	}
	for i := range m.RMs {
		moves = act(moves, s, i)
	}
	return moves
}

// count is how many moves Next finds.
func (m Machine) count(s State) int {
	n := 0
	if s.TM == Init {
		n += 1 + bits.OnesCount8(uint8(s.Sent))
		if s.Prepared == m.all() {
			n++
		}
	}
	for i := range m.RMs {
		if s.RM[i] == Working {
			n += 2
		}
	}
	if s.Commit {
		n += m.RMs
	}
	if s.Abort {
		n += m.RMs
	}
	return n
}

func (m Machine) all() Set { return Set(1<<m.RMs - 1) }

// decide is what a transaction manager does that has not decided.
func (m Machine) decide(moves []assay.Move[State], s State) []assay.Move[State] {
	if s.Prepared == m.all() {
		moves = append(moves, assay.Move[State]{Name: "TmCommit", To: s.committed()})
	}
	abort := s
	abort.TM = TMAborted
	abort.Abort = true
	moves = append(moves, assay.Move[State]{Name: "TmAbort", To: abort})
	for i := range m.RMs {
		if s.Sent.Has(i) {
			to := s
			to.Prepared = s.Prepared.With(i)
			moves = append(moves, assay.Move[State]{Name: rcvPrepared[i], To: to})
		}
	}
	return moves
}

func (s State) committed() State {
	s.TM = TMCommitted
	s.Commit = true
	return s
}

// act is what resource manager i does.
func act(moves []assay.Move[State], s State, i int) []assay.Move[State] {
	if s.RM[i] == Working {
		to := s.with(i, Prepared)
		to.Sent = s.Sent.With(i)
		moves = append(moves,
			assay.Move[State]{Name: prepare[i], To: to},
			assay.Move[State]{Name: chooseToAbort[i], To: s.with(i, Aborted)})
	}
	if s.Commit {
		moves = append(moves, assay.Move[State]{Name: rcvCommit[i], To: s.with(i, Committed)})
	}
	if s.Abort {
		moves = append(moves, assay.Move[State]{Name: rcvAbort[i], To: s.with(i, Aborted)})
	}
	return moves
}

func (s State) with(i int, rm RM) State {
	s.RM[i] = rm
	return s
}

// The names of moves, made once.
var (
	rcvPrepared   = names("TmRcvPrepared")
	prepare       = names("RmPrepare")
	chooseToAbort = names("RmChooseToAbort")
	rcvCommit     = names("RmRcvCommit")
	rcvAbort      = names("RmRcvAbort")
)

func names(move string) [rmsMax]string {
	var all [rmsMax]string
	for i := range all {
		all[i] = fmt.Sprintf("%s(%d)", move, i)
	}
	return all
}
