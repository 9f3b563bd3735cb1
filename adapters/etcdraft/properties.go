package etcdraft

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// OneLeader says that no two members lead in one term.
func OneLeader(name string) assay.Property {
	return assay.Always(name, func(v assay.View) error {
		leaders := map[uint64]assay.ID{}
		for id, n := range assay.Each[State](v) {
			if n.Role != "Leader" {
				continue
			}
			if other, ok := leaders[n.Term]; ok {
				return fmt.Errorf("%s and %s both lead in term %d", other, id, n.Term)
			}
			leaders[n.Term] = id
		}
		return nil
	})
}

// LogsMatch says that if two logs have an entry of one index and term, they are equal up to there.
func LogsMatch(name string) assay.Property {
	return pairs(name, func(a, b Status) error {
		agree := true
		for i := range min(len(a.Log), len(b.Log)) {
			x, y := a.Log[i], b.Log[i]
			if x.Term == y.Term && (!agree || x != y) {
				return fmt.Errorf("two logs have an entry %d of term %d, and are not equal up to there", x.Index, x.Term)
			}
			agree = agree && x == y
		}
		return nil
	})
}

// CommittedAgree says that of two members the one has committed what the other has, or the beginning of it.
func CommittedAgree(name string) assay.Property {
	return pairs(name, func(a, b Status) error {
		for i := range min(len(a.Log), len(b.Log)) {
			x, y := a.Log[i], b.Log[i]
			if x.Index <= min(a.Commit, b.Commit) && x != y {
				return fmt.Errorf("%v of term %d and %v of term %d are both committed at %d", x, x.Term, y, y.Term, x.Index)
			}
		}
		return nil
	})
}

func pairs(name string, hold func(a, b Status) error) assay.Property {
	return assay.Always(name, func(v assay.View) error {
		var seen []Status
		var ids []assay.ID
		for id, n := range assay.Each[State](v) {
			for i, other := range seen {
				if err := hold(other, n.Status); err != nil {
					return fmt.Errorf("%s and %s: %w", ids[i], id, err)
				}
			}
			seen, ids = append(seen, n.Status), append(ids, id)
		}
		return nil
	})
}

// ReadsAreFresh says that no member answers the reader's probes of a context below what the reader knew to be committed when it first
// called under it.
func ReadsAreFresh(name string, reader assay.ID, members []assay.ID) assay.Property {
	return assay.Always(name, func(v assay.View) error {
		for _, id := range members {
			answers := assay.StateOf[State](v, id).Answers
			if len(answers) == 0 {
				continue // so that the reader is read where it matters
			}
			for _, floor := range assay.StateOf[ReaderState](v, reader).Floors {
				for _, a := range answers {
					if a.Context == floor.Context && a.Index < floor.Index {
						return fmt.Errorf("%s answers %s at %d, and %d was known to be committed when it was first called", id, a.Context, a.Index, floor.Index)
					}
				}
			}
		}
		return nil
	})
}

// Leads says that some member comes to lead in a term above that in which all begin.
func Leads(name string) assay.Property {
	return assay.Sometimes(name, func(v assay.View) bool {
		for _, n := range assay.Each[State](v) {
			if n.Role == "Leader" && n.Term > 1 {
				return true
			}
		}
		return false
	})
}

// Register is the specification of the register that the members replicate, with the operations that Clients carry out.
type Register struct{}

// Init is an empty register.
func (Register) Init() string { return "" }

// Apply writes, and answers with the value that is there then.
func (Register) Apply(value string, op any) (string, any) {
	if w, writes := op.(Write); writes {
		value = w.Value
	}
	return value, value
}
