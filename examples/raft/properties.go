package raft

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// properties are those of Figure 3 that are about states, and that something happens at all. They read what a server last had, so that
// one that is down counts with what it did before it crashed, until it recovers.
func properties(servers []assay.ID) []assay.Property {
	always := func(name string, holds func([]known) error) assay.Property {
		return assay.Always(name, func(v assay.View) error { return holds(states(v, servers)) })
	}
	sometimes := func(name string, is func(State) bool) assay.Property {
		return assay.Sometimes(name, func(v assay.View) bool {
			return slices.ContainsFunc(states(v, servers), func(k known) bool { return is(k.State) })
		})
	}
	return []assay.Property{
		always("one leader a term", oneLeaderATerm),
		always("leader completeness", leaderCompleteness),
		always("log matching", logMatching),
		always("state machine safety", stateMachineSafety),
		sometimes("a leader is elected", func(s State) bool { return s.Role == Leader }),
		sometimes("an entry is committed", func(s State) bool { return s.Commit > 0 }),
	}
}

// known is a server and its state, or what one that is down last had.
type known struct {
	id assay.ID
	State
}

func states(v assay.View, servers []assay.ID) []known {
	var all []known
	for _, id := range servers {
		all = append(all, known{id, assay.LastStateOf[State](v, id)})
	}
	return all
}

// applied are the entries that a server has given to its state machine. A broken one may have fewer than it took for committed.
func (s State) applied() []Entry { return s.Log[:min(s.Commit, len(s.Log))] }

// pairs asks about each ordered pair of two servers.
func pairs(servers []known, holds func(a, b known) error) error {
	for i, a := range servers {
		for j, b := range servers {
			if i == j {
				continue
			}
			if err := holds(a, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// oneLeaderATerm is election safety.
func oneLeaderATerm(servers []known) error {
	return pairs(servers, func(a, b known) error {
		if a.Role == Leader && b.Role == Leader && a.Term == b.Term {
			return fmt.Errorf("%s and %s both lead in term %d", a.id, b.id, a.Term)
		}
		return nil
	})
}

// leaderCompleteness compares a leader with what others of its own term or an earlier one know to be committed. A leader of an earlier
// term, which was deposed and has not heard of it, may well lack what its successor commits.
func leaderCompleteness(servers []known) error {
	return pairs(servers, func(leader, other known) error {
		if leader.Role != Leader || leader.Term < other.Term {
			return nil
		}
		for i, e := range other.applied() {
			if i >= len(leader.Log) || leader.Log[i] != e {
				return fmt.Errorf("%s leads in term %d without %q of term %d, which %s knows to be committed at index %d",
					leader.id, leader.Term, e.Command, e.Term, other.id, i+1)
			}
		}
		return nil
	})
}

// logMatching says that two logs with an entry of the same term at an index are the same up to there.
func logMatching(servers []known) error {
	return pairs(servers, func(a, b known) error {
		for i := min(len(a.Log), len(b.Log)); i > 0; i-- {
			if a.termAt(i) == b.termAt(i) && !slices.Equal(a.Log[:i], b.Log[:i]) {
				return fmt.Errorf("%s and %s have entries of term %d at index %d, and up to there %v and %v", a.id, b.id, a.termAt(i), i, a.Log[:i], b.Log[:i])
			}
		}
		return nil
	})
}

// stateMachineSafety says that no two servers apply different commands at one index.
func stateMachineSafety(servers []known) error {
	return pairs(servers, func(a, b known) error {
		for i := range min(len(a.applied()), len(b.applied())) {
			if a.Log[i] != b.Log[i] {
				return fmt.Errorf("at index %d %s applies %q, and %s applies %q", i+1, a.id, a.Log[i].Command, b.id, b.Log[i].Command)
			}
		}
		return nil
	})
}
