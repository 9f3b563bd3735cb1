package evidence

import (
	"slices"
	"strings"
)

// ContractOf is how the name of an assumption begins that gives a participant by its contract alone.
const ContractOf = "contract of "

// Contract is a contract that some system assumes of a participant that is not its own. It stands as an assumption until a record
// shows, here, that its owner keeps it; that record has assumptions of its own. Progress is not discharged by it: contracts are about
// safety, so that two systems may assume each other's.
type Contract struct {
	Contract  string   `json:"contract"`            // its type and fields
	AssumedBy []string `json:"assumedBy"`           // systems
	KeptBy    []string `json:"keptBy,omitempty"`    // systems in which a participant was shown to keep it
	BrokenBy  []string `json:"brokenBy,omitempty"`  // and in which one does not
	UnknownBy []string `json:"unknownBy,omitempty"` // and where it is unknown
}

// Incomparable ends the text of a contract of which another one may have the same: it is never discharged.
const Incomparable = ", which holds a function literal"

// Contracts are those that are assumed in some record, by name.
func Contracts(records []Record) []Contract {
	var all []Contract
	at := func(contract string) *Contract {
		i := slices.IndexFunc(all, func(c Contract) bool { return c.Contract == contract })
		if i < 0 {
			return nil
		}
		return &all[i]
	}
	for _, r := range records {
		for _, e := range r.Assumptions {
			if !strings.HasPrefix(e.Name, ContractOf) {
				continue
			}
			if at(e.Value) == nil {
				all = append(all, Contract{Contract: e.Value})
			}
			c := at(e.Value)
			c.AssumedBy = add(c.AssumedBy, place(r))
		}
	}
	for _, r := range records {
		if r.Guarantees == nil || at(r.Guarantees.Value) == nil || r.Expected || strings.HasSuffix(r.Guarantees.Value, Incomparable) {
			continue
		}
		switch c := at(r.Guarantees.Value); r.Verdict {
		case Holds:
			c.KeptBy = add(c.KeptBy, place(r))
		case Violated:
			c.BrokenBy = add(c.BrokenBy, place(r))
		default:
			c.UnknownBy = add(c.UnknownBy, place(r))
		}
	}
	slices.SortFunc(all, func(a, b Contract) int { return strings.Compare(a.Contract, b.Contract) })
	return all
}

func place(r Record) string { return strings.TrimSpace(r.Package + " " + r.System) }

func add(places []string, place string) []string {
	if at, found := slices.BinarySearch(places, place); !found {
		return slices.Insert(places, at, place)
	}
	return places
}
