package evidence

import (
	"slices"
	"strings"

	"github.com/assay-dev/assay/trace"
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

// contracts says of each contract that is assumed who keeps it.
func (p *printer) contracts(records []Record) {
	for i, c := range Contracts(records) {
		if i == 0 {
			p.line(0, "")
			p.line(0, p.paint(bold, "contracts"))
		}
		p.line(systemIndent, trace.Line(c.Contract))
		p.places("assumed by", c.AssumedBy)
		p.places("kept by", c.KeptBy)
		p.places("broken by", c.BrokenBy)
		p.places("unknown", c.UnknownBy)
		if len(c.KeptBy) == 0 {
			text := "nobody here: it stands as an assumption"
			if strings.HasSuffix(c.Contract, Incomparable) {
				text += " (nobody can tell whether two such are one: name the function)"
			}
			p.labelled(propertyIndent, "kept by", strings.Fields(text), " ")
		}
	}
}

func (p *printer) places(label string, places []string) {
	var parts []string
	for _, place := range places {
		parts = append(parts, trace.Line(place))
	}
	p.labelled(propertyIndent, label, parts, ", ")
}
